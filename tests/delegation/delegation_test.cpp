#include "support/library.h"

#include <gtest/gtest.h>

using support::body_of;
using support::Browser;
using support::code_of;

namespace {

class Delegations : public testing::TestWithParam<db::Engine> {
protected:
    support::TestLibrary library{GetParam()};
    Browser department{library}, agency{library};
    std::string agency_id;

    void SetUp() override
    {
        auto lender = library.add_unit("北疆科学技术厅"), entity = library.add_unit("北疆科技项目评估中心");
        library.add_account("lin", "science_department", library.add_unit("资源配置处", lender));
        library.add_account("zhao", "agency", library.add_unit("评审一处", entity));
        auto snapshot = library.platform().database.read();
        agency_id = *snapshot->connection().one("SELECT public_id FROM unit WHERE id = $1", {entity},
                                                [](const db::Row& row) { return row.text(0); });
        snapshot.reset();
        department.sign_in("lin");
        agency.sign_in("zhao");
    }

    std::string in_days(int days) { return to_text(day_of(library.clock().now()) + days); }
    json::Object form(json::Array powers, int from = 0, int to = 30)
    {
        return {{"unit", agency_id},       {"from", in_days(from)},      {"to", in_days(to)}, {"document", "内科发〔2026〕8号"},
                {"names_reserved", false}, {"powers", std::move(powers)}};
    }
    bool may_import() { return agency.get("/api/v1/imports").status == 200; }
};

TEST_P(Delegations, APowerIsHeldFromItsDayToItsEndAndNoLonger)
{
    EXPECT_FALSE(may_import());
    ASSERT_EQ(department.post("/api/v1/delegations", form({"import"}, 1, 2)).status, 200);
    EXPECT_FALSE(may_import()) << "not yet";
    auto on_day = [&] {
        library.clock().advance(86'400'000);
        agency.sign_in("zhao");
        return may_import();
    };
    EXPECT_TRUE(on_day());
    EXPECT_TRUE(on_day()) << "the last day counts";
    EXPECT_FALSE(on_day()) << "it ends by itself";
    EXPECT_EQ(library.check(), "");
}

TEST_P(Delegations, TakenBackTakesEffectAtTheNextRequest)
{
    auto granted = body_of(department.post("/api/v1/delegations", form({"import"}))).object();
    ASSERT_TRUE(may_import());
    std::string path = "/api/v1/delegations/" + granted.at("id").text() + "/end";
    EXPECT_EQ(agency.post(path, json::Object{{"version", 1}, {"reason", "试"}}).status, 403);
    EXPECT_EQ(code_of(department.post(path, json::Object{{"version", 1}, {"reason", ""}})), "field.required");
    EXPECT_EQ(department.post(path, json::Object{{"version", 1}, {"reason", "机构改制"}}).status, 200);
    EXPECT_FALSE(may_import());
    EXPECT_EQ(code_of(department.post(path, json::Object{{"version", 2}, {"reason", "再收"}})), "delegation.over");
}

TEST_P(Delegations, WhatIsReservedNeedsTheDocumentToNameIt)
{
    auto reserved = form({"import", "rules"});
    auto refused = department.post("/api/v1/delegations", reserved);
    EXPECT_EQ(code_of(refused), "delegation.power_reserved");
    EXPECT_NE(refused.body.find("提出改定规则口径"), std::string::npos) << refused.body;
    reserved.set("names_reserved", true);
    EXPECT_EQ(department.post("/api/v1/delegations", reserved).status, 200);
}

TEST_P(Delegations, RefusesWhatCannotBe)
{
    auto post = [&](json::Object body) { return code_of(department.post("/api/v1/delegations", body)); };
    EXPECT_EQ(post(form({"everything"})), "delegation.power_unknown");
    EXPECT_EQ(post(form({})), "field.required");
    EXPECT_EQ(post(form({"import"}, 5, 4)), "delegation.days_reversed");
    EXPECT_EQ(post(form({"import"}, -9, -1)), "delegation.days_past");
    EXPECT_EQ(post(form({"import"}, 0, 3000)), "delegation.too_long");
    auto elsewhere = form({"import"});
    elsewhere.set("unit", "nosuchunit");
    EXPECT_EQ(post(elsewhere), "delegation.unit_unknown");
}

// Art. 2: what is done under a power that is lent names the lender.
TEST_P(Delegations, TheLedgerSaysInWhoseName)
{
    ASSERT_EQ(department.post("/api/v1/delegations", form({"rules"}).set("names_reserved", true)).status, 200);
    ASSERT_EQ(
        agency.post("/api/v1/rules/5.age_max/orders", json::Object{{"value", 60}, {"from", in_days(9)}, {"document", "内科发〔2026〕12号"}})
            .status,
        200);
    auto snapshot = library.platform().database.read();
    auto body = *snapshot->connection().one("SELECT body FROM ledger_entry WHERE type = 'rules.proposed/1'", {},
                                            [](const db::Row& row) { return row.text(0); });
    EXPECT_NE(body.find(R"("on_behalf_of":")"), std::string::npos) << body;
    auto own = *snapshot->connection().one("SELECT body FROM ledger_entry WHERE type = 'delegation.granted/1'", {},
                                           [](const db::Row& row) { return row.text(0); });
    EXPECT_EQ(own.find("on_behalf_of"), std::string::npos) << "the department acts in its own name";
}

INSTANTIATE_TEST_SUITE_P(Engines, Delegations, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
