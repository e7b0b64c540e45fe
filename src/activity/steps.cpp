#include "activity/activity_status.h"
#include "activity/store.h"
#include "library_use/library_use.h"
#include "rulebook/rulebook.h"

namespace activity {

namespace {

Result<Done> take(ledger::Act& act, const Activity& current, Action action, std::int64_t version, const Person& by, Day today,
                  std::string_view type, const std::string& reason = "")
{
    auto next = next_status(status_of(current.status).value(), action, by.permissions, facts_of(act.connection(), current, by, today));
    if (!next) return next.error();
    auto updated = act.update(activity_table, current.id, {{"status", db::Value(std::string(code_of(*next)))}}, version);
    if (!updated) return updated.error();
    act.append({std::string(type), "activity", current.public_id, json::Object{{"version", version}}, reason});
    return Done{};
}

} // namespace

Facts facts_of(db::Connection& connection, const Activity& activity, const Person& by, Day today)
{
    return {.held = activity.held,
            .involved = by.account_id == activity.operator_id || worked_on(connection, activity.public_id, by.public_id),
            .supervises = by.account_id == activity.supervisor_id,
            .over = activity.to < today,
            .has_projects = !activity.projects.empty()};
}

Result<Done> submit(ledger::Act& act, const Activity& current, std::int64_t version, const Person& by, Day today)
{
    if (auto refused = library_use::refuse_use(act.connection(), rulebook::load(act.connection()), current.using_entity_id, today))
        return *refused;
    return take(act, current, Action::submit, version, by, today, "activity.submitted/1");
}

Result<Done> approve(ledger::Act& act, const Activity& current, std::int64_t version, const Person& by, Day today)
{
    return take(act, current, Action::approve, version, by, today, "activity.approved/1");
}

Result<Done> send_back(ledger::Act& act, const Activity& current, std::int64_t version, const std::string& reason, const Person& by,
                       Day today)
{
    return take(act, current, Action::send_back, version, by, today, "activity.returned/1", reason);
}

Result<Done> finish(ledger::Act& act, const Activity& current, std::int64_t version, const Person& by, Day today)
{
    return take(act, current, Action::finish, version, by, today, "activity.finished/1");
}

Result<Done> hold(ledger::Act& act, std::int64_t id, bool held)
{
    struct State {
        std::string status;
        bool held;
    };
    auto state = act.connection()
                     .one("SELECT status, held FROM activity WHERE id = $1", {id},
                          [](const db::Row& row) {
                              return State{row.text(0), row.integer(1) == 1};
                          })
                     .value();
    if (held && state.held) return refuse(ErrorKind::conflict, messages::held);
    if (held && state.status != code_of(Status::approved))
        return refuse(ErrorKind::conflict, messages::no_such_step, {std::string(name_of(status_of(state.status).value())), "抽取"});
    if (held == state.held) return Done{};
    return act.update(activity_table, id, {{"held", std::int64_t{held}}});
}

} // namespace activity
