#include "auth/account.h"
#include "base/identity.h"
#include "expert/expert.h"
#include "support/library.h"

#include <gtest/gtest.h>

using support::body_of;
using support::Browser;
using support::code_of;
using support::TestLibrary;

namespace {

// T19: nobody learns from sign-in which names, telephones or numbers the library knows.
class Enumeration : public testing::TestWithParam<db::Engine> {
protected:
    TestLibrary library{GetParam()};

    // Status, headers and bytes of every try up to and beyond the lock.
    std::vector<std::string> tries_at(const std::string& name)
    {
        Instant began = library.clock().now();
        std::vector<std::string> told;
        for (int i = 0; i < 14; ++i) {
            Browser browser(library);
            auto answer = browser.post("/api/v1/session/password", json::Object{{"name", name}, {"password", "wrong"}});
            told.push_back(std::to_string(answer.status) + " " + answer.type + " " + answer.body);
            for (const auto& [header, value] : answer.headers) told.back() += "\n" + header + ": " + value;
            library.clock().advance(i < 9 ? 70'000 : 1'000);
        }
        library.clock().set(began);
        return told;
    }
    void set_state(const std::string& login, const std::string& state)
    {
        std::int64_t id = library.add_account(login, "operator");
        auto act = library.act();
        (void)*act.update(auth::account_table, id, {{"state", db::Value(state)}});
        act.append({"test.state/1", "", "", {}});
        act.commit();
    }
};

TEST_P(Enumeration, KnownAndUnknownNamesAreAnsweredAlikeToTheByte)
{
    library.add_account("chen", "operator");
    library.add_account("wu", "expert");
    set_state("blocked", "blocked");
    set_state("invited", "invited");
    std::string number = identity::invent_citizen_id(7), phone = "13800000007";
    {
        auto act = library.act();
        expert::Numbers numbers(act.connection(), 2026);
        expert::NewExpert record;
        record.name = "乌云";
        record.entered_on = parse_day("2020-03-01").value();
        record.citizen_id = crypto::Secret(number);
        record.phone = crypto::Secret(phone);
        expert::add_expert(act, library.platform().keys, numbers, record);
        act.commit();
    }
    auto unknown = tries_at("nobody");
    EXPECT_NE(unknown.front().find("auth.wrong_password"), std::string::npos);
    EXPECT_NE(unknown.back().find("auth.locked"), std::string::npos) << "strangers are slowed too";
    for (const auto& name : {std::string("chen"), std::string("wu"), std::string("blocked"), std::string("invited"), number,
                             identity::invent_citizen_id(8), phone, std::string("13800000008")})
        EXPECT_EQ(tries_at(name), unknown) << name;
    EXPECT_EQ(library.check(), "");
}

TEST_P(Enumeration, FailuresAreForgottenAfterADay)
{
    library.add_account("chen", "operator");
    for (const char* name : {"chen", "nobody"}) {
        auto wrong = [&] {
            Browser browser(library);
            return code_of(browser.post("/api/v1/session/password", json::Object{{"name", name}, {"password", "wrong"}}));
        };
        for (int i = 0; i < 5; ++i) EXPECT_EQ(wrong(), "auth.wrong_password") << name;
        EXPECT_EQ(wrong(), "auth.locked") << name;
        library.clock().advance(24 * 3'600'000 + 1);
        for (int i = 0; i < 5; ++i) EXPECT_EQ(wrong(), "auth.wrong_password") << name;
        EXPECT_EQ(wrong(), "auth.locked") << name;
        library.clock().advance(2'000);
    }
    auto strangers = [&] {
        auto snapshot = library.platform().database.read();
        return snapshot->connection().one("SELECT COUNT(*) FROM sign_in_state WHERE account_id < 0", {},
                                          [](const db::Row& row) { return row.integer(0); });
    };
    EXPECT_EQ(strangers(), 1);
    library.clock().advance(24 * 3'600'000 + 1);
    Browser browser(library);
    browser.post("/api/v1/session/password", json::Object{{"name", "chen"}, {"password", "wrong"}});
    EXPECT_EQ(strangers(), 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, Enumeration, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
