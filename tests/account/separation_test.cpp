#include "account/separation.h"

#include "account/administrators.h"
#include "auth/permission.h"

#include <gtest/gtest.h>

using account::Term;

namespace {

Day day(const char* text)
{
    return *parse_day(text);
}

std::string told(const std::vector<Term>& others, const Term& wanted)
{
    auto fault = account::refuse_beside(others, wanted);
    return fault ? fault->code : "";
}

// Every pair of roles on the same days: two administrators never, an administrator with anything else never, the rest may be.
TEST(Separation, HoldsForEveryPairOfRoles)
{
    for (const auto& a : auth::roles())
        for (const auto& b : auth::roles()) {
            bool first = account::is_administrator(a.code), second = account::is_administrator(b.code);
            std::string expected = a.code == b.code  ? "account.role_held"
                                   : first && second ? "account.two_administrators"
                                   : first != second ? "account.administrator_and_business"
                                                     : "";
            Term held{std::string(a.code), day("2026-01-01"), std::nullopt}, wanted{std::string(b.code), day("2026-03-01"), std::nullopt};
            EXPECT_EQ(told({held}, wanted), expected) << a.code << " " << b.code;
        }
}

TEST(Separation, CountsOnlyDaysThatBothHave)
{
    Term system{"system_administrator", day("2026-03-01"), day("2026-06-30")};
    auto audit = [](const char* from, std::optional<Day> to) { return Term{"audit_administrator", day(from), to}; };
    EXPECT_EQ(told({system}, audit("2026-07-01", std::nullopt)), "");
    EXPECT_EQ(told({system}, audit("2026-06-30", std::nullopt)), "account.two_administrators");
    EXPECT_EQ(told({system}, audit("2026-01-01", day("2026-02-28"))), "");
    EXPECT_EQ(told({system}, audit("2026-01-01", day("2026-03-01"))), "account.two_administrators");
    EXPECT_EQ(told({audit("2026-09-01", std::nullopt)}, {"operator", day("2026-05-01"), std::nullopt}),
              "account.administrator_and_business")
        << "a day to come";
}

TEST(Separation, FindsTheFirstDayWithoutAnybody)
{
    Day from = day("2026-03-01");
    auto first = [&](std::vector<Span> spans) {
        auto found = account::first_day_without(spans, from);
        return found ? to_text(*found) : "";
    };
    EXPECT_EQ(first({}), "2026-03-01");
    EXPECT_EQ(first({{from, std::nullopt}}), "");
    EXPECT_EQ(first({{from + 1, std::nullopt}}), "2026-03-01");
    EXPECT_EQ(first({{from, from + 9}}), "2026-03-11");
    EXPECT_EQ(first({{from, from + 9}, {from + 10, std::nullopt}}), "");
    EXPECT_EQ(first({{from + 11, std::nullopt}, {from, from + 9}}), "2026-03-11");
    EXPECT_EQ(first({{from, from + 3}, {from + 2, from + 5}}), "2026-03-07");
}

} // namespace
