#pragma once

#include "app/tables.h"
#include "support/library.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

// Rows for every protected table, made from the schema alone, so that tables of tomorrow are tried as well.
namespace support {

struct SchemaColumn {
    std::string name;
    bool nullable = false, unique = false;
    std::optional<std::string> refers_to; // the table whose id it holds
    ledger::ColumnKind kind = ledger::ColumnKind::plain;
    std::string type; // INTEGER, TEXT, BLOB
};

struct SchemaTable {
    const ledger::Table* table;
    std::vector<SchemaColumn> columns; // in the order of ledger::Table::columns
};

// The protected tables, those that others refer to first.
std::vector<SchemaTable> protected_schema();

inline constexpr int filled_rows = 3;

// Inserts three rows into every protected table that has fewer; every column has a value, but for the first row's
// reference to its own table. References are to the first row, the third row's to the
// second, or, where they must differ, to the row of the same number.
// Gives the ids by table.
std::map<std::string, std::vector<std::int64_t>> fill_tables(TestLibrary& library, const std::vector<SchemaTable>& schema);

// A value of the same type that is another one.
db::Value altered(const db::Value& value);

} // namespace support
