#include "ledger/rows.h"

#include "ledger/act.h"

#include <stdexcept>

namespace ledger {

namespace {

using Plain = std::map<std::string, db::Value, std::less<>>;
using Macs = std::map<std::string, std::optional<crypto::Hash>, std::less<>>;

// A plain column has whatever type the engine keeps it in; both engines tell integers, texts and bytes apart by the schema.
db::Value plain_value(const db::Row& row, int column)
{
    if (row.is_null(column)) return nullptr;
    switch (row.type(column)) {
    case db::ValueType::integer:
        return row.integer(column);
    case db::ValueType::bytes:
        return row.bytes(column);
    case db::ValueType::text:
        break;
    }
    return row.text(column);
}

} // namespace

std::vector<std::string> stored_columns(const Table& table)
{
    std::vector<std::string> names{"id", "version"};
    for (const auto& column : table.columns) names.emplace_back(column.name);
    return names;
}

StoredRow store_row(const crypto::Keyring& keys, const Table& table, std::int64_t id, std::int64_t version, const Record& record)
{
    for (const auto& [name, cell] : record)
        if (!table.has(name)) throw std::logic_error("no column " + name + " in " + std::string(table.name));
    Plain plain;
    Macs macs;
    StoredRow row{{id, version}, {}};
    std::string key = std::to_string(id);
    for (const auto& column : table.columns) {
        auto cell = record.find(column.name);
        bool absent = cell == record.end() || (std::holds_alternative<db::Value>(cell->second) &&
                                               std::holds_alternative<db::Null>(std::get<db::Value>(cell->second)));
        if (absent) {
            row.values.push_back(nullptr);
        } else if (column.kind == ColumnKind::encrypted) {
            const auto& secret = std::get<crypto::Secret>(cell->second);
            macs.emplace(column.name, keys.row_mac(table.name, column.name, secret));
            row.values.push_back(keys.encrypt(table.name, column.name, key, secret));
        } else {
            const auto& value = std::get<db::Value>(cell->second);
            plain.emplace(column.name, value);
            row.values.push_back(value);
        }
    }
    row.digest = row_digest(keys.suite(), table, id, version, plain, macs);
    return row;
}

crypto::Hash digest_of_stored(const crypto::Keyring& keys, const Table& table, const db::Row& row)
{
    Plain plain;
    Macs macs;
    std::int64_t id = row.integer(0);
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const auto& column = table.columns[i];
        int at = static_cast<int>(i) + 2;
        if (row.is_null(at)) continue;
        if (column.kind == ColumnKind::encrypted) {
            auto secret = keys.decrypt(table.name, column.name, std::to_string(id), row.bytes(at));
            macs.emplace(column.name, keys.row_mac(table.name, column.name, secret));
        } else {
            plain.emplace(column.name, plain_value(row, at));
        }
    }
    return row_digest(keys.suite(), table, id, row.integer(1), plain, macs);
}

std::string select_stored(const Table& table)
{
    std::string sql = "SELECT id, version";
    for (const auto& column : table.columns) sql += ", " + std::string(column.name);
    return sql + " FROM " + std::string(table.name);
}

std::optional<Record> read_row(db::Connection& connection, const crypto::Keyring& keys, const Table& table, std::int64_t id,
                               std::int64_t* version)
{
    return connection.one(select_stored(table) + " WHERE id = $1", {id}, [&](const db::Row& row) {
        Record record;
        if (version) *version = row.integer(1);
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            const auto& column = table.columns[i];
            int at = static_cast<int>(i) + 2;
            if (row.is_null(at)) continue;
            if (column.kind == ColumnKind::encrypted)
                record.emplace(column.name, keys.decrypt(table.name, column.name, std::to_string(id), row.bytes(at)));
            else
                record.emplace(column.name, plain_value(row, at));
        }
        return record;
    });
}

} // namespace ledger
