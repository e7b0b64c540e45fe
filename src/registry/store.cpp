#include "registry/store.h"

#include "db/day.h"
#include "db/groups.h"

#include <algorithm>
#include <stdexcept>

namespace registry {

namespace {

db::Value day_value(const std::optional<Day>& day)
{
    return day ? db::Value(to_text(*day)) : db::Value(nullptr);
}

db::Value text_value(const std::string& text)
{
    return text.empty() ? db::Value(nullptr) : db::Value(text);
}

constexpr std::string_view columns =
    "SELECT id, version, public_id, parent_id, merged_into_id, name, code, kind, region, competent_department_id, listed_from, listed_to, "
    "verified_on, verified_by, source FROM unit WHERE ";

Unit unit_of(const db::Row& row)
{
    Unit u;
    u.id = row.integer(0);
    u.version = row.integer(1);
    u.public_id = row.text(2);
    u.parent_id = row.maybe_integer(3);
    u.merged_into_id = row.maybe_integer(4);
    u.facts = {row.text(5),
               row.maybe_text(6),
               row.maybe_text(7),
               row.maybe_text(8),
               row.maybe_integer(9),
               db::maybe_day(row, 10),
               db::maybe_day(row, 11),
               db::maybe_day(row, 12),
               row.maybe_text(13).value_or(""),
               row.maybe_text(14).value_or(""),
               {},
               {}};
    return u;
}

void add_lists(db::Connection& connection, Unit& unit)
{
    connection.each("SELECT name FROM unit_alias WHERE unit_id = $1 ORDER BY id", {unit.id},
                    [&](const db::Row& row) { unit.facts.aliases.push_back(row.text(0)); });
    connection.each("SELECT kind, from_day, to_day FROM unit_attribute WHERE unit_id = $1 ORDER BY id", {unit.id}, [&](const db::Row& row) {
        unit.facts.attributes.push_back({row.text(0), db::maybe_day(row, 1), db::maybe_day(row, 2)});
    });
}

void update(ledger::Act& act, const ledger::Table& table, std::int64_t id, const ledger::Record& changes)
{
    if (!act.update(table, id, changes)) throw std::logic_error("no version was expected");
}

// Rows that say what is wanted no more go, what is not there comes.
template <class Fact, class Read, class Write>
void write_list(ledger::Act& act, const ledger::Table& table, const std::string& select, std::int64_t unit, std::vector<Fact> wanted,
                Read read, Write write)
{
    auto rows = act.connection().all(select + " FROM " + std::string(table.name) + " WHERE unit_id = $1 ORDER BY id", {unit},
                                     [&](const db::Row& row) {
                                         return std::pair{row.integer(0), read(row)};
                                     });
    for (const auto& [id, fact] : rows) {
        auto kept = std::find(wanted.begin(), wanted.end(), fact);
        if (kept == wanted.end())
            act.remove(table, id);
        else
            wanted.erase(kept);
    }
    for (const auto& fact : wanted) act.insert(table, write(fact));
}

} // namespace

std::optional<Unit> load(db::Connection& connection, const auth::Filter& filter, const std::string& public_id)
{
    if (filter.scope != auth::Scope::all) return std::nullopt;
    auto unit = connection.one(std::string(columns) + "public_id = $1", {public_id}, unit_of);
    if (unit) add_lists(connection, *unit);
    return unit;
}

Unit load(db::Connection& connection, std::int64_t id)
{
    Unit unit = connection.one(std::string(columns) + "id = $1", {id}, unit_of).value();
    add_lists(connection, unit);
    return unit;
}

std::map<std::int64_t, std::string> names_of(db::Connection& connection, const std::vector<std::int64_t>& ids)
{
    std::map<std::int64_t, std::string> names;
    db::each_group(connection, "SELECT id, name FROM unit WHERE id", ids, [&](const db::Row& row) { names[row.integer(0)] = row.text(1); });
    return names;
}

bool is_above(db::Connection& connection, std::int64_t above, std::int64_t below)
{
    return connection
        .one("SELECT 1 FROM unit_closure WHERE unit_id = $1 AND above_id = $2", {below, above},
             [](const db::Row& row) { return row.integer(0); })
        .has_value();
}

std::optional<std::string> holder_of(db::Connection& connection, const std::string& code, std::int64_t but)
{
    return connection.one("SELECT name FROM unit WHERE code = $1 AND id <> $2", {code, but},
                          [](const db::Row& row) { return row.text(0); });
}

bool name_is_taken(db::Connection& connection, std::optional<std::int64_t> parent, const std::string& name, std::int64_t but)
{
    std::string where = parent ? "parent_id = $3" : "parent_id IS NULL";
    db::Values values{name, but};
    if (parent) values.emplace_back(*parent);
    return connection
        .one("SELECT id FROM unit WHERE name = $1 AND id <> $2 AND merged_into_id IS NULL AND " + where + " LIMIT 1", values,
             [](const db::Row& row) { return row.integer(0); })
        .has_value();
}

void refresh_unit_facets(db::Connection& connection, std::int64_t unit_id)
{
    const std::string people = "(SELECT o.expert_id FROM unit_closure w JOIN post o ON o.unit_id = w.unit_id WHERE w.above_id = $1)";
    connection.run("DELETE FROM expert_facet WHERE facet = 'unit' AND expert_id IN " + people, {unit_id});
    connection.run(
        "INSERT INTO expert_facet (facet, code, expert_id) SELECT DISTINCT 'unit', u.public_id, p.expert_id FROM post p JOIN expert "
        "e ON e.id = p.expert_id JOIN unit_closure c ON c.unit_id = p.unit_id JOIN unit u ON u.id = c.above_id WHERE p.kind <> "
        "'former' AND e.status <> 'merged' AND p.expert_id IN " +
            people,
        {unit_id});
}

void write(ledger::Act& act, const Unit& before, const Facts& after, ledger::Record more)
{
    ledger::Record record{{"name", db::Value(after.name)},
                          {"code", db::value_of(after.code)},
                          {"kind", db::value_of(after.kind)},
                          {"region", db::value_of(after.region)},
                          {"competent_department_id", db::value_of(after.department_id)},
                          {"listed_from", day_value(after.listed_from)},
                          {"listed_to", day_value(after.listed_to)},
                          {"verified_on", day_value(after.verified_on)},
                          {"verified_by", text_value(after.verified_by)},
                          {"source", text_value(after.source)}};
    more.merge(record);
    update(act, units::unit_table, before.id, more);
    db::Value unit(before.id);
    write_list(
        act, units::unit_alias_table, "SELECT id, name", before.id, after.aliases, [](const db::Row& row) { return row.text(1); },
        [&](const std::string& name) {
            return ledger::Record{{"unit_id", unit}, {"name", db::Value(name)}};
        });
    using Stored = std::tuple<std::string, std::optional<Day>, std::optional<Day>>;
    std::vector<Stored> attributes;
    for (const auto& a : after.attributes) attributes.emplace_back(a.kind, a.from, a.to);
    write_list(
        act, units::unit_attribute_table, "SELECT id, kind, from_day, to_day", before.id, attributes,
        [](const db::Row& row) {
            return Stored{row.text(1), db::maybe_day(row, 2), db::maybe_day(row, 3)};
        },
        [&](const Stored& a) {
            return ledger::Record{{"unit_id", unit},
                                  {"kind", db::Value(std::get<0>(a))},
                                  {"from_day", day_value(std::get<1>(a))},
                                  {"to_day", day_value(std::get<2>(a))}};
        });
}

} // namespace registry
