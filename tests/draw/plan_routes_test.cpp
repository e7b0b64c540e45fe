#include "activity/office.h"
#include "draw/exclusion.h"
#include "draw/plan_status.h"
#include "expert/expert.h"

#include <gtest/gtest.h>

using support::body_of;
using support::Browser;
using support::code_of;

namespace {

// An office with an activity and a library of which everybody's verdict is known.
class Plans : public testing::TestWithParam<db::Engine> {
protected:
    support::Office office{GetParam()};
    support::TestLibrary& library = office.library;
    Browser& op = office.op;
    Browser& ap = office.ap;
    std::string id = office.created();
    std::string plan_path = "/api/v1/activities/" + id + "/plan";
    std::uint64_t next_person = 1000;

    ~Plans() override { EXPECT_EQ(library.check(), ""); }

    // `count` people who may be drawn, changed by `change`.
    void add_experts(int count, std::int64_t unit, void (*change)(expert::NewExpert&) = nullptr)
    {
        auto act = library.act();
        expert::Numbers numbers(act.connection(), 2026);
        for (int i = 0; i < count; ++i) {
            expert::NewExpert e;
            e.name = "秘不示人";
            e.citizen_id = crypto::Secret(office.person(next_person++));
            e.birth_day = Day::of(1980, 1, 1);
            e.sex = i % 2 ? "1" : "2";
            e.entered_on = Day::of(2025, 1, 1);
            e.categories.push_back({"research", "职称", Day::of(2026, 1, 1), "某处"});
            e.disciplines = {"230"};
            e.posts.push_back({unit, "main", "", Day::of(2019, 3, 1), std::nullopt, Day::of(2026, 1, 1), "某处"});
            if (change) change(e);
            expert::add_expert(act, library.platform().keys, numbers, e);
        }
        act.commit();
    }

    // 20 who may be drawn, 6 of the lead's college, 3 frozen, 70 of another discipline.
    void add_library()
    {
        std::int64_t other = library.add_unit("敕勒川大学");
        add_experts(20, other);
        add_experts(6, office.college);
        add_experts(3, other, [](expert::NewExpert& e) { e.status = "frozen"; });
        add_experts(70, other, [](expert::NewExpert& e) { e.disciplines = {"520"}; });
    }

    static json::Object plan(int seats = 3)
    {
        return {
            {"groups", json::Array{json::Object{
                           {"name", "畜禽遗传育种"}, {"seats", seats}, {"conditions", json::Object{{"disciplines", json::Array{"230"}}}}}}},
            {"panel", json::Array{json::Object{{"tag", "sex"}, {"value", "2"}, {"min", 1}}}},
            {"substitutes", 2},
            {"reveal_minutes", 10}};
    }

    http::Response save(std::int64_t version, json::Object document = plan())
    {
        return op.put(plan_path, json::Object{{"version", version}, {"plan", std::move(document)}});
    }
    http::Response step(Browser& browser, std::string_view action, std::int64_t version, std::string_view reason = "")
    {
        json::Object body{{"version", version}};
        if (!reason.empty()) body.set("reason", reason);
        return browser.post(plan_path + "/" + std::string(action), body);
    }
    std::string state(Browser& browser)
    {
        auto body = body_of(browser.get(plan_path));
        std::string text = body.object().at("status").text() + " " + std::to_string(body.object().at("version").integer());
        for (const auto& action : body.object().at("allowed_actions").array()) text += " " + action.text();
        return text;
    }
    std::int64_t entries(std::string_view type)
    {
        auto snapshot = library.platform().database.read();
        return *snapshot->connection().one("SELECT count(*) FROM ledger_entry WHERE type = $1", {std::string(type)},
                                           [](const db::Row& row) { return row.integer(0); });
    }
};

TEST_P(Plans, AreClosedToStrangersNeighboursAndOtherRoles)
{
    add_library();
    ASSERT_EQ(save(0).status, 200);
    Browser stranger(library), librarian(library), supervisor(library), unnamed(library), op2(library), ap2(library);
    librarian.sign_in("lib");
    supervisor.sign_in("sup");
    unnamed.sign_in("sup2");
    op2.sign_in("op2");
    ap2.sign_in("ap2");
    json::Object saved{{"version", 1}, {"plan", plan()}}, count{{"plan", plan()}}, version{{"version", 1}},
        reason{{"version", 1}, {"reason", "席位过多"}};
    struct Case {
        http::Method method;
        std::string path;
        json::Object body;
        std::string statuses; // stranger, op, ap, supervisor, unnamed supervisor, librarian, neighbours
    };
    using enum http::Method;
    const Case cases[] = {
        {get, plan_path, {}, "401 200 200 200 404 200 404 404"},
        {get, plan_path + "/reasons", {}, "401 403 403 403 403 200 403 403"},
        {post, plan_path + "/count", count, "401 200 200 403 403 403 404 404"},
        {post, plan_path + "/approve", version, "401 403 409 403 403 403 403 404"},
        {post, plan_path + "/return", reason, "401 403 409 403 403 403 403 404"},
        {post, plan_path + "/submit", version, "401 409 403 403 403 403 404 403"},
        {put, plan_path, saved, "401 200 403 403 403 403 404 403"},
    };
    for (const auto& c : cases) {
        std::string statuses;
        for (Browser* browser : {&stranger, &op, &ap, &supervisor, &unnamed, &librarian, &op2, &ap2}) {
            auto response = browser->send(c.method, c.path, c.method == get ? "" : json::canonical(c.body));
            statuses += (statuses.empty() ? "" : " ") + std::to_string(response.status);
        }
        EXPECT_EQ(statuses, c.statuses) << c.path;
    }
}

TEST_P(Plans, GoFromDraftToApprovalAndBack)
{
    add_library();
    EXPECT_EQ(state(op), "draft 0 change submit");
    EXPECT_FALSE(body_of(op.get(plan_path)).object().find("plan"));
    EXPECT_EQ(code_of(step(op, "submit", 0)), "draw.plan_absent");
    EXPECT_EQ(code_of(save(1)), "draw.plan_changed") << "nothing was saved yet";
    ASSERT_EQ(save(0).status, 200);
    EXPECT_EQ(state(op), "draft 1 change submit");
    EXPECT_EQ(json::canonical(body_of(op.get(plan_path)).object().at("plan").object().at("panel")),
              R"([{"min":1,"tag":"sex","value":"2"}])");
    EXPECT_EQ(code_of(save(0)), "draw.plan_changed");
    EXPECT_EQ(code_of(step(op, "submit", 1)), "draw.activity_not_submitted");
    ASSERT_EQ(office.step(op, id, "submit").status, 204);
    ASSERT_EQ(step(op, "submit", 1).status, 200);
    EXPECT_EQ(state(op), "submitted 2");
    EXPECT_EQ(state(ap), "submitted 2 approve return");
    EXPECT_EQ(code_of(save(2)), "draw.plan_no_such_step") << "what is being judged does not change";
    EXPECT_EQ(code_of(step(ap, "approve", 1)), "draw.plan_changed") << "one approves what one has seen";
    EXPECT_EQ(code_of(step(ap, "return", 2)), "field.required");
    ASSERT_EQ(step(ap, "return", 2, "席位过多").status, 200);
    EXPECT_EQ(state(op), "returned 3 change submit");
    EXPECT_EQ(body_of(op.get(plan_path)).object().at("reason").text(), "席位过多");
    ASSERT_EQ(save(3, plan(2)).status, 200);
    ASSERT_EQ(step(op, "submit", 4).status, 200);
    ASSERT_EQ(step(ap, "approve", 5).status, 200);
    EXPECT_EQ(state(ap), "approved 6 return");
    EXPECT_EQ(state(op), "approved 6 change");
    ASSERT_EQ(save(6, plan(1)).status, 200);
    EXPECT_EQ(state(op), "draft 7 change submit") << "changed conditions need a new approval";
    EXPECT_EQ(entries("draw.plan_saved/1"), 3);
    EXPECT_EQ(entries("draw.plan_submitted/1"), 2);
    EXPECT_EQ(entries("draw.plan_approved/1"), 1);
    EXPECT_EQ(entries("draw.plan_returned/1"), 1);
}

TEST_P(Plans, ThatCannotBeDrawnAreNotSubmitted)
{
    add_library();
    ASSERT_EQ(office.step(op, id, "submit").status, 204);
    ASSERT_EQ(save(0, plan(21)).status, 200);
    auto refused = step(op, "submit", 1);
    EXPECT_EQ(code_of(refused), "draw.plan_not_drawable");
    EXPECT_NE(refused.body.find("畜禽遗传育种"), std::string::npos);
    EXPECT_EQ(state(op), "draft 1 change submit");
}

TEST_P(Plans, AreCountedWithoutNamesAndWithoutTellingAFew)
{
    add_library();
    auto response = op.post(plan_path + "/count", json::Object{{"plan", plan()}});
    ASSERT_EQ(response.status, 200) << response.body;
    auto body = body_of(response);
    auto at = [&](std::string_view name) { return json::canonical(body.object().at(name)); };
    EXPECT_EQ(at("total"), R"({"n":99})");
    EXPECT_EQ(at("no_group"), R"({"least":true,"n":69})") << "70, but the 3 frozen could be reckoned out";
    EXPECT_EQ(at("matching"), R"({"least":true,"n":27})");
    EXPECT_EQ(at("eligible"), R"({"n":20})");
    EXPECT_EQ(
        at("groups"),
        R"([{"conditions":[{"name":"disciplines","without":{"n":70}}],"eligible":{"n":20},"matching":{"least":true,"n":27},"thin":false}])");
    const auto& excluded = body.object().at("excluded").array();
    EXPECT_EQ(json::canonical(excluded[0].object().at("items").array()[0].object().at("count")), R"({"n":6})");
    EXPECT_EQ(excluded[0].object().at("items").array()[0].object().at("code").text(), "14.4.4");
    EXPECT_EQ(json::canonical(excluded[1].object().at("items").array()[0].object().at("count")), R"({"few":true})");
    EXPECT_EQ(at("feasible"), "true");
    EXPECT_EQ(at("problems"), "[]");
    EXPECT_EQ(response.body.find("秘不示人"), std::string::npos);
    EXPECT_EQ(entries("draw.counted/1"), 1);
    EXPECT_EQ(op.post(plan_path + "/count", json::Object{{"plan", plan()}}).status, 200);
    EXPECT_EQ(entries("draw.counted/1"), 1) << "the same question with the same answer is one entry";
    EXPECT_EQ(op.post(plan_path + "/count", json::Object{{"plan", plan(2)}}).status, 200);
    EXPECT_EQ(entries("draw.counted/1"), 2);
    EXPECT_EQ(state(op), "draft 0 change submit") << "counting changes nothing";
}

TEST_P(Plans, SayWhichConditionEmptiesAGroup)
{
    add_library();
    json::Object document = plan();
    document.set("groups", json::Array{json::Object{{"name", "草业"},
                                                    {"seats", 2},
                                                    {"conditions", json::Object{{"disciplines", json::Array{"180"}},
                                                                                {"categories", json::Array{"research"}}}}}});
    auto body = body_of(op.post(plan_path + "/count", json::Object{{"plan", document}}));
    EXPECT_EQ(json::canonical(body.object().at("feasible")), "false");
    std::string problems = json::canonical(body.object().at("problems"));
    EXPECT_NE(problems.find("“学科”一项：去掉它可多出90 人"), std::string::npos) << problems;
}

TEST_P(Plans, TellInspectorsTheFactBehindEachExclusion)
{
    add_library();
    ASSERT_EQ(save(0).status, 200);
    Browser librarian(library);
    librarian.sign_in("lib");
    auto body = body_of(librarian.get(plan_path + "/reasons?size=100"));
    EXPECT_EQ(body.object().at("total").integer(), 29) << "who fits no group needs no reason";
    int with_reason = 0;
    for (const auto& person : body.object().at("items").array()) {
        bool drawable = !person.object().at("groups").array().empty();
        bool reasoned = !person.object().at("reasons").array().empty();
        EXPECT_NE(drawable, reasoned) << json::canonical(person);
        EXPECT_TRUE(person.object().at("number").text().starts_with("E2026-"));
        with_reason += reasoned;
    }
    EXPECT_EQ(with_reason, 9);
    auto recused = body_of(librarian.get(plan_path + "/reasons?code=14.4.4&page=1&size=10")).object();
    EXPECT_EQ(recused.at("total").integer(), 6);
    auto reason = recused.at("items").array()[0].object().at("reasons").array()[0].object();
    EXPECT_EQ(reason.at("fact").text(), "在 草原大学/农牧学院 任职（2019-03-01 起，主要任职），与负责人同一二级机构");
    EXPECT_EQ(reason.at("path").text(), "本人 → 草原大学/农牧学院 ／ 负责人（项目所填） → 草原大学/农牧学院");
    EXPECT_EQ(body_of(librarian.get(plan_path + "/reasons?page=3&size=10")).object().at("items").array().size(), 9u);
    EXPECT_EQ(code_of(librarian.get(plan_path + "/reasons?code=14.4.9")), "draw.unknown_exclusion");
    EXPECT_EQ(entries("draw.reasons_read/1"), 3) << "whoever reads people's facts is seen";
}

TEST_P(Plans, RefuseHostileInputWithTheFieldAtFault)
{
    struct Case {
        std::string body, code, path;
    };
    std::string document = json::canonical(plan());
    const Case cases[] = {
        {"", "json.malformed", ""},
        {"{", "json.malformed", ""},
        {"[]", "field.type", ""},
        {R"({"version":0})", "field.required", "plan"},
        {R"({"plan":)" + document + "}", "field.required", "version"},
        {R"({"version":0,"plan":)" + document + R"(,"status":"approved"})", "field.unknown", "status"},
        {R"({"version":0,"version":0,"plan":)" + document + "}", "json.malformed", ""},
        {R"({"version":"0","plan":)" + document + "}", "field.type", "version"},
        {R"({"version":0,"plan":{"groups":[{"name":"\u0000","seats":1,"conditions":{}}],"substitutes":1,"reveal_minutes":5}})",
         "field.control", "plan.groups[0].name"},
        {R"({"version":0,"plan":{"groups":[{"name":"甲","seats":1,"conditions":{"disciplines":["230","x' OR 1=1"]}}],"substitutes":1,"reveal_minutes":5}})",
         "catalog.unknown", "plan.groups[0].conditions.disciplines[1]"},
        {R"({"version":0,"plan":{"groups":[{"name":"甲","seats":9007199254740993,"conditions":{}}],"substitutes":1,"reveal_minutes":5}})",
         "json.malformed", ""},
        {R"({"version":0,"plan":{"groups":[{"name":"甲","seats":1.5,"conditions":{}}],"substitutes":1,"reveal_minutes":5}})",
         "json.malformed", ""},
    };
    for (const auto& c : cases) {
        auto response = op.send(http::Method::put, plan_path, c.body);
        EXPECT_EQ(code_of(response), c.code) << c.body;
        if (!c.path.empty())
            EXPECT_EQ(body_of(response).object().at("error").object().at("fields").array()[0].object().at("path").text(), c.path);
    }
    EXPECT_EQ(state(op), "draft 0 change submit");
    std::string name(R"(<script>alert(1)</script>𠮷ᠮᠣᠩᠭᠣᠯ“;DROP)");
    json::Object odd = plan();
    odd.set("groups", json::Array{json::Object{{"name", name}, {"seats", 1}, {"conditions", json::Object{}}}});
    ASSERT_EQ(save(0, odd).status, 200);
    EXPECT_EQ(body_of(op.get(plan_path)).object().at("plan").object().at("groups").array()[0].object().at("name").text(), name);
}

INSTANTIATE_TEST_SUITE_P(Engines, Plans, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

// All pairs of status and action, for who may and in a case that hinders nothing.
TEST(PlanStatus, HasNoStepButTheTables)
{
    using namespace draw;
    PlanCase free{.exists = true, .activity_submitted = true};
    auth::Permissions both{auth::Permission::activity_edit, auth::Permission::activity_approve};
    std::string steps;
    for (std::size_t s = 0; s < plan_status_codes.size(); ++s)
        for (std::size_t a = 0; a < plan_action_codes.size(); ++a)
            if (auto next = next_status(static_cast<PlanStatus>(s), static_cast<PlanAction>(a), both, free))
                steps +=
                    std::string(plan_status_codes[s]) + " " + std::string(plan_action_codes[a]) + " " + std::string(code_of(*next)) + "\n";
    EXPECT_EQ(steps, "draft change draft\ndraft submit submitted\nsubmitted approve approved\nsubmitted return returned\n"
                     "returned change draft\nreturned submit submitted\napproved change draft\napproved return returned\n");
}

TEST(PlanStatus, GuardsHinder)
{
    using namespace draw;
    PlanCase held{.exists = true, .activity_submitted = true, .held = true}, own{.exists = true, .activity_submitted = true, .own = true},
        finished{.exists = true, .activity_finished = true};
    auth::Permissions both{auth::Permission::activity_edit, auth::Permission::activity_approve};
    EXPECT_EQ(next_status(PlanStatus::approved, PlanAction::change, both, held).error().code, "draw.plan_held");
    EXPECT_EQ(next_status(PlanStatus::approved, PlanAction::send_back, both, held).error().code, "draw.plan_held");
    EXPECT_EQ(next_status(PlanStatus::submitted, PlanAction::approve, both, own).error().code, "draw.own_plan");
    EXPECT_EQ(next_status(PlanStatus::draft, PlanAction::change, both, finished).error().code, "draw.activity_finished");
    EXPECT_EQ(next_status(PlanStatus::submitted, PlanAction::approve, {auth::Permission::activity_edit}, {}).error().code,
              "draw.plan_not_yours");
}

} // namespace
