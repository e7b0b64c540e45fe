#include "base/percent.h"

#include <gtest/gtest.h>

TEST(Percent, is_written_without_needless_zeros)
{
    EXPECT_EQ(percent(0), "0%");
    EXPECT_EQ(percent(5), "0.05%");
    EXPECT_EQ(percent(200), "2%");
    EXPECT_EQ(percent(250), "2.5%");
    EXPECT_EQ(percent(1234), "12.34%");
    EXPECT_EQ(percent(10'000), "100%");
}
