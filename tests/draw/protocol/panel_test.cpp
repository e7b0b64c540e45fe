#include "draw/protocol/numbers.h"
#include "draw/protocol/panel.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

// Step 8 of docs/formats/draw.md: every panel that holds is equally likely, whatever the order of groups, seats or ids.

namespace {

using namespace draw::protocol;

Entry person(std::uint8_t number, std::vector<int> groups, const std::string& unit, const std::string& sex)
{
    Entry entry;
    entry.ref[0] = number;
    entry.groups = std::move(groups);
    entry.tags = {{"unit", unit}, {"sex", sex}};
    return entry;
}

// Eight people in two groups that overlap, from four units.
std::vector<Entry> small_pool()
{
    return {person(1, {0}, "a", "1"),    person(2, {0, 1}, "a", "2"), person(3, {0}, "b", "1"),    person(4, {0, 1}, "b", "2"),
            person(5, {0, 1}, "c", "1"), person(6, {1}, "c", "1"),    person(7, {0, 1}, "d", "2"), person(8, {1}, "d", "1")};
}

Plan plan_of(std::vector<std::int64_t> seats, std::vector<PanelCondition> panel)
{
    Plan plan;
    for (auto count : seats) plan.groups.push_back({"组", count});
    plan.panel = std::move(panel);
    return plan;
}

// The assignment without regard to the order of seats in a group.
using Assignment = std::vector<std::set<std::uint32_t>>;

Assignment assignment_of(const Seats& seats)
{
    Assignment groups;
    for (const auto& group : seats) groups.emplace_back(group.begin(), group.end());
    return groups;
}

// How often each assignment comes out when every sequence of numbers is tried once.
std::map<Assignment, std::int64_t> outcomes(PanelDraw& draw, std::int64_t* tried)
{
    std::map<Assignment, std::int64_t> counts;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> digits; // value, base: an odometer over all sequences
    *tried = 0;
    for (;;) {
        std::size_t at = 0;
        Uniform next = [&](std::uint64_t m) {
            if (at == digits.size()) digits.emplace_back(0, m);
            EXPECT_EQ(digits[at].second, m);
            return digits[at++].first;
        };
        Seats seats;
        bool holds = draw.attempt(next, seats);
        // An attempt that fails early stands for all sequences that begin like it; panels that hold read every number.
        if (holds) ++counts[assignment_of(seats)];
        ++*tried;
        digits.resize(at);
        while (!digits.empty() && digits.back().first + 1 == digits.back().second) digits.pop_back();
        if (digits.empty()) return counts;
        ++digits.back().first;
    }
}

// Every assignment that holds, made without the code under test.
std::set<Assignment> feasible_assignments(const Plan& plan, const std::vector<Entry>& pool)
{
    std::set<Assignment> all;
    std::vector<int> place(pool.size(), -1); // the group each person sits in
    auto holds = [&] {
        std::vector<std::int64_t> filled(plan.groups.size());
        for (std::size_t p = 0; p < pool.size(); ++p)
            if (place[p] >= 0) ++filled[static_cast<std::size_t>(place[p])];
        for (std::size_t g = 0; g < filled.size(); ++g)
            if (filled[g] != plan.groups[g].seats) return false;
        for (const auto& condition : plan.panel) {
            std::map<std::string, std::int64_t> count;
            for (std::size_t p = 0; p < pool.size(); ++p)
                if (place[p] >= 0) ++count[pool[p].tags.at(condition.tag)];
            for (const auto& [value, n] : count)
                if ((!condition.value || *condition.value == value) && n > condition.max.value_or(99)) return false;
            if (condition.value && count[*condition.value] < condition.min.value_or(0)) return false;
        }
        return true;
    };
    auto walk = [&](auto&& self, std::size_t p) -> void {
        if (p == pool.size()) {
            if (!holds()) return;
            Assignment assignment(plan.groups.size());
            for (std::uint32_t i = 0; i < pool.size(); ++i)
                if (place[i] >= 0) assignment[static_cast<std::size_t>(place[i])].insert(i);
            all.insert(assignment);
            return;
        }
        self(self, p + 1);
        for (int group : pool[p].groups) {
            place[p] = group;
            self(self, p + 1);
        }
        place[p] = -1;
    };
    walk(walk, 0);
    return all;
}

struct Shape {
    std::vector<std::int64_t> seats;
    std::vector<PanelCondition> panel;
};

const Shape shapes[] = {
    {{2, 2}, {}},
    {{2, 2}, {{"unit", std::nullopt, std::nullopt, 1}}},
    {{2, 1}, {{"sex", "2", 1, 2}}},
    {{2, 2}, {{"unit", std::nullopt, std::nullopt, 2}, {"sex", "2", 2, std::nullopt}, {"sex", "1", std::nullopt, 2}}},
    {{1, 3}, {{"sex", std::nullopt, std::nullopt, 3}}},
};

class Uniformity : public testing::TestWithParam<Shape> {};

TEST_P(Uniformity, EveryFeasibleAssignmentComesOutOfEquallyManySequences)
{
    Plan plan = plan_of(GetParam().seats, GetParam().panel);
    auto pool = small_pool();
    auto draw = PanelDraw::over(plan, pool);
    std::int64_t tried = 0;
    auto counts = outcomes(*draw, &tried);
    auto feasible = feasible_assignments(plan, pool);
    ASSERT_FALSE(feasible.empty());
    ASSERT_EQ(counts.size(), feasible.size());
    for (const auto& [assignment, count] : counts) {
        EXPECT_TRUE(feasible.contains(assignment));
        EXPECT_EQ(count, counts.begin()->second);
    }
    auto factorial = [](std::int64_t n) { return static_cast<std::int64_t>(std::tgamma(n + 1) + 0.5); };
    EXPECT_EQ(counts.begin()->second, factorial(plan.groups[0].seats) * factorial(plan.groups[1].seats));
}

INSTANTIATE_TEST_SUITE_P(Shapes, Uniformity, testing::ValuesIn(shapes));

class Suites : public testing::TestWithParam<Suite> {};

crypto::Hash seed_number(Suite suite, int number)
{
    return crypto::hash_of(suite, "seed " + std::to_string(number));
}

TEST_P(Suites, PanelsOfManySeedsAreSpreadEvenly)
{
    Plan plan = plan_of({2, 2}, {{"unit", std::nullopt, std::nullopt, 1}});
    auto pool = small_pool();
    auto draw = PanelDraw::over(plan, pool);
    auto feasible = feasible_assignments(plan, pool);
    std::map<Assignment, double> counts;
    const int draws = 4000;
    for (int i = 0; i < draws; ++i) ++counts[assignment_of(draw->draw(GetParam(), seed_number(GetParam(), i))->seats)];
    ASSERT_EQ(counts.size(), feasible.size());
    double expected = double(draws) / double(feasible.size()), chi = 0;
    for (const auto& [assignment, count] : counts) chi += (count - expected) * (count - expected) / expected;
    double freedom = double(feasible.size()) - 1;
    EXPECT_LT(chi, freedom + 4 * std::sqrt(2 * freedom)) << feasible.size() << " assignments";
    EXPECT_GT(chi, freedom - 4 * std::sqrt(2 * freedom)) << "too even to be chance";
}

TEST_P(Suites, ADrawLeavesThePoolAsItWas)
{
    Plan plan = plan_of({2, 2}, {{"unit", std::nullopt, std::nullopt, 1}});
    auto pool = small_pool();
    auto used = PanelDraw::over(plan, pool);
    for (int i = 0; i < 50; ++i) {
        auto fresh = PanelDraw::over(plan, pool);
        auto a = used->draw(GetParam(), seed_number(GetParam(), i)), b = fresh->draw(GetParam(), seed_number(GetParam(), i));
        EXPECT_EQ(a->attempt, b->attempt);
        EXPECT_EQ(a->seats, b->seats);
    }
}

TEST_P(Suites, SubstitutesStandOutsideThePanelAndOrdersGrowFromTheSameBeginning)
{
    Plan plan = plan_of({2, 2}, {});
    auto pool = small_pool();
    auto draw = PanelDraw::over(plan, pool);
    auto panel = draw->draw(GetParam(), seed_number(GetParam(), 1));
    auto two = draw->substitutes(GetParam(), seed_number(GetParam(), 1), panel->seats, 2);
    auto all = draw->substitutes(GetParam(), seed_number(GetParam(), 1), panel->seats, 1000);
    for (std::size_t g = 0; g < 2; ++g) {
        EXPECT_EQ(two[g].size(), 2u);
        EXPECT_TRUE(std::equal(two[g].begin(), two[g].end(), all[g].begin()));
        for (auto substitute : all[g]) {
            const auto& groups = pool[substitute].groups;
            EXPECT_TRUE(std::find(groups.begin(), groups.end(), int(g)) != groups.end());
            for (const auto& group : panel->seats) EXPECT_EQ(std::count(group.begin(), group.end(), substitute), 0);
        }
    }
}

TEST_P(Suites, NumbersAreEvenAndReadAWordEvenForOne)
{
    Numbers numbers(GetParam(), seed_number(GetParam(), 7));
    numbers.start("panel", 0);
    std::vector<double> counts(7);
    for (int i = 0; i < 14'000; ++i) ++counts[numbers.uniform(7)];
    double chi = 0;
    for (double count : counts) chi += (count - 2000) * (count - 2000) / 2000;
    EXPECT_LT(chi, 22.5) << "p = 0.001 at six degrees of freedom";

    Numbers other(GetParam(), seed_number(GetParam(), 7));
    other.start("panel", 3);
    auto first = other.uniform(~std::uint64_t{0}), second = other.uniform(~std::uint64_t{0});
    other.start("panel", 3);
    EXPECT_EQ(other.uniform(1), 0u);
    EXPECT_EQ(other.uniform(~std::uint64_t{0}), second);
    EXPECT_NE(first, second);
}

INSTANTIATE_TEST_SUITE_P(Both, Suites, testing::Values(Suite::sm, Suite::intl),
                         [](const auto& tested) { return std::string(crypto::to_text(tested.param)); });

TEST(PanelDraw, RefusesAGroupWithFewerPeopleThanSeats)
{
    auto draw = PanelDraw::over(plan_of({6, 2}, {}), small_pool());
    EXPECT_TRUE(draw) << "six people are eligible for the first group";
    auto short_of_one = PanelDraw::over(plan_of({7, 2}, {}), small_pool());
    ASSERT_FALSE(short_of_one);
    EXPECT_EQ(short_of_one.error().code, "draw.too_few_entries");
}

TEST(PanelDraw, GivesUpAtItsLimit)
{
    auto draw = PanelDraw::over(plan_of({2, 2}, {{"sex", "2", 4, std::nullopt}}), small_pool());
    EXPECT_FALSE(draw->draw(Suite::intl, seed_number(Suite::intl, 1), 1000)) << "there are three women";
}

} // namespace
