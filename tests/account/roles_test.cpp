#include "account/desk.h"

#include <thread>

using support::body_of;
using support::code_of;

namespace {

class Roles : public support::Desk {
protected:
    json::Array items(const std::string& login)
    {
        auto body = body_of(sec.get(path(login, "/roles")));
        return body.object().at("items").array();
    }
    bool may(const std::string& login, const std::string& target)
    {
        support::Browser browser{library};
        browser.sign_in(login);
        return browser.get(target).status == 200;
    }
};

// A2: a business role needs the science department; it is in force with its approval and not before.
TEST_P(Roles, ABusinessRoleWaitsForTheScienceDepartment)
{
    ASSERT_EQ(grant("op", "agency", day(0), day(30)).status, 204);
    EXPECT_FALSE(may("op", "/api/v1/experts"));
    auto list = body_of(dep.get("/api/v1/role-grants"));
    const auto& asked = list.object().at("items").array().at(0).object();
    EXPECT_EQ(asked.at("login").text(), "op");
    EXPECT_EQ(asked.at("grant").object().at("asked_by").text(), "sec");
    EXPECT_EQ(asked.at("grant").object().at("scope").text(), "全库");
    EXPECT_EQ(asked.at("allowed_actions").array().size(), 2u);
    std::string id = waiting("op");
    EXPECT_EQ(approve(id, &sec).status, 403) << "not the one who asks";
    EXPECT_EQ(approve(id).status, 204);
    EXPECT_TRUE(may("op", "/api/v1/experts"));
    EXPECT_EQ(code_of(approve(id)), "account.not_waiting");
    const auto held = items("op");
    EXPECT_EQ(held.size(), 2u);
    EXPECT_EQ(held.at(0).object().at("document").text(), "厅发〔2026〕12 号《关于人员任职的通知》");
    EXPECT_EQ(held.at(0).object().at("decided_by").text(), "dep");
    library.clock().advance(31 * 24 * 3'600'000LL);
    EXPECT_FALSE(may("op", "/api/v1/experts")) << "over";
}

TEST_P(Roles, WhatIsRefusedOrCancelledNeverComesIntoForce)
{
    ASSERT_EQ(grant("op", "agency", day(0)).status, 204);
    EXPECT_EQ(because(dep, "/api/v1/role-grants/" + waiting("op") + "/refuse", "").status, 422);
    EXPECT_EQ(because(dep, "/api/v1/role-grants/" + waiting("op") + "/refuse", "没有任职文件").status, 204);
    ASSERT_EQ(grant("op", "agency", day(0)).status, 204) << "asked again";
    std::string id = waiting("op");
    EXPECT_EQ(because(sec, "/api/v1/role-grants/" + id + "/cancel", "填错").status, 204);
    EXPECT_EQ(code_of(approve(id)), "account.not_waiting");
    EXPECT_EQ(roles_of("op"), 1);
    auto timeline = sys.get("/api/v1/timeline/account/" + account("op"));
    EXPECT_NE(timeline.body.find("没有任职文件"), std::string::npos);
}

TEST_P(Roles, AnAdministratorIsInForceAtOnce)
{
    ASSERT_EQ(open("baiyun", "白云").status, 200);
    EXPECT_EQ(grant("baiyun", "audit_administrator", day(0)).status, 204);
    EXPECT_EQ(roles_of("baiyun"), 1);
    EXPECT_EQ(items("baiyun").at(0).object().at("state").text(), "held");
}

TEST_P(Roles, RefusedWithTheReason)
{
    ASSERT_EQ(open("baiyun", "白云").status, 200); // no unit
    struct Case {
        const char *login, *role, *from, *to, *code;
    };
    std::string now = day(0), later = day(10), before = day(-1);
    const Case cases[] = {
        {"sys", "audit_administrator", now.c_str(), "", "account.two_administrators"},
        {"sys", "audit_administrator", later.c_str(), "", "account.two_administrators"},
        {"aud", "operator", later.c_str(), "", "account.administrator_and_business"},
        {"op", "system_administrator", now.c_str(), later.c_str(), "account.administrator_and_business"},
        {"sec", "audit_administrator", now.c_str(), "", "account.grant_oneself"},
        {"sec", "operator", now.c_str(), "", "account.grant_oneself"},
        {"baiyun", "operator", now.c_str(), "", "account.role_needs_unit"},
        {"baiyun", "supervisor", now.c_str(), "", "account.role_needs_unit"},
        {"op", "expert", now.c_str(), "", "account.role_needs_expert"},
        {"op", "operator", later.c_str(), "", "account.role_held"},
        {"op", "approver", before.c_str(), "", "account.from_past"},
        {"op", "approver", later.c_str(), now.c_str(), "account.term_backwards"},
        {"op", "emperor", now.c_str(), "", "account.unknown_role"},
    };
    for (const auto& c : cases) {
        auto refused = grant(c.login, c.role, c.from, c.to);
        EXPECT_EQ(code_of(refused), c.code) << c.login << " " << c.role << " " << refused.body;
    }
    EXPECT_EQ(number("SELECT count(*) FROM role_grant"), 0);
    ASSERT_EQ(grant("baiyun", "agency", day(0)).status, 204);
    EXPECT_EQ(code_of(grant("baiyun", "audit_administrator", day(0))), "account.administrator_and_business") << "what waits counts";
    EXPECT_EQ(block("baiyun").status, 204);
    EXPECT_EQ(code_of(approve(waiting("baiyun"))), "account.is_blocked");
}

// Who asked as a security administrator and came to the science department afterwards does not approve it; nobody approves the own.
TEST_P(Roles, NobodyApprovesWhatOneAskedForOrIsFor)
{
    ASSERT_EQ(grant("op", "agency", day(0), "", &sec).status, 204);
    support::Browser both{library};
    both.sign_in("sec2");
    ASSERT_EQ(grant("dep2", "agency", day(0)).status, 204);
    ASSERT_EQ(withdraw("sec", "security_administrator", "", &both).status, 204);
    EXPECT_EQ(sec.get("/api/v1/accounts").status, 403) << "from the next request";
    ASSERT_EQ(grant("sec", "science_department", day(0), "", &both).status, 204);
    ASSERT_EQ(approve(waiting("sec")).status, 204);
    EXPECT_EQ(code_of(approve(waiting("op"), &sec)), "account.asked_oneself");
    EXPECT_EQ(code_of(because(sec, "/api/v1/role-grants/" + waiting("op") + "/refuse")), "account.asked_oneself");
    support::Browser second{library};
    second.sign_in("dep2");
    EXPECT_EQ(code_of(approve(waiting("dep2"), &second)), "account.for_oneself");
    EXPECT_EQ(approve(waiting("dep2")).status, 204);
}

TEST_P(Roles, AWithdrawnRightEndsWithTheNextRequestAndItsStreamsToo)
{
    person.sign_in("op");
    EXPECT_EQ(person.get("/api/v1/activities").status, 200);
    auto refused =
        sec.post(path("op", "/roles/withdraw"), json::Object{{"role", "operator"}, {"from", day(0)}, {"version", 7}, {"reason", "x"}});
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(withdraw("op", "operator").status, 204);
    EXPECT_EQ(person.get("/api/v1/activities").status, 403);
    auto gone = items("op");
    EXPECT_EQ(gone.at(0).object().at("state").text(), "withdrawn");
    EXPECT_EQ(gone.at(0).object().at("end_reason").text(), "调离");
    EXPECT_EQ(gone.at(0).object().at("ended_by").text(), "sec");
    EXPECT_EQ(grant("op", "operator", day(0)).status, 204) << "it may come back";
    EXPECT_EQ(approve(waiting("op")).status, 204);
    EXPECT_EQ(person.get("/api/v1/activities").status, 200);
}

TEST_P(Roles, AnEarlierEndIsKeptToTheDay)
{
    EXPECT_EQ(code_of(withdraw("op", "operator", day(-1))), "account.only_earlier");
    EXPECT_EQ(withdraw("op", "operator", day(1)).status, 204);
    EXPECT_EQ(code_of(withdraw("op", "operator", day(2))), "account.only_earlier");
    library.clock().advance(start_of(today() + 2) - library.clock().now() - 60'000);
    EXPECT_TRUE(may("op", "/api/v1/activities"));
    library.clock().advance(120'000);
    EXPECT_FALSE(may("op", "/api/v1/activities"));
}

// A12: neither a withdrawal, nor an end date, nor an expiry to come leaves a kind of administrator without anybody.
TEST_P(Roles, TheLastOfAKindStays)
{
    EXPECT_EQ(code_of(withdraw("aud", "audit_administrator")), "account.last_of_kind");
    EXPECT_EQ(code_of(withdraw("aud", "audit_administrator", day(30))), "account.last_of_kind");
    EXPECT_EQ(roles_of("aud"), 1);
    auto invited = open("baiyun", "白云");
    ASSERT_EQ(grant("baiyun", "audit_administrator", day(0), day(60)).status, 204);
    EXPECT_EQ(code_of(withdraw("aud", "audit_administrator")), "account.last_of_kind") << "the other has not opened the account";
    opened(invited);
    EXPECT_EQ(code_of(withdraw("aud", "audit_administrator")), "account.last_of_kind") << "the other's role is over after sixty days";
    EXPECT_EQ(code_of(block("aud")), "account.last_of_kind");
    EXPECT_EQ(code_of(withdraw("aud", "audit_administrator", day(59))), "account.last_of_kind");
    ASSERT_EQ(open("heiyun", "黑云").status, 200);
    EXPECT_EQ(withdraw("sec2", "security_administrator").status, 204) << "one is left";
}

// Two withdraw each other's role at the same moment: one stays.
TEST_P(Roles, TwoAtOnceDoNotTakeTheLastTwo)
{
    for (int turn = 0; turn < 4; ++turn) {
        support::Browser one{library}, two{library};
        one.sign_in("sec");
        two.sign_in("sec2");
        auto form = [&](const std::string& login) {
            std::string row = " FROM account_role WHERE account_id = (SELECT id FROM account WHERE login = '" + login + "')";
            return json::Object{
                {"role", "security_administrator"}, {"reason", "互相收回"}, {"from", text("SELECT from_day" + row)}, {"version", 1}};
        };
        std::string at[] = {path("sec2", "/roles/withdraw"), path("sec", "/roles/withdraw")};
        json::Object forms[] = {form("sec2"), form("sec")};
        int status[2] = {0, 0};
        std::thread first([&] { status[0] = one.post(at[0], forms[0]).status; });
        std::thread second([&] { status[1] = two.post(at[1], forms[1]).status; });
        first.join();
        second.join();
        EXPECT_EQ((status[0] == 204) + (status[1] == 204), 1) << status[0] << " " << status[1];
        EXPECT_EQ(number("SELECT count(*) FROM account_role WHERE role = 'security_administrator'"), 1);
        std::string gone = status[0] == 204 ? "sec2" : "sec";
        ASSERT_EQ(grant(gone, "security_administrator", day(0), "", status[0] == 204 ? &one : &two).status, 204);
    }
}

// A fresh library has nobody who could approve the first of the science department.
TEST_P(Roles, TheFirstOfTheScienceDepartmentIsApprovedAtTheConsole)
{
    auto console = [&](const std::string& login) {
        auto act = library.act();
        auto approved = account::approve_first(act, login, today());
        if (!approved) return approved.error().code;
        act.commit();
        return std::string();
    };
    ASSERT_EQ(grant("op", "science_department", day(0)).status, 204);
    EXPECT_EQ(console("op"), "account.approved_on_page");
    EXPECT_EQ(withdraw("dep", "science_department").status, 204);
    EXPECT_EQ(block("dep2").status, 204);
    EXPECT_FALSE(body_of(sec.get(path("op", "/roles"))).object().at("somebody_approves").boolean());
    EXPECT_EQ(console("nobody"), "account.nothing_waits");
    EXPECT_EQ(console("op"), "");
    EXPECT_TRUE(may("op", "/api/v1/role-grants"));
}

// `bole check` finds what only somebody at the database can have done.
TEST_P(Roles, TheInvariantsAreFoundBroken)
{
    auto put = [&](const std::string& sql, const std::string& expected, const std::string& back) {
        auto run = [&](const std::string& statement) {
            auto transaction = library.platform().database.write();
            EXPECT_EQ(transaction->connection().run(statement), 1) << statement;
            transaction->commit();
        };
        run(sql);
        EXPECT_EQ(invariants().substr(0, expected.size()), expected) << sql;
        run(back);
        EXPECT_EQ(invariants(), "") << back;
    };
    std::string op = "(SELECT id FROM account WHERE login = 'op')", role = " WHERE account_id = " + op;
    put("INSERT INTO account_role (id, version, account_id, role, from_day, document) VALUES (9001, 1, " + op +
            ", 'audit_administrator', '" + day(0) + "', 'x')",
        "account_roles account_role 9001", "DELETE FROM account_role WHERE id = 9001");
    put("UPDATE account SET state = 'blocked' WHERE login = 'aud'", "account_vacancy",
        "UPDATE account SET state = 'active' WHERE login = 'aud'");
    put("UPDATE account_role SET document = ''" + role, "account_unapproved", "UPDATE account_role SET document = 'x'" + role);
    ASSERT_EQ(grant("op", "agency", day(0)).status, 204);
    put("INSERT INTO account_role (id, version, account_id, role, from_day, document) VALUES (9001, 1, " + op + ", 'agency', '" + day(0) +
            "', 'x')",
        "account_unapproved account_role 9001", "DELETE FROM account_role WHERE id = 9001");
    std::string hash = text("SELECT password_hash FROM account WHERE login = 'op'");
    put("UPDATE account SET password_hash = '' WHERE login = 'op'", "account_no_way_in",
        "UPDATE account SET password_hash = '" + hash + "' WHERE login = 'op'");
    auto transaction = library.platform().database.write();
    transaction->connection().run("UPDATE account_role SET document = '测试'" + role);
    transaction->commit();
}

INSTANTIATE_TEST_SUITE_P(Engines, Roles, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
