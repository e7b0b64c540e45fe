#pragma once

#include "db/db.h"

#include <limits>

// Whole tables read a page at a time, so that one of any size keeps within the time limit of a statement and PostgreSQL's
// answer is never held whole.
namespace db {

// Every row, `page` at a time, ascending by a key that occurs once and that `select` gives as its first column.
template <class Use>
void each_by_key(Connection& connection, const std::string& select, const std::string& key, Use use, int page = 20'000)
{
    const std::string sql = select + " WHERE " + key + " >= $1 ORDER BY " + key + " LIMIT " + std::to_string(page);
    std::int64_t next = std::numeric_limits<std::int64_t>::min(), last = next;
    for (int found = page; found == page;) {
        found = 0;
        connection.each(sql, {next}, [&](const Row& row) {
            ++found;
            last = row.integer(0);
            use(row);
        });
        if (last == std::numeric_limits<std::int64_t>::max()) return;
        next = last + 1;
    }
}

// The rows of these owners (ascending ids), ordered by owner, which `select` gives as its first column, and then by `order`.
template <class Use>
void each_of(Connection& connection, const std::string& select, const std::string& owner, const std::string& order,
             const std::vector<std::int64_t>& owners, Use use)
{
    constexpr std::size_t page = 20'000;
    const std::string sql = select + " WHERE " + owner + " >= $1 AND " + owner + " <= $2 ORDER BY " + owner + ", " + order;
    for (std::size_t from = 0; from < owners.size(); from += page) {
        std::size_t at = from;
        connection.each(sql, {owners[from], owners[std::min(from + page, owners.size()) - 1]}, [&](const Row& row) {
            while (owners[at] < row.integer(0)) ++at;
            if (owners[at] == row.integer(0)) use(row);
        });
    }
}

} // namespace db
