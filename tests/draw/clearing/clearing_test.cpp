#include "draw/clearing/clearing.h"
#include "draw/round/draw_office.h"
#include "support/databases.h"
#include "support/pdf.h"

#include <gtest/gtest.h>

// 资料清除 after an activity (Art. 21; G2c).
namespace {

using support::body_of;
using support::Browser;
using support::code_of;
using support::DrawOffice;

TEST(ClearingWays, AreSomeOrNone)
{
    using draw::clearing::refuse_ways;
    EXPECT_EQ(refuse_ways({})->code, "draw.clearing_no_way");
    EXPECT_FALSE(refuse_ways({"none"}));
    EXPECT_FALSE(refuse_ways({"paper", "messages"}));
    EXPECT_EQ(refuse_ways({"files", "none"})->code, "draw.clearing_none_and_some");
    EXPECT_EQ(draw::clearing::words_of_ways({"none"}), "没有留存过名单");
}

class Clearing : public testing::TestWithParam<db::Engine> {
protected:
    DrawOffice office{GetParam()};
    json::Object round = drawn_and_confirmed();
    std::string path = "/api/v1/activities/" + office.activity;

    json::Object drawn_and_confirmed()
    {
        auto made = office.drawn();
        for (auto role : {"operator", "supervisor"}) DrawOffice::need(office.confirm(made, role));
        return made;
    }
    // The activity lasts until 2026-12-03.
    void go_to(std::string_view day)
    {
        office.library.clock().set(*parse_instant(std::string(day) + "T02:00:00.000Z"));
        office.op.sign_in("op");
        office.ap.sign_in("ap");
        office.sup.sign_in("sup");
    }
    static json::Object form(json::Array ways = {"paper", "files"}) { return {{"ways", std::move(ways)}, {"promised", true}}; }
    json::Array cases(Browser& browser, const std::string& state = "")
    {
        return body_of(browser.get("/api/v1/clearings?state=" + state)).object().at("items").array();
    }
    // What the browser's person is told of the drawn; whether a name of anybody is in it.
    bool named(Browser& browser, const std::string& what)
    {
        auto answer = browser.get(DrawOffice::path(round) + what);
        EXPECT_EQ(answer.status, 200) << answer.body;
        std::string text = answer.type == "application/pdf"
                               ? support::solid(support::told_by("pdftotext", "-raw", answer.body, office.library.folder().path()))
                               : answer.body;
        return text.find("专家甲") != std::string::npos;
    }
};

TEST_P(Clearing, ClosesNamesOnceTheUnitHasSigned)
{
    EXPECT_EQ(code_of(office.ap.post(path + "/clearing", form())), "draw.clearing_not_over");
    EXPECT_TRUE(cases(office.ap).empty());
    go_to("2026-12-10");
    for (auto* browser : {&office.op, &office.sup})
        for (auto what : {"", "/record", "/record-pdf"}) EXPECT_TRUE(named(*browser, what)) << what;
    auto waiting = cases(office.ap, "open").at(0).object();
    EXPECT_EQ(waiting.at("names").integer(), 5);
    EXPECT_EQ(waiting.at("due").text(), "2027-01-02");
    EXPECT_FALSE(waiting.at("overdue").boolean());
    EXPECT_TRUE(waiting.at("may_clear").boolean());
    EXPECT_FALSE(cases(office.op, "open").at(0).object().at("may_clear").boolean());

    EXPECT_EQ(office.op.post(path + "/clearing", form()).status, 403);
    EXPECT_EQ(code_of(office.ap.post(path + "/clearing", form({}))), "draw.clearing_no_way");
    EXPECT_EQ(code_of(office.ap.get(path + "/clearing-receipt")), "draw.clearing_not_cleared");
    ASSERT_EQ(office.ap.post(path + "/clearing", form()).status, 204);
    EXPECT_EQ(code_of(office.ap.post(path + "/clearing", form())), "draw.clearing_done");

    for (auto* browser : {&office.op, &office.sup})
        for (auto what : {"", "/record", "/record-pdf"}) EXPECT_FALSE(named(*browser, what)) << what;
    auto panel = body_of(office.op.get(DrawOffice::path(round))).object();
    EXPECT_EQ(panel.at("names_closed").text(), "2026-12-10");
    EXPECT_EQ(panel.at("panel").array().at(0).object().at("seats").array().size(), 3u) << "numbers stay";
    EXPECT_TRUE(cases(office.ap, "open").empty());
    EXPECT_EQ(cases(office.op, "cleared").at(0).object().at("cleared_by").text(), "ap");
    std::string receipt = support::solid(
        support::told_by("pdftotext", "-raw", office.op.get(path + "/clearing-receipt").body, office.library.folder().path()));
    for (const std::string part : {"专家资料清除回执", "2026年度重点研发评审", "5人", "下载、另存的电子文件已经删除"})
        EXPECT_NE(receipt.find(part), std::string::npos) << part << "\n" << receipt;
    EXPECT_EQ(office.library.check(), "");
}

TEST_P(Clearing, ClosesNamesByItselfWhenTheTermIsOver)
{
    go_to("2027-01-02");
    EXPECT_TRUE(named(office.op, ""));
    go_to("2027-01-03");
    EXPECT_FALSE(named(office.op, ""));
    EXPECT_FALSE(named(office.sup, "/record"));
    EXPECT_EQ(body_of(office.op.get(DrawOffice::path(round))).object().at("names_closed").text(), "2027-01-03");
    EXPECT_TRUE(cases(office.ap, "open").at(0).object().at("overdue").boolean()) << "the receipt is owed still";
    ASSERT_EQ(office.ap.post(path + "/clearing", form({"none"})).status, 204);
}

TEST_P(Clearing, IsSignedWithinTheUnitAndSeenByTheDepartment)
{
    office.library.add_account("ap2", "approver", office.neighbour);
    office.library.add_account("science", "science_department", office.bureau);
    go_to("2026-12-10");
    Browser stranger(office.library), science(office.library);
    stranger.sign_in("ap2");
    science.sign_in("science");
    EXPECT_TRUE(cases(stranger).empty());
    EXPECT_EQ(stranger.post(path + "/clearing", form()).status, 404);
    EXPECT_EQ(stranger.get(path + "/clearing-receipt").status, 404);
    EXPECT_EQ(cases(science).size(), 1u);
    EXPECT_EQ(science.post(path + "/clearing", form()).status, 403);
}

INSTANTIATE_TEST_SUITE_P(Engines, Clearing, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
