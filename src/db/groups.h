#pragma once

#include "db/db.h"

#include <algorithm>

namespace db {

// Asks `sql` for many keys by few statements of two texts: it ends with the column to compare, " IN (…)" and `rest` follow. `given` are
// the values of placeholders in `sql`. A group is filled up with its last key.
template <class Key>
void each_group(Connection& connection, const std::string& sql, const std::vector<Key>& keys, const std::function<void(const Row&)>& visit,
                const std::string& rest = {}, const Values& given = {})
{
    constexpr std::size_t few = 20, many = 500;
    const std::size_t group = keys.size() <= few ? few : many;
    std::string places;
    for (std::size_t i = 1; i <= group; ++i) places += (i > 1 ? ", $" : "$") + std::to_string(given.size() + i);
    for (std::size_t at = 0; at < keys.size(); at += group) {
        Values values = given;
        for (std::size_t i = 0; i < group; ++i) values.emplace_back(keys[std::min(at + i, keys.size() - 1)]);
        connection.each(sql + " IN (" + places + ")" + rest, values, visit);
    }
}

} // namespace db
