#include "auth/account.h"
#include "support/library.h"

#include <gtest/gtest.h>

#include <set>

using support::body_of;
using support::Browser;
using support::code_of;

namespace {

TEST(RulesPage, ShowsEveryReadingToWhoIsSignedIn)
{
    support::TestLibrary library(db::Engine::sqlite);
    library.add_account("han", "library_administrator");
    Browser browser(library);
    EXPECT_EQ(browser.get("/api/v1/rules").status, 401);
    browser.sign_in("han");
    auto answer = body_of(browser.get("/api/v1/rules")).object();
    std::set<std::string> codes, readings;
    for (const auto& item : answer.at("items").array()) {
        const auto& rule = item.object();
        EXPECT_TRUE(codes.insert(rule.at("code").text()).second) << rule.at("code").text();
        for (auto name : {"article", "question", "others"}) EXPECT_FALSE(rule.at(name).text().empty()) << name;
        readings.insert(rule.at("reading").text());
        for (auto name : {"words", "from", "document"}) EXPECT_FALSE(rule.at("now").object().at(name).text().empty()) << name;
    }
    for (auto code : {"11.confirm_years", "5.age_max", "14.4.4.second_level", "14.4.5.main_employer", "15.1.thin_multiple"})
        EXPECT_TRUE(codes.contains(code)) << code;
    std::string all; // "R9、R11" names two
    for (const auto& reading : readings) all += reading + "、";
    for (int i = 1; i <= 18; ++i) EXPECT_NE(all.find("R" + std::to_string(i) + "、"), std::string::npos) << "R" << i;
    for (int i = 1; i <= 11; ++i) EXPECT_NE(all.find("X" + std::to_string(i) + "、"), std::string::npos) << "X" << i;
}

class RulesOffice : public testing::TestWithParam<db::Engine> {
protected:
    support::TestLibrary library{GetParam()};
    Browser proposer{library}, approver{library};

    void SetUp() override
    {
        library.add_account("han", "library_administrator");
        library.add_account("lin", "science_department");
        proposer.sign_in("han");
        approver.sign_in("lin");
    }

    std::string in_days(int days) { return to_text(day_of(library.clock().now()) + days); }
    json::Value order(std::int64_t value, const std::string& from)
    {
        return json::Object{{"value", value}, {"from", from}, {"document", "内科发〔2026〕12号"}};
    }
    void give_both_roles()
    {
        auto act = library.act();
        auto han =
            *act.connection().one("SELECT id FROM account WHERE login = 'han'", {}, [](const db::Row& row) { return row.integer(0); });
        act.insert(auth::account_role_table, {{"account_id", han},
                                              {"role", db::Value("science_department")},
                                              {"from_day", db::Value("2026-01-01")},
                                              {"to_day", db::Value(nullptr)},
                                              {"document", db::Value("任命")}});
        act.append({"test.role/1", "", "", {}});
        act.commit();
    }
    std::int64_t standing(const std::string& code)
    {
        auto answer = body_of(proposer.get("/api/v1/rules"));
        for (const auto& item : answer.object().at("items").array())
            if (item.object().at("code").text() == code) return item.object().at("now").object().at("value").integer();
        return -1;
    }
    http::Response decide(Browser& browser, const std::string& id, const std::string& step, json::Object body = {{"version", 1}})
    {
        return browser.post("/api/v1/rule-orders/" + id + "/" + step, body);
    }
};

TEST_P(RulesOffice, AValueHoldsFromItsDayOnceAnotherPersonApprovedIt)
{
    auto proposed = proposer.post("/api/v1/rules/11.confirm_years/orders", order(3, in_days(10)));
    ASSERT_EQ(proposed.status, 200) << proposed.body;
    std::string id = body_of(proposed).object().at("id").text();
    EXPECT_EQ(decide(proposer, id, "approve").status, 403) << "no permission";
    library.clock().advance(20 * 86'400'000ll);
    proposer.sign_in("han");
    approver.sign_in("lin");
    EXPECT_EQ(standing("11.confirm_years"), 2) << "nobody has approved it";
    EXPECT_EQ(code_of(decide(approver, id, "approve")), "ruling.too_late");
    EXPECT_EQ(decide(approver, id, "refuse", {{"version", 1}, {"reason", "日期已过"}}).status, 200);

    id = body_of(proposer.post("/api/v1/rules/11.confirm_years/orders", order(3, in_days(1)))).object().at("id").text();
    EXPECT_EQ(code_of(decide(approver, id, "approve", {{"version", 7}})), "ledger.changed_meanwhile");
    ASSERT_EQ(decide(approver, id, "approve").status, 200);
    EXPECT_EQ(code_of(decide(approver, id, "approve")), "ruling.no_such_step") << "once";
    EXPECT_EQ(standing("11.confirm_years"), 2) << "not before its day";
    library.clock().advance(86'400'000);
    proposer.sign_in("han");
    EXPECT_EQ(standing("11.confirm_years"), 3);
    EXPECT_EQ(library.check(), "");
}

TEST_P(RulesOffice, RefusesWhatCannotHold)
{
    auto post = [&](const std::string& code, const json::Value& body) { return proposer.post("/api/v1/rules/" + code + "/orders", body); };
    EXPECT_EQ(post("nothing.such", order(1, in_days(1))).status, 404);
    EXPECT_EQ(post("14.4.days", order(0, in_days(1))).status, 404) << "the program settles it";
    EXPECT_EQ(code_of(post("5.age_max", order(101, in_days(1)))), "ruling.value_unfit");
    EXPECT_EQ(code_of(post("14.4.5.main_employer", order(3, in_days(1)))), "ruling.value_unfit");
    EXPECT_EQ(code_of(post("5.age_max", order(60, in_days(0)))), "ruling.from_past");
    EXPECT_EQ(code_of(post("5.age_max", order(0, in_days(1)))), "ruling.value_same");
    EXPECT_EQ(approver.post("/api/v1/rules/5.age_max/orders", order(60, in_days(1))).status, 403);
    ASSERT_EQ(post("5.age_max", order(60, in_days(1))).status, 200);
    EXPECT_EQ(code_of(post("5.age_max", order(61, in_days(1)))), "ruling.already_proposed");
}

TEST_P(RulesOffice, NobodyApprovesTheirOwnAndOnlyTheProposerWithdraws)
{
    give_both_roles();
    std::string id = body_of(proposer.post("/api/v1/rules/5.age_max/orders", order(60, in_days(1)))).object().at("id").text();
    EXPECT_EQ(code_of(decide(proposer, id, "approve")), "ruling.own_proposal");
    EXPECT_EQ(decide(approver, id, "withdraw").status, 403);
    EXPECT_EQ(decide(proposer, id, "withdraw").status, 200);
    EXPECT_EQ(code_of(decide(approver, id, "approve")), "ruling.no_such_step");
}
INSTANTIATE_TEST_SUITE_P(Engines, RulesOffice, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
