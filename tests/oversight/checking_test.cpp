#include "app/service.h"
#include "expert/expert.h"
#include "jobs/jobs.h"
#include "support/library.h"

#include <gtest/gtest.h>

namespace {

using support::body_of;
using support::Browser;
using support::code_of;

class Checking : public ::testing::TestWithParam<db::Engine> {
protected:
    Checking() : library_(GetParam()), browser_(library_)
    {
        library_.add_account("supervisor", "supervisor");
        library_.add_account("manager", "library_administrator");
        for (auto role : {"system_administrator", "security_administrator", "audit_administrator"}) library_.add_account(role, role);
        std::int64_t unit = library_.add_unit("草原大学");
        expert::NewExpert e;
        e.name = "乌云其木格";
        e.entered_on = *parse_day("2020-03-01");
        e.posts = {{unit, "main", "院长", std::nullopt, std::nullopt, std::nullopt, ""}};
        auto act = library_.act();
        expert::Numbers numbers(act.connection(), 2026);
        expert::add_expert(act, library_.platform().keys, numbers, e);
        act.commit();
    }

    std::string start() { return body_of(browser_.post("/api/v1/ledger/check", json::Object{})).object().at("id").text(); }
    json::Object look(const std::string& id) { return body_of(browser_.get("/api/v1/ledger/checks/" + id)).object(); }
    bool work() { return jobs::run_one(library_.platform(), app::all_jobs()); }
    // Behind the program's back.
    void tamper(const std::string& sql)
    {
        auto transaction = library_.platform().database.write();
        ASSERT_EQ(transaction->connection().run(sql), 1);
        transaction->commit();
    }

    support::TestLibrary library_;
    Browser browser_;
};

TEST_P(Checking, StrangerAndWrongRoleAreRefused)
{
    EXPECT_EQ(browser_.post("/api/v1/ledger/check", json::Object{}).status, 401);
    browser_.sign_in("manager");
    EXPECT_EQ(browser_.post("/api/v1/ledger/check", json::Object{}).status, 403);
    EXPECT_EQ(browser_.get("/api/v1/ledger/checks").status, 403);
    EXPECT_EQ(browser_.get("/api/v1/ledger/checks/nobody").status, 403);
    EXPECT_FALSE(work()) << "nothing was queued";
}

TEST_P(Checking, AWholeLedgerIsSaidToBeWhole)
{
    browser_.sign_in("supervisor");
    std::string id = start();
    EXPECT_EQ(start(), id) << "one at a time";
    EXPECT_EQ(look(id).at("state").text(), "waiting");
    ASSERT_TRUE(work());
    EXPECT_FALSE(work());
    auto check = look(id);
    EXPECT_EQ(check.at("state").text(), "done");
    EXPECT_EQ(check.at("findings").integer(), 0);
    EXPECT_EQ(check.at("author").text(), "supervisor");
    EXPECT_GT(check.at("rows").integer(), 3);
    EXPECT_EQ(library_.check(), "");
    auto snapshot = library_.platform().database.read();
    auto noted = snapshot->connection().one("SELECT actor_kind FROM ledger_entry WHERE type = 'ledger.checked/1'", {},
                                            [](const db::Row& row) { return row.text(0); });
    EXPECT_EQ(*noted, "system");
    snapshot.reset();
    EXPECT_NE(start(), id) << "another one may follow";
    EXPECT_EQ(body_of(browser_.get("/api/v1/ledger/checks")).object().at("items").array().size(), 2u);
    EXPECT_EQ(browser_.get("/api/v1/ledger/checks/nobody").status, 404);
}

TEST_P(Checking, WhatWasAlteredIsNamedInWordsWithoutTheExpertsName)
{
    tamper("UPDATE post SET duty = '书记'");
    tamper("UPDATE ledger_entry SET body = replace(body, 'E2026-00001', 'E2026-00009') WHERE type = 'expert.entered/1'");
    browser_.sign_in("supervisor");
    std::string id = start();
    ASSERT_TRUE(work());
    auto answer = browser_.get("/api/v1/ledger/checks/" + id);
    EXPECT_EQ(answer.body.find("乌云其木格"), std::string::npos);
    auto check = body_of(answer).object();
    EXPECT_GE(check.at("findings").integer(), 2);
    bool post = false, entry = false;
    for (const auto& item : check.at("told").array()) {
        const auto& place = item.object().at("place").text();
        post = post || (place.starts_with("任职 ") && place.ends_with("（专家 E2026-00001）"));
        entry = entry || place.starts_with("账本第 ");
    }
    EXPECT_TRUE(post) << answer.body;
    EXPECT_TRUE(entry) << answer.body;
}

INSTANTIATE_TEST_SUITE_P(Engines, Checking, ::testing::ValuesIn(support::engines),
                         [](const auto& engine) { return support::name_of(engine.param); });

} // namespace
