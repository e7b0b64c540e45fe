#include "auth/account.h"
#include "base/identity.h"
#include "expert/expert.h"
#include "support/library.h"
#include "units/units.h"

#include <gtest/gtest.h>

using support::body_of;
using support::Browser;
using support::code_of;

namespace {

// A bureau with a reviewer, another bureau, and a unit that wants in.
class UnitAsks : public testing::TestWithParam<db::Engine> {
protected:
    support::TestLibrary library{GetParam()};
    std::int64_t bureau = library.add_unit("北疆教育厅"), office = library.add_unit("教育科技处", bureau);
    std::int64_t other = library.add_unit("北疆农牧厅");
    Browser visitor{library}, reviewer{library}, stranger{library};
    std::string code = identity::invent_credit_code("12", "150000", 11);

    void SetUp() override
    {
        library.add_account("sun", "department_reviewer", office);
        library.add_account("bao", "department_reviewer", other);
        reviewer.sign_in("sun");
        stranger.sign_in("bao");
    }
    ~UnitAsks() override { EXPECT_EQ(library.check(), ""); }

    std::string unit(std::int64_t id)
    {
        auto snapshot = library.platform().database.read();
        return *snapshot->connection().one("SELECT public_id FROM unit WHERE id = $1", {id},
                                           [](const db::Row& row) { return row.text(0); });
    }
    std::int64_t count(const std::string& sql, const db::Values& values = {})
    {
        auto snapshot = library.platform().database.read();
        return snapshot->connection().one(sql, values, [](const db::Row& row) { return row.integer(0); }).value();
    }
    json::Object form()
    {
        return {{"name", "敕勒川草原学院"},   {"code", code},
                {"kind", "university"},       {"region", "150100"},
                {"department", unit(bureau)}, {"licence", "事业单位法人证书"},
                {"contact_name", "乌兰"},     {"phone", "138 0000 0031"},
                {"login", "wulan"},           {"truthful", true}};
    }
    http::Response ask(const json::Object& wanted) { return visitor.post("/api/v1/public/unit-asks", wanted); }
    std::string receipt(const json::Object& wanted)
    {
        auto answer = ask(wanted);
        if (answer.status != 200) throw std::runtime_error(answer.body);
        return body_of(answer).object().at("number").text();
    }
    std::string asked(const json::Object& wanted)
    {
        std::string number = receipt(wanted);
        auto snapshot = library.platform().database.read();
        return *snapshot->connection().one("SELECT public_id FROM unit_ask WHERE number = $1", {number},
                                           [](const db::Row& row) { return row.text(0); });
    }
    std::int64_t total(Browser& browser) { return body_of(browser.get("/api/v1/unit-asks?state=asked")).object().at("total").integer(); }
    json::Object shown(const std::string& id) { return body_of(reviewer.get("/api/v1/unit-asks/" + id)).object(); }
    http::Response vouch(const std::string& id, const std::string& login = "wulan", Browser* by = nullptr)
    {
        return (by ? *by : reviewer)
            .post("/api/v1/unit-asks/" + id + "/vouch", json::Object{{"version", 1}, {"login", login}, {"checked", "证书原件，电话核实"}});
    }
};

TEST_P(UnitAsks, AVouchedUnitIsThereAndItsContactOpensAnAccount)
{
    auto departments = body_of(visitor.get("/api/v1/public/unit-asks/choices")).object();
    EXPECT_EQ(departments.at("departments").array().size(), 2u);
    std::string id = asked(form());
    EXPECT_EQ(count("SELECT count(*) FROM unit WHERE code = $1", {code}), 0) << "nothing of the library before";
    EXPECT_EQ(total(reviewer), 1);
    auto before = count("SELECT count(*) FROM ledger_entry");
    auto seen = shown(id);
    EXPECT_EQ(seen.at("phone").text(), "13800000031");
    EXPECT_EQ(count("SELECT count(*) FROM ledger_entry"), before + 1) << "a look at the contact stands in the ledger";
    auto done = vouch(id);
    ASSERT_EQ(done.status, 200) << done.body;
    std::string secret = body_of(done).object().at("code").text();
    EXPECT_EQ(count("SELECT count(*) FROM unit WHERE code = $1 AND verified_by = '北疆教育厅' AND verified_on = $2 AND "
                    "competent_department_id = $3",
                    {code, to_text(day_of(library.clock().now())), bureau}),
              1);
    EXPECT_EQ(count("SELECT count(*) FROM idempotency WHERE answer LIKE '%' || $1 || '%'", {secret}), 0) << "the code is kept nowhere";
    EXPECT_EQ(count("SELECT count(*) FROM ledger_entry WHERE body LIKE '%' || $1 || '%'", {secret}), 0);
    EXPECT_EQ(code_of(vouch(id)), "registry.ask_decided");
    EXPECT_EQ(visitor.post("/api/v1/invitation/account", json::Object{{"code", secret}, {"password", "Steppe+Horse 27"}}).status, 204);
    EXPECT_EQ(
        count("SELECT count(*) FROM account a JOIN unit u ON u.id = a.unit_id JOIN role_grant g ON g.account_id = a.id WHERE a.login = "
              "'wulan' AND a.display_name = '乌兰' AND a.state = 'active' AND u.code = $1 AND g.role = 'unit_reviewer' AND "
              "g.state = 'waiting'",
              {code}),
        1);
    EXPECT_EQ(count("SELECT count(*) FROM account_role r JOIN account a ON a.id = r.account_id WHERE a.login = 'wulan'"), 0)
        << "the science department approves first (Art. 12)";
}

TEST_P(UnitAsks, BelongToTheirDepartmentAlone)
{
    std::string id = asked(form());
    EXPECT_EQ(total(stranger), 0);
    EXPECT_EQ(stranger.get("/api/v1/unit-asks/" + id).status, 404);
    EXPECT_EQ(vouch(id, "wulan", &stranger).status, 404);
    EXPECT_EQ(stranger.post("/api/v1/unit-asks/" + id + "/refuse", json::Object{{"version", 1}, {"reason", "不归本部门"}}).status, 404);
    EXPECT_EQ(reviewer.post("/api/v1/unit-asks/" + id + "/refuse", json::Object{{"version", 1}, {"reason", " "}}).status, 422);
    EXPECT_EQ(reviewer.post("/api/v1/unit-asks/" + id + "/refuse", json::Object{{"version", 1}, {"reason", "证书已过期"}}).status, 204);
    EXPECT_EQ(total(reviewer), 0);
    EXPECT_EQ(code_of(vouch(id)), "registry.ask_decided");
    EXPECT_EQ(count("SELECT count(*) FROM account WHERE login = 'wulan'"), 0);
}

// Whether a code is known is told to the reviewer and to nobody else.
TEST_P(UnitAsks, KnownAndUnknownCodesAreAnsweredAlike)
{
    std::string known = identity::invent_credit_code("12", "150000", 12);
    {
        auto act = library.act();
        units::NewUnit there;
        there.name = "敕勒川大学";
        there.code = known;
        units::add_unit(act, there);
        act.append({"test.unit/1", "", "", {}});
        act.commit();
    }
    auto fresh = ask(form());
    auto wanted = form();
    wanted.set("code", known).set("name", "敕勒川大学");
    auto second = ask(wanted);
    EXPECT_EQ(fresh.status, second.status);
    EXPECT_EQ(fresh.body.size(), second.body.size());
    auto items = body_of(reviewer.get("/api/v1/unit-asks")).object();
    std::string id = items.at("items").array()[0].object().at("id").text();
    auto seen = shown(id);
    ASSERT_FALSE(seen.at("flags").array().empty());
    EXPECT_NE(seen.at("flags").array()[0].object().at("text").text().find("库中已有这个统一社会信用代码：“敕勒川大学”"), std::string::npos);
    EXPECT_FALSE(seen.at("blocked").boolean());
    EXPECT_EQ(vouch(id).status, 200);
    EXPECT_EQ(count("SELECT count(*) FROM unit WHERE name = '敕勒川大学' AND competent_department_id = $1 AND verified_by = '北疆教育厅'",
                    {bureau}),
              1);
    EXPECT_EQ(count("SELECT count(*) FROM account a JOIN unit u ON u.id = a.unit_id WHERE a.login = 'wulan' AND u.code = $1", {known}), 1);
}

TEST_P(UnitAsks, AUnitInAnothersChargeIsNotVouchedFor)
{
    {
        auto act = library.act();
        units::NewUnit there;
        there.name = "河套研究院";
        there.code = code;
        there.competent_department_id = other;
        units::add_unit(act, there);
        act.append({"test.unit/1", "", "", {}});
        act.commit();
    }
    std::string id = asked(form());
    EXPECT_TRUE(shown(id).at("blocked").boolean());
    EXPECT_EQ(code_of(vouch(id)), "registry.ask_blocked");
    EXPECT_EQ(count("SELECT count(*) FROM account WHERE login = 'wulan'"), 0);
}

// T9: nobody vouches for oneself, by name or by telephone; one person behind several units is told.
TEST_P(UnitAsks, NobodyVouchesForOneself)
{
    auto own_name = form();
    own_name.set("contact_name", "sun"); // as the account is called
    std::string id = asked(own_name);
    EXPECT_TRUE(shown(id).at("blocked").boolean());
    EXPECT_EQ(code_of(vouch(id)), "registry.ask_blocked");

    std::int64_t expert = [&] {
        auto act = library.act();
        expert::Numbers numbers(act.connection(), 2026);
        expert::NewExpert record;
        record.name = "孙志强";
        record.citizen_id = crypto::Secret(identity::invent_citizen_id(5));
        record.phone = crypto::Secret("13800000032");
        record.entered_on = Day::of(2026, 1, 1);
        std::int64_t id = expert::add_expert(act, library.platform().keys, numbers, record);
        act.commit();
        return id;
    }();
    {
        auto bind = library.act();
        std::int64_t account =
            *bind.connection().one("SELECT id FROM account WHERE login = 'sun'", {}, [](const db::Row& row) { return row.integer(0); });
        (void)*bind.update(auth::account_table, account, {{"expert_id", expert}});
        bind.append({"test.bound/1", "", "", {}});
        bind.commit();
    }
    auto own_phone = form();
    own_phone.set("phone", "13800000032").set("name", "另一所学院").set("code", identity::invent_credit_code("12", "150000", 13));
    std::string mine = asked(own_phone);
    EXPECT_TRUE(shown(mine).at("blocked").boolean());
    EXPECT_EQ(code_of(vouch(mine)), "registry.ask_blocked");

    auto another = form();
    another.set("name", "第三所学院").set("code", identity::invent_credit_code("12", "150000", 14));
    auto flags = shown(asked(another));
    std::string told;
    for (const auto& flag : flags.at("flags").array()) told += flag.object().at("text").text();
    EXPECT_NE(told.find("这个手机还为别的单位提交过申请：敕勒川草原学院"), std::string::npos) << told;
    EXPECT_NE(told.find("从您现在所用的网络地址提交"), std::string::npos) << told;
    EXPECT_FALSE(flags.at("blocked").boolean());
}

TEST_P(UnitAsks, AreRefusedFieldByFieldAndCountedByAddress)
{
    auto wrong = form();
    std::string bad = code;
    bad[17] = bad[17] == '1' ? '2' : '1';
    wrong.set("code", bad).set("phone", "1380000").set("login", "Wu Lan").set("truthful", false).set("department", unit(office));
    auto refused = ask(wrong);
    EXPECT_EQ(refused.status, 422);
    std::string paths;
    auto told = body_of(refused);
    for (const auto& field : told.object().at("error").object().at("fields").array()) paths += field.object().at("path").text() + " ";
    EXPECT_EQ(paths, "code department phone login truthful ");

    std::string first = receipt(form());
    EXPECT_EQ(receipt(form()), first) << "the same again is the same receipt";
    for (std::uint64_t i = 0; i < 4; ++i) {
        auto next = form();
        next.set("code", identity::invent_credit_code("12", "150000", 20 + i));
        EXPECT_EQ(ask(next).status, 200);
    }
    auto sixth = form();
    sixth.set("code", identity::invent_credit_code("12", "150000", 30));
    EXPECT_EQ(ask(sixth).status, 429);
    EXPECT_EQ(count("SELECT count(*) FROM unit_ask"), 5);
    library.clock().advance(24 * 3'600'000LL + 1);
    EXPECT_EQ(ask(sixth).status, 200);
}

INSTANTIATE_TEST_SUITE_P(Engines, UnitAsks, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
