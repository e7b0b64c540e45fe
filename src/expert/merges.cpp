#include "expert/change.h"
#include "expert/columns.h"
#include "expert/facets.h"

#include "db/day.h"

#include <set>

namespace expert {

namespace {

// Of every number of both but that by which the person is known from now on.
std::set<Bytes> hashes_that_give_way(const crypto::Keyring& keys, const Merging& m)
{
    std::set<Bytes> hashes;
    auto hash = [&](const crypto::Secret& number) { return crypto::bytes_of(keys.lookup_hash("citizen_id", number)); };
    for (const auto* record : {&m.survivor, &m.absorbed})
        for (const auto* number : {&record->facts.citizen_id, &record->facts.passport})
            if (*number) hashes.insert(hash(**number));
    const auto& now = m.wanted.facts;
    if (const auto& known_by = now.citizen_id ? now.citizen_id : now.passport) hashes.erase(hash(*known_by));
    return hashes;
}

} // namespace

Merges::Merges(db::Connection& connection)
    : all_(connection.all("SELECT m.absorbed_id, m.survivor_id, e.public_id FROM expert_merge m JOIN expert e ON e.id = m.absorbed_id "
                          "ORDER BY m.id",
                          {},
                          [](const db::Row& row) {
                              return Merge{row.integer(0), row.integer(1), row.text(2)};
                          })),
      numbers_(
          connection.all("SELECT n.hash, m.survivor_id FROM expert_merge_number n JOIN expert_merge m ON m.id = n.merge_id ORDER BY n.id",
                         {}, [](const db::Row& row) {
                             return FormerNumber{row.bytes(0), row.integer(1)};
                         }))
{
    for (const auto& merge : all_) into_.emplace(merge.absorbed_id, merge.survivor_id);
}

std::int64_t Merges::lasting(std::int64_t id) const
{
    // A record is absorbed once and only by one that is not, so this ends; what was tampered with ends as well.
    for (std::size_t steps = 0; steps <= into_.size(); ++steps) {
        auto next = into_.find(id);
        if (next == into_.end()) break;
        id = next->second;
    }
    return id;
}

std::vector<std::int64_t> absorbed_by(db::Connection& connection, std::int64_t id)
{
    return connection.all("WITH RECURSIVE part (id) AS (SELECT absorbed_id FROM expert_merge WHERE survivor_id = $1 UNION SELECT "
                          "m.absorbed_id FROM expert_merge m JOIN part ON m.survivor_id = part.id) SELECT id FROM part ORDER BY id",
                          {id}, [](const db::Row& row) { return row.integer(0); });
}

std::vector<Sanction> sanctions_of(db::Connection& connection, std::int64_t expert_id)
{
    return connection.all("SELECT kind, from_day, to_day, document FROM sanction WHERE expert_id = $1 ORDER BY id", {expert_id},
                          [](const db::Row& row) {
                              return Sanction{row.text(0), db::maybe_day(row, 1).value(), db::maybe_day(row, 2), row.text(3)};
                          });
}

Standing standing_of(db::Connection& connection, std::int64_t expert_id)
{
    return *connection.one(
        "SELECT status, status_since, entered_on, confirmed_on FROM expert WHERE id = $1", {expert_id}, [](const db::Row& row) {
            return Standing{row.text(0), db::maybe_day(row, 1).value(), db::maybe_day(row, 2).value(), db::maybe_day(row, 3)};
        });
}

std::vector<std::string> merge_experts(ledger::Act& act, const crypto::Keyring& keys, const Merging& m)
{
    auto fields = differing(RecordState(m.survivor, keys), RecordState(m.wanted, keys));
    Change change{m.document, std::nullopt, "", m.account_id};
    // The number may be the survivor's from now on: no two rows have it.
    write_version(act, keys, m.absorbed, m.absorbed, {},
                  {{"status", db::Value(std::string(merged_status))},
                   {"status_since", db::Value(to_text(day_of(act.now())))},
                   {"citizen_id_hash", db::Value(nullptr)},
                   {"passport_hash", db::Value(nullptr)}},
                  change);
    write_version(act, keys, m.survivor, m.wanted, fields,
                  {{"status", db::Value(m.standing.status)},
                   {"status_since", db::Value(to_text(m.standing.since))},
                   {"entered_on", db::Value(to_text(m.standing.entered_on))},
                   {"confirmed_on", day_value(m.standing.confirmed_on)}},
                  change);
    for (const auto& sanction : m.sanctions) act.insert(sanction_table, columns_of(m.survivor.id, sanction));
    std::int64_t merge = act.insert(expert_merge_table, {{"absorbed_id", m.absorbed.id},
                                                         {"survivor_id", m.survivor.id},
                                                         {"at", db::Value(to_text(act.now()))},
                                                         {"account_id", m.account_id},
                                                         {"document", db::Value(m.document)},
                                                         {"reason", db::Value(m.reason)},
                                                         {"seq", act.next_seq()}});
    for (const auto& hash : hashes_that_give_way(keys, m))
        act.insert(expert_merge_number_table, {{"merge_id", merge}, {"hash", db::Value(hash)}});
    json::Array names(fields.begin(), fields.end());
    act.append({"expert.merged/1", "expert", m.survivor.public_id,
                json::Object{{"version", m.survivor.version + 1},
                             {"absorbed", m.absorbed.public_id},
                             {"number", m.absorbed.number},
                             {"fields", std::move(names)},
                             {"document", m.document}},
                m.reason});
    act.flush();
    for (auto id : {m.survivor.id, m.absorbed.id}) rewrite_facets(act.connection(), id);
    return fields;
}

} // namespace expert
