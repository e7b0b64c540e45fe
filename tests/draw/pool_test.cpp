#include "draw/pool.h"

#include "draw/count.h"
#include "draw/oracle.h"

#include <gtest/gtest.h>

#include <numeric>

using namespace support;

namespace {

draw::Plan random_plan(SmallWorld& w)
{
    draw::Plan plan;
    for (std::int64_t g = 1 + w.below(3); g > 0; --g) {
        draw::Group group{"组" + std::to_string(g), 1, {}};
        auto& c = group.conditions;
        auto some = [&](std::vector<std::string>& list, const auto& from, int percent) {
            while (w.chance(percent)) list.emplace_back(w.pick(from));
        };
        constexpr std::string_view ranks[] = {"senior", "associate"};
        some(c.categories, SmallWorld::categories, 40);
        some(c.disciplines, SmallWorld::disciplines, 40);
        some(c.industries, SmallWorld::industries, 10);
        some(c.ranks, ranks, 20);
        some(c.unit_kinds, SmallWorld::kinds, 15);
        some(c.regions, SmallWorld::regions, 25);
        if (w.chance(15)) c.units.push_back(w.pick(w.units).public_id);
        if (w.chance(15)) c.age_min = 30 + static_cast<int>(w.below(20));
        if (w.chance(15)) c.age_max = 50 + static_cast<int>(w.below(20));
        if (w.chance(10)) c.keywords.emplace_back(w.chance(50) ? "基因" : "机器");
        if (w.chance(10)) c.active_within = 1 + static_cast<int>(w.below(4));
        plan.groups.push_back(group);
    }
    plan.panel = {{"unit", {}, {}, 1},
                  {"province", {}, {}, 9},
                  {"city", {}, {}, 9},
                  {"sex", "2", 1, {}},
                  {"age_band", "60_up", {}, 3},
                  {"unit_kind", {}, {}, 9},
                  {"fresh", "1", 1, {}},
                  {"category_finance", "1", 1, {}},
                  {"category_other", "1", {}, 9},
                  {"outside_province", "150000", 1, {}},
                  {"outside_city", "150100", 1, {}}};
    if (w.chance(30)) plan.load = {w.chance(50) ? std::optional(1 + static_cast<int>(w.below(2))) : std::nullopt, 30};
    return plan;
}

recusal::ProjectFacts facts_of(const crypto::Keyring& keys, const WorldProject& p)
{
    auto hash = [&](const std::string& citizen) {
        return citizen.empty() ? Bytes{} : crypto::bytes_of(keys.lookup_hash("citizen_id", crypto::Secret(citizen)));
    };
    recusal::ProjectFacts facts{p.public_id,  p.public_id,   p.applicant, p.partners, p.lead_name,
                                hash(p.lead), p.lead_entity, p.lead_unit, {}};
    for (const auto& member : p.members) facts.member_hashes.push_back(hash(member));
    return facts;
}

std::vector<std::string> expected_codes(const Oracle& oracle, const draw::Plan& plan, const WorldExpert& e, std::vector<int>& groups)
{
    auto codes = oracle.whole_codes(e);
    std::vector<int> fits, unqualified;
    for (std::size_t g = 0; g < plan.groups.size(); ++g)
        if (oracle.fits(e, plan.groups[g].conditions)) {
            fits.push_back(static_cast<int>(g));
            if (!oracle.qualified(e, plan.groups[g].conditions)) unqualified.push_back(static_cast<int>(g));
        }
    if (fits.empty()) return {"no_group"};
    bool barred = !codes.empty();
    if (unqualified == fits)
        codes.insert("missing.qualification");
    else
        for (int g : unqualified) codes.insert("missing.qualification@" + std::to_string(g));
    for (int g : fits)
        if (!barred && std::find(unqualified.begin(), unqualified.end(), g) == unqualified.end()) groups.push_back(g);
    return {codes.begin(), codes.end()};
}

class Pool : public testing::TestWithParam<db::Engine> {};

TEST_P(Pool, EqualsTheOracleOnRandomWorlds)
{
    TestLibrary library(GetParam());
    SmallWorld world(library, 20261124, 120);
    auto snapshot = library.platform().database.read();
    auto facts = draw::load_facts(snapshot->connection());
    ASSERT_EQ(facts->size(), world.experts.size());
    std::map<std::string, int> seen;
    for (int round = 0; round < 60; ++round) {
        draw::Plan plan = random_plan(world);
        if (round % 3 == 0) plan.recusal = {"project", 1};
        Day from = world.today + static_cast<int>(world.below(4)) - 1;
        OracleQuestion asked{plan, world.today, from, from + static_cast<int>(world.below(4)), {}, {}};
        for (std::int64_t n = world.below(3); n >= 0; --n) asked.projects.push_back(world.project(static_cast<int>(n)));
        plan = draw::with_projects(plan, asked.projects.size());
        for (int i = 0; i < 5; ++i) asked.busy.insert(world.pick(world.experts).id);
        for (int i = 0; i < 60; ++i) { // drawn on some day of the last three years, for an activity soon after
            Day drawn = world.today - static_cast<int>(world.below(1000));
            asked.uses.push_back({world.pick(world.experts).id, drawn, drawn + 5, drawn + 5 + static_cast<int>(world.below(40))});
        }
        draw::Question question{asked.seal, asked.from, asked.to, {}, {asked.busy.begin(), asked.busy.end()}, asked.uses};
        for (int i = 0; i < 15; ++i) { // suspected and confirmed (Art. 14(4)7)
            auto project = static_cast<std::size_t>(world.below(static_cast<std::int64_t>(asked.projects.size())));
            std::int64_t expert = world.pick(world.experts).id;
            if (asked.confirmed.emplace(expert, asked.projects[project].public_id).second)
                question.confirmed.push_back({expert, project, "疑似"});
        }
        for (const auto& p : asked.projects) question.projects.push_back(facts_of(library.platform().keys, p));
        auto pool = draw::pool_of(*facts, plan, question, true);
        ASSERT_EQ(pool.size(), world.experts.size());
        Oracle oracle(world, asked);
        std::int64_t eligible = 0, no_group = 0;
        for (std::size_t i = 0; i < pool.size(); ++i) {
            const WorldExpert& e = world.experts[i];
            std::vector<int> groups;
            auto codes = expected_codes(oracle, plan, e, groups);
            ASSERT_EQ(pool[i].expert_id, e.id);
            EXPECT_EQ(pool[i].excluded, codes) << "round " << round << ", expert " << i;
            EXPECT_EQ(pool[i].groups, groups) << "round " << round << ", expert " << i;
            for (const auto& code : codes) ++seen[code.substr(0, code.find('@'))];
            eligible += !groups.empty();
            no_group += codes == std::vector<std::string>{"no_group"};
            std::map<std::string, std::string> tags(pool[i].tags.begin(), pool[i].tags.end()), expected;
            for (const auto& condition : plan.panel)
                if (auto value = oracle.tag(e, condition.tag); !value.empty()) expected[condition.tag] = value;
            EXPECT_EQ(tags, expected) << "round " << round << ", expert " << i;
            std::set<std::string> told;
            for (const auto& reason : pool[i].reasons) {
                if (reason.only_project) {
                    EXPECT_FALSE(reason.project.empty()) << "of one project alone";
                    continue;
                }
                told.insert(reason.code + (reason.group ? "@" + std::to_string(*reason.group) : ""));
                EXPECT_FALSE(reason.fact.empty());
            }
            if (codes == std::vector<std::string>{"no_group"}) codes.clear();
            EXPECT_EQ(told, std::set<std::string>(codes.begin(), codes.end())) << "each code has its reason, and no other";
        }
        draw::Judgement judgement(*facts, plan, question);
        auto count = draw::count(*facts, plan, judgement);
        EXPECT_EQ(count.eligible, eligible);
        EXPECT_EQ(count.no_group, no_group);
        EXPECT_EQ(std::accumulate(count.excluded.begin(), count.excluded.end(), count.eligible + count.no_group), count.total);
        for (std::size_t g = 0; g < plan.groups.size(); ++g)
            for (std::size_t k = 0; k < draw::condition_kinds.size(); ++k) {
                draw::Plan less = plan;
                draw::condition_kinds[k].clear(less.groups[g].conditions);
                draw::Judgement without(*facts, less, question);
                EXPECT_EQ(count.groups[g].without[k], draw::count(*facts, less, without).groups[g].eligible - count.groups[g].eligible)
                    << "round " << round << ", group " << g << ", without " << draw::condition_kinds[k].name;
            }
    }
    for (const auto& code : draw::exclusion_codes)
        if (code.code != "age") EXPECT_GT(seen[std::string(code.code)], 0) << code.code << " never came up";
}

TEST_P(Pool, FactsInMemoryFollowTheLedger)
{
    TestLibrary library(GetParam());
    SmallWorld world(library, 7, 5);
    auto facts = [&] {
        auto snapshot = library.platform().database.read();
        return draw::current_facts(snapshot->connection());
    };
    auto first = facts();
    EXPECT_EQ(first, facts());
    library.add_account("chen", "operator");
    EXPECT_EQ(first, facts()) << "an account is no fact of experts";
    {
        auto act = library.act();
        ASSERT_TRUE(act.update(expert::expert_table, world.experts[0].id, {{"status", db::Value("revoked")}}));
        act.append({"test.status/1", "", "", {}});
        act.commit();
    }
    auto second = facts();
    EXPECT_NE(first, second);
    EXPECT_EQ(second->eligibility.person(0).status, eligibility::Status::revoked);
    TestLibrary other(GetParam());
    SmallWorld another(other, 8, 3);
    auto snapshot = other.platform().database.read();
    EXPECT_EQ(draw::current_facts(snapshot->connection())->size(), 3u) << "another library is never taken for this one";
}

INSTANTIATE_TEST_SUITE_P(Engines, Pool, testing::ValuesIn(engines), [](const auto& info) { return name_of(info.param); });

} // namespace
