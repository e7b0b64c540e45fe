#include "draw/round/draw_office.h"
#include "library_use/library_use.h"
#include "support/databases.h"

#include <gtest/gtest.h>

// Use of the library by using units (Art. 12; A13).
namespace {

using support::body_of;
using support::Browser;
using support::code_of;

TEST(LibraryUseWishes, StayWithinWhatWasGranted)
{
    using library_use::refuse_wishes;
    std::vector<std::string> all{"research", "industry", "strategy", "finance", "other"};
    EXPECT_EQ(refuse_wishes({}, {})->code, "library_use.no_right");
    EXPECT_FALSE(refuse_wishes({"finance"}, {}));
    EXPECT_FALSE(refuse_wishes(all, {{"甲组", {}}}));
    EXPECT_EQ(refuse_wishes({"finance"}, {{"甲组", {}}})->code, "library_use.category_open");
    EXPECT_FALSE(refuse_wishes({"finance", "other"}, {{"甲组", {"finance"}}, {"乙组", {"law", "contract"}}}))
        << "codes reach what is below them";
    EXPECT_EQ(refuse_wishes({"law"}, {{"甲组", {"other"}}})->code, "library_use.category_beyond");
    auto beyond = refuse_wishes({"finance"}, {{"甲组", {"finance"}}, {"乙组", {"finance", "research"}}});
    ASSERT_TRUE(beyond);
    EXPECT_NE(beyond->message.find("乙组"), std::string::npos);
    EXPECT_NE(beyond->message.find("研究开发"), std::string::npos);
}

class LibraryUse : public testing::TestWithParam<db::Engine> {
protected:
    support::DrawOffice office{GetParam()};
    Browser science{office.library};
    std::string path = "/api/v1/library-uses";

    void SetUp() override
    {
        office.library.add_account("science", "science_department", office.bureau);
        science.sign_in("science");
    }
    json::Object form() const
    {
        return {{"purpose", "重点研发计划评审"},
                {"categories", json::Array{"finance", "research"}},
                {"from", "2026-11-18"},
                {"to", "2026-11-24"},
                {"promised", true}};
    }
    json::Array items(Browser& browser, const std::string& state = "")
    {
        return body_of(browser.get(path + "?state=" + state)).object().at("items").array();
    }
    http::Response step(Browser& browser, const json::Value& use, const std::string& verb)
    {
        json::Object body{{"version", use.object().at("version").integer()}};
        body.set(verb == "grant" ? "document" : "reason", "内科办〔2026〕9 号");
        return browser.post(path + "/" + use.object().at("id").text() + "/" + verb, body);
    }
    // Ends what the office brings along.
    void withdraw_all()
    {
        for (const auto& use : items(science, "running")) ASSERT_EQ(step(science, use, "withdraw").status, 204);
    }
    http::Response submit_plan(const json::Object& plan)
    {
        std::string at = "/api/v1/activities/" + office.activity + "/plan";
        auto version = [&] { return json::Value(body_of(office.op.get(at)).object().at("version").integer()); };
        auto saved = office.op.put(at, json::Object{{"version", version()}, {"plan", plan}});
        if (saved.status != 200) return saved;
        return office.op.post(at + "/submit", json::Object{{"version", version()}});
    }
};

TEST_P(LibraryUse, IsAppliedForGrantedAndEndsByItself)
{
    withdraw_all();
    EXPECT_EQ(office.op.post(path, form()).status, 403) << "the approver applies";
    EXPECT_EQ(office.ap.post(path, form()).status, 204);
    EXPECT_EQ(code_of(office.ap.post(path, form())), "library_use.waits_already");
    auto asked = items(office.op, "asked").at(0);
    EXPECT_EQ(asked.object().at("unit").text(), "北疆科技项目评估中心");
    EXPECT_EQ(step(office.ap, asked, "grant").status, 403);
    Browser stranger(office.library);
    office.library.add_account("ap2", "approver", office.neighbour);
    stranger.sign_in("ap2");
    EXPECT_EQ(step(stranger, asked, "cancel").status, 404) << "of a neighbour";
    EXPECT_TRUE(items(stranger, "asked").empty());
    ASSERT_EQ(step(science, asked, "grant").status, 204);
    EXPECT_EQ(code_of(step(science, items(office.op, "running").at(0), "grant")), "library_use.decided");
    EXPECT_EQ(items(office.op, "running").size(), 1u);
    office.library.clock().set(*parse_instant("2026-11-25T00:00:00.000Z"));
    office.op.sign_in("op");
    EXPECT_TRUE(items(office.op, "running").empty()) << "it ends by itself";
    EXPECT_EQ(code_of(submit_plan(office.plan())), "library_use.no_right");
    EXPECT_EQ(office.library.check(), "");
}

TEST_P(LibraryUse, IsAskedAtEveryStepOfADraw)
{
    office.join_both();
    withdraw_all();
    EXPECT_EQ(code_of(office.seal()), "library_use.no_right") << "in the middle of a draw";
    EXPECT_EQ(code_of(submit_plan(office.plan())), "library_use.no_right");
    ASSERT_EQ(office.ap.post(path, form()).status, 204);
    ASSERT_EQ(step(science, items(office.ap, "asked").at(0), "grant").status, 204);
    EXPECT_EQ(code_of(submit_plan(office.plan())), "library_use.category_open");
    json::Object group{{"name", "畜禽遗传育种"}, {"seats", 3}, {"conditions", json::Object{{"categories", json::Array{"research"}}}}};
    auto plan = office.plan();
    plan.set("groups", json::Array{group});
    EXPECT_EQ(submit_plan(plan).status, 200);
}

TEST_P(LibraryUse, TellsWhatIsWrongWithAnApplication)
{
    auto wrong = form();
    wrong.set("categories", json::Array{"nobody"});
    wrong.set("to", "2036-01-01");
    wrong.set("promised", false);
    auto answer = office.ap.post(path, wrong);
    EXPECT_EQ(answer.status, 422);
    for (const char* code : {"category_unknown", "too_long", "not_promised"}) EXPECT_NE(answer.body.find(code), std::string::npos) << code;
    wrong = form();
    wrong.set("to", "2026-11-01");
    EXPECT_EQ(code_of(office.ap.post(path, wrong)), "library_use.days_reversed");
    EXPECT_TRUE(items(office.ap, "asked").empty());
}

INSTANTIATE_TEST_SUITE_P(Engines, LibraryUse, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
