#include "draw/pool_sets.h"

#include "draw/random_plan.h"
#include "draw/suspicions.h"

#include <gtest/gtest.h>

using namespace support;

namespace {

// What a plan's conditions say, as the database's own language answers it.
class Sql {
public:
    Sql(db::Connection& connection, const draw::Plan& plan, Day seal, Day from, Day to)
        : connection_(connection), plan_(plan), seal_(seal), from_(from), last_(std::max(seal, to))
    {
    }

    std::set<std::int64_t> fits(std::size_t group) { return ids("1 = 1" + conditions(plan_.groups[group].conditions)); }
    std::set<std::int64_t> qualified(std::size_t group)
    {
        const auto& codes = plan_.groups[group].conditions.categories;
        std::string asked = codes.empty() ? "" : " AND c.category IN " + below(catalog::expert_categories(), codes);
        return ids("EXISTS (SELECT 1 FROM expert_category c WHERE c.expert_id = e.id AND c.qualification IS NOT NULL AND c.verified_by IS "
                   "NOT NULL AND c.verified_on <= '" +
                   to_text(seal_) + "'" + asked + ")");
    }

private:
    db::Connection& connection_;
    const draw::Plan& plan_;
    Day seal_, from_, last_;

    std::set<std::int64_t> ids(const std::string& where)
    {
        auto all = connection_.all("SELECT e.id FROM expert e WHERE " + where, {}, [](const db::Row& row) { return row.integer(0); });
        return {all.begin(), all.end()};
    }

    static std::string in(const std::vector<std::string>& values)
    {
        std::string list;
        for (const auto& value : values) list += (list.empty() ? "'" : ", '") + value + "'";
        return "(" + list + ")";
    }

    // The codes and all below them.
    static std::string below(const catalog::Table& table, const std::vector<std::string>& codes)
    {
        std::vector<std::string> all;
        for (const auto& entry : table.entries())
            for (const auto& code : codes)
                if (table.is_within(entry.code, code)) all.push_back(entry.code);
        return in(all);
    }

    // The unit of the main post of the days that count, else of retirement.
    std::string home() const
    {
        return "(SELECT p.unit_id FROM post p WHERE p.expert_id = e.id AND (p.kind = 'retired' OR (p.kind = 'main' AND (p.from_day IS NULL "
               "OR p.from_day <= '" +
               to_text(last_) + "') AND (p.to_day IS NULL OR p.to_day >= '" + to_text(seal_) +
               "'))) ORDER BY CASE p.kind WHEN 'main' THEN 0 ELSE 1 END, p.id LIMIT 1)";
    }

    std::string conditions(const draw::Conditions& c) const
    {
        std::string sql;
        auto coded = [&](const char* table, const char* column, const catalog::Table& codes, const std::vector<std::string>& asked) {
            if (!asked.empty())
                sql += std::string(" AND EXISTS (SELECT 1 FROM ") + table + " t WHERE t.expert_id = e.id AND t." + column + " IN " +
                       below(codes, asked) + ")";
        };
        coded("expert_category", "category", catalog::expert_categories(), c.categories);
        coded("expert_discipline", "code", catalog::disciplines(), c.disciplines);
        coded("expert_industry", "code", catalog::industries(), c.industries);
        coded("expert_language", "code", catalog::languages(), c.languages);
        if (!c.ranks.empty()) {
            std::vector<std::string> titles;
            for (const auto& title : catalog::titles().entries())
                for (const auto& rank : c.ranks)
                    if (catalog::title_ranks().is_within(title.rank, rank)) titles.push_back(title.code);
            sql += " AND e.title IN " + in(titles);
        }
        if (!c.unit_kinds.empty())
            sql += " AND EXISTS (SELECT 1 FROM unit_closure a JOIN unit u ON u.id = a.above_id WHERE u.parent_id IS NULL AND a.unit_id = " +
                   home() + " AND u.kind IN " + in(c.unit_kinds) + ")";
        if (!c.units.empty())
            sql += " AND EXISTS (SELECT 1 FROM unit_closure a JOIN unit u ON u.id = a.above_id WHERE a.unit_id = " + home() +
                   " AND u.public_id IN " + in(c.units) + ")";
        if (!c.regions.empty()) sql += " AND e.region IN " + below(catalog::regions(), c.regions);
        if (c.age_min) sql += " AND e.birth_day <= '" + to_text(add_years(from_, -*c.age_min)) + "'";
        if (c.age_max) sql += " AND e.birth_day > '" + to_text(add_years(from_, -*c.age_max - 1)) + "'";
        if (!c.keywords.empty()) {
            std::string any;
            for (const auto& word : c.keywords) any += (any.empty() ? "" : " OR ") + std::string("e.keywords LIKE '%") + word + "%'";
            sql += " AND (" + any + ")";
        }
        if (c.active_within) {
            std::string until = to_text(seal_), since = to_text(add_years(seal_, -*c.active_within));
            sql +=
                " AND (EXISTS (SELECT 1 FROM post p WHERE p.expert_id = e.id AND (p.kind IN ('main', 'concurrent', 'reemployed') OR "
                "(p.kind "
                "= 'former' AND p.to_day IS NOT NULL)) AND p.from_day <= '" +
                until + "' AND (p.to_day IS NULL OR p.to_day >= '" + since +
                "')) OR EXISTS (SELECT 1 FROM research_participant r JOIN research_project j ON j.id = r.project_id WHERE r.person_hash = "
                "e.citizen_id_hash AND j.from_day <= '" +
                until + "' AND (j.closed_on IS NULL OR j.closed_on >= '" + since + "')))";
        }
        return sql;
    }
};

// Some value that each rule of eligibility and recusal may have, in force on every day of the test.
RuleBook random_rules(SmallWorld& world)
{
    std::vector<OrderedValue> ordered;
    auto add = [&](std::span<const DatedRule> rules) {
        for (const auto& rule : rules) {
            std::int64_t most = rule.range.most >= rule.range.least ? rule.range.most : 2;
            std::int64_t value = world.below(most + 1);
            if (std::string words = words_of(rule, value); !words.empty())
                ordered.push_back({std::string(rule.code), value, words, "2026-01-01", "任意"});
        }
    };
    add(eligibility::dated_rules);
    add(recusal::dated_rules);
    return RuleBook(std::move(ordered));
}

class PoolSets : public testing::TestWithParam<db::Engine> {};

TEST_P(PoolSets, EqualJudgementAndSqlOnRandomPlans)
{
    TestLibrary library(GetParam());
    SmallWorld world(library, 20261126, 150);
    auto snapshot = library.platform().database.read();
    auto facts = draw::load_facts(snapshot->connection());
    const auto& ids = facts->recusal.ids();
    std::array<std::int64_t, draw::condition_kinds.size()> asks{}, failed_alone{};
    for (int round = 0; round < 150; ++round) {
        draw::Plan plan = random_plan(world);
        if (round % 3 == 0) plan.recusal = {"project", 1};
        Day from = world.today + static_cast<int>(world.below(9)) - 4, to = from + static_cast<int>(world.below(4));
        OracleQuestion asked{plan, world.today, from, to, {}, {}};
        draw::Question question = random_question(world, library.platform().keys, asked);
        if (round % 2 == 0) question.rules = random_rules(world);
        plan = draw::with_projects(plan, question.projects.size());
        draw::PoolSets sets(*facts, plan, question);
        draw::Judgement judgement(*facts, plan, question);
        Sql sql(snapshot->connection(), plan, world.today, from, to);
        for (std::size_t g = 0; g < plan.groups.size(); ++g) {
            const draw::GroupSets& group = sets.groups()[g];
            auto fits = sql.fits(g), qualified = sql.qualified(g);
            for (std::size_t i = 0; i < ids.size(); ++i) {
                SCOPED_TRACE("round " + std::to_string(round) + ", group " + std::to_string(g) + ", expert " + std::to_string(i));
                draw::Verdict verdict = judgement.verdict(i);
                std::uint32_t failed = judgement.failed(i, g);
                EXPECT_EQ(group.failed(i), failed);
                EXPECT_EQ(group.fits.test(i), failed == 0);
                EXPECT_EQ(group.fits.test(i), fits.contains(ids[i]));
                EXPECT_EQ(group.nearly.test(i), std::popcount(failed) == 1);
                EXPECT_EQ(group.but_two.test(i), std::popcount(failed) <= 2);
                EXPECT_EQ(group.qualified.test(i), qualified.contains(ids[i]));
                EXPECT_EQ(sets.eligible(g).test(i), verdict.eligible() >> g & 1);
                if (std::popcount(failed) == 1) ++failed_alone[static_cast<std::size_t>(std::countr_zero(failed))];
            }
            for (std::size_t k = 0; k < asks.size(); ++k) asks[k] += group.passes[k] != nullptr;
        }
        for (std::size_t i = 0; i < ids.size(); ++i) {
            std::uint32_t bars = 0;
            for (std::size_t code = 0; code < draw::exclusion_codes.size(); ++code)
                bars |= std::uint32_t{sets.bars()[code].test(i)} << code;
            EXPECT_EQ(bars, judgement.bars(i)) << "round " << round << ", expert " << i;
            EXPECT_EQ(sets.barred().test(i), bars != 0);
            auto tags = sets.tags_of(i);
            for (const auto& condition : plan.panel) {
                auto value = judgement.tag(i, condition.tag);
                auto told = tags.find(condition.tag);
                EXPECT_EQ(value, told == tags.end() ? std::nullopt : std::optional(told->second)) << condition.tag << " of " << i;
            }
        }
    }
    for (std::size_t k = 0; k < asks.size(); ++k) {
        EXPECT_GT(asks[k], 0) << draw::condition_kinds[k].name << " was never asked";
        EXPECT_GT(failed_alone[k], 0) << draw::condition_kinds[k].name << " never failed alone";
    }
}

// Lists reach exactly those whom looking at everyone finds.
TEST_P(PoolSets, ReachAllWhomProjectsMayMeet)
{
    TestLibrary library(GetParam());
    SmallWorld world(library, 20261127, 150);
    auto snapshot = library.platform().database.read();
    auto facts = draw::load_facts(snapshot->connection());
    std::size_t met = 0, suspected = 0;
    for (int round = 0; round < 100; ++round) {
        std::vector<recusal::Project> projects;
        for (int p = 0; p < 1 + round % 3; ++p)
            projects.push_back(facts->recusal.project(facts_of(library.platform().keys, world.project(p))));
        recusal::Screen screen(projects);
        recusal::Suspects suspects(facts->recusal, projects[0], {{"甲"}, {{"乙", "", "有专利纠纷"}}});
        auto reached = facts->index->reach().of(screen.traces()), near = facts->index->reach().of(suspects.traces());
        recusal::Window days{world.today, world.today + 3};
        std::vector<std::uint32_t> all;
        for (std::uint32_t i = 0; i < facts->size(); ++i) {
            recusal::Person person = facts->recusal.person(i);
            if (screen.may_meet(person)) all.push_back(i);
            if (suspects.about(person, days, recusal::suspicion_rules_on({}, world.today)).empty()) continue;
            ++suspected;
            EXPECT_TRUE(std::binary_search(near.begin(), near.end(), i)) << "round " << round << ", expert " << i;
        }
        EXPECT_EQ(reached, all) << "round " << round;
        met += all.size();
    }
    EXPECT_GT(met, 0u);
    EXPECT_GT(suspected, 0u);
}

INSTANTIATE_TEST_SUITE_P(Engines, PoolSets, testing::ValuesIn(engines), [](const auto& tested) { return name_of(tested.param); });

} // namespace
