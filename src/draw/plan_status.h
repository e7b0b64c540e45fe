#pragma once

#include "auth/permission.h"
#include "draw/messages.h"

#include <array>
#include <optional>
#include <string_view>
#include <vector>

// The life of a plan (Art. 15(2), X1). This table is the only place that knows it.
namespace draw {

enum class PlanStatus { draft, submitted, returned, approved };
enum class PlanAction { change, submit, approve, send_back };

inline constexpr std::array<std::string_view, 4> plan_status_codes{"draft", "submitted", "returned", "approved"};
inline constexpr std::array<std::string_view, 4> plan_status_names{"草稿", "待审批", "已退回", "已批准"};
inline constexpr std::array<std::string_view, 4> plan_action_codes{"change", "submit", "approve", "return"};
inline constexpr std::array<std::string_view, 4> plan_action_names{"修改", "提交", "批准", "退回"};

// What the guards ask.
struct PlanCase {
    bool exists = false;             // something was saved
    bool activity_submitted = false; // the activity is submitted or approved
    bool activity_finished = false;
    bool held = false; // a live round
    bool own = false;  // the person prepared it
};

// nullptr: go on; else why not.
using PlanGuard = const Message* (*)(const PlanCase&);

constexpr const Message* may_change(const PlanCase& c)
{
    return c.held ? &messages::plan_held : c.activity_finished ? &messages::activity_finished : nullptr;
}
constexpr const Message* may_submit(const PlanCase& c)
{
    return !c.exists ? &messages::plan_absent : !c.activity_submitted ? &messages::activity_not_submitted : nullptr;
}
// A second pair of eyes.
constexpr const Message* by_another(const PlanCase& c)
{
    return c.own ? &messages::own_plan : nullptr;
}
constexpr const Message* not_held(const PlanCase& c)
{
    return c.held ? &messages::plan_held : nullptr;
}

struct PlanTransition {
    PlanStatus from;
    PlanAction action;
    PlanStatus to;
    auth::Permission by;
    std::string_view article;
    PlanGuard guard;
};

inline constexpr auto plan_transitions = [] {
    using enum PlanStatus;
    using enum PlanAction;
    using P = auth::Permission;
    return std::array{
        //             from       action     to         by                   article      guard
        PlanTransition{draft, change, draft, P::activity_edit, "14(2)", may_change},
        PlanTransition{returned, change, draft, P::activity_edit, "14(2)", may_change},
        PlanTransition{approved, change, draft, P::activity_edit, "14(2), R17", may_change}, // changed conditions: new approval
        PlanTransition{draft, submit, submitted, P::activity_edit, "15(2), X1", may_submit},
        PlanTransition{returned, submit, submitted, P::activity_edit, "15(2), X1", may_submit},
        PlanTransition{submitted, approve, approved, P::activity_approve, "15(2), X1", by_another},
        PlanTransition{submitted, send_back, returned, P::activity_approve, "15(2), X1", by_another},
        PlanTransition{approved, send_back, returned, P::activity_approve, "15(2), X1", not_held},
    };
}();

constexpr const PlanTransition* find_transition(PlanStatus from, PlanAction action)
{
    for (const auto& t : plan_transitions)
        if (t.from == from && t.action == action) return &t;
    return nullptr;
}

constexpr bool every_plan_step_is_unique()
{
    for (std::size_t i = 0; i < plan_transitions.size(); ++i)
        for (std::size_t j = i + 1; j < plan_transitions.size(); ++j)
            if (plan_transitions[i].from == plan_transitions[j].from && plan_transitions[i].action == plan_transitions[j].action)
                return false;
    return true;
}

constexpr bool every_plan_status_is_reachable()
{
    std::array<bool, plan_status_codes.size()> seen{true};
    for (std::size_t round = 0; round < seen.size(); ++round)
        for (const auto& t : plan_transitions)
            if (seen[static_cast<std::size_t>(t.from)]) seen[static_cast<std::size_t>(t.to)] = true;
    for (bool s : seen)
        if (!s) return false;
    return true;
}

// Approval is given only to what was submitted, by who approves, and never to the own work.
constexpr bool no_plan_is_approved_alone()
{
    for (const auto& t : plan_transitions)
        if (t.to == PlanStatus::approved &&
            (t.from != PlanStatus::submitted || t.by != auth::Permission::activity_approve || t.guard != by_another))
            return false;
    return true;
}

static_assert(every_plan_step_is_unique());
static_assert(every_plan_status_is_reachable());
static_assert(no_plan_is_approved_alone());

constexpr std::string_view code_of(PlanStatus status)
{
    return plan_status_codes[static_cast<std::size_t>(status)];
}
constexpr std::string_view code_of(PlanAction action)
{
    return plan_action_codes[static_cast<std::size_t>(action)];
}
constexpr std::optional<PlanStatus> plan_status_of(std::string_view code)
{
    for (std::size_t i = 0; i < plan_status_codes.size(); ++i)
        if (plan_status_codes[i] == code) return static_cast<PlanStatus>(i);
    return std::nullopt;
}

// The status after `action`, or why not.
Result<PlanStatus> next_status(PlanStatus from, PlanAction action, const auth::Permissions& held, const PlanCase& facts);

// The actions that the person may take now. What only waits for the activity (submit) is among them: pressing it says
// what is missing.
std::vector<std::string> allowed_plan_actions(PlanStatus from, const auth::Permissions& held, const PlanCase& facts);

} // namespace draw
