#pragma once

#include "auth/permission.h"
#include "base/life.h"
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
    bool held = false;       // a live round
    bool own = false;        // the person prepared it
    bool supervises = false; // the person is the activity's supervisor
};

// nullptr: go on; else why not.
using PlanGuard = const Message* (*)(const PlanCase&);

constexpr const Message* may_change(const PlanCase& c)
{
    return c.supervises          ? &messages::plan_supervised
           : c.held              ? &messages::plan_held
           : c.activity_finished ? &messages::activity_finished
                                 : nullptr;
}
constexpr const Message* may_submit(const PlanCase& c)
{
    return c.supervises            ? &messages::plan_supervised
           : !c.exists             ? &messages::plan_absent
           : !c.activity_submitted ? &messages::activity_not_submitted
                                   : nullptr;
}
// A second pair of eyes.
constexpr const Message* by_another(const PlanCase& c)
{
    return c.own ? &messages::own_plan : c.supervises ? &messages::plan_supervised : nullptr;
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
    return life::find_transition(plan_transitions, from, action);
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

static_assert(life::every_step_is_unique(plan_transitions));
static_assert(life::every_status_is_reachable<plan_status_codes.size()>(plan_transitions));
static_assert(no_plan_is_approved_alone());

constexpr std::string_view code_of(PlanStatus status)
{
    return life::code_of(plan_status_codes, status);
}
constexpr std::string_view code_of(PlanAction action)
{
    return life::code_of(plan_action_codes, action);
}
constexpr std::optional<PlanStatus> plan_status_of(std::string_view code)
{
    return life::with_code<PlanStatus>(plan_status_codes, code);
}

// The status after `action`, or why not.
Result<PlanStatus> next_status(PlanStatus from, PlanAction action, const auth::Permissions& held, const PlanCase& facts);

// The actions that the person may take now. What only waits for the activity (submit) is among them: pressing it says
// what is missing.
std::vector<std::string> allowed_plan_actions(PlanStatus from, const auth::Permissions& held, const PlanCase& facts);

} // namespace draw
