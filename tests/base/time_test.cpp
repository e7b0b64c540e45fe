#include "base/time.h"

#include <gtest/gtest.h>

namespace {

TEST(Time, DaysAreReadOnlyWhenTheyExist)
{
    EXPECT_EQ(parse_day("2024-02-29"), Day::of(2024, 2, 29));
    for (auto text : {"2023-02-29", "2024-2-29", "2024-13-01", "2024-00-10", "0999-01-01", "2024/02/29", "2024-02-29 ", ""})
        EXPECT_FALSE(parse_day(text)) << text;
    EXPECT_EQ(to_text(Day::of(1899, 1, 5)), "1899-01-05");
}

TEST(Time, YearsAreCountedByTheCalendar)
{
    EXPECT_EQ(to_text(add_years(Day::of(2024, 2, 29), 2)), "2026-02-28");
    EXPECT_EQ(to_text(add_years(Day::of(2024, 2, 29), 4)), "2028-02-29");
    EXPECT_EQ(age_on(Day::of(1960, 3, 10), Day::of(2026, 3, 9)), 65);
    EXPECT_EQ(age_on(Day::of(1960, 3, 10), Day::of(2026, 3, 10)), 66);
    EXPECT_EQ(age_on(Day::of(1960, 2, 29), Day::of(2026, 2, 28)), 66);
}

TEST(Time, InstantsKeepMillisecondsAndLegalDaysAreEightHoursAhead)
{
    auto instant = parse_instant("2026-11-23T16:00:00.5Z");
    ASSERT_TRUE(instant);
    EXPECT_EQ(to_text(*instant), "2026-11-23T16:00:00.500Z");
    EXPECT_EQ(to_text(day_of(*instant)), "2026-11-24");
    EXPECT_EQ(day_of(*instant - 501), Day::of(2026, 11, 23));
    EXPECT_EQ(to_text(start_of(Day::of(2026, 11, 24))), "2026-11-23T16:00:00.000Z");
    EXPECT_EQ(parse_instant("2026-11-24T00:00:00+08:00"), parse_instant("2026-11-23T16:00:00Z"));
    for (auto text :
         {"2026-11-23T24:00:00Z", "2026-11-23 16:00:00Z", "2026-11-23T16:00:00", "2026-11-23T16:00:00.Z", "2026-11-23T16:00:00+0800"})
        EXPECT_FALSE(parse_instant(text)) << text;
    EXPECT_EQ(to_text(*parse_instant("1899-12-31T23:59:59.999Z")), "1899-12-31T23:59:59.999Z");
}

} // namespace
