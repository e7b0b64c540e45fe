#include "intake/nearness.h"

#include <gtest/gtest.h>

namespace {

TEST(Nearness, FindsNamesThatAreAlmostTheSame)
{
    const std::vector<std::string> names{"草原大学", "草原农业大学", "敕勒川能源有限公司", "敕勒川煤炭有限公司", "北疆科学院"};
    auto first = [&](const std::string& text) {
        auto found = intake::nearest(text, names);
        return found.empty() ? "" : found.front();
    };
    EXPECT_EQ(first("草原大"), "草原大学");
    EXPECT_EQ(first("草源大学"), "草原大学");
    EXPECT_EQ(first("敕勒川能源有限责任公司"), "敕勒川能源有限公司");
    EXPECT_EQ(first("北疆科学研究院"), "北疆科学院");
    EXPECT_EQ(first("海洋研究所"), "");
    EXPECT_EQ(first("草"), "");
    EXPECT_LE(intake::nearest("有限公司", names).size(), 3u);
    EXPECT_EQ(intake::likeness("草原大学", "草原 大学"), 1.0);
}

} // namespace
