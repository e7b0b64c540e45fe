#include "app/tables.h"
#include "ledger/act.h"
#include "ledger/rows.h"
#include "support/library.h"

#include <gtest/gtest.h>

namespace {

using support::TestLibrary;

// Every kind of change behind the program's back, in every protected table that has rows.
class Tampering : public testing::TestWithParam<db::Engine> {
protected:
    TestLibrary library{GetParam()};

    void SetUp() override
    {
        auto unit = library.add_unit("草原大学");
        library.add_unit("能源学院", unit);
        library.add_account("chen", "operator", unit);
        library.add_account("sa", "supervisor", unit);
        auto act = library.act();
        act.insert(units_alias(), {{"unit_id", db::Value(unit)}, {"name", db::Value("草大")}});
        act.insert(units_alias(), {{"unit_id", db::Value(unit)}, {"name", db::Value("草原大")}});
        act.append({"test/1", "", "", {}});
        act.commit();
        ASSERT_EQ(library.check(), "");
    }

    static const ledger::Table& units_alias()
    {
        for (const ledger::Table* table : app::covered_tables())
            if (table->name == "unit_alias") return *table;
        throw std::logic_error("unit_alias");
    }

    // Runs `sql` behind the program and gives the findings.
    std::string after(const std::string& sql, const db::Values& values = {})
    {
        auto transaction = library.platform().database.write();
        transaction->connection().run(sql, values);
        transaction->commit();
        return library.check();
    }

    std::vector<std::int64_t> ids_of(const ledger::Table& table)
    {
        auto snapshot = library.platform().database.read();
        return snapshot->connection().all("SELECT id FROM " + std::string(table.name) + " ORDER BY id", {},
                                          [](const db::Row& row) { return row.integer(0); });
    }
};

TEST_P(Tampering, AnEditOfAnyColumnOfAnyTableIsNamed)
{
    int edited = 0;
    for (const ledger::Table* table : app::covered_tables())
        for (std::int64_t id : ids_of(*table)) {
            auto before = [&] {
                auto snapshot = library.platform().database.read();
                std::int64_t version = 0;
                auto record = ledger::read_row(snapshot->connection(), library.platform().keys, *table, id, &version);
                return *record;
            }();
            for (const auto& column : table->columns) {
                if (column.name == "parent_id" || column.name == "competent_department_id" || column.name == "account_id" ||
                    column.name == "unit_id")
                    continue;
                auto cell = before.find(column.name);
                if (cell == before.end() || column.kind == ledger::ColumnKind::encrypted) continue;
                const auto& value = std::get<db::Value>(cell->second);
                const auto* text = std::get_if<std::string>(&value);
                if (!text) continue;
                std::string set = "UPDATE " + std::string(table->name) + " SET " + std::string(column.name) + " = $2 WHERE id = $1";
                EXPECT_NE(after(set, {id, *text + "x"}).find("row_altered " + std::string(table->name) + " " + std::to_string(id)),
                          std::string::npos)
                    << table->name << "." << column.name;
                EXPECT_EQ(after(set, {id, *text}), "");
                ++edited;
            }
        }
    EXPECT_GT(edited, 20);
}

TEST_P(Tampering, ADeletedRowIsNamed)
{
    auto id = ids_of(units_alias()).front();
    EXPECT_EQ(after("DELETE FROM unit_alias WHERE id = $1", {id}), "row_deleted unit_alias " + std::to_string(id) + "\n");
}

TEST_P(Tampering, AnInsertedRowIsNamed)
{
    EXPECT_EQ(after("INSERT INTO unit_alias (id, version, unit_id, name) SELECT 9999, 1, unit_id, 'x' FROM unit_alias LIMIT 1"),
              "row_inserted unit_alias 9999\n");
}

TEST_P(Tampering, SwappedRowsAreNamed)
{
    auto ids = ids_of(units_alias());
    std::string a = std::to_string(ids[0]), b = std::to_string(ids[1]);
    std::string found =
        after("UPDATE unit_alias SET name = CASE id WHEN $1 THEN '草原大' ELSE '草大' END WHERE id IN ($1, $2)", {ids[0], ids[1]});
    EXPECT_EQ(found, "row_altered unit_alias " + a + "\nrow_altered unit_alias " + b + "\n");
}

TEST_P(Tampering, AnEncryptedValueMovedToAnotherRowIsNamed)
{
    std::string found = after("UPDATE account SET totp_secret = (SELECT totp_secret FROM account WHERE login = 'sa') WHERE login = 'chen'");
    EXPECT_NE(found.find("row_altered account "), std::string::npos);
}

TEST_P(Tampering, AnEditedEntryIsNamed)
{
    EXPECT_NE(after("UPDATE ledger_entry SET body = replace(body, 'test', 'tent') WHERE seq = 1").find("entry_altered 账本第 1 条"),
              std::string::npos);
}

TEST_P(Tampering, ABackdatedEntryIsNamed)
{
    EXPECT_NE(after("UPDATE ledger_entry SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 2").find("entry_altered 账本第 2 条"),
              std::string::npos);
}

TEST_P(Tampering, ADeletedEntryIsNamed)
{
    EXPECT_NE(after("DELETE FROM ledger_entry WHERE seq = 2").find("entry_missing 账本第 2 条"), std::string::npos);
}

TEST_P(Tampering, ACutTailIsNamed)
{
    EXPECT_NE(after("DELETE FROM ledger_entry WHERE seq = (SELECT max(seq) FROM ledger_entry)").find("entry_missing 账本首部"),
              std::string::npos);
}

TEST_P(Tampering, AForgedHeadIsNamed)
{
    EXPECT_NE(after("UPDATE ledger_head SET note = replace(note, 'bole', 'b0le')").find("head_altered 账本首部"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Engines, Tampering, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
