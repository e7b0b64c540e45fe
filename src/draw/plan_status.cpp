#include "draw/plan_status.h"

namespace draw {

Result<PlanStatus> next_status(PlanStatus from, PlanAction action, const auth::Permissions& held, const PlanCase& facts)
{
    std::string name(plan_action_names[static_cast<std::size_t>(action)]);
    const PlanTransition* t = find_transition(from, action);
    if (!t)
        return refuse(ErrorKind::conflict, messages::plan_no_such_step,
                      {std::string(plan_status_names[static_cast<std::size_t>(from)]), name});
    if (!held.has(t->by)) return refuse(ErrorKind::forbidden, messages::plan_not_yours, {name});
    if (const Message* why_not = t->guard(facts)) return refuse(ErrorKind::conflict, *why_not);
    return t->to;
}

std::vector<std::string> allowed_plan_actions(PlanStatus from, const auth::Permissions& held, const PlanCase& facts)
{
    std::vector<std::string> actions;
    for (const auto& t : plan_transitions) {
        if (t.from != from || !held.has(t.by)) continue;
        if (t.action != PlanAction::submit && t.guard(facts)) continue;
        actions.emplace_back(code_of(t.action));
    }
    return actions;
}

} // namespace draw
