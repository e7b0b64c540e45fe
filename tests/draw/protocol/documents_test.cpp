#include "draw/protocol/freeze.h"

#include <gtest/gtest.h>

// What may not be sealed: forms of plans, entries and seals that docs/formats/draw.md does not know.

namespace {

using namespace draw::protocol;

json::Value document(const std::string& text)
{
    auto value = json::read(text);
    EXPECT_TRUE(value) << text;
    return *value;
}

std::string plan_with(const std::string& panel)
{
    return R"({"groups":[{"name":"一组","seats":2}],"panel":)" + panel + R"(,"substitutes":0})";
}

TEST(PlanDocument, IsReadWithItsConditions)
{
    auto plan = read_plan(
        document(plan_with(R"([{"tag":"unit","max":1},{"tag":"sex","value":"2","min":0,"max":3},{"tag":"sex","value":"","min":1}])")));
    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->seats(), 2);
    EXPECT_EQ(plan->tags(), (std::vector<std::string>{"sex", "unit"}));
    EXPECT_EQ(plan->panel[1].max, 3);
    EXPECT_FALSE(plan->beacon_source);
}

TEST(PlanDocument, RefusesUnknownForms)
{
    const std::pair<std::string, std::string> cases[] = {
        {"[]", "draw.plan_not_object"},
        {"{}", "draw.plan_groups"},
        {R"({"groups":[],"panel":[],"substitutes":0})", "draw.plan_groups"},
        {R"({"groups":[{"seats":2}],"panel":[],"substitutes":0})", "draw.plan_groups"},
        {R"({"groups":[{"name":"a","seats":0}],"panel":[],"substitutes":0})", "draw.plan_seats"},
        {R"({"groups":[{"name":"a","seats":"2"}],"panel":[],"substitutes":0})", "draw.plan_seats"},
        {R"({"groups":[{"name":"a","seats":2}],"substitutes":0})", "draw.plan_panel"},
        {R"({"groups":[{"name":"a","seats":2}],"panel":[]})", "draw.plan_substitutes"},
        {R"({"groups":[{"name":"a","seats":2}],"panel":[],"substitutes":-1})", "draw.plan_substitutes"},
        {R"({"groups":[{"name":"a","seats":2}],"panel":[],"substitutes":0,"beacon":{}})", "draw.plan_beacon"},
        {R"({"groups":[{"name":"a","seats":2}],"panel":[],"substitutes":0,"beacon":{"source":""}})", "draw.plan_beacon"},
        {R"({"groups":[{"name":"a","seats":2}],"panel":[],"substitutes":0,"beacon":null})", "draw.plan_beacon"},
    };
    for (const auto& [text, code] : cases) {
        auto plan = read_plan(document(text));
        ASSERT_FALSE(plan) << text;
        EXPECT_EQ(plan.error().code, code) << text;
    }
}

TEST(PlanDocument, RefusesUnknownConditions)
{
    const std::string conditions[] = {
        R"({"tag":"unit"})",
        R"({"max":1})",
        R"({"tag":1,"max":1})",
        R"({"tag":"unit","max":-1})",
        R"({"tag":"unit","max":"1"})",
        R"({"tag":"unit","min":1})",
        R"({"tag":"unit","min":1,"max":2})",
        R"({"tag":"unit","value":"x","max":1})",
        R"({"tag":"sex","value":"2"})",
        R"({"tag":"sex","value":2,"min":1})",
        R"({"tag":"sex","value":"2","min":3,"max":2})",
        R"({"tag":"sex","value":"2","min":1,"max":null})",
        R"({"tag":"sex","value":"2","min":1,"note":"x"})",
        R"("unit")",
    };
    for (const auto& condition : conditions) {
        auto plan = read_plan(document(plan_with("[" + condition + "]")));
        ASSERT_FALSE(plan) << condition;
        EXPECT_EQ(plan.error().code, "draw.plan_condition") << condition;
    }
}

TEST(PlanDocument, IsSealedOnlyToDepthSixty)
{
    auto nested = [](std::size_t depth) {
        return R"({"groups":[{"name":"a","seats":1}],"panel":[],"substitutes":0,"more":)" + std::string(depth - 1, '[') +
               std::string(depth - 1, ']') + "}";
    };
    EXPECT_TRUE(read_plan(document(nested(60))));
    auto deeper = read_plan(document(nested(61)));
    ASSERT_FALSE(deeper);
    EXPECT_EQ(deeper.error().code, "draw.plan_too_deep");
}

const std::string ref_a = "000102030405060708090a0b0c0d0e0f";

TEST(EntryDocument, IsReadAsWritten)
{
    std::string text = R"({"excluded":["14.4.4@1","9@2"],"groups":[0],"ref":")" + ref_a + R"(","tags":{"sex":"2"}})";
    auto entry = read_entry(document(text), 3);
    ASSERT_TRUE(entry) << entry.error().message;
    EXPECT_EQ(json::canonical(to_json(*entry)), text);
}

TEST(EntryDocument, RefusesWhatNoHonestServerWrites)
{
    auto with = [](const std::string& excluded, const std::string& groups, const std::string& ref = ref_a, const std::string& tags = "{}") {
        return R"({"excluded":)" + excluded + R"(,"groups":)" + groups + R"(,"ref":")" + ref + R"(","tags":)" + tags + "}";
    };
    const std::string cases[] = {
        with("[]", "[]"),                         // neither in nor out
        with("[]", "[1,0]"),                      // not ascending
        with("[]", "[0,0]"),                      // twice
        with("[]", "[3]"),                        // no such group
        with("[]", "[-1]"),                       //
        with("[]", R"(["0"])"),                   //
        with(R"(["14.1"])", "[0]"),               // excluded as a whole, yet in a group
        with(R"(["14.1@0"])", "[0]"),             // excluded for a group, yet in it
        with(R"(["14.1@3"])", "[0]"),             // no such group
        with(R"(["14.1@01"])", "[0]"),            // not decimal as written
        with(R"(["14.1@"])", "[0]"),              //
        with(R"(["b","a"])", "[]"),               // not ascending
        with(R"(["a","a"])", "[]"),               // twice
        with(R"([""])", "[]"),                    // empty code
        with(R"(["回避"])", "[]"),                // not a code
        with(R"(["no_group","a"])", "[]"),        // not alone
        with(R"(["no_group@1"])", "[0]"),         //
        with("[1]", "[]"),                        //
        with("[]", "[0]", "00"),                  // short ref
        with("[]", "[0]", std::string(32, 'A')),  // upper case
        with("[]", "[0]", ref_a, R"({"sex":2})"), // tag of another kind
        R"({"excluded":[],"groups":[0],"ref":")" + ref_a + R"("})",
        R"({"excluded":[],"groups":[0],"name":"x","ref":")" + ref_a + R"(","tags":{}})",
        "[]",
    };
    for (const auto& text : cases) EXPECT_FALSE(read_entry(document(text), 3)) << text;
}

Seal good_seal()
{
    Seal seal;
    seal.activity = "a";
    seal.eligible = {3};
    seal.excluded = {{"14.1", 1}};
    seal.total = 4;
    seal.origin = "bole.test";
    seal.sealed_at = "2026-03-10T09:00:00.000Z";
    return seal;
}

TEST(SealDocument, RefusesMissingAndUnknownMembers)
{
    json::Value good = to_json(good_seal());
    ASSERT_TRUE(read_seal(good));
    for (const auto& [name, value] : good.object()) {
        json::Object fewer;
        for (const auto& [other, kept] : good.object())
            if (other != name) fewer.set(other, kept);
        EXPECT_FALSE(read_seal(fewer)) << name;
        json::Object changed = good.object();
        changed.set(name, nullptr);
        EXPECT_FALSE(read_seal(changed)) << name;
    }
    json::Object more = good.object();
    EXPECT_FALSE(read_seal(more.set("note", "x")));
    json::Object first_with_previous = good.object();
    EXPECT_FALSE(read_seal(first_with_previous.set("previous", std::string(64, '0'))));
    json::Object second_without = good.object();
    EXPECT_FALSE(read_seal(second_without.set("round", 2)));
    json::Object blank_origin = good.object();
    EXPECT_FALSE(read_seal(blank_origin.set("origin", "bole test")));
    json::Object no_time = good.object();
    EXPECT_FALSE(read_seal(no_time.set("sealed_at", "2026-03-10")));
}

TEST(Secrets, HaveThirtyTwoBytes)
{
    EXPECT_THROW(key_hash(Suite::sm, Bytes(31)), std::logic_error);
    EXPECT_THROW(server_commitment(Suite::sm, Bytes(33)), std::logic_error);
    EXPECT_THROW(commitment(Suite::sm, "operator", Hash{}, Bytes{}), std::logic_error);
    EXPECT_THROW(beacon_hash(Suite::sm, "source", Bytes{}), std::logic_error);
    EXPECT_EQ(beacon_hash(Suite::sm, std::nullopt, Bytes{}), Hash{});
}

TEST(Freeze, GivesTheSameRootsOnAnyNumberOfThreads)
{
    Plan plan = *read_plan(document(plan_with(R"([{"tag":"unit","max":1}])")));
    Evaluation experts;
    std::vector<std::string> ids;
    for (int i = 0; i < 1000; ++i) ids.push_back("e" + std::to_string(i));
    for (int i = 0; i < 1000; ++i) {
        if (i < 111) {
            Standing standing{{}, {}, {{"unit", "u" + std::to_string(i % 37)}, {"sex", "1"}}};
            if (i % 3)
                standing.groups = {0};
            else
                standing.excluded = {"no_group"};
            experts.standings.push_back(std::move(standing));
        }
        experts.experts.push_back({ids[static_cast<std::size_t>(i)], static_cast<std::uint32_t>(i % 111)});
    }
    Bytes key(32, 9);
    auto one = freeze(Suite::sm, key, plan, experts, 1), three = freeze(Suite::sm, key, plan, experts, 3);
    EXPECT_EQ((*one)->pool_root, (*three)->pool_root);
    EXPECT_EQ((*one)->out_root, (*three)->out_root);
    EXPECT_EQ((*one)->eligible, (std::vector<std::int64_t>{666}));
    EXPECT_EQ((*one)->excluded.at("no_group"), 334);
    EXPECT_EQ((*one)->total(), 1000);
    EXPECT_FALSE((*one)->entry_of((*one)->pool[0]).tags.contains("sex")) << "only what the plan names";
    for (const auto* side : {&(*one)->pool, &(*one)->out})
        for (const auto& leaf : *side) {
            std::string canonical;
            (*one)->append_canonical(canonical, leaf);
            EXPECT_EQ(canonical, json::canonical(to_json((*one)->entry_of(leaf))));
            EXPECT_EQ((*one)->canonical_size(leaf), canonical.size());
        }
}

TEST(Freeze, RefusesAnEvaluationThatIsNotWellFormed)
{
    Plan plan = *read_plan(document(plan_with("[]")));
    EXPECT_FALSE(freeze(Suite::sm, Bytes(32, 9), plan, {{{}}, {{"e1", 0}}}));
    auto twice = freeze(Suite::sm, Bytes(32, 9), plan, {{{{0}, {}, {}}}, {{"e1", 0}, {"e1", 0}}});
    ASSERT_TRUE(twice);
    EXPECT_FALSE(*twice) << "two equal refs ask for a new draw_key";
}

} // namespace
