#include "auth/account.h"
#include "support/library.h"

#include <gtest/gtest.h>

using support::body_of;
using support::Browser;
using support::code_of;
using support::TestLibrary;

namespace {

class SignIn : public testing::TestWithParam<db::Engine> {
protected:
    TestLibrary library{GetParam()};
    Browser browser{library};

    std::string stage_after_password(const std::string& login, const std::string& password)
    {
        auto response = browser.post("/api/v1/session/password", json::Object{{"name", login}, {"password", password}});
        return response.status == 200 ? body_of(response).object().at("stage").text() : code_of(response);
    }
};

// Art. 12
TEST_P(SignIn, NeedsPasswordThenCode)
{
    library.add_account("chen", "operator");
    EXPECT_EQ(code_of(browser.get("/api/v1/session")), "auth.sign_in_first");
    EXPECT_EQ(stage_after_password("chen", support::test_password), "totp");
    EXPECT_EQ(browser.get("/api/v1/session").status, 401) << "one factor opens nothing";
    EXPECT_EQ(code_of(browser.post("/api/v1/session/totp", json::Object{{"code", "000000"}})), "auth.wrong_code");
    EXPECT_EQ(browser.post("/api/v1/session/totp", json::Object{{"code", browser.code()}}).status, 200);
    auto session = body_of(browser.get("/api/v1/session"));
    EXPECT_EQ(session.object().at("account").object().at("name").text(), "chen");
    EXPECT_EQ(library.check(), "");
}

TEST_P(SignIn, ACodeIsUsedOnce)
{
    library.add_account("chen", "operator");
    stage_after_password("chen", support::test_password);
    std::string code = browser.code();
    EXPECT_EQ(browser.post("/api/v1/session/totp", json::Object{{"code", code}}).status, 200);
    Browser second(library);
    second.post("/api/v1/session/password", json::Object{{"name", "chen"}, {"password", support::test_password}});
    EXPECT_EQ(code_of(second.post("/api/v1/session/totp", json::Object{{"code", code}})), "auth.wrong_code");
}

TEST_P(SignIn, UnknownAndKnownNamesAreAnsweredAlike)
{
    library.add_account("chen", "operator");
    auto known = browser.post("/api/v1/session/password", json::Object{{"name", "chen"}, {"password", "x"}});
    auto unknown = browser.post("/api/v1/session/password", json::Object{{"name", "nobody"}, {"password", "x"}});
    EXPECT_EQ(known.status, unknown.status);
    EXPECT_EQ(known.body, unknown.body);
}

TEST_P(SignIn, TellsStaffAloneThatTheClockIsBehindTheLedger)
{
    library.add_account("chen", "operator");
    library.add_account("wu", "expert");
    Browser expert(library);
    browser.sign_in("chen");
    expert.sign_in("wu");
    auto alarm_of = [](Browser& person) {
        auto session = body_of(person.get("/api/v1/session"));
        const auto* alarm = session.object().find("clock_alarm");
        return alarm ? alarm->text() : "";
    };
    EXPECT_EQ(alarm_of(browser), "");
    Instant right = library.clock().now();
    library.clock().advance(-5 * 60'000);
    EXPECT_NE(alarm_of(browser).find("请告知系统管理员校正时钟"), std::string::npos) << alarm_of(browser);
    EXPECT_EQ(alarm_of(expert), "");
    library.clock().set(right);
    EXPECT_EQ(alarm_of(browser), "");
    EXPECT_EQ(library.check(), "");
}

// Art. 12
TEST_P(SignIn, WrongTriesOfBothFactorsLockTogether)
{
    library.add_account("chen", "operator");
    for (int i = 0; i < 4; ++i) EXPECT_EQ(stage_after_password("chen", "wrong"), "auth.wrong_password");
    EXPECT_EQ(stage_after_password("chen", support::test_password), "totp");
    EXPECT_EQ(code_of(browser.post("/api/v1/session/totp", json::Object{{"code", "000000"}})), "auth.wrong_code");
    EXPECT_EQ(stage_after_password("chen", support::test_password), "auth.locked") << "the fifth failure waits two seconds";
    library.clock().advance(2'000);
    for (int i = 5; i < 10; ++i) {
        EXPECT_EQ(stage_after_password("chen", "wrong"), "auth.wrong_password") << i;
        library.clock().advance(70'000);
    }
    EXPECT_EQ(stage_after_password("chen", support::test_password), "auth.locked") << "the tenth locks for half an hour";
    library.clock().advance(30 * 60'000);
    EXPECT_EQ(stage_after_password("chen", support::test_password), "totp");
    EXPECT_EQ(library.check(), "");
}

TEST_P(SignIn, SetsUpTheSecondFactorWhenThereIsNone)
{
    std::int64_t id = library.add_account("chen", "operator");
    {
        auto act = library.act();
        ASSERT_TRUE(act.update(auth::account_table, id, {{"totp_secret", db::Value(nullptr)}}));
        act.append({"test/1", "", "", {}});
        act.commit();
    }
    EXPECT_EQ(stage_after_password("chen", support::test_password), "totp_setup");
    auto setup = body_of(browser.get("/api/v1/session/totp-setup"));
    EXPECT_GT(setup.object().at("qr").array().size(), 20u);
    EXPECT_NE(setup.object().at("uri").text().find(setup.object().at("secret").text()), std::string::npos);
    EXPECT_EQ(setup.object().at("uri").text().find("chen"), std::string::npos) << "the code may be photographed";
}

TEST_P(SignIn, ALostTelephoneIsReplacedAtTheConsole)
{
    library.add_account("chen", "operator");
    browser.sign_in("chen");
    {
        auto act = library.act();
        EXPECT_FALSE(auth::reset_totp(act, "nobody"));
        EXPECT_TRUE(auth::reset_totp(act, "chen"));
        act.commit();
    }
    EXPECT_EQ(browser.get("/api/v1/session").status, 401) << "whoever holds the telephone is out";
    EXPECT_EQ(stage_after_password("chen", support::test_password), "totp_setup");
    EXPECT_EQ(library.check(), "");
}

TEST_P(SignIn, SessionsEndWhenIdleOrOld)
{
    library.add_account("chen", "operator");
    browser.sign_in("chen");
    library.clock().advance(14 * 60'000);
    EXPECT_EQ(browser.get("/api/v1/session").status, 200);
    library.clock().advance(15 * 60'000 + 1);
    EXPECT_EQ(browser.get("/api/v1/session").status, 401);

    browser.sign_in("chen");
    for (int i = 0; i < 47; ++i) {
        library.clock().advance(10 * 60'000);
        ASSERT_EQ(browser.get("/api/v1/session").status, 200) << i;
    }
    library.clock().advance(11 * 60'000);
    EXPECT_EQ(browser.get("/api/v1/session").status, 401) << "eight hours";
}

TEST_P(SignIn, SigningOutEverywhereEndsOtherBrowsers)
{
    library.add_account("wang", "inspector");
    Browser other(library);
    browser.sign_in("wang");
    other.sign_in("wang");
    EXPECT_EQ(browser.remove("/api/v1/sessions").status, 204);
    EXPECT_EQ(other.get("/api/v1/session").status, 401);
}

// Art. 12
TEST_P(SignIn, ForeignPagesCannotAct)
{
    library.add_account("chen", "operator");
    browser.sign_in("chen");
    std::string token = std::exchange(browser.token, "");
    EXPECT_EQ(code_of(browser.remove("/api/v1/session")), "auth.token_missing");
    browser.token = token;
    EXPECT_EQ(browser.remove("/api/v1/session").status, 204);
}

INSTANTIATE_TEST_SUITE_P(Engines, SignIn, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
