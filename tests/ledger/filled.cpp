#include "ledger/filled.h"

#include <algorithm>
#include <set>

namespace support {

namespace {

SchemaTable read_table(db::Connection& connection, const ledger::Table& table)
{
    SchemaTable schema{&table, {}};
    std::map<std::string, SchemaColumn> columns;
    std::string name(table.name);
    connection.each("SELECT name, \"notnull\", type FROM pragma_table_info('" + name + "')", {}, [&](const db::Row& row) {
        SchemaColumn column;
        column.name = row.text(0);
        column.nullable = row.integer(1) == 0;
        column.type = row.text(2);
        columns[column.name] = column;
    });
    connection.each("SELECT \"from\", \"table\" FROM pragma_foreign_key_list('" + name + "')", {},
                    [&](const db::Row& row) { columns.at(row.text(0)).refers_to = row.text(1); });
    connection.each("SELECT c.name FROM pragma_index_list('" + name + "') i, pragma_index_info(i.name) c WHERE i.\"unique\" = 1", {},
                    [&](const db::Row& row) { columns.at(row.text(0)).unique = true; });
    for (const auto& column : table.columns) {
        schema.columns.push_back(columns.at(std::string(column.name)));
        schema.columns.back().kind = column.kind;
    }
    return schema;
}

// A value that no other row of the table has, as column `number` of row `row`.
db::Value invented(const SchemaColumn& column, std::size_t number, int row)
{
    if (column.type == "INTEGER") return std::int64_t(100 * row) + static_cast<std::int64_t>(number);
    std::string text = column.name + "-" + std::to_string(row);
    if (column.type == "TEXT") return text;
    return bytes_of(text);
}

} // namespace

std::vector<SchemaTable> protected_schema()
{
    Folder folder;
    auto database = db::open(empty_database(db::Engine::sqlite, folder));
    db::migrate(*database);
    auto snapshot = database->read();
    std::vector<SchemaTable> left, sorted;
    for (const ledger::Table* table : app::covered_tables()) left.push_back(read_table(snapshot->connection(), *table));
    std::set<std::string_view> known;
    while (!left.empty()) {
        auto ready = std::find_if(left.begin(), left.end(), [&](const SchemaTable& table) {
            return std::all_of(table.columns.begin(), table.columns.end(), [&](const SchemaColumn& column) {
                return !column.refers_to || *column.refers_to == table.table->name || known.contains(*column.refers_to);
            });
        });
        if (ready == left.end()) throw std::logic_error("protected tables refer to each other or to others");
        known.insert(ready->table->name);
        sorted.push_back(*ready);
        left.erase(ready);
    }
    return sorted;
}

std::map<std::string, std::vector<std::int64_t>> fill_tables(TestLibrary& library, const std::vector<SchemaTable>& schema)
{
    std::map<std::string, std::vector<std::int64_t>> ids;
    for (const auto& table : schema) {
        std::string name(table.table->name);
        for (int row = 0; row < filled_rows; ++row) {
            auto act = library.act();
            ledger::Record record;
            for (std::size_t i = 0; i < table.columns.size(); ++i) {
                const auto& column = table.columns[i];
                if (column.refers_to) {
                    const auto& targets = ids[*column.refers_to];
                    std::size_t wanted = static_cast<std::size_t>(column.unique ? row : row / 2);
                    if (wanted < targets.size()) record[column.name] = db::Value(targets[wanted]);
                } else if (column.kind == ledger::ColumnKind::encrypted) {
                    record[column.name] = crypto::Secret(column.name + std::to_string(row));
                } else {
                    record[column.name] = invented(column, i, row + 1);
                }
            }
            ids[name].push_back(act.insert(*table.table, std::move(record)));
            act.append({"test.filled/1"});
            act.commit();
        }
    }
    return ids;
}

db::Value altered(const db::Value& value)
{
    if (const auto* number = std::get_if<std::int64_t>(&value)) return *number + 1000;
    if (const auto* text = std::get_if<std::string>(&value)) return *text + "x";
    Bytes bytes = std::get<Bytes>(value);
    bytes.push_back(1);
    return bytes;
}

} // namespace support
