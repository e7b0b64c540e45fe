#pragma once

#include "account/account.h"
#include "support/library.h"

#include <gtest/gtest.h>

namespace support {

// Two of each administrator but one auditor, two of the science department, and people of two using units.
class Desk : public testing::TestWithParam<db::Engine> {
protected:
    Desk()
    {
        centre = library.add_unit("北疆科技项目评估中心");
        review = library.add_unit("评审一处", centre);
        general = library.add_unit("综合处", centre);
        neighbour = library.add_unit("邻盟评估中心");
        bureau = library.add_unit("北疆科学技术厅");
        for (auto [login, role] : {std::pair{"sys", "system_administrator"},
                                   {"sys2", "system_administrator"},
                                   {"sec", "security_administrator"},
                                   {"sec2", "security_administrator"},
                                   {"aud", "audit_administrator"},
                                   {"dep", "science_department"},
                                   {"dep2", "science_department"}})
            library.add_account(login, role, bureau);
        library.add_account("op", "operator", review);
        sys.sign_in("sys");
        sec.sign_in("sec");
        dep.sign_in("dep");
    }
    ~Desk() override
    {
        EXPECT_EQ(library.check(), "");
        EXPECT_EQ(invariants(), "");
    }

    TestLibrary library{GetParam()};
    std::int64_t centre = 0, review = 0, general = 0, neighbour = 0, bureau = 0;
    Browser sys{library}, sec{library}, dep{library}, person{library};

    Day today() { return day_of(library.clock().now()); }
    std::string day(int days) { return to_text(today() + days); }
    template <class T>
    T ask(const std::string& sql, T (*read)(const db::Row&))
    {
        auto snapshot = library.platform().database.read();
        return snapshot->connection().one(sql, {}, read).value();
    }
    std::string text(const std::string& sql)
    {
        return ask<std::string>(sql, [](const db::Row& row) { return row.text(0); });
    }
    std::int64_t number(const std::string& sql)
    {
        return ask<std::int64_t>(sql, [](const db::Row& row) { return row.integer(0); });
    }
    std::string account(const std::string& login) { return text("SELECT public_id FROM account WHERE login = '" + login + "'"); }
    std::string unit(std::int64_t id) { return text("SELECT public_id FROM unit WHERE id = " + std::to_string(id)); }
    std::string path(const std::string& login, const std::string& rest = "") { return "/api/v1/accounts/" + account(login) + rest; }
    std::string invariants()
    {
        auto snapshot = library.platform().database.read();
        std::string lines;
        for (const auto& finding : ::account::check_accounts(snapshot->connection(), today()))
            lines += finding.code + " " + finding.place + "\n";
        return lines;
    }

    http::Response open(const std::string& login, const std::string& name, std::optional<std::int64_t> unit_id = {}, bool another = false)
    {
        json::Object form{{"login", login}, {"display_name", name}, {"another_person", another}};
        if (unit_id) form.set("unit", unit(*unit_id));
        return sys.post("/api/v1/accounts", form);
    }
    void opened(const http::Response& handed, const std::string& password = "Steppe+Horse 27")
    {
        auto code = body_of(handed).object().at("code").text();
        ASSERT_EQ(person.post("/api/v1/invitation/account", json::Object{{"code", code}, {"password", password}}).status, 204);
    }
    // The person opens the account and is signed in, in `person`; as long as no role asks for the second factor.
    void join(const http::Response& handed, const std::string& login, const std::string& password = "Steppe+Horse 27")
    {
        opened(handed, password);
        auto stage = person.post("/api/v1/session/password", json::Object{{"name", login}, {"password", password}});
        ASSERT_EQ(body_of(stage).object().at("stage").text(), "done");
        person.token = body_of(person.get("/api/v1/session")).object().at("token").text();
    }
    http::Response because(Browser& browser, const std::string& at, const std::string& reason = "调离")
    {
        return browser.post(at, json::Object{{"reason", reason}});
    }
    http::Response block(const std::string& login, const std::string& reason = "调离")
    {
        return because(sys, path(login, "/block"), reason);
    }

    http::Response grant(const std::string& login, const std::string& role, const std::string& from, const std::string& to = "",
                         Browser* by = nullptr)
    {
        json::Object form{{"role", role}, {"from", from}, {"document", "厅发〔2026〕12 号"}, {"title", "关于人员任职的通知"}};
        if (!to.empty()) form.set("to", to);
        return (by ? *by : sec).post(path(login, "/roles"), form);
    }
    std::string waiting(const std::string& login)
    {
        return text("SELECT public_id FROM role_grant WHERE state = 'waiting' AND account_id = (SELECT id FROM account WHERE login = '" +
                    login + "')");
    }
    http::Response approve(const std::string& grant_id, Browser* by = nullptr)
    {
        return (by ? *by : dep).post("/api/v1/role-grants/" + grant_id + "/approve", json::Object{});
    }
    http::Response withdraw(const std::string& login, const std::string& role, const std::string& last = "", Browser* by = nullptr)
    {
        std::string row =
            " FROM account_role WHERE role = '" + role + "' AND account_id = (SELECT id FROM account WHERE login = '" + login + "')";
        json::Object form{
            {"role", role}, {"reason", "调离"}, {"from", text("SELECT from_day" + row)}, {"version", number("SELECT version" + row)}};
        if (!last.empty()) form.set("last", last);
        return (by ? *by : sec).post(path(login, "/roles/withdraw"), form);
    }
    std::int64_t roles_of(const std::string& login)
    {
        return number("SELECT count(*) FROM account_role WHERE account_id = (SELECT id FROM account WHERE login = '" + login + "')");
    }
};

} // namespace support
