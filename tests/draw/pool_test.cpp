#include "draw/pool.h"

#include "draw/count.h"
#include "draw/random_plan.h"

#include <gtest/gtest.h>

#include <numeric>

using namespace support;

namespace {

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
        draw::Question question = random_question(world, library.platform().keys, asked);
        plan = draw::with_projects(plan, asked.projects.size());
        auto pool = draw::pool_of(*facts, plan, question);
        draw::Judgement judgement(*facts, plan, question);
        ASSERT_EQ(pool.experts.size(), world.experts.size());
        Oracle oracle(world, asked);
        std::int64_t eligible = 0, no_group = 0;
        for (std::size_t i = 0; i < pool.experts.size(); ++i) {
            const WorldExpert& e = world.experts[i];
            std::vector<int> groups;
            auto codes = expected_codes(oracle, plan, e, groups);
            ASSERT_EQ(facts->recusal.ids()[i], e.id);
            EXPECT_EQ(pool.experts[i].id, facts->attributes[i].public_id);
            const auto& standing = pool.standings[pool.experts[i].standing];
            EXPECT_EQ(standing.excluded, codes) << "round " << round << ", expert " << i;
            EXPECT_EQ(standing.groups, groups) << "round " << round << ", expert " << i;
            for (const auto& code : codes) ++seen[code.substr(0, code.find('@'))];
            eligible += !groups.empty();
            no_group += codes == std::vector<std::string>{"no_group"};
            draw::protocol::Tags expected;
            for (const auto& condition : plan.panel)
                if (auto value = oracle.tag(e, condition.tag); !value.empty()) expected[condition.tag] = value;
            EXPECT_EQ(standing.attributes, expected) << "round " << round << ", expert " << i;
            std::set<std::string> told;
            for (const auto& reason : judgement.reasons(i, judgement.verdict(i))) {
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
        auto count = draw::count(draw::PoolSets(*facts, plan, question));
        EXPECT_EQ(count.eligible, eligible);
        EXPECT_EQ(count.no_group, no_group);
        EXPECT_EQ(std::accumulate(count.excluded.begin(), count.excluded.end(), count.eligible + count.no_group), count.total);
        for (std::size_t g = 0; g < plan.groups.size(); ++g)
            for (std::size_t k = 0; k < draw::condition_kinds.size(); ++k) {
                draw::Plan less = plan;
                draw::condition_kinds[k].clear(less.groups[g].conditions);
                draw::PoolSets without(*facts, less, question);
                EXPECT_EQ(count.groups[g].without[k], draw::count(without).groups[g].eligible - count.groups[g].eligible)
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

INSTANTIATE_TEST_SUITE_P(Engines, Pool, testing::ValuesIn(engines), [](const auto& tested) { return name_of(tested.param); });

} // namespace
