#include "draw/checkup.h"

#include "draw/random_plan.h"

#include <gtest/gtest.h>

#include <functional>

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

TEST(Checkup, AFieldIsThinWhereFewerThanTenHaveIt)
{
    auto told = [](const Cells& group, const Cells& field) -> std::string {
        auto thin = disclose(group, field, ThinField{0, "230", "畜牧、兽医科学"});
        if (!thin) return "-";
        return std::string(thin->capital ? "c" : "") + (thin->elsewhere ? "e" : "") + (thin->outside ? "o" : "");
    };
    EXPECT_EQ(told({30, 27, 17, 0}, {10, 9, 0, 0}), "eo");
    EXPECT_EQ(told({30, 27, 17, 0}, {10, 12, 17, 0}), "-");
    EXPECT_EQ(told({30, 27, 3, 0}, {10, 9, 0, 0}), "-") << "the group's own cells tell a few";
    EXPECT_EQ(told({30, 27, 17, 2}, {10, 9, 0, 0}), "-");
}

// With the group's exact cell and what is said of two or three fields that cover it, no field's number of 1 to 4 is the only one
// possible.
TEST(Checkup, ThinFieldsTellNoFew)
{
    for (std::size_t fields : {2u, 3u}) {
        std::map<std::string, std::vector<std::vector<std::int64_t>>> worlds; // cell and what is said → numbers that give it
        constexpr std::int64_t most = 20;
        std::vector<std::int64_t> numbers(fields);
        for (std::int64_t cell = 5; cell <= most; ++cell) {
            std::function<void(std::size_t)> fill = [&](std::size_t at) {
                if (at < fields) {
                    for (numbers[at] = 0; numbers[at] <= cell; ++numbers[at]) fill(at + 1);
                    return;
                }
                std::int64_t sum = 0;
                for (auto n : numbers) sum += n;
                if (sum < cell) return; // everyone has one of the fields; some may have several
                std::string said = std::to_string(cell);
                for (auto n : numbers) {
                    auto thin = disclose(Cells{cell, 0, 0, 0}, Cells{n, 10, 10, 0}, ThinField{});
                    said += thin && thin->capital ? " thin" : " -";
                }
                worlds[said].push_back(numbers);
            };
            fill(0);
        }
        for (const auto& [said, all] : worlds)
            for (std::size_t i = 0; i < fields; ++i) {
                std::set<std::int64_t> possible;
                for (const auto& world : all) possible.insert(world[i]);
                EXPECT_FALSE(possible.size() == 1 && *possible.begin() > 0 && *possible.begin() < 5) << said << ": " << *possible.begin();
            }
    }
}

TEST(Checkup, EqualsCountingPersonByPerson)
{
    support::TestLibrary library(db::Engine::sqlite);
    support::SmallWorld world(library, 20261125, 400);
    auto snapshot = library.platform().database.read();
    auto facts = load_facts(snapshot->connection());
    auto within = [](const std::string& code, const char* above) { return !code.empty() && catalog::regions().is_within(code, above); };
    int told = 0;
    for (int round = 0; round < 20; ++round) {
        Plan plan = support::random_plan(world);
        plan.groups[0].conditions = {};
        plan.groups[0].conditions.disciplines = {"230", "520", "180"};
        support::OracleQuestion asked{plan, world.today, world.today, world.today, {}, {}};
        Question question = support::random_question(world, library.platform().keys, asked);
        plan = with_projects(plan, question.projects.size());
        PoolSets sets(*facts, plan, question);
        Judgement judgement(*facts, plan, question);
        Checkup checkup = checkup_of(*facts, plan, count(sets), question, std::nullopt);
        auto cells_of = [&](std::size_t g, const std::string& discipline) {
            Cells cells;
            for (std::size_t i = 0; i < facts->size(); ++i) {
                const auto& record = world.experts[i].record;
                bool has = discipline.empty();
                for (const auto& code : record.disciplines) has = has || catalog::disciplines().is_within(code, discipline);
                if (!has || !(judgement.verdict(i).eligible() >> g & 1)) continue;
                const auto& region = record.region;
                ++(region.empty()             ? cells.unknown
                   : within(region, "150100") ? cells.capital
                   : within(region, "150000") ? cells.elsewhere
                                              : cells.outside);
            }
            return cells;
        };
        std::vector<std::string> expected, found;
        auto line = [](const ThinField& f) {
            return std::to_string(f.group) + f.code + (f.capital ? "c" : "") + (f.elsewhere ? "e" : "") + (f.outside ? "o" : "");
        };
        for (std::size_t g = 0; g < plan.groups.size(); ++g) {
            auto shown = [](const std::optional<Shown>& one) { return one ? fields::write(*one) : json::Value(nullptr); };
            ShownCells cells = disclose(cells_of(g, ""), static_cast<int>(g));
            EXPECT_EQ(shown(checkup.cells[g].capital), shown(cells.capital));
            EXPECT_EQ(shown(checkup.cells[g].elsewhere), shown(cells.elsewhere));
            EXPECT_EQ(shown(checkup.cells[g].outside), shown(cells.outside));
            const auto& codes = plan.groups[g].conditions.disciplines;
            for (std::size_t d = 0; codes.size() > 1 && d < codes.size(); ++d)
                if (auto thin = disclose(cells_of(g, ""), cells_of(g, codes[d]), {static_cast<int>(g), codes[d]}))
                    expected.push_back(line(*thin));
        }
        for (const auto& thin : checkup.thin) found.push_back(line(thin));
        EXPECT_EQ(found, expected);
        told += static_cast<int>(found.size());
    }
    EXPECT_GT(told, 5);
}

} // namespace
