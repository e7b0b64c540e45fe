#include "draw/count.h"
#include "draw/draw.h"
#include "draw/index.h"
#include "draw/plan_store.h"
#include "draw/round/question.h"

namespace draw {

namespace {

constexpr std::int64_t most_activities = 50;

std::int64_t count_unbarred(const Facts& facts, const RuleBook& rules, Day day)
{
    auto bars = facts.index->bars({day, day, day}, eligibility::rules_on(rules, day));
    Bits barred(facts.size());
    for (const auto& one : *bars) barred |= one;
    return static_cast<std::int64_t>(facts.size()) - static_cast<std::int64_t>(barred.count());
}

std::int64_t count_eligible(const Facts& facts, const Plan& plan, Question& question, const RuleBook& rules)
{
    question.rules = rules;
    return count(PoolSets(facts, plan, question)).eligible;
}

} // namespace

RuleOutlook outlook_of_rules(db::Connection& connection, const crypto::Keyring& keys, const RuleBook& before, const RuleBook& after,
                             Day day)
{
    auto facts = current_facts(connection);
    RuleOutlook outlook{{count_unbarred(*facts, before, day), count_unbarred(*facts, after, day)}, {}};
    auto ids =
        connection.all("SELECT a.public_id FROM activity a JOIN draw_plan p ON p.activity_id = a.id WHERE a.status <> 'finished' AND "
                       "a.to_day >= $1 ORDER BY a.id DESC LIMIT $2",
                       {to_text(day), most_activities}, [](const db::Row& row) { return row.text(0); });
    for (const auto& id : ids) {
        auto activity = activity::load(connection, {auth::Scope::all}, id);
        const Plan plan = with_projects(load_plan(connection, *activity)->plan, activity->projects.size());
        auto question = round::question_for(connection, keys, *facts, *activity, day);
        ActivityEffect effect{activity->number, activity->name, seats_of(plan), {}};
        effect.eligible.before = count_eligible(*facts, plan, question, before);
        effect.eligible.after = count_eligible(*facts, plan, question, after);
        outlook.activities.push_back(std::move(effect));
    }
    return outlook;
}

} // namespace draw
