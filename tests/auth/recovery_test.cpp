#include "auth/account.h"
#include "crypto/totp.h"
#include "support/library.h"

#include <gtest/gtest.h>

using support::body_of;
using support::Browser;
using support::code_of;
using support::TestLibrary;

namespace {

class Recovery : public testing::TestWithParam<db::Engine> {
protected:
    Recovery()
    {
        library.add_account("chen", "operator");
        library.add_account("zhou", "approver");
    }
    TestLibrary library{GetParam()};
    Browser browser{library};

    std::vector<std::string> make_codes(Browser& person)
    {
        std::vector<std::string> codes;
        auto answer = body_of(person.post("/api/v1/account/recovery-codes", json::Object{}));
        for (const auto& code : answer.object().at("codes").array()) codes.push_back(code.text());
        return codes;
    }
    http::Response sign_in(Browser& person, const std::string& code, const std::string& login = "chen")
    {
        person.post("/api/v1/session/password", json::Object{{"name", login}, {"password", support::test_password}});
        return person.post("/api/v1/session/recovery", json::Object{{"code", code}});
    }
};

TEST_P(Recovery, EachCodeOpensOnceAndSaysHowManyAreLeft)
{
    browser.sign_in("chen");
    EXPECT_EQ(browser.post("/api/v1/account/recovery-codes", json::Object{}).status, 428);
    browser.step_up();
    auto codes = make_codes(browser);
    ASSERT_EQ(codes.size(), 10u);
    EXPECT_EQ(body_of(browser.get("/api/v1/account")).object().at("recovery_left").integer(), 10);
    Browser lost(library);
    auto answer = sign_in(lost, codes[3]);
    EXPECT_EQ(body_of(answer).object().at("recovery_left").integer(), 9) << answer.body;
    EXPECT_EQ(lost.get("/api/v1/session").status, 200);
    Browser again(library);
    EXPECT_EQ(code_of(sign_in(again, codes[3])), "auth.wrong_recovery_code");
    std::string shouted = codes[4];
    for (char& c : shouted) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
    EXPECT_EQ(sign_in(again, shouted.substr(0, 5) + shouted.substr(6)).status, 200) << "as people type it";
    EXPECT_EQ(library.check(), "");
}

TEST_P(Recovery, NewOnesEndTheOldAndNobodyElseCanUseThem)
{
    browser.sign_in("chen");
    browser.step_up();
    auto old = make_codes(browser), fresh = make_codes(browser);
    Browser lost(library), neighbour(library);
    EXPECT_EQ(code_of(sign_in(lost, old[0])), "auth.wrong_recovery_code");
    EXPECT_EQ(code_of(sign_in(neighbour, fresh[0], "zhou")), "auth.wrong_recovery_code");
    EXPECT_EQ(sign_in(lost, fresh[0]).status, 200);
    auto stored = [&] {
        auto snapshot = library.platform().database.read();
        return snapshot->connection().one("SELECT COUNT(*) FROM idempotency WHERE answer LIKE $1", {"%" + fresh[1] + "%"},
                                          [](const db::Row& row) { return row.integer(0); });
    }();
    EXPECT_EQ(stored, 0) << "the codes are kept nowhere";
    EXPECT_EQ(library.check(), "");
}

// Art. 12: failures of every factor lock together, this one too.
TEST_P(Recovery, WrongCodesCount)
{
    browser.post("/api/v1/session/password", json::Object{{"name", "chen"}, {"password", support::test_password}});
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(code_of(browser.post("/api/v1/session/recovery", json::Object{{"code", "aaaaa-bbbbb"}})), "auth.wrong_recovery_code");
    EXPECT_EQ(code_of(browser.post("/api/v1/session/recovery", json::Object{{"code", "aaaaa-bbbbb"}})), "auth.locked");
    EXPECT_EQ(code_of(browser.post("/api/v1/session/totp", json::Object{{"code", browser.code()}})), "") << "half a minute later";
    Browser stranger(library);
    EXPECT_EQ(code_of(stranger.post("/api/v1/session/recovery", json::Object{{"code", "aaaaa-bbbbb"}})), "auth.not_at_this_stage");
}

TEST_P(Recovery, AreShownWhenTheSecondFactorIsSetUpAndConfirmAnAct)
{
    {
        auto act = library.act();
        auth::reset_totp(act, "chen");
        act.commit();
    }
    browser.post("/api/v1/session/password", json::Object{{"name", "chen"}, {"password", support::test_password}});
    browser.get("/api/v1/session/totp-setup");
    auto [id, candidate] = [&] {
        auto snapshot = library.platform().database.read();
        return *snapshot->connection().one(
            "SELECT s.account_id, s.totp_candidate FROM sign_in_state s JOIN account a ON a.id = s.account_id WHERE a.login = 'chen'", {},
            [](const db::Row& row) {
                return std::pair{row.integer(0), row.bytes(1)};
            });
    }();
    auto secret = library.platform().keys.decrypt("sign_in_state", "totp_candidate", std::to_string(id), candidate);
    auto code = crypto::totp_code(from_hex(secret.reveal()).value(), crypto::totp_step(library.clock().now()));
    auto answer = body_of(browser.post("/api/v1/session/totp", json::Object{{"code", code}})).object();
    ASSERT_EQ(answer.at("recovery_codes").array().size(), 10u);
    browser.token = body_of(browser.get("/api/v1/session")).object().at("token").text();
    auto first = answer.at("recovery_codes").array().at(0).text();
    EXPECT_EQ(browser.post("/api/v1/account/recovery-codes", json::Object{}).status, 428);
    EXPECT_EQ(browser.post("/api/v1/session/step-up", json::Object{{"code", first}}).status, 204);
    EXPECT_EQ(code_of(browser.post("/api/v1/session/step-up", json::Object{{"code", first}})), "auth.wrong_recovery_code");
    EXPECT_EQ(browser.post("/api/v1/account/recovery-codes", json::Object{}).status, 200);
    EXPECT_EQ(library.check(), "");
}

INSTANTIATE_TEST_SUITE_P(Engines, Recovery, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
