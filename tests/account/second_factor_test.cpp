#include "account/account.h"
#include "auth/account.h"
#include "auth/second_factor.h"
#include "notify/notify.h"
#include "support/orders.h"

#include <gtest/gtest.h>

using auth::Factors;
using auth::SecondFactor;
using support::body_of;
using support::Browser;
using support::code_of;
using support::TestLibrary;

namespace {

const std::string phone = "13800000001", rule = "12.second_factor.operator";

class SecondFactorRule : public testing::TestWithParam<db::Engine> {
protected:
    SecondFactorRule() : chen(library.add_account("chen", "operator")) {}
    TestLibrary library{GetParam()};
    std::int64_t chen;
    Browser browser{library};

    void order(SecondFactor value, const std::string& code = rule)
    {
        support::order_rule(library, chen, code, static_cast<std::int64_t>(value));
    }
    void change(std::int64_t id, const ledger::Record& cells)
    {
        auto act = library.act();
        (void)*act.update(auth::account_table, id, cells);
        act.append({"test.account/1", "", "", {}});
        act.commit();
    }
    void take_totp(std::int64_t id) { change(id, {{"totp_secret", db::Value(nullptr)}}); }
    void give_phone(std::int64_t id)
    {
        auto act = library.act();
        ASSERT_TRUE(account::bind_phone(act, library.platform().keys, id, phone));
        act.append({"test.phone/1", "", "", {}});
        act.commit();
    }
    void give_role(std::int64_t id, const std::string& role)
    {
        auto act = library.act();
        act.insert(auth::account_role_table, {{"account_id", id},
                                              {"role", db::Value(role)},
                                              {"from_day", db::Value(to_text(day_of(library.clock().now())))},
                                              {"document", db::Value("测试")}});
        act.append({"test.role/1", "", "", {}});
        act.commit();
    }
    // The operator signs in with a code to the telephone, and has no authenticator.
    void by_sms()
    {
        order(SecondFactor::sms);
        give_phone(chen);
        take_totp(chen);
    }
    json::Object after_password(Browser& from, const std::string& password = support::test_password)
    {
        return body_of(from.post("/api/v1/session/password", json::Object{{"name", "chen"}, {"password", password}})).object();
    }
    std::string stage() { return after_password(browser).at("stage").text(); }
    http::Response ask(Browser& from, const std::string& act = "second-factor")
    {
        library.clock().advance(61'000);
        return from.post("/api/v1/session/" + act + "/sms", json::Object{});
    }
    http::Response ask_to_confirm(Browser& from) { return ask(from, "step-up"); }
    http::Response enter(Browser& from, const std::string& code)
    {
        return from.post("/api/v1/session/second-factor/sms/code", json::Object{{"code", code}});
    }
    http::Response confirm(Browser& from, const std::string& code)
    {
        return from.post("/api/v1/session/step-up/sms/code", json::Object{{"code", code}});
    }
    http::Response make_codes(Browser& from) { return from.post("/api/v1/account/recovery-codes", json::Object{}); }
    // What the demonstration shows of the last message.
    std::string last_code()
    {
        library.run_jobs();
        auto items = body_of(browser.get("/api/v1/session/messages")).object().at("items").array();
        if (items.empty()) return "";
        std::string text = items.front().object().at("text").text(), words = "验证码 ";
        auto at = text.find(words);
        return at == std::string::npos ? "" : text.substr(at + words.size(), 6);
    }
    void sign_in_by_sms(Browser& from)
    {
        ASSERT_EQ(after_password(from).at("stage").text(), "sms");
        ASSERT_EQ(ask(from).status, 200);
        ASSERT_EQ(enter(from, last_code()).status, 200);
        from.token = session(from).at("token").text();
    }
    json::Object session(Browser& from) { return body_of(from.get("/api/v1/session")).object(); }
    std::string permissions(Browser& from) { return json::canonical(session(from).at("permissions")); }
    static std::string other_than(const std::string& code) { return code == "000000" ? "000001" : "000000"; }
};

// X6: as before, until a rule says otherwise.
TEST_P(SecondFactorRule, WithoutAnOrderStaffGiveAnAuthenticatorsCode)
{
    give_phone(chen);
    auto answer = after_password(browser);
    EXPECT_EQ(answer.at("stage").text(), "totp");
    EXPECT_FALSE(answer.at("by_sms").boolean());
    EXPECT_EQ(code_of(ask(browser)), "account.sms_no_factor");
    EXPECT_EQ(code_of(enter(browser, "000000")), "account.sms_no_factor");
    take_totp(chen);
    EXPECT_EQ(stage(), "totp_setup");
    for (const auto& role : auth::roles()) {
        auto standing = RuleBook{}.on(auth::second_factor_rules(), "12.second_factor." + std::string(role.code), *parse_day("2026-12-01"));
        EXPECT_EQ(standing.value, static_cast<std::int64_t>(role.code == "expert" ? SecondFactor::none : SecondFactor::totp)) << role.code;
    }
}

TEST_P(SecondFactorRule, ByTheRuleACodeToTheTelephoneOpensAndNoSetUpIsForced)
{
    by_sms();
    EXPECT_EQ(stage(), "sms");
    EXPECT_EQ(browser.get("/api/v1/session").status, 401) << "one factor opens nothing";
    EXPECT_EQ(browser.get("/api/v1/session/totp-setup").status, 401) << "the password alone sets up no authenticator";
    auto sent = ask(browser);
    ASSERT_EQ(sent.status, 200) << sent.body;
    EXPECT_EQ(body_of(sent).object().at("phone_masked").text(), "138****0001");
    EXPECT_EQ(sent.body.find(phone), std::string::npos);
    EXPECT_EQ(browser.post("/api/v1/session/second-factor/sms", json::Object{}).status, 429) << "one a minute";
    std::string code = last_code();
    ASSERT_EQ(code.size(), 6u);
    EXPECT_EQ(enter(browser, other_than(code)).status, 422);
    Browser stranger(library);
    EXPECT_EQ(enter(stranger, code).status, 401) << "without the password";
    EXPECT_EQ(ask(stranger).status, 401);
    ASSERT_EQ(enter(browser, code).status, 200);
    EXPECT_EQ(json::canonical(session(browser).at("second_factors")), R"(["sms"])");
    EXPECT_NE(permissions(browser).find("draw_operate"), std::string::npos);
    Browser again(library);
    after_password(again);
    EXPECT_EQ(enter(again, code).status, 422) << "once";
    EXPECT_EQ(library.check(), "");
}

TEST_P(SecondFactorRule, AnAuthenticatorServesAsWellAndEitherIsOffered)
{
    order(SecondFactor::sms);
    give_phone(chen);
    auto answer = after_password(browser);
    EXPECT_EQ(answer.at("stage").text(), "totp");
    EXPECT_TRUE(answer.at("by_sms").boolean());
    ASSERT_EQ(ask(browser).status, 200);
    EXPECT_EQ(enter(browser, last_code()).status, 200);
    EXPECT_EQ(json::canonical(session(browser).at("second_factors")), R"(["totp","sms"])");
    Browser desk(library);
    EXPECT_EQ(desk.sign_in("chen").status, 200);
}

// Missing data never passes a rule.
TEST_P(SecondFactorRule, WithoutATelephoneAnAuthenticatorIsSetUp)
{
    order(SecondFactor::sms);
    take_totp(chen);
    EXPECT_EQ(stage(), "totp_setup");
    EXPECT_EQ(ask(browser).status, 401);
    EXPECT_EQ(browser.get("/api/v1/session/totp-setup").status, 200);
}

TEST_P(SecondFactorRule, OfRolesTogetherTheStrictestHolds)
{
    by_sms();
    Browser before(library);
    sign_in_by_sms(before);
    give_role(chen, "approver");
    EXPECT_NE(permissions(before).find("draw_operate"), std::string::npos);
    EXPECT_EQ(permissions(before).find("activity_approve"), std::string::npos) << "who came in by less comes in again for it";
    EXPECT_EQ(make_codes(before).status, 428);
    EXPECT_EQ(ask_to_confirm(before).status, 409);
    EXPECT_EQ(stage(), "totp_setup");
    EXPECT_EQ(ask(browser).status, 401);
}

// Art. 12
TEST_P(SecondFactorRule, FailuresOfAllFactorsCountTogether)
{
    by_sms();
    after_password(browser);
    ask(browser);
    std::string code = last_code();
    for (int i = 0; i < 3; ++i) EXPECT_EQ(enter(browser, other_than(code)).status, 422);
    EXPECT_EQ(code_of(browser.post("/api/v1/session/recovery", json::Object{{"code", "aaaaa-bbbbb"}})), "auth.wrong_recovery_code");
    Browser elsewhere(library);
    elsewhere.post("/api/v1/session/password", json::Object{{"name", "chen"}, {"password", "wrong"}});
    EXPECT_EQ(code_of(enter(browser, code)), "auth.locked") << "the fifth failure, of three kinds";
    EXPECT_EQ(code_of(browser.post("/api/v1/session/second-factor/sms", json::Object{})), "auth.locked") << "nor is one sent";
    library.clock().advance(2'000);
    EXPECT_EQ(enter(browser, code).status, 200);
}

TEST_P(SecondFactorRule, ConfirmsASealedActForFiveMinutes)
{
    by_sms();
    Browser person(library);
    sign_in_by_sms(person);
    EXPECT_EQ(make_codes(person).status, 428);
    EXPECT_EQ(code_of(person.post("/api/v1/session/step-up", json::Object{{"code", person.code()}})), "auth.no_second_factor");
    ASSERT_EQ(ask_to_confirm(person).status, 200);
    std::string code = last_code();
    EXPECT_EQ(enter(person, code).status, 401) << "a code for one opens no other";
    EXPECT_EQ(confirm(person, other_than(code)).status, 422);
    EXPECT_EQ(confirm(person, code).status, 204);
    EXPECT_EQ(make_codes(person).status, 200);
    library.clock().advance(5 * 60'000);
    EXPECT_EQ(make_codes(person).status, 428);
    EXPECT_EQ(library.check(), "");
}

TEST_P(SecondFactorRule, NoneOpensByPasswordAndSealedActsStillAsk)
{
    order(SecondFactor::none);
    take_totp(chen);
    EXPECT_EQ(stage(), "done");
    browser.token = session(browser).at("token").text();
    EXPECT_NE(permissions(browser).find("draw_operate"), std::string::npos);
    EXPECT_EQ(make_codes(browser).status, 428);
    EXPECT_EQ(ask_to_confirm(browser).status, 409);
    give_phone(chen);
    ASSERT_EQ(ask_to_confirm(browser).status, 200);
    EXPECT_EQ(confirm(browser, last_code()).status, 204);
    EXPECT_EQ(make_codes(browser).status, 200);
}

TEST_P(SecondFactorRule, AdministratorsCannotBeSetToNone)
{
    library.add_account("han", "library_administrator");
    browser.sign_in("han");
    json::Object body{{"value", std::int64_t{0}}, {"from", to_text(day_of(library.clock().now()) + 1)}, {"document", "北科发 12 号"}};
    for (const auto& role : auth::roles()) {
        auto answer = browser.post("/api/v1/rules/12.second_factor." + std::string(role.code) + "/orders", body);
        if (role.code.ends_with("_administrator")) {
            EXPECT_EQ(code_of(answer), "ruling.value_unfit") << role.code;
            EXPECT_NE(answer.body.find("管理员不能不用第二因素"), std::string::npos) << answer.body;
        } else if (role.code == "expert") {
            EXPECT_EQ(code_of(answer), "ruling.value_same");
        } else {
            EXPECT_EQ(answer.status, 200) << role.code << answer.body;
        }
    }
}

TEST_P(SecondFactorRule, ALostTelephoneIsTakenByTheAdministrator)
{
    by_sms();
    Browser person(library), administrator(library);
    sign_in_by_sms(person);
    library.add_account("xitong", "system_administrator");
    administrator.sign_in("xitong");
    auto id = session(person).at("account").object().at("id").text();
    EXPECT_EQ(administrator.post("/api/v1/accounts/" + id + "/reset-second-factor", json::Object{{"reason", "手机丢失"}}).status, 204);
    EXPECT_EQ(person.get("/api/v1/session").status, 401);
    EXPECT_EQ(stage(), "totp_setup");
    EXPECT_EQ(library.check(), "");
}

// Whoever has only the password does not move the second factor to a telephone of their own.
TEST_P(SecondFactorRule, TheTelephoneIsChangedByWhoGivesTheSecondFactor)
{
    by_sms();
    Browser person(library);
    sign_in_by_sms(person);
    json::Object form{{"phone", "13800000002"}, {"code", "000000"}, {"current", support::test_password}};
    EXPECT_EQ(person.put("/api/v1/account/phone", form).status, 428);
    EXPECT_EQ(person.remove("/api/v1/account/phone").status, 428);
    auto own = body_of(person.get("/api/v1/account")).object();
    EXPECT_TRUE(own.at("can_bind_phone").boolean());
    EXPECT_TRUE(own.at("phone_is_second").boolean());
    ask_to_confirm(person);
    ASSERT_EQ(confirm(person, last_code()).status, 204);
    library.clock().advance(1'000);
    person.post("/api/v1/account/phone/code", json::Object{{"phone", "13800000002"}});
    form.set("code", last_code());
    EXPECT_EQ(person.put("/api/v1/account/phone", form).status, 204);
}

INSTANTIATE_TEST_SUITE_P(Engines, SecondFactorRule, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

// Every combination of what is asked and held: nothing weaker than what is asked passes.
TEST(SecondFactors, NothingWeakerPasses)
{
    for (auto asked : {SecondFactor::none, SecondFactor::sms, SecondFactor::totp})
        for (bool totp : {false, true})
            for (bool telephone : {false, true}) {
                Factors factors{asked, totp, telephone};
                auto next = factors.next_stage();
                if (next == "done") EXPECT_EQ(asked, SecondFactor::none);
                if (next == "sms") EXPECT_EQ(asked, SecondFactor::sms);
                if (factors.sms_serves()) EXPECT_NE(asked, SecondFactor::totp);
                EXPECT_EQ(next == "totp", totp);
                if (asked == SecondFactor::none && totp) EXPECT_FALSE(factors.sms_serves()) << "the telephone may have been the first";
                EXPECT_LE(factors.strictest_held(), totp ? SecondFactor::totp : SecondFactor::sms);
            }
}

} // namespace
