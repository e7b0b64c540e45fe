#pragma once

#include "db/db.h"

#include <algorithm>

namespace db {

// Asks `sql` for many keys by few statements of one text: it ends with the column to compare, " IN ($1, …)" and `rest` follow. The last
// group is filled up with its last key.
template <class Key>
void each_group(Connection& connection, const std::string& sql, const std::vector<Key>& keys, const std::function<void(const Row&)>& visit,
                const std::string& rest = {})
{
    constexpr std::size_t group = 500;
    std::string places;
    for (std::size_t i = 1; i <= group; ++i) places += (i > 1 ? ", $" : "$") + std::to_string(i);
    for (std::size_t at = 0; at < keys.size(); at += group) {
        Values values;
        for (std::size_t i = 0; i < group; ++i) values.emplace_back(keys[std::min(at + i, keys.size() - 1)]);
        connection.each(sql + " IN (" + places + ")" + rest, values, visit);
    }
}

} // namespace db
