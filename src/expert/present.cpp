#include "db/groups.h"
#include "expert/expert.h"

#include <algorithm>

namespace expert {

std::vector<std::pair<Bytes, std::string>> numbers_of(db::Connection& connection, const std::vector<Bytes>& hashes)
{
    std::vector<std::pair<Bytes, std::string>> found;
    for (const std::string column : {"citizen_id_hash", "passport_hash"})
        db::each_group(connection, "SELECT " + column + ", number FROM expert WHERE " + column, hashes,
                       [&](const db::Row& row) { found.emplace_back(row.bytes(0), row.text(1)); });
    std::vector<std::pair<Bytes, std::int64_t>> gave_way;
    db::each_group(connection,
                   "SELECT n.hash, m.survivor_id FROM expert_merge_number n JOIN expert_merge m ON m.id = n.merge_id WHERE n.hash", hashes,
                   [&](const db::Row& row) { gave_way.emplace_back(row.bytes(0), row.integer(1)); });
    if (gave_way.empty()) return found;
    Merges merges(connection);
    for (auto& [hash, survivor] : gave_way) {
        bool stands = std::any_of(found.begin(), found.end(), [&](const auto& one) { return one.first == hash; });
        auto number = connection.one("SELECT number FROM expert WHERE id = $1", {merges.lasting(survivor)},
                                     [](const db::Row& row) { return row.text(0); });
        if (!stands && number) found.emplace_back(std::move(hash), *number);
    }
    return found;
}

std::vector<std::string> known_research(db::Connection& connection, const std::vector<std::string>& codes)
{
    std::vector<std::string> found;
    db::each_group(connection, "SELECT code FROM research_project WHERE code", codes,
                   [&](const db::Row& row) { found.push_back(row.text(0)); });
    return found;
}

} // namespace expert
