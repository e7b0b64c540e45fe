#include "base/span.h"

#include <gtest/gtest.h>

namespace {

Day day(std::string_view text)
{
    return *parse_day(text);
}

TEST(Spans, CoverEveryDay)
{
    Day a = day("2026-11-24"), b = day("2026-11-26");
    const std::pair<std::vector<Span>, bool> spans[] = {
        {{}, false},
        {{{}}, true},
        {{{a, b}}, true},
        {{{a + 1, b}}, false},
        {{{a, b - 1}}, false},
        {{{b, {}}, {{}, a + 1}}, true},
        {{{{}, a}, {b, {}}}, false},
    };
    for (const auto& [list, covered] : spans) EXPECT_EQ(cover(list, a, b), covered) << list.size();
    EXPECT_TRUE(cover({}, b, a)) << "no days";
}

} // namespace
