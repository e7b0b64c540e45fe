#include "draw/round/question.h"

#include "draw/condition_words.h"
#include "draw/plan_store.h"
#include "draw/round/messages.h"
#include "draw/round/store.h"
#include "draw/rules.h"
#include "draw/suspicions.h"
#include "rulebook/rulebook.h"

#include <algorithm>

namespace draw::round {

PlanState plan_of(db::Connection& connection, const activity::Activity& activity)
{
    auto stored = load_plan(connection, activity);
    if (!stored) return {"none", nullptr};
    return {std::string(code_of(stored->status)), fields::write(stored->plan)};
}

std::vector<std::int64_t> Judged::sizes() const
{
    std::vector<std::int64_t> sizes(evaluation.standings.size());
    for (const auto& expert : evaluation.experts) ++sizes[expert.standing];
    return sizes;
}

bool Judged::thin() const
{
    std::int64_t eligible = 0;
    auto people = sizes();
    for (std::size_t s = 0; s < people.size(); ++s) eligible += evaluation.standings[s].groups.empty() ? 0 : people[s];
    return eligible < thin_multiple(rules, day) * shape.seats();
}

feasibility::Finding Judged::feasibility() const
{
    std::vector<feasibility::Person> people;
    auto all = sizes();
    for (std::size_t s = 0; s < all.size(); ++s) {
        const auto& standing = evaluation.standings[s];
        if (!standing.groups.empty()) people.push_back({standing.groups, standing.attributes, all[s]});
    }
    return feasibility::check(shape, people);
}

Question question_for(db::Connection& connection, const crypto::Keyring& keys, const draw::Facts& facts, const activity::Activity& activity,
                      Day seal_day)
{
    auto question = question_of(activity, seal_day, uses_elsewhere(connection, keys, activity));
    question.rules = rulebook::load(connection);
    put_into(question, facts, suspicions_of(connection, keys, facts, activity, seal_day));
    return question;
}

Result<Judged> ask(db::Connection& connection, const crypto::Keyring& keys, const activity::Activity& activity, Day today)
{
    auto stored = load_plan(connection, activity);
    if (!stored) return refuse(ErrorKind::conflict, messages::plan_not_approved);
    if (auto refused = refuse_use(connection, activity, stored->plan, today)) return *refused;
    const Plan plan = with_projects(stored->plan, activity.projects.size());
    json::Value document = fields::write(plan);
    if (by_project(plan)) { // x1 … stand for these projects (R12)
        json::Array numbers;
        for (const auto& project : activity.projects) numbers.push_back(project.number);
        document.if_object()->set(
            "recusal", json::Object{{"scope", plan.recusal->scope}, {"judges", *plan.recusal->judges}, {"projects", std::move(numbers)}});
    }
    document.if_object()->set("activity", activity.public_id);
    auto facts = current_facts(connection);
    auto question = question_for(connection, keys, *facts, activity, today);
    document.if_object()->set("rules", json::Object{{"day", to_text(today)}, {"values", printed_rules(question.rules, today)}});
    auto shape = protocol::read_plan(document);
    if (!shape) return shape.error();

    Judged judged{std::move(document), std::move(*shape), facts, pool_of(*facts, plan, question), today, question.rules};
    for (auto id : question.undecided) {
        auto place = place_in(facts->recusal.ids(), id);
        const auto& evaluation = judged.evaluation;
        judged.undecided += place < facts->size() && !evaluation.standings[evaluation.experts[place].standing].groups.empty();
    }
    if (judged.undecided > 0) judged.plan.if_object()->set("suspicions", json::Object{{"undecided", undecided_words(judged.undecided)}});
    return judged;
}

} // namespace draw::round
