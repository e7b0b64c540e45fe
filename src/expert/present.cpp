#include "expert/expert.h"

namespace expert {

namespace {

// Asks for many keys by few statements of one text: the last group is filled up with its last key.
template <class Key>
void each_group(db::Connection& connection, const std::string& sql, const std::vector<Key>& keys,
                const std::function<void(const db::Row&)>& visit)
{
    constexpr std::size_t group = 500;
    std::string places;
    for (std::size_t i = 1; i <= group; ++i) places += (i > 1 ? ", $" : "$") + std::to_string(i);
    for (std::size_t at = 0; at < keys.size(); at += group) {
        db::Values values;
        for (std::size_t i = 0; i < group; ++i) values.emplace_back(keys[std::min(at + i, keys.size() - 1)]);
        connection.each(sql + " IN (" + places + ")", values, visit);
    }
}

} // namespace

std::vector<std::pair<Bytes, std::string>> numbers_of(db::Connection& connection, const std::vector<Bytes>& hashes)
{
    std::vector<std::pair<Bytes, std::string>> found;
    each_group(connection, "SELECT citizen_id_hash, number FROM expert WHERE citizen_id_hash", hashes,
               [&](const db::Row& row) { found.emplace_back(row.bytes(0), row.text(1)); });
    return found;
}

std::vector<std::string> known_research(db::Connection& connection, const std::vector<std::string>& codes)
{
    std::vector<std::string> found;
    each_group(connection, "SELECT code FROM research_project WHERE code", codes,
               [&](const db::Row& row) { found.push_back(row.text(0)); });
    return found;
}

} // namespace expert
