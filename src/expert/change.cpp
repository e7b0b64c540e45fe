#include "expert/change.h"

#include "expert/columns.h"
#include "expert/facets.h"

#include <algorithm>

namespace expert {

namespace {

bool equal(const ledger::Cell& a, const ledger::Cell& b)
{
    if (a.index() != b.index()) return false;
    if (const auto* secret = std::get_if<crypto::Secret>(&a)) return secret->reveal() == std::get<crypto::Secret>(b).reveal();
    return std::get<db::Value>(a) == std::get<db::Value>(b);
}

// The columns of `after` that stand otherwise in `before`.
ledger::Record differing_columns(const ledger::Record& before, const ledger::Record& after)
{
    ledger::Record changes;
    for (const auto& [column, cell] : after)
        if (!equal(before.at(column), cell)) changes.emplace(column, cell);
    return changes;
}

void update(ledger::Act& act, const ledger::Table& table, std::int64_t id, const ledger::Record& changes)
{
    if (!act.update(table, id, changes)) throw std::logic_error("no version was expected");
}

// Rows of facts: kept by their row, changed where they differ.
template <class Fact>
void write_rows(ledger::Act& act, const crypto::Keyring& keys, const ledger::Table& table, std::int64_t expert_id,
                const std::vector<Fact>& before, const std::vector<Fact>& after)
{
    for (const auto& old : before) {
        auto now = std::find_if(after.begin(), after.end(), [&](const Fact& fact) { return fact.row == old.row; });
        if (now == after.end()) {
            act.remove(table, old.row);
            continue;
        }
        auto changes = differing_columns(columns_of(keys, expert_id, old), columns_of(keys, expert_id, *now));
        if (!changes.empty()) update(act, table, old.row, changes);
    }
    for (const auto& fact : after)
        if (fact.row == 0) act.insert(table, columns_of(keys, expert_id, fact));
}

// Codes in their order; a code that stays keeps its row.
void write_codes(ledger::Act& act, const ledger::Table& table, std::int64_t expert_id, const std::vector<std::string>& after)
{
    struct Stored {
        std::int64_t id;
        std::string code;
        std::int64_t place;
    };
    auto stored =
        act.connection().all("SELECT id, code, place FROM " + std::string(table.name) + " WHERE expert_id = $1 ORDER BY place, id",
                             {expert_id}, [](const db::Row& row) {
                                 return Stored{row.integer(0), row.text(1), row.integer(2)};
                             });
    std::int64_t place = 0;
    for (const auto& code : after) {
        ++place;
        auto kept = std::find_if(stored.begin(), stored.end(), [&](const Stored& s) { return s.code == code; });
        if (kept == stored.end()) {
            act.insert(table, {{"expert_id", expert_id}, {"code", db::Value(code)}, {"place", place}});
            continue;
        }
        if (kept->place != place) update(act, table, kept->id, {{"place", place}});
        stored.erase(kept);
    }
    for (const auto& gone : stored) act.remove(table, gone.id);
}

std::string joined(const std::vector<std::string>& names)
{
    std::string list;
    for (const auto& name : names) list += (list.empty() ? "" : ",") + name;
    return list;
}

void keep_version(ledger::Act& act, const Record& before, const RecordState& state, const std::vector<std::string>& fields,
                  const Change& change)
{
    act.insert(expert_version_table, {{"expert_id", before.id},
                                      {"number", before.version},
                                      {"state", state.kept()},
                                      {"fields", db::Value(joined(fields))},
                                      {"at", db::Value(to_text(act.now()))},
                                      {"account_id", change.account_id},
                                      {"document", db::Value(change.document)},
                                      {"verified_on", day_value(change.verified_on)},
                                      {"verified_by", text_value(change.verified_by)},
                                      {"seq", act.next_seq()}});
}

} // namespace

void write_version(ledger::Act& act, const crypto::Keyring& keys, const Record& before, const Record& after,
                   const std::vector<std::string>& fields, ledger::Record more, const Change& change)
{
    const NewExpert &old = before.facts, &now = after.facts;
    // The row of the expert carries the version of the whole record.
    more.merge(differing_columns(identity_columns(keys, old), identity_columns(keys, now)));
    update(act, expert_table, before.id, more);
    write_rows(act, keys, expert_category_table, before.id, old.categories, now.categories);
    for (const auto& list : code_lists)
        if (old.*list.codes != now.*list.codes) write_codes(act, list.table, before.id, now.*list.codes);
    write_rows(act, keys, post_table, before.id, old.posts, now.posts);
    write_rows(act, keys, relation_table, before.id, old.relations, now.relations);
    write_rows(act, keys, interest_table, before.id, old.interests, now.interests);
    write_rows(act, keys, expert_absence_table, before.id, old.absences, now.absences);
    write_rows(act, keys, achievement_table, before.id, old.achievements, now.achievements);
    keep_version(act, before, RecordState(before, keys), fields, change);
}

std::vector<std::string> change_expert(ledger::Act& act, const crypto::Keyring& keys, const Record& before, const Record& after,
                                       const Change& change)
{
    auto fields = differing(RecordState(before, keys), RecordState(after, keys));
    if (fields.empty()) return fields;
    write_version(act, keys, before, after, fields, {}, change);
    json::Array names(fields.begin(), fields.end());
    act.append({"expert.changed/1", "expert", before.public_id,
                json::Object{{"version", before.version + 1}, {"fields", std::move(names)}, {"document", change.document}}});
    act.flush();
    rewrite_facets(act.connection(), before.id);
    return fields;
}

} // namespace expert
