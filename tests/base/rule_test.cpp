#include "base/rule.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace {

constexpr DatedRule dated(std::string_view code, std::int64_t value, std::string_view words, std::string_view from,
                          std::string_view document)
{
    return {code, "第一条", "", "定为几", value, words, "", from, document};
}
constexpr DatedRule rules[] = {dated("a", 1, "一", "2026-01-01", "甲"), dated("b", 5, "五", "2026-01-01", "甲"),
                               dated("a", 3, "三", "2027-01-01", "丙"), dated("a", 2, "二", "2026-06-01", "乙")};

Day day(std::string_view text)
{
    return *parse_day(text);
}

TEST(DatedRules, TheLatestValueThatHasBegunHolds)
{
    EXPECT_EQ(rule_on(rules, "a", day("2025-01-01")).value, 1) << "before the first the first holds";
    EXPECT_EQ(rule_on(rules, "a", day("2026-05-31")).value, 1);
    EXPECT_EQ(rule_on(rules, "a", day("2026-06-01")).value, 2);
    EXPECT_EQ(rule_on(rules, "a", day("2028-01-01")).value, 3);
    EXPECT_EQ(rule_on(rules, "b", day("2028-01-01")).value, 5);
    EXPECT_THROW(rule_on(rules, "c", day("2028-01-01")), std::out_of_range);
}

TEST(DatedRules, StandOnceEachInTheOrderOfTheTable)
{
    auto list = standing(rules, day("2026-06-01"));
    ASSERT_EQ(list.size(), 2u);
    EXPECT_EQ(list[0]->value, 2);
    EXPECT_EQ(list[1]->code, "b");
}

TEST(DatedRules, ArePrintedWithWhatTheySayAndWhoOrderedIt)
{
    EXPECT_EQ(json::canonical(printed(rules, day("2026-06-01"))[0]),
              R"({"code":"a","document":"乙","from":"2026-06-01","meaning":"定为几：二","value":2})");
}

} // namespace
