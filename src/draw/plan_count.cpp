#include "draw/plan_count.h"

#include "draw/feasibility.h"
#include "draw/rules.h"

#include <algorithm>

namespace draw {

namespace {

std::string_view condition_label(std::size_t condition)
{
    static constexpr std::string_view labels[] = {"类别", "学科", "行业", "职称级别", "单位类型", "单位", "地区", "年龄"};
    return labels[condition];
}

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
    return name + "人数不足主要在“" + std::string(condition_label(most)) + "”一项：去掉它可多出" + people(without[most]) + "。";
}

std::vector<feasibility::Person> candidates_of(const Plan& plan, const Judgement& judgement, const Count& count)
{
    std::vector<std::string_view> tags;
    for (const auto& condition : plan.panel)
        if (std::find(tags.begin(), tags.end(), condition.tag) == tags.end()) tags.push_back(condition.tag);
    std::vector<feasibility::Person> candidates;
    candidates.reserve(count.drawable.size());
    for (std::size_t i : count.drawable) {
        feasibility::Person person;
        std::uint32_t eligible = judgement.verdict(i).eligible();
        for (std::size_t g = 0; g < plan.groups.size(); ++g)
            if (eligible >> g & 1) person.groups.push_back(static_cast<int>(g));
        for (auto tag : tags)
            if (auto value = judgement.tag(i, tag)) person.tags.emplace(tag, std::move(*value));
        candidates.push_back(std::move(person));
    }
    return candidates;
}

} // namespace

Outlook outlook_of(const Plan& plan, const Judgement& judgement, const Count& count)
{
    Outlook outlook;
    auto read = protocol::read_plan(fields::write(plan));
    if (!read) throw std::logic_error("a checked plan is not one of the protocol: " + read.error().message);
    auto finding = feasibility::check(*read, candidates_of(plan, judgement, count));
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
    Judgement judgement(facts, plan, question);
    Count counted = count(facts, plan, judgement);
    ShownCount shown = disclose(counted, plan, thin_multiple(question.seal_day));
    Outlook outlook = outlook_of(plan, judgement, counted);
    return {0,
            shown.total,
            shown.no_group,
            shown.matching,
            shown.eligible,
            std::move(shown.excluded),
            std::move(shown.groups),
            outlook.drawable,
            std::move(outlook.share),
            std::move(outlook.problems)};
}

} // namespace draw
