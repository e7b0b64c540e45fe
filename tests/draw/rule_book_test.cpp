#include "draw/pool_sets.h"
#include "draw/random_plan.h"

#include <gtest/gtest.h>

using namespace support;

namespace {

// A10: a decision of last year derives again under last year's rule.
TEST(RuleBook, AnOrderedLimitBarsFromItsDayAndNoEarlierDrawIsJudgedByIt)
{
    TestLibrary library(db::Engine::sqlite);
    SmallWorld world(library, 20261130, 300);
    auto snapshot = library.platform().database.read();
    auto facts = draw::load_facts(snapshot->connection());
    auto aged = [&](Day day, const RuleBook& rules) {
        draw::Question question{day, day, day, {}, {}};
        question.rules = rules;
        draw::Plan plan;
        plan.groups.resize(1);
        return draw::PoolSets(*facts, plan, question).bars()[draw::place_of_code("age")].count();
    };
    RuleBook ordered({{"5.age_max", 45, "45 周岁（含）以下", to_text(world.today + 1), "任意"}});
    EXPECT_EQ(aged(world.today, {}), 0u);
    EXPECT_EQ(aged(world.today, ordered), 0u) << "the day before it begins";
    std::size_t barred = aged(world.today + 1, ordered);
    EXPECT_GT(barred, 0u);
    EXPECT_EQ(aged(world.today + 1, {}), 0u) << "what the index kept belongs to the other book";
    EXPECT_EQ(aged(world.today + 1, ordered), barred);
    std::size_t older = 0;
    for (const auto& expert : facts->attributes) older += expert.birth && add_years(*expert.birth, 46) <= world.today + 1;
    EXPECT_LE(barred, older) << "advisers of strategy are not limited";
}

TEST(RuleBook, ThePlanPrintsTheOrderedValueAndItsDocument)
{
    RuleBook ordered({{"5.age_max", 65, "65 周岁（含）以下", "2026-07-01", "内科发〔2026〕12号"}});
    auto text = json::canonical(draw::printed_rules(ordered, *parse_day("2026-07-01")));
    EXPECT_NE(text.find(R"("code":"5.age_max","document":"内科发〔2026〕12号","from":"2026-07-01")"), std::string::npos) << text;
    EXPECT_EQ(json::canonical(draw::printed_rules(ordered, *parse_day("2026-06-30"))).find("内科发"), std::string::npos);
}

} // namespace
