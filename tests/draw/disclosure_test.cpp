#include "draw/disclosure.h"

#include <gtest/gtest.h>

#include <set>
#include <unordered_map>

using namespace draw;

namespace {

constexpr std::size_t first_code = place_of_code("14.4.1"), second_code = place_of_code("missing.unit");

// Eligible, two codes, in no group: everyone of the library once.
struct Leaves {
    std::int64_t values[4];
    std::int64_t total() const { return values[0] + values[1] + values[2] + values[3]; }
};

Count count_of(const Leaves& l)
{
    Count c;
    c.total = l.total();
    c.eligible = l.values[0];
    c.excluded[first_code] = l.values[1];
    c.excluded[second_code] = l.values[2];
    c.no_group = l.values[3];
    c.groups.resize(1);
    c.groups[0].eligible = c.eligible;
    c.groups[0].excluded = c.excluded;
    return c;
}

Plan one_group()
{
    Plan plan;
    plan.groups.push_back({"甲", 1, {}});
    return plan;
}

json::Value all_shown(const ShownCount& s)
{
    json::Array sections, groups;
    for (const auto& section : s.excluded) sections.push_back(fields::write(section));
    for (const auto& group : s.groups) groups.push_back(fields::write(group));
    return json::Object{{"total", fields::write(s.total)},       {"no_group", fields::write(s.no_group)},
                        {"matching", fields::write(s.matching)}, {"eligible", fields::write(s.eligible)},
                        {"excluded", std::move(sections)},       {"groups", std::move(groups)}};
}

// Every {"n":1} … {"n":4} in a document.
int small_numbers(const json::Value& value)
{
    int found = 0;
    if (const auto* object = value.if_object()) {
        for (const auto& [name, member] : *object) {
            const auto* n = member.if_int();
            found += name == "n" && n && *n > 0 && *n < 5;
            found += small_numbers(member);
        }
    } else if (const auto* array = value.if_array())
        for (const auto& member : *array) found += small_numbers(member);
    return found;
}

TEST(Disclosure, WhoKnowsTheLibrarysSizeCannotReckonOutAFew)
{
    Plan plan = one_group();
    // Both large parts run over a gap, so that each value tried has its neighbours on both sides.
    std::vector<std::int64_t> large;
    for (std::int64_t n = 0; n <= 80; ++n)
        if (n < 8 || n >= 45) large.push_back(n);
    std::vector<std::pair<Leaves, std::string>> worlds;
    for (auto a : large)
        for (std::int64_t b = 0; b < 6; ++b)
            for (std::int64_t c = 0; c < 6; ++c)
                for (auto d : large) {
                    Leaves l{{a, b, c, d}};
                    worlds.emplace_back(l, std::to_string(l.total()) + json::canonical(all_shown(disclose(count_of(l), plan, 3))));
                }
    std::unordered_map<std::string_view, std::set<std::int64_t>> possible[4]; // by answer and size: the values that a part may have
    for (const auto& [leaves, answer] : worlds)
        for (int i = 0; i < 4; ++i) possible[i][answer].insert(leaves.values[i]);
    int tried = 0;
    for (const auto& [leaves, answer] : worlds) {
        std::int64_t a = leaves.values[0], d = leaves.values[3];
        auto inner = [](std::int64_t n) { return n < 8 || (n >= 58 && n <= 68); };
        if (!inner(a) || !inner(d) || std::max(a, d) < 58) continue; // smaller libraries hide nothing behind their size
        for (int i = 0; i < 4; ++i)
            if (leaves.values[i] > 0 && leaves.values[i] < 5) {
                ++tried;
                ASSERT_GT(possible[i][answer].size(), 1u) << "part " << i << " of " << a << " " << leaves.values[1] << " "
                                                          << leaves.values[2] << " " << d << " is told by " << answer;
            }
    }
    EXPECT_GT(tried, 1000);
}

TEST(Disclosure, NumbersStandExactWhereNothingIsHidden)
{
    auto shown_count = disclose(count_of({{239, 41, 32, 1831}}), one_group(), 3);
    EXPECT_EQ(
        json::canonical(all_shown(shown_count)),
        R"({"eligible":{"n":239},"excluded":[{"code":"14.4","count":{"n":41},"items":[{"code":"14.4.1","count":{"n":41},)"
        R"("label":"第1目 是被评审项目的负责人或参与人员"}],"label":"回避"},{"code":"eligibility","count":{"n":0},"items":[],"label":"资格"},)"
        R"({"code":"missing","count":{"n":32},"items":[{"code":"missing.unit","count":{"n":32},"label":"所在单位未核验"}],"label":"信息缺失"}],)"
        R"("groups":[{"conditions":[],"eligible":{"n":239},"matching":{"n":312},"thin":false}],"matching":{"n":312},)"
        R"("no_group":{"n":1831},"total":{"n":2143}})");
}

TEST(Disclosure, AFewIsNeverANumberAndItsNeighboursAreBounds)
{
    auto shown_count = disclose(count_of({{239, 3, 32, 1831}}), one_group(), 3);
    EXPECT_EQ(small_numbers(all_shown(shown_count)), 0);
    EXPECT_EQ(json::canonical(fields::write(shown_count.excluded[0].count)), R"({"few":true})");
    EXPECT_EQ(json::canonical(fields::write(shown_count.matching)), R"({"least":true,"n":272})") << "1 to 4 of them: 272 to 275";
    EXPECT_EQ(json::canonical(fields::write(shown_count.no_group)), R"({"least":true,"n":1830})");
    EXPECT_EQ(json::canonical(fields::write(shown_count.eligible)), R"({"n":239})");
    EXPECT_EQ(json::canonical(fields::write(shown_count.groups[0].matching)), R"({"least":true,"n":272})");
}

TEST(Disclosure, GroupsThatOverlapByAFewDoNotTellTheUnion)
{
    Count c;
    c.total = 100;
    c.eligible = 28;
    c.no_group = 72;
    c.groups.resize(2);
    c.groups[0].eligible = 17;
    c.groups[1].eligible = 12; // one person fits both
    Plan plan = one_group();
    plan.groups.push_back({"乙", 1, {}});
    auto shown_count = disclose(c, plan, 3);
    EXPECT_EQ(json::canonical(fields::write(shown_count.eligible)), R"({"least":true,"n":17})");
    EXPECT_EQ(json::canonical(fields::write(shown_count.no_group)), R"({"least":true,"n":71})");
    EXPECT_EQ(json::canonical(fields::write(shown_count.groups[0].eligible)), R"({"n":17})");
    c.eligible = 29, c.no_group = 71;
    EXPECT_EQ(json::canonical(fields::write(disclose(c, plan, 3).eligible)), R"({"n":29})") << "nobody in both";
}

} // namespace
