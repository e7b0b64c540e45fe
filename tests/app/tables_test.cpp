#include "app/tables.h"

#include "support/library.h"

#include <gtest/gtest.h>

#include <set>

namespace {

struct ColumnRow {
    std::string table, column;
    bool nullable;
    auto operator<=>(const ColumnRow&) const = default;
};

std::set<ColumnRow> columns_of(db::Connection& connection)
{
    std::set<ColumnRow> rows;
    if (connection.engine() == db::Engine::sqlite)
        connection.each("SELECT m.name, c.name, CASE WHEN c.\"notnull\" = 1 OR c.pk > 0 THEN 0 ELSE 1 END FROM sqlite_master m, "
                        "pragma_table_info(m.name) c "
                        "WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'",
                        {}, [&](const db::Row& row) {
                            rows.insert({row.text(0), row.text(1), row.integer(2) == 1});
                        });
    else
        connection.each("SELECT table_name::text, column_name::text, CASE is_nullable WHEN 'YES' THEN 1 ELSE 0 END FROM "
                        "information_schema.columns WHERE table_schema = 'public'",
                        {}, [&](const db::Row& row) {
                            rows.insert({row.text(0), row.text(1), row.integer(2) == 1});
                        });
    return rows;
}

std::set<ColumnRow> schema_on(db::Engine engine)
{
    support::TestLibrary library(engine);
    auto snapshot = library.platform().database.read();
    return columns_of(snapshot->connection());
}

TEST(Tables, BothEnginesHaveTheSameSchema)
{
    auto sqlite = schema_on(db::Engine::sqlite), postgres = schema_on(db::Engine::postgres);
    EXPECT_TRUE(sqlite == postgres);
    EXPECT_GT(sqlite.size(), 50u);
}

TEST(Tables, EveryTableIsListedWithItsTreatment)
{
    std::set<std::string> listed, present;
    std::map<std::string, std::set<std::string>> columns;
    for (const auto& row : schema_on(db::Engine::sqlite)) {
        present.insert(row.table);
        columns[row.table].insert(row.column);
    }
    for (const auto& entry : app::all_tables()) {
        listed.insert(std::string(entry.name));
        EXPECT_EQ(entry.treatment == ledger::Treatment::covered, entry.table != nullptr) << entry.name;
        EXPECT_EQ(entry.treatment == ledger::Treatment::derived && entry.name != "schema_version", entry.rebuild != nullptr) << entry.name;
        if (!entry.table) continue;
        std::set<std::string> covered{"id", "version"};
        for (const auto& column : entry.table->columns) covered.insert(std::string(column.name));
        EXPECT_EQ(covered, columns[std::string(entry.name)]) << entry.name;
    }
    EXPECT_EQ(listed, present);
}

} // namespace
