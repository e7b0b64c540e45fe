#include "draw/plan_count.h"

#include "draw/checkup.h"
#include "draw/condition_words.h"
#include "draw/feasibility.h"
#include "draw/relaxations.h"
#include "draw/rules.h"

#include <algorithm>

namespace draw {

namespace {

std::string people(std::int64_t n)
{
    return n < 5 ? "少于 5 人" : std::to_string(n) + " 人";
}

// Which single condition of a group that lacks people stands most in the way.
std::string relief(const Plan& plan, const Count& count, std::size_t g)
{
    const auto& without = count.groups[g].without;
    auto most = static_cast<std::size_t>(std::max_element(without.begin(), without.end()) - without.begin());
    std::string name = "“" + plan.groups[g].name + "”组";
    if (without[most] == 0) return name + "单独去掉任何一项条件都不会增加人数，请同时放宽几项或减少席位。";
    return name + "人数不足主要在“" + std::string(condition_kinds[most].label) + "”一项：去掉它可多出" + people(without[most]) + "。";
}

// Those who may be drawn, alike ones together; in the order of the first of them.
std::vector<feasibility::Person> candidates_of(const PoolSets& sets, const Count& count)
{
    Alike alike(count.drawable);
    for (const auto& eligible : count.eligible_for) alike.split(2, [&](std::size_t expert) { return std::size_t{eligible.test(expert)}; });
    sets.split_by_tags(alike);
    std::vector<feasibility::Person> candidates;
    for (const auto& [example, size] : alike.classes()) {
        feasibility::Person person{{}, sets.tags_of(example), size};
        for (std::size_t g = 0; g < count.eligible_for.size(); ++g)
            if (count.eligible_for[g].test(example)) person.groups.push_back(static_cast<int>(g));
        candidates.push_back(std::move(person));
    }
    return candidates;
}

} // namespace

Outlook outlook_of(const Plan& plan, const PoolSets& sets, const Count& count)
{
    Outlook outlook;
    auto read = protocol::read_plan(fields::write(plan));
    if (!read) throw std::logic_error("a checked plan is not one of the protocol: " + read.error().message);
    auto candidates = candidates_of(sets, count);
    auto finding = feasibility::check(*read, candidates);
    if (finding.drawable()) outlook.chances = feasibility::chances_of(*read, candidates);
    outlook.drawable = finding.drawable();
    outlook.share = finding.share_text();
    for (auto& problem : finding.problems) outlook.problems.push_back({problem.group, std::move(problem.text)});
    for (std::size_t g = 0; g < plan.groups.size(); ++g)
        if (count.groups[g].eligible < plan.groups[g].seats) outlook.problems.push_back({static_cast<int>(g), relief(plan, count, g)});
    return outlook;
}

CountAnswer count_answer(const Facts& facts, const Plan& asked, const Question& question)
{
    const Plan plan = with_projects(asked, question.projects.size());
    PoolSets sets(facts, plan, question);
    Count counted = count(sets);
    ShownCount shown = disclose(counted, plan, thin_multiple(question.rules, question.seal_day));
    Outlook outlook = outlook_of(plan, sets, counted);
    auto unit_name = [&](const std::string& id) {
        auto unit = facts.recusal.places().by_public_id(id);
        return unit ? facts.recusal.places().path(*unit) : id;
    };
    auto relaxations = relaxations_of({asked, question.projects.size(), sets, counted, unit_name}, outlook.drawable);
    std::vector<std::string> warnings;
    int seats = seats_of(plan), by_field = seats_by_field(plan);
    if (by_field * 100 < seats * question.rules.value(dated_rules, "14.3.field_share", question.seal_day)) // Art. 14(3)
        warnings.push_back("限定了学科或行业的席位有 " + std::to_string(by_field) + " 席，占 " + std::to_string(seats) +
                           " 席的少数；第十四条第三项要求主要选取同行业同学科的专家。");
    std::int64_t undecided = 0; // about people who may be drawn
    for (auto id : question.undecided)
        if (auto place = place_in(facts.recusal.ids(), id); place < facts.size()) undecided += counted.drawable.test(place);
    if (undecided > 0) warnings.push_back("疑似回避待定 " + undecided_words(undecided) + "，由专家库管理员认定；未认定的照常可抽。");
    return {0,
            shown.total,
            shown.no_group,
            shown.matching,
            shown.eligible,
            std::move(shown.excluded),
            std::move(shown.groups),
            outlook.drawable,
            std::move(outlook.share),
            std::move(outlook.problems),
            std::move(warnings),
            std::move(relaxations),
            checkup_of(facts, plan, counted, question, outlook.chances),
            std::nullopt};
}

} // namespace draw
