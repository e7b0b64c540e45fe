#include "ruling/decision.h"

#include "ruling/messages.h"

namespace ruling {

namespace {

std::string_view state_name(std::string_view state)
{
    if (state == "proposed") return "待批准";
    if (state == "approved") return "已批准";
    return state == "refused" ? "已退回" : "已撤回";
}

} // namespace

Result<Done> decide(ledger::Act& act, const Matter& matter, Step step, std::int64_t version, std::int64_t account_id,
                    const std::string& reason, Day today)
{
    if (matter.state != "proposed") return refuse(ErrorKind::conflict, messages::no_such_step, {std::string(state_name(matter.state))});
    bool own = matter.proposed_by == account_id;
    if (step == Step::withdraw && !own) return refuse(ErrorKind::forbidden, messages::not_proposer);
    if (step != Step::withdraw && own) return refuse(ErrorKind::forbidden, messages::own_proposal);
    if (step == Step::approve && matter.from <= to_text(today)) return refuse(ErrorKind::conflict, messages::too_late, {matter.from});
    constexpr std::string_view states[] = {"approved", "refused", "withdrawn"};
    std::string state(states[static_cast<std::size_t>(step)]);
    auto updated = act.update(matter.table, matter.id,
                              {{"state", db::Value(state)},
                               {"decided_by", account_id},
                               {"decided_at", db::Value(to_text(act.now()))},
                               {"reason", reason.empty() ? db::Value(nullptr) : db::Value(reason)}},
                              version);
    if (!updated) return updated.error();
    act.append({matter.entry + "." + state + "/1", matter.object_kind, matter.object_id, matter.data, reason});
    return Done{};
}

} // namespace ruling
