#include "activity/office.h"
#include "expert/expert.h"
#include "recusal/recusal.h"

#include <gtest/gtest.h>

#include <map>

using support::body_of;
using support::Browser;
using support::code_of;

namespace {

// Five people, each suspected for one reason, among twenty of whom nothing is known; every project's lead is 巴特尔 of
// 草原大学/农牧学院, 河套研究院 is a partner.
class Suspicions : public testing::TestWithParam<db::Engine> {
protected:
    support::Office office{GetParam()};
    support::TestLibrary& library = office.library;
    std::string id = one_project();
    Browser lib{library};
    std::int64_t other = library.add_unit("敕勒川大学"), hospital = library.add_unit("草原大学附属医院");
    std::map<std::string, std::string> numbers; // of the suspected: kind → public id

    std::string one_project() { return office.created(office.form().set("projects", json::Array{office.project("P-1", 10)})); }
    // The project asks to be judged without somebody.
    void ask_to_avoid(const std::string& name, const std::string& unit)
    {
        auto project = office.project("P-1", 10);
        project.set("id", office.detail(office.op, id).object().at("projects").array()[0].object().at("id"));
        project.set("avoidances", json::Array{json::Object{{"name", name}, {"unit", unit}, {"reason", "有专利纠纷"}}});
        auto form = office.form();
        form.set("version", office.version(id)).set("projects", json::Array{project});
        ASSERT_EQ(office.op.put("/api/v1/activities/" + id, form).status, 204);
    }
    ~Suspicions() override { EXPECT_EQ(library.check(), ""); }

    void SetUp() override
    {
        lib.sign_in("lib");
        for (int i = 0; i < 20; ++i) add(100 + static_cast<std::uint64_t>(i), other);
        add(
            201, other,
            [&](auto& e) {
                e.relations.push_back({"coauthor", "巴特尔", crypto::Secret(office.person(10)), ""});
            },
            "other_tie");
        add(
            202, other,
            [&](auto& e) {
                e.relations.push_back({"teacher", "乌云·其木格", std::nullopt, ""});
            },
            "member_tie");
        add(
            203, other,
            [&](auto& e) {
                e.posts.push_back({office.university, "former", "", Day::of(2015, 1, 1), Day::of(2025, 6, 30), std::nullopt, ""});
            },
            "former_employer");
        add(204, office.institute, {}, "main_employer");
        add(205, hospital, {}, "unit_name");
    }

    void add(std::uint64_t seed, std::int64_t unit, const std::function<void(expert::NewExpert&)>& change = {},
             const std::string& kind = "")
    {
        auto act = library.act();
        expert::Numbers next(act.connection(), 2026);
        expert::NewExpert e;
        e.name = "秘不示人";
        e.citizen_id = crypto::Secret(office.person(seed));
        e.birth_day = Day::of(1980, 1, 1);
        e.sex = "1";
        e.entered_on = Day::of(2025, 1, 1);
        e.categories.push_back({"research", "职称", Day::of(2026, 1, 1), "某处"});
        e.disciplines = {"230"};
        e.posts.push_back({unit, "main", "", Day::of(2019, 3, 1), std::nullopt, Day::of(2026, 1, 1), "某处"});
        if (change) change(e);
        std::int64_t row = expert::add_expert(act, library.platform().keys, next, e);
        act.commit();
        if (!kind.empty()) numbers[kind] = office.public_id("expert", "id", row);
    }

    json::Object listed(Browser& browser)
    {
        auto answer = body_of(browser.get("/api/v1/suspicions"));
        return answer.object().at("activities").array().at(0).object();
    }
    json::Object item(const std::string& kind)
    {
        auto activity = listed(lib);
        for (const auto& one : activity.at("items").array())
            if (one.object().at("kind").text() == kind) return one.object();
        throw std::runtime_error("nothing is suspected of kind " + kind);
    }
    http::Response decide(Browser& browser, const std::string& facts, bool confirmed, const std::string& reason = "已向本人核实")
    {
        return browser.post("/api/v1/activities/" + id + "/suspicions/decide",
                            json::Object{{"facts", facts}, {"confirmed", confirmed}, {"reason", reason}});
    }
    json::Object counted()
    {
        json::Object plan{{"groups", json::Array{json::Object{{"name", "全体"}, {"seats", 3}, {"conditions", json::Object{}}}}},
                          {"panel", json::Array{}},
                          {"substitutes", 1},
                          {"reveal_minutes", 10}};
        return body_of(office.op.post("/api/v1/activities/" + id + "/plan/count", json::Object{{"plan", plan}})).object();
    }
};

TEST_P(Suspicions, AreShownWithTheirFactToThoseWhoDecideOrInspectAndToNobodyElse)
{
    auto activity = listed(lib);
    EXPECT_EQ(activity.at("undecided").integer(), 5);
    std::map<std::string, std::string> told;
    for (const auto& one : activity.at("items").array()) {
        told[one.object().at("kind").text()] = one.object().at("fact").text();
        EXPECT_EQ(one.object().at("expert_id").text(), numbers[one.object().at("kind").text()]);
    }
    const std::map<std::string, std::string> expected{
        {"other_tie", "登记有“论文合作者”关系，对方是项目负责人（身份证号相同）"},
        {"member_tie", "登记有“导师”关系，对方是项目成员（只有姓名相同，可能是同名）"},
        {"former_employer", "曾在 草原大学 任职（2015-01-01 至 2025-06-30）"},
        {"main_employer", "在 河套研究院 主要任职，该单位是项目单位，但不是负责人所在单位"},
        {"unit_name", "所在的“草原大学附属医院”与负责人单位或申报单位名称相近，系统中是两个法人单位"},
    };
    EXPECT_EQ(told, expected);
    Browser stranger(library), supervisor(library);
    supervisor.sign_in("sup");
    std::string facts = item("unit_name").at("facts").text();
    EXPECT_EQ(stranger.get("/api/v1/suspicions").status, 401);
    for (Browser* browser : {&office.op, &office.ap, &supervisor}) {
        EXPECT_EQ(browser->get("/api/v1/suspicions").status, 403);
        EXPECT_EQ(decide(*browser, facts, true).status, 403);
    }
}

TEST_P(Suspicions, AConfirmedOneExcludesAndADismissedOneDoesNot)
{
    auto before = counted();
    EXPECT_EQ(json::canonical(before.at("eligible")), R"({"n":25})");
    EXPECT_NE(json::canonical(before.at("warnings")).find("疑似回避待定 5 条"), std::string::npos)
        << json::canonical(before.at("warnings"));
    ASSERT_EQ(decide(lib, item("other_tie").at("facts").text(), true).status, 200);
    ASSERT_EQ(decide(lib, item("unit_name").at("facts").text(), false).status, 200);
    auto after = counted();
    EXPECT_NE(json::canonical(after.at("warnings")).find("疑似回避待定 少于 5 条"), std::string::npos);
    std::string excluded = json::canonical(after.at("excluded"));
    EXPECT_NE(excluded.find(R"("code":"14.4.7","count":{"few":true})"), std::string::npos) << excluded;
    EXPECT_EQ(listed(lib).at("undecided").integer(), 3);
    EXPECT_TRUE(item("other_tie").at("confirmed").boolean());
    EXPECT_EQ(item("other_tie").at("reason").text(), "已向本人核实");
    EXPECT_FALSE(item("unit_name").at("confirmed").boolean());
    EXPECT_EQ(code_of(decide(lib, item("other_tie").at("facts").text(), false)), "draw.suspicion_decided");
    EXPECT_EQ(code_of(decide(lib, std::string(64, 'a'), true)), "draw.suspicion_changed");
    EXPECT_EQ(code_of(decide(lib, "x", true)), "field.too_short");
    EXPECT_EQ(code_of(decide(lib, item("main_employer").at("facts").text(), true, "")), "field.required");
}

TEST_P(Suspicions, ADecisionStandsUntilItsFactsChange)
{
    ASSERT_EQ(decide(lib, item("former_employer").at("facts").text(), false).status, 200);
    EXPECT_TRUE(item("former_employer").find("confirmed"));
    auto snapshot = library.platform().database.read();
    auto post =
        snapshot->connection().one("SELECT id FROM post WHERE kind = 'former'", {}, [](const db::Row& row) { return row.integer(0); });
    snapshot.reset();
    {
        auto act = library.act();
        ASSERT_TRUE(act.update(expert::post_table, *post, {{"to_day", db::Value("2026-10-31")}}));
        act.append({"test.post/1", "", "", {}});
        act.commit();
    }
    EXPECT_FALSE(item("former_employer").find("confirmed")) << "other facts ask again";
    ASSERT_EQ(decide(lib, item("former_employer").at("facts").text(), true).status, 200);
    EXPECT_NE(json::canonical(counted().at("excluded")).find("14.4.7"), std::string::npos);
}

TEST_P(Suspicions, WhomAProjectAsksToAvoidIsSuspectedByNameAndBarredOnlyByDecision)
{
    add(
        206, other, [](auto& e) { e.name = "那日苏"; }, "avoidance");
    struct Case {
        std::string unit, meets;
    };
    const Case cases[] = {
        {"", "姓名相同，申请没有写单位"},
        {"敕勒川大学", "姓名和单位相同"},
        {"敕勒川大学材料学院", "姓名和单位相同"},
        {"黄河大学", "姓名相同，单位对不上，可能是同名"},
    };
    for (const auto& c : cases) {
        ask_to_avoid("那日苏", c.unit);
        EXPECT_EQ(item("avoidance").at("fact").text(), "项目单位申请回避，理由：有专利纠纷（" + c.meets + "）");
        EXPECT_EQ(item("avoidance").at("expert_id").text(), numbers["avoidance"]);
        EXPECT_FALSE(item("avoidance").find("confirmed")) << "another request asks again";
    }
    EXPECT_EQ(json::canonical(counted().at("eligible")), R"({"n":26})") << "a request alone bars nobody";
    ASSERT_EQ(decide(lib, item("avoidance").at("facts").text(), true).status, 200);
    EXPECT_NE(json::canonical(counted().at("excluded")).find("14.4.7"), std::string::npos);
    ask_to_avoid("巴图", "敕勒川大学");
    EXPECT_THROW(item("avoidance"), std::runtime_error) << "nobody bears that name";
}

TEST_P(Suspicions, ADecisionTakenBackIsAskedAgain)
{
    std::string facts = item("unit_name").at("facts").text(), path = "/api/v1/activities/" + id + "/suspicions/withdraw";
    auto withdraw = [&](Browser& browser) { return browser.post(path, json::Object{{"facts", facts}, {"reason", "认定有误"}}); };
    EXPECT_EQ(code_of(withdraw(lib)), "draw.suspicion_undecided");
    ASSERT_EQ(decide(lib, facts, true).status, 200);
    EXPECT_EQ(withdraw(office.op).status, 403);
    EXPECT_EQ(code_of(lib.post(path, json::Object{{"facts", facts}, {"reason", ""}})), "field.required");
    ASSERT_EQ(withdraw(lib).status, 200);
    EXPECT_FALSE(item("unit_name").find("confirmed"));
    EXPECT_EQ(json::canonical(counted().at("eligible")), R"({"n":25})");
    EXPECT_EQ(decide(lib, facts, false).status, 200);
}

INSTANTIATE_TEST_SUITE_P(Engines, Suspicions, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

TEST(Names, AreAlikeWhenOneBeginsWithTheOther)
{
    EXPECT_TRUE(recusal::alike("草原大学", "草原大学附属医院"));
    EXPECT_TRUE(recusal::alike("草原大学", "草原大学"));
    EXPECT_FALSE(recusal::alike("草原大学", "草原学院"));
    EXPECT_FALSE(recusal::alike("草原", "草原大学")) << "too short to say anything";
}

} // namespace
