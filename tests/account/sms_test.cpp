#include "account/account.h"
#include "app/service.h"
#include "auth/account.h"
#include "base/rule.h"
#include "notify/notify.h"
#include "support/library.h"

#include <gtest/gtest.h>

using support::body_of;
using support::Browser;
using support::code_of;
using support::TestLibrary;

namespace {

const std::string known = "13800000001", unknown = "13800000002";

std::string other_than(const std::string& code)
{
    return code == "000000" ? "000001" : "000000";
}

class Sms : public testing::TestWithParam<db::Engine> {
protected:
    Sms() { give_phone(library.add_account("wu", "expert"), known); }
    TestLibrary library{GetParam()};
    Browser browser{library};

    void give_phone(std::int64_t id, const std::string& phone, bool keep_totp = false)
    {
        auto act = library.act();
        EXPECT_TRUE(account::bind_phone(act, library.platform().keys, id, phone));
        if (!keep_totp) (void)*act.update(auth::account_table, id, {{"totp_secret", db::Value(nullptr)}});
        act.append({"test.phone/1", "", "", {}});
        act.commit();
    }
    http::Response ask(const std::string& phone) { return browser.post("/api/v1/session/sms", json::Object{{"phone", phone}}); }
    http::Response enter(const std::string& phone, const std::string& code) { return enter(browser, phone, code); }
    static http::Response enter(Browser& from, const std::string& phone, const std::string& code)
    {
        return from.post("/api/v1/session/sms/code", json::Object{{"phone", phone}, {"code", code}});
    }
    // As the page of the demonstration shows it, the last first.
    json::Array shown()
    {
        library.run_jobs();
        return body_of(browser.get("/api/v1/session/messages")).object().at("items").array();
    }
    std::string last_code()
    {
        auto items = shown();
        if (items.empty()) return "";
        std::string text = items.front().object().at("text").text();
        auto at = text.find("验证码 ");
        return at == std::string::npos ? "" : text.substr(at + std::string("验证码 ").size(), 6);
    }
    std::int64_t rows(const std::string& table)
    {
        auto snapshot = library.platform().database.read();
        return *snapshot->connection().one("SELECT COUNT(*) FROM " + table, {}, [](const db::Row& row) { return row.integer(0); });
    }
    std::string fault_of(const http::Response& response)
    {
        return body_of(response).object().at("error").object().at("fields").array().at(0).object().at("code").text();
    }
};

TEST_P(Sms, ACodeOpensOnceAlsoWhenTheWorkerComesLater)
{
    EXPECT_EQ(ask(known).status, 200);
    std::string code = last_code();
    ASSERT_EQ(code.size(), 6u);
    EXPECT_EQ(enter(known, other_than(code)).status, 422);
    EXPECT_EQ(body_of(enter("138 0000 0001", code)).object().at("stage").text(), "done");
    EXPECT_EQ(browser.get("/api/v1/session").status, 200);
    Browser again(library);
    EXPECT_EQ(fault_of(enter(again, known, code)), "account.phone_wrong");
    EXPECT_EQ(library.check(), "");
}

TEST_P(Sms, EndsAfterFiveMinutesAndFiveTries)
{
    ask(known);
    std::string code = last_code();
    library.clock().advance(5 * 60'000);
    EXPECT_EQ(enter(known, code).status, 422);
    library.clock().advance(60'000);
    ask(known);
    code = last_code();
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(enter(known, other_than(code)).status, 422) << i;
        library.clock().advance(20'000);
    }
    library.clock().advance(60'000);
    EXPECT_EQ(enter(known, code).status, 422) << "within its five minutes, after five tries";
    library.clock().advance(60'000);
    ask(known);
    EXPECT_EQ(enter(known, last_code()).status, 200);
}

// T19: word for word, and the same rows are written.
TEST_P(Sms, KnownAndUnknownTelephonesAreAnsweredAlike)
{
    std::vector<std::string> all[2];
    std::int64_t written[2][3];
    for (int arm : {0, 1}) {
        const std::string& phone = arm == 0 ? unknown : known;
        std::int64_t before[] = {rows("sms_outbox"), rows("sms_ask"), rows("ledger_entry")};
        auto note = [&](const http::Response& answer) { all[arm].push_back(std::to_string(answer.status) + answer.body); };
        Instant began = library.clock().now();
        note(ask(phone));
        note(ask(phone));
        for (int i = 0; i < 14; ++i) {
            note(enter(phone, "0000"));
            note(enter(phone, "000000"));
            library.clock().advance(i < 9 ? 25'000 : 1'000);
        }
        std::int64_t after[] = {rows("sms_outbox"), rows("sms_ask"), rows("ledger_entry")};
        for (int i = 0; i < 3; ++i) written[arm][i] = after[i] - before[i];
        library.clock().set(began);
    }
    EXPECT_EQ(all[1], all[0]);
    EXPECT_TRUE(std::any_of(all[0].begin(), all[0].end(), [](const auto& text) { return text.find("auth.locked") != std::string::npos; }));
    for (int i = 0; i < 3; ++i) EXPECT_EQ(written[1][i], written[0][i]) << i;
    EXPECT_EQ(shown().size(), 1u) << "nobody is sent nothing";
    EXPECT_EQ(rows("sms_outbox"), 1);
}

// Art. 12: of all factors together; and a lock of the account tells nobody whose telephone it is.
TEST_P(Sms, FailuresCountWithThoseOfThePassword)
{
    auto wrong_password = [&] { return browser.post("/api/v1/session/password", json::Object{{"name", "wu"}, {"password", "wrong"}}); };
    ask(known);
    std::string code = last_code();
    for (int i = 0; i < 5; ++i) enter(known, other_than(code));
    EXPECT_EQ(wrong_password().status, 429) << "five wrong codes, and the password waits";
    for (int i = 0; i < 5; ++i) {
        library.clock().advance(60'000);
        EXPECT_EQ(wrong_password().status, 401) << i;
    }
    ask(known);
    std::string of_known = enter(known, last_code()).body;
    ask(unknown);
    EXPECT_EQ(of_known, enter(unknown, "123456").body);
    library.clock().advance(31 * 60'000);
    ask(known);
    EXPECT_EQ(enter(known, last_code()).status, 200);
}

// T18
TEST_P(Sms, TenThousandAsksStayUnderTheCaps)
{
    for (int i = 0; i < 10'000; ++i) {
        std::string phone = "138" + std::to_string(10'000'000 + i % 500);
        http::Request request;
        request.method = http::Method::post;
        request.path = "/api/v1/session/sms";
        request.body = json::canonical(json::Object{{"phone", phone}});
        request.peer = "2001:db8:" + std::to_string(i % 7) + "::" + std::to_string(i % 40);
        auto answer = library.handle(request);
        EXPECT_TRUE(answer.status == 200 || answer.status == 429) << answer.body;
        if (i % 10 == 0) library.clock().advance(1'000);
    }
    EXPECT_EQ(rows("sms_outbox"), 7 * 60) << "of seven networks within an hour";
    EXPECT_EQ(rows("alert"), 1) << "one that stands open, raised seven times";
}

TEST_P(Sms, OneTelephoneIsSentTenADay)
{
    int sent = 0;
    for (int i = 0; i < 40; ++i) {
        if (ask(known).status == 200) ++sent;
        library.clock().advance(61'000);
    }
    EXPECT_EQ(sent, 10);
    library.clock().advance(24 * 3'600'000ll);
    EXPECT_EQ(ask(known).status, 200);
}

// 8.1.4.1 d: no way round the second factor.
TEST_P(Sms, StaffGetNoSessionAndAnAuthenticatorIsStillAsked)
{
    give_phone(library.add_account("chen", "operator"), "13800000003", true);
    give_phone(library.add_account("careful", "expert"), "13800000004", true);
    EXPECT_EQ(ask("13800000003").status, 200);
    EXPECT_TRUE(shown().empty());
    EXPECT_EQ(ask("13800000004").status, 200);
    EXPECT_EQ(body_of(enter("13800000004", last_code())).object().at("stage").text(), "totp");
    EXPECT_EQ(browser.get("/api/v1/session").status, 401);
    EXPECT_EQ(body_of(browser.post("/api/v1/session/totp", json::Object{{"code", browser.code()}})).object().at("stage").text(), "done");
}

TEST_P(Sms, APersonBindsOnlyATelephoneInHand)
{
    auto id = library.add_account("bai", "expert");
    browser.sign_in("bai");
    auto bind = [&](const std::string& phone, const std::string& code) {
        return browser.put("/api/v1/account/phone", json::Object{{"phone", phone}, {"code", code}, {"current", support::test_password}});
    };
    auto ask_to_bind = [&](const std::string& phone) {
        EXPECT_EQ(browser.post("/api/v1/account/phone/code", json::Object{{"phone", phone}}).status, 200);
        return last_code();
    };
    std::string code = ask_to_bind(known);
    EXPECT_EQ(fault_of(bind(unknown, code)), "notify.over") << "of another telephone";
    EXPECT_EQ(fault_of(enter(known, code)), "account.phone_wrong") << "for another purpose";
    EXPECT_EQ(fault_of(bind(known, code)), "account.phone_taken");
    EXPECT_EQ(bind(unknown, ask_to_bind(unknown)).status, 204);
    EXPECT_EQ(body_of(browser.get("/api/v1/account")).object().at("phone_masked").text(), "138****0002");
    EXPECT_EQ(browser.remove("/api/v1/account/phone").status, 204);
    EXPECT_EQ(browser.remove("/api/v1/account/phone").status, 409);
    auto snapshot = library.platform().database.read();
    EXPECT_EQ(*snapshot->connection().one("SELECT COUNT(*) FROM account WHERE id = $1 AND phone IS NULL AND phone_hash IS NULL", {id},
                                          [](const db::Row& row) { return row.integer(0); }),
              1);
    EXPECT_EQ(library.check(), "");
}

TEST_P(Sms, TheOutboxHoldsNeitherTelephoneNorCodeInTheClear)
{
    ask(known);
    std::string code = last_code();
    auto snapshot = library.platform().database.read();
    snapshot->connection().each("SELECT phone, value FROM sms_outbox", {}, [&](const db::Row& row) {
        for (int column : {0, 1}) {
            Bytes stored = row.bytes(column);
            std::string text(stored.begin(), stored.end());
            EXPECT_EQ(text.find(known), std::string::npos);
            EXPECT_EQ(text.find(code), std::string::npos);
        }
    });
    Browser administrator(library);
    library.add_account("xitong", "system_administrator");
    administrator.sign_in("xitong");
    auto answer = administrator.get("/api/v1/messages");
    EXPECT_EQ(answer.body.find(known), std::string::npos);
    EXPECT_EQ(body_of(answer).object().at("total").integer(), 1);
    EXPECT_EQ(administrator.get("/api/v1/messages?state=nobody").status, 422);
}

// Without a gateway nothing is offered and no code is kept in a library of real data.
TEST(SmsOfARealLibrary, SendsNothingAndShowsNoCode)
{
    support::Folder folder;
    app::Config config;
    config.data = folder.path() / "library";
    config.keys = folder.path() / "keys";
    auto library = app::create_library(config, "real", crypto::Suite::sm, std::make_unique<support::SetClock>(Instant{1'795'000'000'000}));
    const Platform& platform = *library.platform;
    http::Router router;
    for (auto routes : app::all_routes()) auth::mount(router, platform, routes);
    auto call = [&](http::Method method, const std::string& path, std::string body) {
        http::Request request;
        request.method = method;
        request.path = path;
        request.body = std::move(body);
        request.peer = "127.0.0.1";
        return router.match(method, path).endpoint->handle(request);
    };
    EXPECT_FALSE(body_of(call(http::Method::get, "/api/v1/session/sms", "")).object().at("offered").boolean());
    EXPECT_EQ(call(http::Method::post, "/api/v1/session/sms", R"({"phone":"13800000001"})").status, 503);
    EXPECT_EQ(call(http::Method::get, "/api/v1/session/messages", "").status, 404);
    {
        ledger::Act act(platform.database, platform.keys, {"console", "test", std::nullopt, std::nullopt}, platform.clock.now());
        notify::send(act, platform.keys, {crypto::Secret(known), notify::to_sign_in, crypto::Secret("123456")});
        act.append({"test.sms/1", "", "", {}});
        act.commit();
    }
    EXPECT_TRUE(jobs::run_one(platform, app::all_jobs()));
    auto snapshot = platform.database.read();
    EXPECT_EQ(*snapshot->connection().one("SELECT COUNT(*) FROM sms_outbox WHERE state = 'failed' AND value IS NULL", {},
                                          [](const db::Row& row) { return row.integer(0); }),
              1);
}

TEST(SmsNetwork, IsWhatOneSubscriberHolds)
{
    EXPECT_EQ(notify::network_of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
    EXPECT_EQ(notify::network_of("::ffff:192.0.2.77"), "192.0.2.0/24");
    EXPECT_EQ(notify::network_of("192.0.2.77"), "192.0.2.0/24");
}

INSTANTIATE_TEST_SUITE_P(Engines, Sms, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
