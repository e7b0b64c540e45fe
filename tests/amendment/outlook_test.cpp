#include "amendment/record_desk.h"
#include "draw/round/draw_office.h"

using namespace support;

namespace {

// What a change means for draws: told, and true.
class RecordOutlook : public RecordDesk {
protected:
    std::string activity = office.created();
    std::int64_t elsewhere = library.add_unit("敕勒川大学");

    // Who may be drawn for a group with these conditions.
    std::int64_t eligible(json::Object conditions = {})
    {
        json::Object plan{{"groups", json::Array{json::Object{{"name", "全体"}, {"seats", 1}, {"conditions", std::move(conditions)}}}},
                          {"panel", json::Array{}},
                          {"substitutes", 1},
                          {"reveal_minutes", 10}};
        auto answer = body_of(office.op.post("/api/v1/activities/" + activity + "/plan/count", json::Object{{"plan", plan}})).object();
        const auto* n = answer.at("eligible").object().find("n");
        return n ? n->integer() : -1; // few
    }
    // Somebody of none of the projects' units.
    std::string add_outsider(int k, const std::function<void(expert::NewExpert&)>& also = {})
    {
        return add_expert(k, [&](expert::NewExpert& e) {
            e.posts = {{elsewhere, "main", "", Day::of(2019, 3, 1), std::nullopt, Day::of(2026, 1, 1), "某处"}};
            e.relations.clear();
            e.interests.clear();
            if (also) also(e);
        });
    }
    // So many that counts are told exactly: who may be drawn, and who may not for each reason that a test makes.
    void add_others()
    {
        for (int k = 0; k < 20; ++k) add_outsider(100 + k);
        for (int k = 0; k < 6; ++k) {
            add_outsider(200 + k, [](auto& e) { e.posts[0].verified_on = std::nullopt; });
            add_outsider(300 + k, [](auto& e) { e.categories[0].verified_on = std::nullopt; });
            add_outsider(400 + k, [&](auto& e) { e.posts[0].unit_id = office.college; });
            add_outsider(500 + k, [](auto& e) { e.absences = {{Day::of(2020, 1, 1), std::nullopt}}; });
        }
    }
};

TEST_P(RecordOutlook, WhoLosesTheVerifiedUnitIsNotDrawnUntilItIsVerifiedAgain)
{
    add_others();
    std::int64_t without = eligible();
    ASSERT_GE(without, 20);
    std::string one = add_outsider(2);
    ASSERT_EQ(eligible(), without + 1);
    EXPECT_EQ(consequences(change(one, body(one).set("keywords", "水稻"))), "");
    EXPECT_EQ(eligible(), without + 1);
    EXPECT_EQ(consequences(change(one, with(body(one), "posts", 0, "duty", "教授"))),
              "任职“敕勒川大学，主要任职，教授，2019-03-01 起”改动后没有核验。\n抽取时按“所在单位未核验”不予抽取。\n");
    EXPECT_EQ(eligible(), without) << "missing data never passes (R16)";
    // Verified as it stands, by a document (X11).
    EXPECT_EQ(consequences(change(one, with(verified(body(one)), "posts", 0, "verify", true))),
              "抽取时不再按“所在单位未核验”排除。\n恢复为可以抽取。\n");
    EXPECT_EQ(eligible(), without + 1);
    EXPECT_EQ(consequences(change(one, verified(with(body(one), "posts", 0, "duty", "")))), "") << "changed and verified at once";
    EXPECT_EQ(eligible(), without + 1);
}

TEST_P(RecordOutlook, WhoIsAwayIsNotDrawnForThoseDays)
{
    add_others();
    std::int64_t without = eligible();
    std::string one = add_outsider(2);
    auto away = [&](const char* from, const char* to) {
        return body(one).set("absences", json::Array{json::Object{{"from", from}, {"to", to}}});
    };
    EXPECT_EQ(consequences(change(one, away("2026-01-01", ""))), "抽取时按“该期间不便参加”不予抽取。\n");
    EXPECT_EQ(eligible(), without);
    EXPECT_EQ(consequences(change(one, away("2026-01-01", "2026-02-01"))), "抽取时不再按“该期间不便参加”排除。\n恢复为可以抽取。\n");
    EXPECT_EQ(eligible(), without + 1);
}

TEST_P(RecordOutlook, OfCategoriesFieldsAndPerson)
{
    add_others();
    json::Object research{{"categories", json::Array{"research"}}};
    std::int64_t without = eligible(research);
    ASSERT_GE(without, 20);
    std::string one = add_outsider(2);
    ASSERT_EQ(eligible(research), without + 1);
    EXPECT_EQ(consequences(change(one, with(body(one), "categories", 0, "qualification", "研究员"))),
              "类别“研究开发，依据：研究员”改动后没有核验。\n抽取“研究开发”类别时按“所要类别的资格未核验”不予抽取。\n");
    EXPECT_EQ(eligible(research), without);
    json::Array two = body(one).at("categories").array();
    two.push_back(json::Object{{"category", "finance"}, {"qualification", "注册会计师"}});
    two[0] = json::Object(two[0].object()).set("verify", true);
    EXPECT_EQ(consequences(change(one, verified(body(one)).set("categories", two))),
              "“研究开发”类别的资格已核验，可以按这一类别抽取。\n“财务审计”类别的资格已核验，可以按这一类别抽取。\n");
    EXPECT_EQ(eligible(research), without + 1);
    EXPECT_EQ(consequences(change(
                  one, body(one).set("categories", json::Array{json::Object{{"category", "finance"}, {"qualification", "注册会计师"}}}))),
              "不再按“研究开发”类别抽取。\n");
    EXPECT_EQ(consequences(change(one, body(one).set("disciplines", json::Array{}).set("industries", json::Array{}))),
              "抽取时按“学科和行业都未填报”不予抽取。\n");
    EXPECT_EQ(consequences(change(one, body(one).set("birth_day", "").set("industries", json::Array{"0111"}))),
              "抽取时按“证件号或出生日期缺失”不予抽取。\n抽取时不再按“学科和行业都未填报”排除。\n");
}

TEST_P(RecordOutlook, OfAnotherIdentityNumber)
{
    {
        auto act = library.act();
        expert::add_research_project(
            act, library.platform().keys,
            {"KY1", "草业", "", Day::of(2025, 1, 1), std::nullopt, std::nullopt, {{crypto::Secret(citizen(1)), "lead"}}});
        act.append({"test.research/1", "", "", {}});
        act.commit();
    }
    add_expert(2, [&](expert::NewExpert& e) { e.relations = {{"coauthor", "乌云其木格", crypto::Secret(citizen(1)), ""}}; });
    auto answer = change(id, body(id).set("citizen_id", citizen(3)).set("birth_day", to_text(birth(3))));
    EXPECT_EQ(consequences(answer), "按原身份证号登记的 1 项科研项目、1 条他人登记的关系不再与此人对应，须另行更正。\n");
    EXPECT_EQ(changed(answer), "出生日期：1870-05-02 → 1870-05-04\n身份证号：150****" + citizen(1).substr(16) + " → 150****" +
                                   citizen(3).substr(16) +
                                   (citizen(1).substr(16) == citizen(3).substr(16) ? "（号码已改，遮盖后相同）" : "") + "\n");
    EXPECT_EQ(get(id).at("research").array().size(), 0u);
}

TEST_P(RecordOutlook, OfSuspicionsThatWereDecided)
{
    // A former employer of a project's lead, decided to be no conflict.
    std::string one = add_outsider(2, [&](auto& e) {
        e.posts.push_back({office.university, "former", "", Day::of(2015, 1, 1), Day::of(2025, 6, 30), std::nullopt, ""});
    });
    auto list = body_of(han.get("/api/v1/suspicions"));
    int decided = 0;
    for (const auto& found : list.object().at("activities").array().at(0).object().at("items").array())
        if (found.object().at("expert_id").text() == one) {
            auto response = han.post("/api/v1/activities/" + activity + "/suspicions/decide",
                                     json::Object{{"facts", found.object().at("facts")}, {"confirmed", false}, {"reason", "已核实"}});
            ASSERT_EQ(response.status, 200) << response.body;
            ++decided;
        }
    ASSERT_EQ(decided, 2) << "one a project";
    EXPECT_EQ(consequences(change(one, with(body(one), "posts", 1, "duty", "讲师"))), "") << "the facts stand";
    EXPECT_EQ(consequences(change(one, with(body(one), "posts", 1, "to", "2025-05-31"))),
              "关于此人的 2 项疑似回避认定所依据的事实已变，须重新认定。\n");
}

class SealedRound : public testing::TestWithParam<db::Engine> {};

TEST_P(SealedRound, IsDrawnAsItWasSealed)
{
    DrawOffice draw{GetParam()};
    Browser lib(draw.library);
    lib.sign_in("lib");
    std::string one = "/api/v1/experts/" + draw.public_id("expert", "number", std::string("E2026-00001"));
    auto wanted = [&](const std::string& field, json::Value value) {
        return sent_back(body_of(lib.get(one + "/form")).object()).set(field, std::move(value));
    };
    auto told = [&](const json::Object& body) { return json::canonical(body_of(lib.put(one, body)).object().at("consequences")); };
    EXPECT_EQ(told(wanted("keywords", "水稻")), "[]");
    draw.join_both();
    ASSERT_EQ(draw.seal().status, 200);
    EXPECT_EQ(told(wanted("keywords", "小麦")), R"(["第 1 轮（活动 HD-2026-0001）已封存，仍按封存时的信息抽取。"])");
    EXPECT_EQ(told(wanted("phone", "13800000077")), "[]") << "no draw asks for it";
    EXPECT_EQ(draw.library.check(), "");
}

INSTANTIATE_TEST_SUITE_P(Engines, SealedRound, testing::ValuesIn(engines), [](const auto& tested) { return name_of(tested.param); });
INSTANTIATE_TEST_SUITE_P(Engines, RecordOutlook, testing::ValuesIn(engines), [](const auto& tested) { return name_of(tested.param); });

} // namespace
