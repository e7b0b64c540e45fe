#pragma once

#include "db/db.h"

// What open.cpp chooses from; not for other folders.
namespace db {

std::unique_ptr<Database> open_sqlite(const std::string& path, const Options& options);
std::unique_ptr<Database> open_postgres(const std::string& url, const Options& options);

// Prepared statements that one connection keeps; beyond it all are forgotten and prepared as they come again.
inline constexpr std::size_t most_statements = 500;

// "INSERT INTO table (a, b) VALUES ($1, $2), ($3, $4) …" for `count` rows.
std::string insert_statement(std::string_view table, const std::vector<std::string>& columns, std::size_t count);

} // namespace db
