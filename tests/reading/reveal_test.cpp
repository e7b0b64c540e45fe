#include "amendment/record_desk.h"
#include "auth/account.h"
#include "draw/draw.h"
#include "reading/reading.h"

using namespace support;

namespace {

constexpr int per_person = 20, per_role = 100;

class Reveals : public RecordDesk {
protected:
    Browser safe{library};

    void SetUp() override
    {
        RecordDesk::SetUp();
        library.add_account("safe", "security_administrator");
        safe.sign_in("safe");
        han.step_up();
    }

    http::Response see(Browser& browser, const std::string& field, const std::string& reason = "telephone", const std::string& words = "",
                       const std::string& key = "")
    {
        json::Object body{{"field", field}, {"reason", reason}};
        if (!words.empty()) body.set("words", words);
        return browser.send(http::Method::post, "/api/v1/experts/" + id + "/reveal", json::canonical(body), key);
    }
    static std::string value(const http::Response& response)
    {
        return response.status == 200 ? body_of(response).object().at("value").text() : std::to_string(response.status);
    }
    std::string entry(std::string_view type)
    {
        auto snapshot = library.platform().database.read();
        return snapshot->connection()
            .one("SELECT body FROM ledger_entry WHERE type = $1 ORDER BY seq DESC LIMIT 1", {std::string(type)},
                 [](const db::Row& row) { return row.text(0); })
            .value_or("");
    }
    json::Array alerts(const std::string& query = "")
    {
        auto response = safe.get("/api/v1/alerts" + query);
        EXPECT_EQ(response.status, 200) << response.body;
        return body_of(response).object().at("items").array();
    }
    void run(const std::string& sql)
    {
        auto transaction = library.platform().database.write();
        transaction->connection().run(sql);
        transaction->commit();
    }
    std::int64_t rows() { return number("SELECT count(*) FROM reveal"); }
};

TEST_P(Reveals, EachFieldIsSeenWholeWithAReasonAndAnEntry)
{
    const std::pair<std::string, std::string> fields[] = {
        {"citizen_id", citizen(1)}, {"phone", "13800000001"}, {"email", "wuyun@example.cn"}, {"bank_account", "6222020000000007"}};
    int seen = 0;
    for (const auto& [field, whole] : fields) {
        auto response = see(han, field, "other", "核对退回的信件");
        EXPECT_EQ(value(response), whole);
        EXPECT_EQ(body_of(response).object().at("left").integer(), per_person - ++seen);
        EXPECT_EQ(response.headers, (std::vector<std::pair<std::string, std::string>>{{"Cache-Control", "no-store"}}));
        std::string noted = entry("expert.revealed/1");
        EXPECT_NE(noted.find("\"field\":\"" + field + "\""), std::string::npos) << noted;
        EXPECT_NE(noted.find("其他：核对退回的信件"), std::string::npos) << noted;
        EXPECT_EQ(noted.find(whole), std::string::npos) << noted;
    }
    EXPECT_EQ(rows(), 4);
    EXPECT_EQ(faults(see(han, "passport")), "field reading.nothing_there");
    EXPECT_EQ(han.post("/api/v1/experts/aaaaaaaaaaaaaaaaaaaaaaaaaa/reveal", json::Object{{"field", "phone"}, {"reason", "fee"}}).status,
              404);
    EXPECT_EQ(rows(), 4);
    EXPECT_EQ(number("SELECT count(*) FROM ledger_entry WHERE type = 'expert.revealed/1'"), 4);
}

TEST_P(Reveals, AReasonSaysSomething)
{
    EXPECT_EQ(faults(see(han, "phone", "curiosity")), "reason reading.unknown_reason");
    EXPECT_EQ(faults(see(han, "phone", "other")), "words reading.words_needed");
    EXPECT_EQ(faults(see(han, "phone", "fee", "工作需要")), "words reading.words_empty");
    EXPECT_EQ(faults(see(han, "phone", "fee", "发劳务费")), "words reading.words_short");
    EXPECT_EQ(faults(see(han, "phone", "fee", "给 138 0000 0001 打电话")), "words reading.words_number");
    EXPECT_EQ(faults(see(han, "name", "fee")), "field field.choice");
    EXPECT_EQ(rows(), 0);
    EXPECT_EQ(see(han, "phone", "fee").status, 200);
}

// No entry, no value (等保 8.1.4.3 d).
TEST_P(Reveals, NothingIsShownWhenTheLedgerCannotBeWritten)
{
    bool sqlite = GetParam() == db::Engine::sqlite;
    if (!sqlite) run("CREATE FUNCTION no_entry() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'full'; END $$");
    run(sqlite ? "CREATE TRIGGER no_entry BEFORE INSERT ON ledger_entry BEGIN SELECT RAISE(ABORT, 'full'); END"
               : "CREATE TRIGGER no_entry BEFORE INSERT ON ledger_entry FOR EACH ROW EXECUTE FUNCTION no_entry()");
    EXPECT_THROW((void)see(han, "phone"), db::Failure);
    EXPECT_EQ(rows(), 0);
    run(sqlite ? "DROP TRIGGER no_entry" : "DROP TRIGGER no_entry ON ledger_entry");
    EXPECT_EQ(value(see(han, "phone")), "13800000001");
}

// Answers are kept under their key for repetitions; this one never is.
TEST_P(Reveals, TheValueStaysNowhere)
{
    EXPECT_EQ(value(see(han, "phone", "fee", "", "the same key")), "13800000001");
    EXPECT_EQ(value(see(han, "phone", "fee", "", "the same key")), "13800000001");
    EXPECT_EQ(number("SELECT count(*) FROM idempotency WHERE answer LIKE '%13800000001%'"), 0);
    EXPECT_EQ(rows(), 2) << "what left twice counts twice";
}

TEST_P(Reveals, SomeFieldsAskForTheSecondFactorAgain)
{
    library.clock().advance(6 * 60'000);
    for (const char* field : {"citizen_id", "bank_account"}) EXPECT_EQ(see(han, field).status, 428) << field;
    for (const char* field : {"phone", "email"}) EXPECT_EQ(see(han, field).status, 200) << field;
    han.step_up();
    EXPECT_EQ(value(see(han, "citizen_id")), citizen(1));
}

TEST_P(Reveals, AboveTheLimitNobodySeesAndTheSecurityAdministratorHears)
{
    for (int i = 0; i < per_person; ++i) ASSERT_EQ(see(han, "phone").status, 200) << i;
    auto refused = see(han, "phone");
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(code_of(refused), "reading.own_limit");
    EXPECT_EQ(code_of(see(han, "email")), "reading.own_limit");
    EXPECT_EQ(rows(), per_person);
    EXPECT_EQ(see(mei, "phone").status, 200) << "the limit is each one's own";

    ASSERT_EQ(alerts("?state=open").size(), 1u) << "one alert, however often";
    auto alert = alerts()[0].object();
    EXPECT_EQ(alert.at("account_name").text() + " " + alert.at("kind").text() + " " + std::to_string(alert.at("times").integer()),
              "han reveal_limit 2");
    EXPECT_EQ(json::canonical(alert).find("1380"), std::string::npos);
    EXPECT_EQ(han.get("/api/v1/alerts").status, 403);

    // Raised for a day, and by nobody for himself.
    auto allow = [&](Browser& browser, const std::string& login, int more, const std::string& reason = "年度确认最后一天") {
        return browser.post("/api/v1/reveal-allowances",
                            json::Object{{"account", office.account(login)}, {"more", more}, {"reason", reason}});
    };
    EXPECT_EQ(allow(han, "han", 5).status, 403);
    EXPECT_EQ(faults(allow(safe, "op", 5)), "account reading.no_such_reader");
    EXPECT_EQ(faults(allow(safe, "han", 0, "")), "more field.range; reason field.required");
    EXPECT_EQ(allow(safe, "han", 1).status, 204);
    EXPECT_EQ(see(han, "phone").status, 200);
    EXPECT_EQ(see(han, "phone").status, 429);
    std::string path = "/api/v1/alerts/" + alert.at("id").text() + "/close";
    EXPECT_EQ(faults(safe.post(path, json::Object{{"done", " "}})), "done field.required");
    EXPECT_EQ(safe.post(path, json::Object{{"done", "问过本人，确在催办"}}).status, 204);
    EXPECT_EQ(code_of(safe.post(path, json::Object{{"done", "再来一次"}})), "oversight.alert_closed");
    EXPECT_EQ(alerts("?state=open").size(), 0u);
    EXPECT_EQ(alerts("?state=closed")[0].object().at("closed_by").text(), "safe");

    library.clock().advance(24 * 3'600'000);
    han.sign_in("han");
    EXPECT_EQ(see(han, "phone").status, 200) << "a new day";
    auto own = body_of(han.get("/api/v1/reveals/allowance")).object();
    EXPECT_EQ(own.at("used").integer(), 1);
    EXPECT_EQ(own.at("limit").integer(), per_person);
}

TEST_P(Reveals, OneRoleTogetherHasALimitToo)
{
    std::vector<std::unique_ptr<Browser>> people;
    for (int i = 0; i < per_role / per_person; ++i) {
        std::string login = "a" + std::to_string(i);
        library.add_account(login, "library_administrator");
        people.push_back(std::make_unique<Browser>(library));
        people.back()->sign_in(login);
        for (int k = 0; k < per_person; ++k) ASSERT_EQ(see(*people.back(), "phone").status, 200);
    }
    EXPECT_EQ(code_of(see(han, "phone")), "reading.role_limit");
    EXPECT_EQ(alerts()[0].object().at("account_name").text(), "han");
}

class OwnReadings : public Reveals {
protected:
    Browser expert{library}, stranger{library};

    void SetUp() override
    {
        Reveals::SetUp();
        link("wuyun", id);
        link("batu", add_expert(2));
        write([&](ledger::Act& act) {
            (void)*act.update(auth::account_table, number("SELECT id FROM account WHERE login = 'han'"), {{"unit_id", office.review}});
        });
        expert.sign_in("wuyun");
        stranger.sign_in("batu");
    }
    void link(const std::string& login, const std::string& record)
    {
        library.add_account(login, "expert");
        std::int64_t account = number("SELECT id FROM account WHERE login = '" + login + "'");
        std::int64_t row = number("SELECT id FROM expert WHERE public_id = '" + record + "'");
        write([&](ledger::Act& act) { (void)*act.update(auth::account_table, account, {{"expert_id", row}}); });
    }
    // An act of its own, over when it returns.
    void write(const std::function<void(ledger::Act&)>& work)
    {
        auto act = library.act();
        work(act);
        act.append({"test.written/1"});
        act.commit();
    }
    json::Object own(Browser& browser) { return body_of(browser.get("/api/v1/account/readings")).object(); }
    std::int64_t total(Browser& browser) { return own(browser).at("total").integer(); }
};

TEST_P(OwnReadings, TellWhoSawWhatWhenAndWhy)
{
    EXPECT_EQ(total(expert), 0);
    EXPECT_EQ(see(han, "phone", "fee", "发放评审劳务费").status, 200);
    auto answer = own(expert);
    ASSERT_EQ(answer.at("items").array().size(), 1u);
    auto item = answer.at("items").array()[0].object();
    EXPECT_EQ(item.at("field_name").text() + "|" + item.at("unit_name").text() + "|" + item.at("role_name").text() + "|" +
                  item.at("reason").text(),
              "手机|北疆科技项目评估中心 / 评审一处|专家库管理员|劳务费发放：发放评审劳务费");
    EXPECT_FALSE(item.find("name")) << "the unit and the role, not the person";
    EXPECT_EQ(json::canonical(item).find("1380"), std::string::npos);
    EXPECT_EQ(total(stranger), 0);
    EXPECT_TRUE(own(stranger).at("linked").boolean());
    EXPECT_EQ(han.get("/api/v1/account/readings").status, 403);
    library.add_account("new", "expert");
    Browser unlinked(library);
    unlinked.sign_in("new");
    EXPECT_FALSE(own(unlinked).at("linked").boolean());
}

// That somebody looked up a number for a draw would tell who was drawn.
TEST_P(OwnReadings, WhatBelongsToADrawIsToldAfterIt)
{
    std::string activity = office.created();
    std::int64_t operator_id = number("SELECT id FROM account WHERE login = 'op'"),
                 supervisor = number("SELECT id FROM account WHERE login = 'sup'");
    db::Value now(to_text(library.clock().now()));
    std::int64_t round = 0;
    write([&](ledger::Act& act) {
        round = act.insert(draw::round_table, {{"public_id", db::Value("bbbbbbbbbbbbbbbbbbbbbbbbbb")},
                                               {"number", std::int64_t{1}},
                                               {"activity_id", number("SELECT id FROM activity")},
                                               {"round", std::int64_t{1}},
                                               {"status", db::Value("drawn")},
                                               {"plan", db::Value("{}")},
                                               {"seal", db::Value("{}")},
                                               {"seal_hash", db::Value(Bytes{1})},
                                               {"pool_size", std::int64_t{1}},
                                               {"draw_key", crypto::Secret("k")},
                                               {"server_secret", crypto::Secret("s")},
                                               {"sealed_at", now},
                                               {"operator_id", operator_id},
                                               {"supervisor_id", supervisor}});
        act.insert(reading::reveal_table, {{"public_id", db::Value("cccccccccccccccccccccccccc")},
                                           {"expert_id", number("SELECT id FROM expert WHERE public_id = '" + id + "'")},
                                           {"field", db::Value("phone")},
                                           {"account_id", operator_id},
                                           {"role", db::Value("operator")},
                                           {"reason", db::Value("telephone")},
                                           {"at", now},
                                           {"day", db::Value("2026-11-18")},
                                           {"round_id", round}});
    });
    EXPECT_EQ(total(expert), 0);
    write([&](ledger::Act& act) { (void)*act.update(draw::round_table, round, {{"status", db::Value("confirmed")}}); });
    EXPECT_EQ(total(expert), 1);
}

INSTANTIATE_TEST_SUITE_P(Engines, Reveals, testing::ValuesIn(engines), [](const auto& info) { return name_of(info.param); });
INSTANTIATE_TEST_SUITE_P(Engines, OwnReadings, testing::ValuesIn(engines), [](const auto& info) { return name_of(info.param); });

} // namespace
