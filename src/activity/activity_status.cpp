#include "activity/activity_status.h"

namespace activity {

Result<Status> next_status(Status from, Action action, const auth::Permissions& held, const Facts& facts)
{
    const Transition* t = find_transition(from, action);
    if (!t) return refuse(ErrorKind::conflict, messages::no_such_step, {std::string(name_of(from)), std::string(name_of(action))});
    if (!held.has(t->by)) return refuse(ErrorKind::forbidden, messages::not_yours, {std::string(name_of(action))});
    if (t->guard)
        if (const Message* why_not = t->guard(facts)) return refuse(ErrorKind::conflict, *why_not);
    return t->to;
}

std::vector<Action> allowed_actions(Status from, const auth::Permissions& held, const Facts& facts)
{
    Facts completed = facts;
    completed.has_projects = true;
    completed.over = false;
    std::vector<Action> actions;
    for (const auto& t : transitions)
        if (t.from == from && next_status(from, t.action, held, completed)) actions.push_back(t.action);
    return actions;
}

} // namespace activity
