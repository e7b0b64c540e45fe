#include "draw/checkup.h"

#include <gtest/gtest.h>

using namespace draw;

namespace {

std::string told(const ShownCells& cells)
{
    auto word = [](const std::optional<Shown>& shown) -> std::string {
        if (!shown) return "-";
        if (shown->few) return "few";
        return (shown->least ? "≥" : "") + std::to_string(*shown->n);
    };
    return word(cells.capital) + " " + word(cells.elsewhere) + " " + word(cells.outside);
}

TEST(Checkup, CellsTellNumbersOrThatTheyAreFew)
{
    EXPECT_EQ(told(disclose(Cells{30, 27, 17, 0}, 0)), "30 27 17");
    EXPECT_EQ(told(disclose(Cells{30, 27, 0, 0}, 0)), "30 27 0");
    EXPECT_EQ(told(disclose(Cells{30, 27, 3, 0}, 0)), "≥5 ≥5 few") << "30 and 27 of 60 would tell the 3";
    EXPECT_EQ(told(disclose(Cells{30, 27, 17, 2}, 0)), "≥5 ≥5 ≥5") << "so would those whose place is not known";
    EXPECT_EQ(told(disclose(Cells{5, 0, 1, 0}, 0)), "- - -") << "6 can only be 5 and 1";
    EXPECT_EQ(told(disclose(Cells{2, 0, 0, 0}, 0)), "few 0 0");
}

// Whatever a reader is told, together with the group's number, leaves no cell of 1 to 4 that could not be another number.
TEST(Checkup, NoAnswerTellsAFew)
{
    std::map<std::string, std::vector<std::array<std::int64_t, 4>>> worlds; // answer and sum → all cells that give it
    constexpr std::int64_t most = 24;
    for (std::int64_t a = 0; a <= most; ++a)
        for (std::int64_t b = 0; a + b <= most; ++b)
            for (std::int64_t c = 0; a + b + c <= most; ++c)
                for (std::int64_t d = 0; a + b + c + d <= most; ++d) {
                    std::int64_t sum = a + b + c + d;
                    std::string eligible = sum > 0 && sum < 5 ? "few" : std::to_string(sum);
                    worlds[told(disclose(Cells{a, b, c, d}, 0)) + " of " + eligible].push_back({a, b, c, d});
                }
    for (const auto& [answer, cells] : worlds)
        for (std::size_t i = 0; i < 4; ++i) {
            std::set<std::int64_t> possible;
            for (const auto& world : cells) possible.insert(world[i]);
            bool tells = possible.size() == 1 && *possible.begin() > 0 && *possible.begin() < 5;
            EXPECT_FALSE(tells) << answer << ": place " << i << " can only be " << *possible.begin();
        }
}

} // namespace
