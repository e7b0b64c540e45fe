#include "db/groups.h"
#include "expert/expert.h"

namespace expert {

std::vector<std::pair<Bytes, std::string>> numbers_of(db::Connection& connection, const std::vector<Bytes>& hashes)
{
    std::vector<std::pair<Bytes, std::string>> found;
    for (const std::string column : {"citizen_id_hash", "passport_hash"})
        db::each_group(connection, "SELECT " + column + ", number FROM expert WHERE " + column, hashes,
                       [&](const db::Row& row) { found.emplace_back(row.bytes(0), row.text(1)); });
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
