#include "oversight/oversight.h"
#include "support/library.h"

#include <gtest/gtest.h>

// What becomes an alert without anybody asking (Art. 12, 20; T10, T11).
namespace {

class Watch : public testing::TestWithParam<db::Engine> {
protected:
    support::TestLibrary library{GetParam()};

    void SetUp() override
    {
        library.add_account("reader", "library_administrator");
        library.add_account("other", "library_administrator");
    }
    std::string account(const std::string& login)
    {
        auto snapshot = library.platform().database.read();
        return snapshot->connection()
            .one("SELECT public_id FROM account WHERE login = $1", {login}, [](const db::Row& row) { return row.text(0); })
            .value();
    }
    // Entries as the program writes them.
    void happen(const std::string& type, const std::string& login, int times, const json::Object& data = {})
    {
        const auto& platform = library.platform();
        ledger::Act act(platform.database, platform.keys,
                        {login.empty() ? "system" : "account", login.empty() ? "sign-in" : account(login), std::nullopt, "192.0.2.7"},
                        platform.clock.now());
        for (int i = 0; i < times; ++i) act.append({type, "", "", data});
        act.commit();
    }
    std::vector<std::string> alerts()
    {
        auto snapshot = library.platform().database.read();
        return snapshot->connection().all("SELECT t.kind, a.login, t.details FROM alert t LEFT JOIN account a ON a.id = t.account_id "
                                          "ORDER BY t.id",
                                          {}, [](const db::Row& row) { return row.text(0) + " " + row.maybe_text(1).value_or("-"); });
    }
    int watch() { return oversight::watch(library.platform()); }
};

TEST_P(Watch, TellsWhoReadsTooMuch)
{
    happen("personal.read/1", "other", 299);
    happen("personal.read/1", "reader", 300);
    EXPECT_EQ(watch(), 1);
    EXPECT_EQ(alerts(), std::vector<std::string>{"bulk_reading reader"});
    happen("personal.read/1", "reader", 50);
    EXPECT_EQ(watch(), 0) << "told within the hour";
    library.clock().advance(61 * 60'000);
    EXPECT_EQ(watch(), 0) << "it is over";
    happen("personal.read/1", "reader", 300);
    EXPECT_EQ(watch(), 1) << "and begins again";
    EXPECT_EQ(library.check(), "");
}

TEST_P(Watch, TellsOfManyNamesLockedAtOnce)
{
    json::Object locked{{"factor", "password"}, {"failures", 10}};
    happen("auth.sign_in_failed/1", "", 4, locked);
    happen("auth.sign_in_failed/1", "reader", 9, json::Object{{"factor", "password"}, {"failures", 9}});
    EXPECT_EQ(watch(), 0);
    happen("auth.sign_in_failed/1", "reader", 1, locked);
    EXPECT_EQ(watch(), 1);
    EXPECT_EQ(alerts(), std::vector<std::string>{"lockout_storm -"});
}

TEST_P(Watch, ForgetsLocksAfterTenMinutes)
{
    json::Object locked{{"factor", "password"}, {"failures", 10}};
    happen("auth.sign_in_failed/1", "", 4, locked);
    library.clock().advance(11 * 60'000);
    happen("auth.sign_in_failed/1", "", 4, locked);
    EXPECT_EQ(watch(), 0);
}

TEST_P(Watch, TellsOfAnAccountThatMovesToAndFro)
{
    happen("auth.signed_in_elsewhere/1", "reader", 2);
    EXPECT_EQ(watch(), 0);
    happen("auth.signed_in_elsewhere/1", "reader", 1);
    EXPECT_EQ(watch(), 1);
    EXPECT_EQ(alerts(), std::vector<std::string>{"parallel_use reader"});
}

INSTANTIATE_TEST_SUITE_P(Engines, Watch, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
