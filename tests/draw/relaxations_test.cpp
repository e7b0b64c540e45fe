#include "draw/relaxations.h"

#include "draw/conditions.h"
#include "draw/plan_count.h"
#include "draw/small_world.h"

#include <gtest/gtest.h>

using namespace support;

namespace {

using draw::Plan;

// Whether any panel exists, by trying everyone on every seat.
bool exists(const std::vector<draw::protocol::Standing>& pool, const Plan& plan)
{
    std::vector<const draw::protocol::Standing*> sits;
    auto count = [&](const std::string& tag, const std::string& value) {
        int n = 0;
        for (const auto* c : sits)
            for (const auto& [t, v] : c->attributes) n += t == tag && v == value;
        return n;
    };
    auto within = [&](const draw::protocol::Standing& c) {
        for (const auto& condition : plan.panel)
            for (const auto& [tag, value] : c.attributes)
                if (tag == condition.tag && condition.max && (!condition.value || *condition.value == value) &&
                    count(tag, value) > *condition.max)
                    return false;
        return true;
    };
    auto walk = [&](auto&& self, std::size_t group, std::size_t from, int left) -> bool {
        if (left == 0) {
            if (group + 1 < plan.groups.size()) return self(self, group + 1, 0, plan.groups[group + 1].seats);
            return std::all_of(plan.panel.begin(), plan.panel.end(),
                               [&](const auto& c) { return !c.value || count(c.tag, *c.value) >= c.min.value_or(0); });
        }
        for (std::size_t p = from; p < pool.size(); ++p) {
            const auto& c = pool[p];
            if (std::find(c.groups.begin(), c.groups.end(), static_cast<int>(group)) == c.groups.end()) continue;
            if (std::find(sits.begin(), sits.end(), &c) != sits.end()) continue;
            sits.push_back(&c);
            bool found = within(c) && self(self, group, p + 1, left - 1);
            sits.pop_back();
            if (found) return true;
        }
        return false;
    };
    return walk(walk, 0, 0, plan.groups[0].seats);
}

class Relaxing : public testing::Test {
protected:
    TestLibrary library{db::Engine::sqlite};
    SmallWorld world{library, 20261125, 100};
    std::shared_ptr<const draw::Facts> facts = [this] {
        auto snapshot = library.platform().database.read();
        return draw::load_facts(snapshot->connection());
    }();
    draw::Question question{world.today, world.today + 7, world.today + 8, {}, {}, {}};

    bool drawable(const Plan& plan)
    {
        Plan whole = draw::with_projects(plan, question.projects.size());
        auto evaluation = draw::pool_of(*facts, whole, question);
        std::vector<draw::protocol::Standing> pool;
        for (const auto& expert : evaluation.experts) pool.push_back(evaluation.standings[expert.standing]);
        std::erase_if(pool, [](const auto& c) { return c.groups.empty(); });
        return exists(pool, whole);
    }

    std::vector<draw::Relaxation> relaxations(const Plan& plan)
    {
        Plan whole = draw::with_projects(plan, question.projects.size());
        draw::PoolSets sets(*facts, whole, question);
        auto counted = draw::count(sets);
        draw::Relaxing asked{plan, question.projects.size(), sets, counted, [](const std::string& id) { return id; }};
        asked.most_tries = asked.most_shown = 1'000'000;
        return draw::relaxations_of(asked, false);
    }

    Plan random_plan()
    {
        Plan plan;
        for (std::int64_t g = 1 + world.below(2); g > 0; --g) {
            draw::Group group{"组" + std::to_string(g), 1 + static_cast<int>(world.below(2)), {}};
            auto& c = group.conditions;
            if (world.chance(50)) c.disciplines.emplace_back(world.pick(SmallWorld::disciplines));
            if (world.chance(40)) c.categories.emplace_back(world.pick(SmallWorld::categories));
            if (world.chance(40)) c.regions.emplace_back(world.pick(SmallWorld::regions));
            if (world.chance(30)) c.ranks = {"senior"};
            if (world.chance(30)) c.age_max = 40 + static_cast<int>(world.below(20));
            plan.groups.push_back(std::move(group));
        }
        if (world.chance(60)) plan.panel.push_back({"unit", {}, {}, 1});
        if (world.chance(40)) plan.panel.push_back({"sex", "2", 1 + static_cast<int>(world.below(seats_of(plan))), {}});
        if (world.chance(30)) plan.panel.push_back({"outside_province", "150000", 1, {}});
        if (world.chance(30)) plan.panel.push_back({"sex", "1", {}, 0});
        return plan;
    }

    static std::string text(const Plan& plan) { return json::canonical(fields::write(plan)); }

    // Every single change, made and tried by itself; of numbers the smallest that does.
    std::set<std::string> by_trying(const Plan& plan)
    {
        std::set<std::string> all;
        auto add = [&](const Plan& changed) {
            bool does = drawable(changed);
            if (does) all.insert(text(changed));
            return does;
        };
        for (std::size_t g = 0; g < plan.groups.size(); ++g) {
            for (const auto& kind : draw::condition_kinds) {
                if (!kind.asks(plan.groups[g].conditions)) continue;
                Plan without = plan, wider = plan;
                kind.clear(without.groups[g].conditions);
                add(without);
                if (kind.widen(wider.groups[g].conditions)) add(wider);
            }
            for (std::size_t to = 0; to < plan.groups.size(); ++to) {
                if (to == g || plan.groups[g].seats == 1) continue;
                Plan moved = plan;
                --moved.groups[g].seats, ++moved.groups[to].seats;
                add(moved);
            }
            for (int seats = plan.groups[g].seats - 1; seats >= 1; --seats) {
                Plan fewer = plan;
                fewer.groups[g].seats = seats;
                bool sound =
                    std::all_of(plan.panel.begin(), plan.panel.end(), [&](const auto& c) { return c.min.value_or(0) <= seats_of(fewer); });
                if (!sound || add(fewer)) break;
            }
        }
        for (std::size_t i = 0; i < plan.panel.size(); ++i)
            for (bool maximum : {true, false}) {
                auto bound = maximum ? plan.panel[i].max : plan.panel[i].min;
                for (int n = 1; bound && n <= (maximum ? seats_of(plan) - *bound : *bound); ++n) {
                    Plan changed = plan;
                    auto& c = changed.panel[i];
                    auto& moved = maximum ? c.max : c.min;
                    *moved += maximum ? n : -n;
                    if (maximum ? *moved == seats_of(plan) : *moved == 0) moved.reset();
                    if (!c.min && !c.max) changed.panel.erase(changed.panel.begin() + static_cast<std::ptrdiff_t>(i));
                    if (add(changed)) break;
                }
            }
        if (plan.recusal)
            for (int judges = *plan.recusal->judges - 1; judges >= 1; --judges) {
                Plan fewer = plan;
                fewer.recusal->judges = judges;
                if (add(fewer)) break;
            }
        return all;
    }
};

TEST_F(Relaxing, NamesExactlyTheSmallestChangesThatTryingFinds)
{
    int stuck = 0, singles = 0, pairs = 0;
    for (int i = 0; i < 400 && stuck < 120; ++i) {
        Plan plan = random_plan();
        if (drawable(plan)) continue;
        ++stuck;
        auto found = relaxations(plan);
        auto expected = by_trying(plan);
        std::set<std::string> told;
        for (const auto& one : found) {
            EXPECT_TRUE(drawable(one.plan)) << one.words;
            EXPECT_FALSE(one.words.empty());
            if (!one.steady) told.insert(text(one.plan));
        }
        if (expected.empty()) { // then two at once, each of which was tried above as drawable
            pairs += !found.empty();
            continue;
        }
        EXPECT_EQ(told, expected) << text(plan);
        singles += 1;
    }
    EXPECT_GT(singles, 20);
    EXPECT_GT(pairs, 5);
}

TEST_F(Relaxing, ChangesOfRecusalByProjectAndOfLoadAreAmongThem)
{
    Plan plan;
    plan.groups = {{"全体", 1, {}}};
    for (const auto& e : world.experts) question.uses.push_back({e.id, world.today - 10, world.today - 5, world.today - 3});
    plan.load = {1, {}};
    ASSERT_FALSE(drawable(plan));
    auto found = relaxations(plan);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].words, "不限抽取次数和间隔");
    EXPECT_FALSE(found[0].plan.load);
}

} // namespace
