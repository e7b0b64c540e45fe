#include "units/units.h"

#include "units/hang.h"

#include "crypto/random.h"

#include <map>
#include <stdexcept>

namespace units {

namespace {

db::Value day_value(const std::optional<Day>& day)
{
    return day ? db::Value(to_text(*day)) : db::Value(nullptr);
}

db::Value text_value(const std::string& text)
{
    return text.empty() ? db::Value(nullptr) : db::Value(text);
}

} // namespace

const ledger::Table unit_table{"unit",
                               {{"public_id"},
                                {"code"},
                                {"name"},
                                {"kind"},
                                {"parent_id"},
                                {"region"},
                                {"competent_department_id"},
                                {"listed_from"},
                                {"listed_to"},
                                {"verified_on"},
                                {"verified_by"},
                                {"source"},
                                {"merged_into_id", ledger::ColumnKind::plain, true}}};
const ledger::Table unit_alias_table{"unit_alias", {{"unit_id"}, {"name"}}};
const ledger::Table unit_attribute_table{"unit_attribute", {{"unit_id"}, {"kind"}, {"from_day"}, {"to_day"}}};

std::int64_t add_unit(ledger::Act& act, const NewUnit& unit)
{
    std::int64_t id = act.insert(unit_table, {{"public_id", db::Value(crypto::random_id())},
                                              {"code", db::value_of(unit.code)},
                                              {"name", db::Value(unit.name)},
                                              {"kind", db::value_of(unit.kind)},
                                              {"parent_id", db::value_of(unit.parent_id)},
                                              {"region", db::value_of(unit.region)},
                                              {"competent_department_id", db::value_of(unit.competent_department_id)},
                                              {"listed_from", day_value(unit.listed_from)},
                                              {"listed_to", day_value(unit.listed_to)},
                                              {"verified_on", day_value(unit.verified_on)},
                                              {"verified_by", text_value(unit.verified_by)},
                                              {"source", text_value(unit.source)}});
    for (const auto& alias : unit.aliases) act.insert(unit_alias_table, {{"unit_id", db::Value(id)}, {"name", db::Value(alias)}});
    for (const auto& a : unit.attributes)
        act.insert(unit_attribute_table,
                   {{"unit_id", db::Value(id)}, {"kind", db::Value(a.kind)}, {"from_day", day_value(a.from)}, {"to_day", day_value(a.to)}});
    act.connection().run("INSERT INTO unit_closure (unit_id, above_id, distance) VALUES ($1, $1, 0)", {id});
    hang(act.connection(), id, unit.parent_id);
    return id;
}

void hang(db::Connection& connection, std::int64_t id, std::optional<std::int64_t> parent)
{
    connection.run("DELETE FROM unit_closure WHERE unit_id IN (SELECT unit_id FROM unit_closure WHERE above_id = $1) AND above_id NOT IN "
                   "(SELECT unit_id FROM unit_closure WHERE above_id = $1)",
                   {id});
    if (parent)
        connection.run("INSERT INTO unit_closure (unit_id, above_id, distance) SELECT below.unit_id, up.above_id, below.distance + "
                       "up.distance + 1 FROM unit_closure below JOIN unit_closure up ON up.unit_id = $2 WHERE below.above_id = $1",
                       {id, *parent});
}

void rebuild_closure(db::Connection& connection)
{
    connection.run("DELETE FROM unit_closure");
    std::map<std::int64_t, std::optional<std::int64_t>> parents;
    connection.each("SELECT id, parent_id FROM unit", {},
                    [&](const db::Row& row) { parents.emplace(row.integer(0), row.maybe_integer(1)); });
    std::vector<db::Values> rows;
    for (const auto& [id, parent] : parents) {
        std::int64_t distance = 0;
        for (std::optional<std::int64_t> above = id; above; above = parents.at(*above)) {
            if (distance > static_cast<std::int64_t>(parents.size())) throw std::runtime_error("units above each other in a circle");
            rows.push_back({id, *above, distance++});
        }
    }
    connection.insert("unit_closure", {"unit_id", "above_id", "distance"}, rows);
}

// But for those that were merged into others: their names are aliases of those.
std::vector<KnownUnit> load_all(db::Connection& connection)
{
    std::vector<KnownUnit> list;
    std::map<std::int64_t, std::size_t> places;
    connection.each("SELECT id, parent_id, competent_department_id, name, code, kind, region, listed_from, listed_to FROM unit WHERE "
                    "merged_into_id IS NULL ORDER BY id",
                    {}, [&](const db::Row& row) {
                        KnownUnit unit;
                        unit.id = row.integer(0);
                        unit.above_id = row.maybe_integer(1);
                        unit.department_id = row.maybe_integer(2);
                        unit.name = row.text(3);
                        unit.code = row.maybe_text(4);
                        unit.kind = row.maybe_text(5);
                        unit.region = row.maybe_text(6);
                        unit.listed_from = row.maybe_text(7);
                        unit.listed_to = row.maybe_text(8);
                        places[unit.id] = list.size();
                        list.push_back(std::move(unit));
                    });
    connection.each("SELECT unit_id, name FROM unit_alias ORDER BY id", {},
                    [&](const db::Row& row) { list[places.at(row.integer(0))].aliases.push_back(row.text(1)); });
    connection.each("SELECT unit_id, kind FROM unit_attribute ORDER BY id", {},
                    [&](const db::Row& row) { list[places.at(row.integer(0))].attributes.push_back(row.text(1)); });
    return list;
}

std::string join_entity(const std::string& column, const std::string& alias)
{
    // The plus keeps SQLite from beginning with all legal entities.
    return " JOIN unit_closure " + alias + "_c ON " + alias + "_c.unit_id = " + column + " JOIN unit " + alias + " ON " + alias +
           ".id = " + alias + "_c.above_id AND +" + alias + ".parent_id IS NULL";
}

} // namespace units
