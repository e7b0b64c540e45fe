#include "ledger/act.h"
#include "support/library.h"

#include <gtest/gtest.h>

namespace {

using support::TestLibrary;

// Changes of the ledger's own tables behind the program's back; those of protected rows are in every_table_test.cpp.
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
        act.append({"test/1", "", "", {}});
        act.commit();
        ASSERT_EQ(library.check(), "");
    }

    // Runs `sql` behind the program and gives the findings.
    std::string after(const std::string& sql, const db::Values& values = {})
    {
        auto transaction = library.platform().database.write();
        transaction->connection().run(sql, values);
        transaction->commit();
        return library.check();
    }
};

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
