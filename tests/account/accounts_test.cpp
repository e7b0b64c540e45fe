#include "account/desk.h"
#include "auth/account.h"

namespace {

using support::body_of;
using support::code_of;

class Accounts : public support::Desk {
protected:
    std::vector<std::string> listed(const std::string& query)
    {
        auto body = body_of(sys.get("/api/v1/accounts?" + query));
        std::vector<std::string> logins;
        for (const auto& item : body.object().at("items").array()) logins.push_back(item.object().at("login").text());
        return logins;
    }
    http::Response change(const std::string& login, const std::string& name, std::optional<std::int64_t> unit_id)
    {
        json::Object form{{"version", number("SELECT version FROM account WHERE login = '" + login + "'")}, {"display_name", name}};
        if (unit_id) form.set("unit", unit(*unit_id));
        return sys.put(path(login), form);
    }
};
using Logins = std::vector<std::string>;

// Art. 12: one person, one account, and no right before it is granted.
TEST_P(Accounts, IsOpenedByItsPersonAloneAndMayDoNothing)
{
    auto handed = open("baiyun", "白云", review);
    ASSERT_EQ(handed.status, 200) << handed.body;
    auto answer = body_of(handed).object();
    EXPECT_EQ(answer.at("url").text(), "https://bole.test/join#" + answer.at("code").text());
    join(handed, "baiyun");
    auto session = body_of(person.get("/api/v1/session")).object();
    EXPECT_TRUE(session.at("account").object().at("roles").array().empty());
    EXPECT_EQ(session.at("permissions").array().size(), 2u) << "anyone, signed_in";
    EXPECT_EQ(person.get("/api/v1/experts").status, 403);
    EXPECT_EQ(sys.get("/api/v1/experts").status, 403) << "who opens accounts sees no expert";
}

// The code is told once: neither the list, nor the trail, nor a repetition of the request has it.
TEST_P(Accounts, TheCodeIsNowhereAfterwards)
{
    std::string form = json::canonical(json::Object{{"login", "baiyun"}, {"display_name", "白云"}});
    auto send = [&] { return sys.send(http::Method::post, "/api/v1/accounts", form, "key"); };
    std::string code = body_of(send()).object().at("code").text();
    auto again = send();
    EXPECT_EQ(code_of(again), "auth.already_done");
    EXPECT_EQ(number("SELECT count(*) FROM account WHERE login = 'baiyun'"), 1);
    EXPECT_EQ(number("SELECT count(*) FROM idempotency WHERE answer LIKE '%" + code + "%'"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM ledger_entry WHERE body LIKE '%" + code + "%'"), 0);
    for (const auto& where : {std::string("/api/v1/accounts"), path("baiyun"), "/api/v1/timeline/account/" + account("baiyun")}) {
        auto shown = sys.get(where);
        EXPECT_EQ(shown.status, 200) << where;
        for (const auto& secret : {code, std::string("hash"), std::string("secret")})
            EXPECT_EQ(shown.body.find(secret), std::string::npos) << where << " " << secret;
    }
}

TEST_P(Accounts, IsRefusedWhereTheNameIsTakenOrThePersonSeemsToHaveOne)
{
    EXPECT_EQ(code_of(open("sys2", "白云", review)), "account.login_taken");
    for (auto bad : {"Bai", "b", "9bai", "bai yun", "白云", "bai@yun"})
        EXPECT_EQ(code_of(open(bad, "白云", review)), "account.login_form") << bad;
    EXPECT_EQ(code_of(sys.post("/api/v1/accounts", json::Object{{"login", "baiyun"}, {"display_name", "白云"}, {"unit", "nowhere"}})),
              "account.unknown_unit");
    ASSERT_EQ(open("baiyun", "白云", review).status, 200);
    auto alike = open("baiyun2", "白云", review);
    EXPECT_EQ(alike.status, 409);
    EXPECT_EQ(code_of(alike), "account.alike");
    EXPECT_NE(alike.body.find("用户名 baiyun，待开通"), std::string::npos);
    EXPECT_EQ(open("baiyun3", "白云", general).status, 200) << "another unit";
    EXPECT_EQ(open("baiyun2", "白云", review, true).status, 200) << "another person";
}

TEST_P(Accounts, AreFoundByNameUnitRoleAndState)
{
    ASSERT_EQ(open("baiyun", "白云", general).status, 200);
    EXPECT_EQ(listed("text=BAI"), Logins{"baiyun"});
    EXPECT_EQ(listed("text=" + std::string("%E7%99%BD")), Logins{"baiyun"});
    EXPECT_EQ(listed("unit=" + unit(centre)), (Logins{"baiyun", "op"}));
    EXPECT_EQ(listed("role=operator"), Logins{"op"});
    EXPECT_EQ(listed("state=invited"), Logins{"baiyun"});
    EXPECT_EQ(listed("state=invited&role=operator"), Logins{});
    EXPECT_EQ(code_of(sys.get("/api/v1/accounts?text=" + std::string(61, 'a'))), "field.too_long");
    EXPECT_EQ(code_of(sys.get("/api/v1/accounts?role=emperor")), "account.unknown_role");
    EXPECT_EQ(code_of(sys.get("/api/v1/accounts?state=dead")), "account.unknown_state");
    auto body = body_of(sys.get("/api/v1/accounts?text=sys2"));
    EXPECT_FALSE(body.object().at("items").array().at(0).object().find("signed_in_at"));
    body = body_of(sec.get("/api/v1/accounts?text=dep&size=100"));
    EXPECT_EQ(body.object().at("total").integer(), 2);
    EXPECT_TRUE(body.object().at("items").array().at(1).object().find("signed_in_at"));
}

TEST_P(Accounts, ANewCodeEndsTheEarlierAndNoneIsGivenOnceOpened)
{
    auto first = body_of(open("baiyun", "白云")).object().at("code").text();
    auto second = sys.post(path("baiyun", "/invite"), json::Object{});
    ASSERT_EQ(second.status, 200) << second.body;
    EXPECT_EQ(code_of(person.post("/api/v1/invitation", json::Object{{"code", first}})), "account.code");
    join(second, "baiyun");
    EXPECT_EQ(code_of(sys.post(path("baiyun", "/invite"), json::Object{})), "account.not_invited");
    EXPECT_EQ(sys.post("/api/v1/accounts/nobody/invite", json::Object{}).status, 404);
}

TEST_P(Accounts, BlockingEndsEverySessionAtOnceAndSaysWhoAndWhy)
{
    support::Browser other{library};
    person.sign_in("op");
    other.sign_in("op");
    EXPECT_EQ(block("op", "").status, 422) << "a reason";
    EXPECT_EQ(block("op", "借给他人使用").status, 204);
    EXPECT_EQ(person.get("/api/v1/session").status, 401);
    EXPECT_EQ(other.get("/api/v1/session").status, 401);
    EXPECT_EQ(person.sign_in("op").status, 401);
    EXPECT_EQ(code_of(block("op")), "account.is_blocked");
    auto timeline = body_of(sys.get("/api/v1/timeline/account/" + account("op")));
    const auto& entry = timeline.object().at("items").array().back().object();
    EXPECT_EQ(entry.at("name").text(), "停用账号");
    EXPECT_EQ(entry.at("actor").text(), "sys");
    EXPECT_EQ(entry.at("reason").text(), "借给他人使用");
    EXPECT_EQ(because(sys, path("op", "/unblock"), "查实没有").status, 204);
    EXPECT_EQ(code_of(because(sys, path("op", "/unblock"))), "account.not_blocked");
    EXPECT_EQ(person.sign_in("op").status, 200);
}

TEST_P(Accounts, ABlockedInvitationDoesNotComeBack)
{
    auto code = body_of(open("baiyun", "白云")).object().at("code").text();
    EXPECT_EQ(block("baiyun").status, 204);
    EXPECT_EQ(because(sys, path("baiyun", "/unblock")).status, 204);
    EXPECT_EQ(listed("state=invited"), Logins{"baiyun"});
    EXPECT_EQ(code_of(person.post("/api/v1/invitation", json::Object{{"code", code}})), "account.code");
}

// A12: the last of a kind is not locked out; one that is not open yet does not count.
TEST_P(Accounts, NeitherOneselfNorTheLastOfAKindIsBlocked)
{
    EXPECT_EQ(code_of(block("sys")), "account.block_oneself");
    EXPECT_EQ(code_of(block("aud")), "account.last_of_kind");
    EXPECT_EQ(block("sec2").status, 204);
    auto refused = block("sec");
    EXPECT_EQ(code_of(refused), "account.last_of_kind");
    EXPECT_NE(refused.body.find("没有在用的安全管理员"), std::string::npos);
    EXPECT_EQ(sec.get("/api/v1/session").status, 200) << "refused: nothing happened";
    EXPECT_EQ(block("sys2").status, 204) << "oneself is left";
}

TEST_P(Accounts, ALostTelephoneIsSetUpAnew)
{
    person.sign_in("op");
    EXPECT_EQ(because(sys, path("op", "/reset-second-factor"), "手机丢失").status, 204);
    EXPECT_EQ(person.get("/api/v1/session").status, 401);
    auto stage = person.post("/api/v1/session/password", json::Object{{"name", "op"}, {"password", support::test_password}});
    EXPECT_EQ(body_of(stage).object().at("stage").text(), "totp_setup");
    EXPECT_EQ(code_of(because(sys, path("op", "/reset-second-factor"))), "account.no_second_factor");
}

// Whoever moves people gives no rights: roles that reach as far as a unit stay within its legal entity.
TEST_P(Accounts, AMoveTakesNoRoleToAnotherUnit)
{
    EXPECT_EQ(change("op", "陈立新", general).status, 204);
    EXPECT_EQ(listed("text=" + std::string("%E9%99%88")), Logins{"op"});
    EXPECT_EQ(code_of(change("op", "陈立新", neighbour)), "account.unit_holds_roles");
    EXPECT_EQ(code_of(change("op", "陈立新", std::nullopt)), "account.unit_holds_roles");
    EXPECT_EQ(change("dep", "李国栋", neighbour).status, 204) << "reaches everything anyway";
    EXPECT_EQ(code_of(sys.put(path("op"), json::Object{{"version", 1}, {"display_name", "陈"}})), "account.unit_holds_roles");
    EXPECT_EQ(sys.put(path("op"), json::Object{{"version", 1}, {"display_name", "陈"}, {"unit", unit(general)}}).status, 409);
}

// Rights come with the second factor: a session that was opened by password alone does not grow.
TEST_P(Accounts, ASessionWithoutSecondFactorGainsNothingByARole)
{
    join(open("baiyun", "白云", review), "baiyun");
    std::int64_t id = number("SELECT id FROM account WHERE login = 'baiyun'");
    {
        auto act = library.act();
        act.insert(auth::account_role_table, {{"account_id", id},
                                              {"role", db::Value("agency")},
                                              {"from_day", db::Value(to_text(today()))},
                                              {"document", db::Value("测试")}});
        act.append({"test.role/1", "", "", {}});
        act.commit();
    }
    EXPECT_EQ(person.get("/api/v1/experts").status, 403);
    auto stage = person.post("/api/v1/session/password", json::Object{{"name", "baiyun"}, {"password", "Steppe+Horse 27"}});
    EXPECT_EQ(body_of(stage).object().at("stage").text(), "totp_setup");
}

INSTANTIATE_TEST_SUITE_P(Engines, Accounts, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
