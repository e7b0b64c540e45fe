#include "draw/condition_words.h"
#include "draw/feasibility.h"
#include "draw/feasibility_count.h"
#include "draw/feasibility_search.h"
#include "draw/protocol/panel.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace {

using namespace draw::feasibility;
using draw::words_of;
using draw::protocol::PanelCondition;
using draw::protocol::Plan;

// The share by trying every choice of every group; only for small pools.
long double counted_share(const Plan& plan, const std::vector<Person>& people)
{
    std::int64_t all = 0, hold = 0;
    std::vector<int> place(people.size(), -1);
    auto holds = [&] {
        for (const auto& condition : plan.panel) {
            std::map<std::string, std::int64_t> count;
            for (std::size_t p = 0; p < people.size(); ++p)
                if (place[p] >= 0)
                    if (auto tag = people[p].tags.find(condition.tag); tag != people[p].tags.end()) ++count[tag->second];
            for (const auto& [value, n] : count)
                if ((!condition.value || *condition.value == value) && n > condition.max.value_or(99)) return false;
            if (condition.value && count[*condition.value] < condition.min.value_or(0)) return false;
        }
        return true;
    };
    // Choices per group are independent in an attempt: someone chosen twice makes it fail.
    auto walk = [&](auto&& self, std::size_t group, std::size_t from, std::int64_t left, bool twice) -> void {
        if (left == 0) {
            if (group + 1 < plan.groups.size()) return self(self, group + 1, 0, plan.groups[group + 1].seats, twice);
            ++all;
            hold += !twice && holds();
            return;
        }
        for (std::size_t p = from; p < people.size(); ++p) {
            if (std::find(people[p].groups.begin(), people[p].groups.end(), int(group)) == people[p].groups.end()) continue;
            int before = place[p];
            place[p] = int(group);
            self(self, group, p + 1, left - 1, twice || before >= 0);
            place[p] = before;
        }
    };
    walk(walk, 0, 0, plan.groups[0].seats, false);
    return all == 0 ? 0 : static_cast<long double>(hold) / static_cast<long double>(all);
}

Plan random_plan(std::mt19937& chance)
{
    Plan plan;
    std::size_t groups = 1 + chance() % 2;
    for (std::size_t g = 0; g < groups; ++g) plan.groups.push_back({"第" + std::to_string(g + 1) + "组", 1 + std::int64_t(chance() % 3)});
    if (chance() % 3) plan.panel.push_back({"unit", std::nullopt, std::nullopt, 1 + std::int64_t(chance() % 2)});
    if (chance() % 3 == 0) plan.panel.push_back({"province", std::nullopt, std::nullopt, 1 + std::int64_t(chance() % 3)});
    if (chance() % 2) plan.panel.push_back({"sex", "2", std::int64_t(chance() % 3), std::nullopt});
    if (chance() % 3 == 0) plan.panel.push_back({"sex", "1", std::nullopt, std::int64_t(chance() % 4)});
    if (chance() % 3 == 0) plan.panel.push_back({"city", "c1", 1, 2});
    return plan;
}

// `nested`: every unit lies in one province.
std::vector<Person> random_people(std::mt19937& chance, std::size_t groups, bool nested)
{
    std::vector<Person> people;
    std::size_t size = 3 + chance() % 7;
    for (std::size_t i = 0; i < size; ++i) {
        Person person;
        for (std::size_t g = 0; g < groups; ++g)
            if (chance() % 3) person.groups.push_back(int(g));
        std::size_t unit = chance() % 5;
        person.tags["unit"] = "u" + std::to_string(unit);
        person.tags["province"] = "p" + std::to_string(nested ? unit % 2 : chance() % 2);
        if (chance() % 5) person.tags["sex"] = chance() % 2 ? "1" : "2";
        if (chance() % 5) person.tags["city"] = "c" + std::to_string(chance() % 3);
        people.push_back(person);
    }
    return people;
}

// The number of the kind that a person is of.
std::size_t kind_of(const People& people, const Person& person)
{
    for (std::size_t k = 0; k < people.kinds.size(); ++k) {
        bool same = people.kinds[k].groups == person.groups;
        for (std::size_t t = 0; t < people.tags.size() && same; ++t) {
            auto tag = person.tags.find(people.tags[t]);
            same = people.kinds[k].values[t] == (tag == person.tags.end() ? -1 : people.value_index(t, tag->second));
        }
        if (same) return k;
    }
    throw std::logic_error("a person of no kind");
}

TEST(Feasibility, TheProgrammeCountsWhatCountingCounts)
{
    std::mt19937 chance(20261124);
    int none = 0, exact = 0;
    for (int i = 0; i < 600; ++i) {
        Plan plan = random_plan(chance);
        auto people = random_people(chance, plan.groups.size(), true);
        auto share = exact_share(plan, plan.panel, people_of(plan, people), {});
        ASSERT_TRUE(share) << i;
        EXPECT_NEAR(double(*share), double(counted_share(plan, people)), 1e-12) << i;
        ++exact;
        none += *share == 0;
    }
    EXPECT_EQ(exact, 600);
    EXPECT_GT(none, 60) << "both kinds of plan are met";
    EXPECT_LT(none, 540);
}

TEST(Feasibility, WeightedAttemptsComeNear)
{
    std::mt19937 chance(7);
    for (int i = 0; i < 60; ++i) {
        Plan plan = random_plan(chance);
        auto people = random_people(chance, plan.groups.size(), false);
        double counted = double(counted_share(plan, people));
        double tried = double(tried_share(plan, plan.panel, people_of(plan, people), {.tries = 20'000}));
        EXPECT_NEAR(tried, counted, 0.02 + 0.03 * counted) << i;
        EXPECT_EQ(counted == 0 && tried > 0, false) << i;
    }
}

// Conditions of every form, cutting across each other as they like.
TEST(Feasibility, TheSearchFindsAPanelExactlyWhereThereIsOne)
{
    std::mt19937 chance(4);
    int none = 0;
    for (int i = 0; i < 600; ++i) {
        Plan plan = random_plan(chance);
        auto people = random_people(chance, plan.groups.size(), false);
        auto found = search_panel(plan, plan.panel, people_of(plan, people), 100'000);
        ASSERT_TRUE(found) << i;
        EXPECT_EQ(*found, counted_share(plan, people) > 0) << i;
        none += !*found;
    }
    EXPECT_GT(none, 60);
    EXPECT_LT(none, 540);
}

// Each person's chance by trying every choice.
TEST(Feasibility, ChancesOfPeopleAreThoseThatCountingGives)
{
    std::mt19937 chance(31);
    int compared = 0;
    for (int i = 0; i < 300; ++i) {
        Plan plan = random_plan(chance);
        auto people = random_people(chance, plan.groups.size(), true);
        auto kinds = people_of(plan, people);
        auto chances = exact_chances(plan, plan.panel, kinds, {});
        long double all = counted_share(plan, people);
        ASSERT_EQ(chances.has_value(), all > 0) << i;
        if (!chances) continue;
        for (std::size_t p = 0; p < people.size(); ++p) {
            if (people[p].groups.empty()) continue;
            // Where she may sit nowhere, what remains of the choices that hold are those without her.
            auto others = people;
            others[p].groups.clear();
            auto choices = [&](const std::vector<Person>& list) {
                long double ways = 1;
                for (std::size_t g = 0; g < plan.groups.size(); ++g) {
                    std::int64_t n = 0;
                    for (const auto& person : list) n += std::count(person.groups.begin(), person.groups.end(), int(g));
                    for (std::int64_t k = 0; k < plan.groups[g].seats; ++k) ways = ways * (long double)(n - k) / (long double)(k + 1);
                }
                return ways;
            };
            long double without = choices(others) <= 0 ? 0 : counted_share(plan, others) * choices(others);
            double expected = double(1 - without / (all * choices(people)));
            EXPECT_NEAR(double((*chances)[kind_of(kinds, people[p])]), expected, 1e-12) << i << " " << p;
            ++compared;
        }
    }
    EXPECT_GT(compared, 500);
}

// What the page foretells is what attempts do: their successes and how often each person is drawn (draw.md, 1.8).
TEST(Feasibility, AttemptsDoWhatWasForetold)
{
    std::mt19937_64 numbers(20261125);
    std::mt19937 chance(77);
    int tried = 0;
    for (int i = 0; i < 60 && tried < 20; ++i) {
        Plan plan = random_plan(chance);
        auto people = random_people(chance, plan.groups.size(), true);
        auto finding = check(plan, people);
        if (!finding.drawable()) continue;
        ++tried;
        std::vector<draw::protocol::Entry> pool;
        std::vector<std::size_t> who;
        for (std::size_t p = 0; p < people.size(); ++p) {
            if (people[p].groups.empty()) continue;
            draw::protocol::Entry entry;
            entry.ref[0] = static_cast<std::uint8_t>(p);
            entry.groups = people[p].groups;
            entry.tags = people[p].tags;
            pool.push_back(std::move(entry));
            who.push_back(p);
        }
        auto draw = draw::protocol::PanelDraw::over(plan, pool);
        ASSERT_TRUE(draw);
        const int attempts = 20'000;
        int held = 0;
        std::vector<int> drawn(pool.size());
        for (int k = 0; k < attempts; ++k) {
            draw::protocol::Seats seats;
            if (!draw->attempt([&](std::uint64_t m) { return numbers() % m; }, seats)) continue;
            ++held;
            for (const auto& group : seats)
                for (auto person : group) ++drawn[person];
        }
        double share = double(finding.share), spread = std::sqrt(attempts * share * (1 - share));
        EXPECT_LE(std::abs(held - attempts * share), 4.5 * spread + 1e-9) << i;
        auto kinds = people_of(plan, people);
        auto chances = exact_chances(plan, plan.panel, kinds, {});
        ASSERT_TRUE(chances);
        for (std::size_t p = 0; p < pool.size(); ++p) {
            double one = double((*chances)[kind_of(kinds, people[who[p]])]);
            EXPECT_LE(std::abs(drawn[p] - held * one), 4.5 * std::sqrt(held * one * (1 - one)) + 1e-9) << i << " " << p;
        }
    }
    EXPECT_EQ(tried, 20);
}

// "No panel" is only ever said when there is none, "drawable" only when there is one.
TEST(Feasibility, AnswersAreProven)
{
    std::mt19937 chance(99);
    int unknown = 0;
    for (int i = 0; i < 300; ++i) {
        Plan plan = random_plan(chance);
        auto people = random_people(chance, plan.groups.size(), i % 2);
        auto result = check(plan, people);
        bool exists = counted_share(plan, people) > 0;
        if (result.answer == Finding::Answer::unknown)
            ++unknown;
        else
            EXPECT_EQ(result.drawable(), exists) << i;
        EXPECT_EQ(result.drawable(), result.problems.empty()) << i;
    }
    EXPECT_EQ(unknown, 0) << "small pools are always answered";
}

std::vector<Person> people_in_units(int units, int each, std::vector<int> groups = {0})
{
    std::vector<Person> people;
    for (int u = 0; u < units; ++u)
        for (int i = 0; i < each; ++i)
            people.push_back({groups, {{"unit", "u" + std::to_string(u)}, {"sex", i % 3 == 2 ? "2" : "1"}, {"province", "150000"}}});
    return people;
}

Plan one_group(std::int64_t seats, std::vector<PanelCondition> panel)
{
    Plan plan;
    plan.groups = {{"畜禽遗传育种", seats}};
    plan.panel = std::move(panel);
    return plan;
}

TEST(Feasibility, NamesAGroupWithTooFewWithoutTellingSmallCounts)
{
    auto result = check(one_group(5, {}), people_in_units(3, 1));
    EXPECT_EQ(result.answer, Finding::Answer::none);
    ASSERT_EQ(result.problems.size(), 1u);
    EXPECT_EQ(result.problems[0].group, 0);
    EXPECT_EQ(result.problems[0].text, "“畜禽遗传育种”组要 5 人，可选的不足：少于 5 人；请放宽本组条件或减少席位。");
    EXPECT_EQ(check(one_group(9, {}), people_in_units(7, 1)).problems[0].text,
              "“畜禽遗传育种”组要 9 人，可选的不足：7 人；请放宽本组条件或减少席位。");
    EXPECT_EQ(check(one_group(9, {}), {}).problems[0].text, "“畜禽遗传育种”组要 9 人，可选的不足：一人也没有；请放宽本组条件或减少席位。");
}

TEST(Feasibility, NamesTheCapThatLeavesTooFewAndWhatWouldDo)
{
    auto result = check(one_group(7, {{"unit", std::nullopt, std::nullopt, 1}}), people_in_units(3, 10));
    EXPECT_EQ(result.answer, Finding::Answer::none);
    ASSERT_EQ(result.problems.size(), 1u);
    EXPECT_EQ(result.problems[0].text, "跨组条件“同一单位最多 1 名”达不到：可选专家集中在少数单位，凑不满 7 "
                                       "个席位；把“同一单位最多 1 名”的上限放宽到 3 名即可。");
}

TEST(Feasibility, NamesAMinimumOutOfReach)
{
    auto result = check(one_group(7, {{"sex", "2", 6, std::nullopt}, {"unit", std::nullopt, std::nullopt, 9}}), people_in_units(2, 8));
    ASSERT_EQ(result.problems.size(), 1u);
    EXPECT_EQ(result.problems[0].text, "跨组条件“女性至少 6 名”达不到：可选专家中符合的少于 5 人；把“女性至少 6 名”的下限降到 4 名即可。");
}

TEST(Feasibility, NamesOnlyTheConditionsThatConflict)
{
    // Three units with two women each: one a unit gives three women at most.
    auto result = check(
        one_group(4, {{"province", "150000", 1, std::nullopt}, {"sex", "2", 4, std::nullopt}, {"unit", std::nullopt, std::nullopt, 1}}),
        people_in_units(6, 3));
    EXPECT_TRUE(result.drawable()) << "six units, one woman in each";
    result = check(
        one_group(4, {{"province", "150000", 1, std::nullopt}, {"sex", "2", 4, std::nullopt}, {"unit", std::nullopt, std::nullopt, 1}}),
        [] {
            auto people = people_in_units(3, 6);
            for (int u = 3; u < 9; ++u) people.push_back({{0}, {{"unit", "u" + std::to_string(u)}, {"sex", "1"}, {"province", "150000"}}});
            return people;
        }());
    EXPECT_EQ(result.answer, Finding::Answer::none);
    ASSERT_EQ(result.problems.size(), 1u);
    EXPECT_EQ(result.problems[0].text, "跨组条件“女性至少 4 名”、“同一单位最多 1 名”不能同时满足；把“女性至少 4 名”的下限降到 3 "
                                       "名即可，或把“同一单位最多 1 名”的上限放宽到 2 名即可。");
}

TEST(Feasibility, NamesGroupsThatShareTheirPeople)
{
    Plan plan;
    plan.groups = {{"甲", 4}, {"乙", 4}};
    auto result = check(plan, people_in_units(6, 1, {0, 1}));
    EXPECT_EQ(result.answer, Finding::Answer::none);
    EXPECT_EQ(result.problems[0].text, "各组的可选专家互相重叠，共 6 人，不够 8 个席位；请放宽各组条件或减少席位。");
}

TEST(Feasibility, RefusesWhatAlmostNeverSucceeds)
{
    // 31 seats, one a unit, from 40 units of 100 people.
    auto result = check(one_group(31, {{"unit", std::nullopt, std::nullopt, 1}}), people_in_units(40, 100));
    EXPECT_EQ(result.answer, Finding::Answer::rare);
    EXPECT_TRUE(result.exact);
    ASSERT_EQ(result.problems.size(), 1u);
    EXPECT_EQ(result.problems[0].text, "跨组条件过严，一千万次试抽成功不到一次；把“同一单位最多 1 名”的上限放宽到 2 名即可。");
    // C(40, 31) · 100^31 / C(4000, 31).
    long double expected = 1;
    for (int i = 0; i < 31; ++i) expected *= (40.0L - i) * 100 / (4000.0L - i);
    EXPECT_NEAR(double(result.share / expected), 1, 1e-9);
}

TEST(Feasibility, ALargeLibraryIsAnsweredExactlyAndSoon)
{
    std::mt19937 chance(5);
    std::vector<Person> people;
    for (int i = 0; i < 30'000; ++i) {
        Person person{{0}, {{"unit", "u" + std::to_string(chance() % 1500)}, {"sex", chance() % 3 ? "1" : "2"}}};
        if (chance() % 2) person.groups = {0, 1};
        people.push_back(person);
    }
    Plan plan;
    plan.groups = {{"甲", 5}, {"乙", 4}};
    plan.panel = {{"unit", std::nullopt, std::nullopt, 1}, {"sex", "2", 3, std::nullopt}, {"sex", "1", 2, std::nullopt}};
    auto result = check(plan, people);
    EXPECT_TRUE(result.drawable());
    EXPECT_TRUE(result.exact);
    EXPECT_GT(result.share, 0.5L);
    EXPECT_LT(result.share, 0.7L);
}

TEST(Feasibility, SharesAreWrittenWithThreeDigits)
{
    auto text = [](long double share) {
        Finding f;
        f.share = share;
        return f.share_text();
    };
    EXPECT_EQ(text(0.1189L), "0.119");
    EXPECT_EQ(text(0.000421L), "0.000421");
    EXPECT_EQ(text(0.5L), "0.5");
    EXPECT_EQ(text(1), "1");
    EXPECT_EQ(text(0), "0");
    EXPECT_EQ(text(1.2345e-9L), "0.00000000123");
}

TEST(Conditions, AreSaidInWords)
{
    EXPECT_EQ(words_of(PanelCondition{"unit", std::nullopt, std::nullopt, 1}), "同一单位最多 1 名");
    EXPECT_EQ(words_of(PanelCondition{"sex", "2", 2, std::nullopt}), "女性至少 2 名");
    EXPECT_EQ(words_of(PanelCondition{"province", "150000", 1, 3}), "内蒙古自治区至少 1 名、最多 3 名");
    EXPECT_EQ(words_of(PanelCondition{"age_band", "under_45", 1, std::nullopt}), "45 岁以下至少 1 名");
}

} // namespace
