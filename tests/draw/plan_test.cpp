#include "draw/plan.h"

#include <gtest/gtest.h>

using namespace draw;

namespace {

constexpr std::string_view good =
    R"({"groups":[{"name":"畜禽遗传育种","seats":3,"conditions":{"categories":["research"],"disciplines":["230"],"industries":["01"],)"
    R"("ranks":["senior","associate"],"unit_kinds":["university"],"units":["u1"],"regions":["150000"],"age_min":30,"age_max":70}},)"
    R"({"name":"财务审计","seats":2,"conditions":{}}],)"
    R"("panel":[{"tag":"unit","max":1},{"tag":"province","value":"150000","max":4},{"tag":"sex","value":"2","min":1},{"tag":"city","max":2}],)"
    R"("substitutes":3,"reveal_minutes":10})";

json::Object document()
{
    return json::read(good)->object();
}

// "path code; …" of everything that is wrong with a document; empty when it is a plan.
std::string faults(const json::Value& document)
{
    std::string list;
    auto add = [&](const std::vector<FieldError>& fields) {
        for (const auto& f : fields) list += (list.empty() ? "" : "; ") + f.path + " " + f.code;
    };
    auto plan = fields::read<Plan>(document);
    if (!plan)
        add(plan.error().fields);
    else
        add(faults_of(*plan, "", [](const std::string& id) { return id == "u1"; }));
    return list;
}

json::Object group(json::Object conditions, std::string name = "甲", json::Value seats = 1)
{
    return {{"name", std::move(name)}, {"seats", std::move(seats)}, {"conditions", std::move(conditions)}};
}

TEST(Plan, IsReadAndWrittenAlike)
{
    EXPECT_EQ(faults(document()), "");
    auto plan = fields::read<Plan>(document());
    auto again = fields::read<Plan>(fields::write(*plan));
    ASSERT_TRUE(again);
    EXPECT_EQ(json::canonical(fields::write(*again)), json::canonical(fields::write(*plan)));
    EXPECT_EQ(seats_of(*plan), 5);
    auto panel = fields::write(*plan).object().at("panel").array();
    EXPECT_EQ(json::canonical(panel[0]), R"({"max":1,"tag":"unit"})") << "bounds that are absent are not members (draw.md, step 8)";
}

TEST(Plan, TellsEveryFaultWithItsField)
{
    struct Case {
        json::Object change;
        std::string faults;
    };
    auto conditions = [](json::Object c) { return json::Object{{"groups", json::Array{group(std::move(c))}}}; };
    auto panel = [](json::Object c) { return json::Object{{"panel", json::Array{std::move(c)}}}; };
    json::Array twenty_one(21, group({}));
    const Case cases[] = {
        {{{"groups", json::Array{}}}, "groups field.required"},
        {{{"groups", "甲"}}, "groups field.type"},
        {{{"groups", std::move(twenty_one)}}, "groups field.too_many"},
        {{{"groups", json::Array{group({}), group({})}}}, "groups[1].name draw.group_name_repeated"},
        {{{"groups", json::Array{group({}, " ")}}}, "groups[0].name field.required"},
        {{{"groups", json::Array{group({}, std::string(41, 'a'))}}}, "groups[0].name field.too_long"},
        {{{"groups", json::Array{group({}, "甲", 0)}}}, "groups[0].seats field.range"},
        {{{"groups", json::Array{group({}, "甲", 100)}}}, "groups[0].seats field.range"},
        {{{"groups", json::Array{group({}, "甲", "3")}}}, "groups[0].seats field.type"},
        {{{"groups", json::Array{group({}, "甲", 99), group({}, "乙", 99), group({}, "丙", 3)}}}, "groups draw.too_many_seats"},
        {conditions({{"disciplines", json::Array{"99999"}}}), "groups[0].conditions.disciplines[0] catalog.unknown"},
        {conditions({{"disciplines", json::Array{"230", "230"}}}), "groups[0].conditions.disciplines[1] draw.entry_repeated"},
        {conditions({{"disciplines", json::Array{""}}}), "groups[0].conditions.disciplines[0] draw.entry_empty"},
        {conditions({{"disciplines", json::Array{230}}}), "groups[0].conditions.disciplines[0] field.type"},
        {conditions({{"ranks", json::Array{"top"}}}), "groups[0].conditions.ranks[0] catalog.unknown"},
        {conditions({{"units", json::Array{"u1", "u2"}}}), "groups[0].conditions.units[1] draw.unknown_unit"},
        {conditions({{"age_min", 17}}), "groups[0].conditions.age_min field.range"},
        {conditions({{"age_min", 60}, {"age_max", 50}}), "groups[0].conditions.age_min draw.age_order"},
        {conditions({{"keyword", "x"}}), "groups[0].conditions.keyword field.unknown"},
        {conditions({{"keywords", json::Array{""}}}), "groups[0].conditions.keywords[0] draw.entry_empty"},
        {conditions({{"languages", json::Array{"mn", "xx"}}}), "groups[0].conditions.languages[1] catalog.unknown"},
        {conditions({{"active_within", 0}}), "groups[0].conditions.active_within field.range"},
        {{{"load", json::Object{}}}, "load.draws_max draw.load_empty"},
        {{{"load", json::Object{{"draws_max", 0}}}}, "load.draws_max field.range"},
        {panel({{"tag", "colour"}, {"max", 1}}), "panel[0].tag draw.panel_tag"},
        {panel({{"tag", "x1"}, {"value", "1"}, {"max", 1}}), "panel[0].tag draw.panel_tag"},
        {panel({{"tag", "fresh"}, {"min", 1}}), "panel[0].value draw.panel_min_value"},
        {panel({{"tag", "fresh"}, {"max", 1}}), "panel[0].value draw.panel_value_missing"},
        {panel({{"tag", "outside_city"}, {"max", 1}}), "panel[0].value draw.panel_value_missing"},
        {panel({{"tag", "fresh"}, {"value", "2"}, {"min", 1}}), "panel[0].value draw.panel_value"},
        {panel({{"tag", "outside_province"}, {"value", "150100"}, {"min", 1}}), "panel[0].value draw.panel_value"},
        {{{"panel", json::Array{json::Object{{"tag", "outside_city"}, {"value", "150100"}, {"min", 1}},
                                json::Object{{"tag", "outside_city"}, {"value", "150200"}, {"min", 1}}}}},
         "panel[1].tag draw.panel_repeated"},
        {panel({{"tag", "unit"}}), "panel[0].max draw.panel_bound_missing"},
        {panel({{"tag", "unit"}, {"value", "u1"}, {"max", 1}}), "panel[0].value draw.panel_unit_form"},
        {panel({{"tag", "unit"}, {"min", 1}, {"max", 1}}), "panel[0].min draw.panel_unit_form"},
        {panel({{"tag", "sex"}, {"min", 1}}), "panel[0].value draw.panel_min_value"},
        {panel({{"tag", "sex"}, {"value", "3"}, {"min", 1}}), "panel[0].value draw.panel_value"},
        {panel({{"tag", "province"}, {"value", "150100"}, {"max", 1}}), "panel[0].value draw.panel_value"},
        {panel({{"tag", "city"}, {"value", "150000"}, {"max", 1}}), "panel[0].value draw.panel_value"},
        {panel({{"tag", "age_band"}, {"value", "45"}, {"max", 1}}), "panel[0].value draw.panel_value"},
        {panel({{"tag", "sex"}, {"value", "2"}, {"min", 3}, {"max", 2}}), "panel[0].min draw.panel_bound_order"},
        {panel({{"tag", "sex"}, {"value", "2"}, {"min", 6}}), "panel[0].min draw.panel_min_seats"},
        {panel({{"tag", "sex"}, {"value", "2"}, {"max", -1}}), "panel[0].max field.range"},
        {{{"panel", json::Array{json::Object{{"tag", "sex"}, {"value", "2"}, {"min", 1}},
                                json::Object{{"tag", "sex"}, {"value", "2"}, {"max", 3}}}}},
         "panel[1].tag draw.panel_repeated"},
        {{{"recusal", json::Object{{"scope", "group"}}}}, "recusal.scope field.choice"},
        {{{"recusal", json::Object{{"scope", "project"}}}}, "recusal.judges draw.judges_missing"},
        {{{"recusal", json::Object{{"scope", "activity"}, {"judges", 1}}}}, "recusal.judges draw.judges_without_scope"},
        {{{"recusal", json::Object{{"scope", "project"}, {"judges", 6}}}}, "recusal.judges draw.judges_beyond_seats"},
        {{{"recusal", json::Object{{"scope", "project"}, {"judges", 0}}}}, "recusal.judges field.range"},
        {{{"substitutes", 21}}, "substitutes field.range"},
        {{{"reveal_minutes", 0}}, "reveal_minutes field.range"},
        {{{"beacon", "x"}}, "beacon field.type"},
        {{{"beacon", json::Object{{"source", "彩票"}, {"wait_minutes", 60}}}}, "beacon.source field.too_short"},
        {{{"beacon", json::Object{{"source", "揭示之后首次开奖的排列5，五个数字"}, {"wait_minutes", 0}}}},
         "beacon.wait_minutes field.range"},
        {{{"beacon", json::Object{{"source", "揭示之后首次开奖的排列5，五个数字"}, {"wait_minutes", 60}}}}, ""},
    };
    for (const auto& c : cases) {
        json::Object changed = document();
        for (const auto& [name, value] : c.change) changed.set(name, value);
        EXPECT_EQ(faults(changed), c.faults) << json::canonical(c.change);
    }
    EXPECT_EQ(faults(json::Object{}), "groups field.required; substitutes field.required; reveal_minutes field.required");
}

TEST(Plan, RecusalByProjectIsOneConditionForEachProject)
{
    Plan plan = *fields::read<Plan>(document());
    std::size_t panel = plan.panel.size();
    EXPECT_EQ(with_projects(plan, 40).panel.size(), panel) << "the whole activity, as nothing is said";
    plan.recusal = {"project", 4};
    auto whole = with_projects(plan, 40);
    ASSERT_EQ(whole.panel.size(), panel + 40);
    EXPECT_EQ(json::canonical(fields::write(whole.panel.back())), R"({"max":1,"tag":"x40","value":"1"})");
    EXPECT_EQ(project_of_tag("x40"), 39u);
    for (std::string_view tag : {"x0", "x", "xy", "x1y", "unit", "1"}) EXPECT_FALSE(project_of_tag(tag)) << tag;
}

TEST(Plan, AgeBandsMeetWithoutAGap)
{
    EXPECT_EQ(age_band(44), "under_45");
    EXPECT_EQ(age_band(45), "45_to_59");
    EXPECT_EQ(age_band(59), "45_to_59");
    EXPECT_EQ(age_band(60), "60_up");
}

} // namespace
