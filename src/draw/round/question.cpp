#include "draw/round/question.h"

#include "draw/condition_words.h"
#include "draw/plan_store.h"
#include "draw/round/messages.h"
#include "draw/round/store.h"
#include "draw/rules.h"
#include "draw/suspicions.h"

#include <algorithm>

namespace draw::round {

PlanState plan_of(db::Connection& connection, const activity::Activity& activity)
{
    auto stored = load_plan(connection, activity);
    if (!stored) return {"none", nullptr};
    return {std::string(code_of(stored->status)), fields::write(stored->plan)};
}

bool Judged::thin() const
{
    std::int64_t eligible = 0;
    for (const auto& expert : experts) eligible += !expert.groups.empty();
    return eligible < thin_multiple(day) * shape.seats();
}

feasibility::Finding Judged::feasibility() const
{
    std::vector<feasibility::Person> people;
    for (const auto& expert : experts)
        if (!expert.groups.empty()) people.push_back({expert.groups, expert.attributes});
    return feasibility::check(shape, people);
}

Question question_for(db::Connection& connection, const crypto::Keyring& keys, const draw::Facts& facts, const activity::Activity& activity,
                      Day seal_day)
{
    auto question = question_of(activity, seal_day, uses_elsewhere(connection, keys, activity));
    put_into(question, facts, suspicions_of(connection, keys, facts, activity, seal_day));
    return question;
}

Result<Judged> ask(db::Connection& connection, const crypto::Keyring& keys, const activity::Activity& activity, Day today)
{
    auto stored = load_plan(connection, activity);
    if (!stored) return refuse(ErrorKind::conflict, messages::plan_not_approved);
    const Plan plan = with_projects(stored->plan, activity.projects.size());
    json::Value document = fields::write(plan);
    if (by_project(plan)) { // x1 … stand for these projects (R12)
        json::Array numbers;
        for (const auto& project : activity.projects) numbers.push_back(project.number);
        document.if_object()->set(
            "recusal", json::Object{{"scope", plan.recusal->scope}, {"judges", *plan.recusal->judges}, {"projects", std::move(numbers)}});
    }
    document.if_object()->set("activity", activity.public_id);
    document.if_object()->set("rules", json::Object{{"day", to_text(today)}, {"values", printed_rules(today)}});
    auto shape = protocol::read_plan(document);
    if (!shape) return shape.error();

    auto facts = current_facts(connection);
    auto question = question_for(connection, keys, *facts, activity, today);
    auto candidates = pool_of(*facts, plan, question, false);
    Judged judged{std::move(document), std::move(*shape), {}, {}, today};
    for (const auto& candidate : candidates)
        if (!candidate.groups.empty())
            judged.undecided += std::count(question.undecided.begin(), question.undecided.end(), candidate.expert_id);
    if (judged.undecided > 0) judged.plan.if_object()->set("suspicions", json::Object{{"undecided", undecided_words(judged.undecided)}});
    judged.experts.reserve(candidates.size());
    judged.ids.reserve(candidates.size());
    for (auto& candidate : candidates) {
        judged.ids.push_back(candidate.expert_id);
        auto& expert = judged.experts.emplace_back();
        expert.id = std::move(candidate.public_id);
        expert.groups = std::move(candidate.groups);
        expert.excluded = std::move(candidate.excluded);
        expert.attributes = std::move(candidate.tags);
    }
    return judged;
}

} // namespace draw::round
