#include "base/rule.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace {

constexpr DatedRule dated(std::string_view code, std::int64_t value, std::string_view words, std::string_view from,
                          std::string_view document)
{
    return {code, "第一条", "", "定为几", value, words, "", from, document, {{{1, "一"}, {2, "二"}}}, {}};
}
constexpr DatedRule rules[] = {dated("a", 1, "一", "2026-01-01", "甲"), dated("b", 5, "五", "2026-01-01", "甲"),
                               dated("a", 3, "三", "2027-01-01", "丙"), dated("a", 2, "二", "2026-06-01", "乙")};

Day day(std::string_view text)
{
    return *parse_day(text);
}

TEST(DatedRules, TheLatestValueThatHasBegunHolds)
{
    RuleBook book;
    EXPECT_EQ(book.value(rules, "a", day("2025-01-01")), 1) << "before the first the first holds";
    EXPECT_EQ(book.value(rules, "a", day("2026-05-31")), 1);
    EXPECT_EQ(book.value(rules, "a", day("2026-06-01")), 2);
    EXPECT_EQ(book.value(rules, "a", day("2028-01-01")), 3);
    EXPECT_EQ(book.value(rules, "b", day("2028-01-01")), 5);
    EXPECT_THROW(book.value(rules, "c", day("2028-01-01")), std::out_of_range);
}

TEST(DatedRules, AnOrderedValueHoldsFromItsDayAndLeavesEarlierDaysAlone)
{
    RuleBook book({{"a", 7, "七", "2026-03-01", "丁"}, {"a", 8, "八", "2026-03-01", "戊"}, {"x", 1, "", "2026-01-01", ""}});
    EXPECT_EQ(book.value(rules, "a", day("2026-02-28")), 1);
    auto row = book.on(rules, "a", day("2026-03-01"));
    EXPECT_EQ(row.value, 8) << "of two from the same day the later holds";
    EXPECT_EQ(row.words, "八");
    EXPECT_EQ(row.document, "戊");
    EXPECT_EQ(row.question, "定为几");
    EXPECT_EQ(book.value(rules, "a", day("2026-06-01")), 2) << "a later value of the table holds again";
    EXPECT_EQ(book.value(rules, "b", day("2026-03-01")), 5);
    EXPECT_EQ(book.with({"a", 9, "九", "2028-01-01", "己"}).value(rules, "a", day("2028-01-01")), 9);
    EXPECT_EQ(book.value(rules, "a", day("2028-01-01")), 3) << "with() leaves the book as it is";
    EXPECT_EQ(book.history(rules, "a").size(), 5u);
}

TEST(DatedRules, StandOnceEachInTheOrderOfTheTable)
{
    auto list = RuleBook().standing(rules, day("2026-06-01"));
    ASSERT_EQ(list.size(), 2u);
    EXPECT_EQ(list[0].value, 2);
    EXPECT_EQ(list[1].code, "b");
}

TEST(DatedRules, ArePrintedWithWhatTheySayAndWhoOrderedIt)
{
    EXPECT_EQ(json::canonical(RuleBook().printed(rules, day("2026-06-01"))[0]),
              R"({"code":"a","document":"乙","from":"2026-06-01","meaning":"定为几：二","value":2})");
}

TEST(DatedRules, SayWhatTheyMayBeSetTo)
{
    EXPECT_EQ(words_of(rules[0], 2), "二");
    EXPECT_EQ(words_of(rules[0], 3), "");
    DatedRule number = rules[0];
    number.choices = {};
    EXPECT_FALSE(number.can_be_set());
    number.range = {0, 50, "年内", "不列"};
    EXPECT_EQ(words_of(number, 3), "3 年内");
    EXPECT_EQ(words_of(number, 0), "不列");
    EXPECT_EQ(words_of(number, 51), "");
    EXPECT_EQ(words_of(number, -1), "");
}

} // namespace
