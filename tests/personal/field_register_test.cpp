#include "personal/personal.h"

#include "app/tables.h"
#include "support/library.h"

#include <gtest/gtest.h>

#include <set>
#include <sstream>

namespace {

using Columns = std::set<std::string>; // "expert.name"

void add(Columns& to, std::string_view table, std::string_view columns, Columns& twice)
{
    std::istringstream words{std::string(columns)};
    for (std::string column; words >> column;)
        if (std::string name = std::string(table) + "." + column; !to.insert(name).second) twice.insert(name);
}

// PIPL 6, 8.1.4.11: a column that nobody has classed fails the build.
TEST(FieldRegister, EveryColumnOfTheDatabaseIsClassedOnce)
{
    Columns registered, classed, twice;
    for (const auto& e : personal::entries()) add(registered, e.table, e.columns, twice);
    classed = registered;
    for (const auto& o : personal::impersonal()) add(classed, o.table, o.columns, twice);
    EXPECT_EQ(twice, Columns{});

    support::TestLibrary library(db::Engine::sqlite);
    Columns columns;
    for (const auto& table : app::all_tables()) {
        auto snapshot = library.platform().database.read();
        snapshot->connection().each("SELECT name FROM pragma_table_info('" + std::string(table.name) + "')", {}, [&](const db::Row& row) {
            if (row.text(0) != "id" && row.text(0) != "version") columns.insert(std::string(table.name) + "." + row.text(0));
        });
    }
    ASSERT_GT(columns.size(), 300u);
    for (const auto& column : columns) EXPECT_TRUE(classed.contains(column)) << column << " is not in personal/field_register.cpp";
    for (const auto& column : classed) EXPECT_TRUE(columns.contains(column)) << column << " is not in the database";
}

TEST(FieldRegister, SaysOfEachWhyHowLongAndWhoReads)
{
    for (const auto& e : personal::entries())
        for (auto text : {e.name, e.whose, e.purpose, e.basis, e.retention.text, e.readers})
            EXPECT_FALSE(text.empty()) << e.table << ": " << e.columns;
}

// What is encrypted at rest is sensitive, and sensitive values of the library's own tables are encrypted.
TEST(FieldRegister, EncryptedColumnsAreSensitive)
{
    std::set<std::string> sensitive;
    Columns twice;
    for (const auto& e : personal::entries())
        if (e.sensitive) add(sensitive, e.table, e.columns, twice);
    int encrypted = 0;
    for (const auto& table : app::all_tables()) {
        if (!table.table) continue;
        for (const auto& column : table.table->columns) {
            if (column.kind != ledger::ColumnKind::encrypted) continue;
            ++encrypted;
            std::string name = std::string(table.name) + "." + std::string(column.name);
            bool of_a_round = name.starts_with("draw_"); // draw_key and secrets are of the draw, not of a person
            EXPECT_TRUE(of_a_round || sensitive.contains(name)) << name;
        }
    }
    EXPECT_GT(encrypted, 8);
}

} // namespace
