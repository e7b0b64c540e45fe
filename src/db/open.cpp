#include "db/engines.h"

namespace db {

std::optional<std::int64_t> Row::maybe_integer(int column) const
{
    return is_null(column) ? std::nullopt : std::optional(integer(column));
}

std::optional<std::string> Row::maybe_text(int column) const
{
    return is_null(column) ? std::nullopt : std::optional(text(column));
}

std::optional<Bytes> Row::maybe_bytes(int column) const
{
    return is_null(column) ? std::nullopt : std::optional(bytes(column));
}

std::string insert_statement(std::string_view table, const std::vector<std::string>& columns, std::size_t count)
{
    std::string sql = "INSERT INTO " + std::string(table) + " (";
    for (std::size_t i = 0; i < columns.size(); ++i) sql += (i ? ", " : "") + columns[i];
    sql += ") VALUES ";
    std::size_t place = 1;
    for (std::size_t row = 0; row < count; ++row) {
        sql += row ? ", (" : "(";
        for (std::size_t i = 0; i < columns.size(); ++i) sql += (i ? ", $" : "$") + std::to_string(place++);
        sql += ')';
    }
    return sql;
}

std::unique_ptr<Database> open(const std::string& url, const Options& options)
{
    constexpr std::string_view sqlite = "sqlite:";
    if (url.starts_with(sqlite)) return open_sqlite(url.substr(sqlite.size()), options);
    if (url.starts_with("postgres://") || url.starts_with("postgresql://")) return open_postgres(url, options);
    throw std::runtime_error("数据库地址应以 sqlite: 或 postgres:// 开头。");
}

} // namespace db
