#include "amendment/amendment.h"
#include "amendment/outlook.h"

namespace amendment {

Ties ties_of(db::Connection& connection, const crypto::Keyring& keys, const expert::Record& record)
{
    const auto& number = record.facts.citizen_id ? record.facts.citizen_id : record.facts.passport;
    if (!number) return {};
    Bytes hash = crypto::bytes_of(keys.lookup_hash("citizen_id", *number));
    auto count = [](const db::Row& row) { return row.integer(0); };
    return {*connection.one("SELECT count(*) FROM research_participant WHERE person_hash = $1", {hash}, count),
            *connection.one("SELECT count(*) FROM relation WHERE other_hash = $1 AND expert_id <> $2", {hash, record.id}, count)};
}

std::vector<ledger::Finding> check_merges(db::Connection& connection)
{
    std::vector<ledger::Finding> findings;
    auto add = [&](std::string code, std::string text) {
        return [&findings, code = std::move(code), text = std::move(text)](const db::Row& row) {
            findings.push_back({code, "expert " + std::to_string(row.integer(0)), text});
        };
    };
    connection.each(
        "SELECT e.id FROM expert e WHERE e.status = 'merged' AND NOT EXISTS (SELECT 1 FROM expert_merge m WHERE m.absorbed_id = "
        "e.id) ORDER BY e.id",
        {}, add("merge_target", "状态是已并入，却没有写明并入哪一条记录。"));
    connection.each("SELECT e.id FROM expert_merge m JOIN expert e ON e.id = m.absorbed_id WHERE e.status <> 'merged' ORDER BY e.id", {},
                    add("merge_target", "已并入另一条记录，状态却不是已并入。"));
    expert::Merges merges(connection);
    for (const auto& merge : merges.all())
        if (merges.absorbed(merges.lasting(merge.absorbed_id)))
            findings.push_back({"merge_circle", "expert " + std::to_string(merge.absorbed_id), "几条记录互相并入，没有保留的一条。"});
    return findings;
}

} // namespace amendment
