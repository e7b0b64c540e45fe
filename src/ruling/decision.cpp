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

std::string select_orders(std::string_view table, std::string_view own)
{
    return "SELECT o.id, o.version, o.public_id, o.from_day, o.document, o.state, o.proposed_by, p.display_name, o.proposed_at, "
           "d.display_name, o.decided_at, o.reason, " +
           std::string(own) + " FROM " + std::string(table) +
           " o JOIN account p ON p.id = o.proposed_by LEFT JOIN account d ON d.id = o.decided_by";
}

Course course_of(const db::Row& row)
{
    auto decided_at = row.maybe_text(10);
    return {row.integer(0),
            row.integer(1),
            row.text(2),
            row.text(3),
            row.text(4),
            row.text(5),
            row.integer(6),
            row.text(7),
            parse_instant(row.text(8)).value(),
            row.maybe_text(9),
            decided_at ? parse_instant(*decided_at) : std::nullopt,
            row.maybe_text(11)};
}

ledger::Record proposed(const ledger::Act& act, const std::string& public_id, Day from, const std::string& document,
                        std::int64_t account_id)
{
    return {{"public_id", db::Value(public_id)}, {"from_day", db::Value(to_text(from))},
            {"document", db::Value(document)},   {"state", db::Value("proposed")},
            {"proposed_by", account_id},         {"proposed_at", db::Value(to_text(act.now()))}};
}

Result<Done> decide(ledger::Act& act, const Course& course, const Matter& matter, Step step, std::int64_t version, std::int64_t account_id,
                    const std::string& reason, Day today)
{
    if (course.state != "proposed") return refuse(ErrorKind::conflict, messages::no_such_step, {std::string(state_name(course.state))});
    bool own = course.proposed_by_id == account_id;
    if (step == Step::withdraw && !own) return refuse(ErrorKind::forbidden, messages::not_proposer);
    if (step != Step::withdraw && own) return refuse(ErrorKind::forbidden, messages::own_proposal);
    if (step == Step::approve && course.from <= to_text(today)) return refuse(ErrorKind::conflict, messages::too_late, {course.from});
    constexpr std::string_view states[] = {"approved", "refused", "withdrawn"};
    std::string state(states[static_cast<std::size_t>(step)]);
    auto updated = act.update(matter.table, course.id,
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
