#pragma once

#include "activity/messages.h"
#include "auth/permission.h"
#include "base/life.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

// The life of an activity (Art. 15(2), X1). This table is the only place that knows it: the server refuses by it, the
// page draws its buttons from it, the tests walk all pairs of it.
namespace activity {

enum class Status { draft, submitted, returned, approved, finished };
enum class Action { change, submit, approve, send_back, finish };

inline constexpr std::array<std::string_view, 5> status_codes{"draft", "submitted", "returned", "approved", "finished"};
inline constexpr std::array<std::string_view, 5> status_names{"草稿", "待审批", "已退回", "已批准", "已结束"};
inline constexpr std::array<std::string_view, 5> action_codes{"change", "submit", "approve", "return", "finish"};
inline constexpr std::array<std::string_view, 5> action_names{"修改", "提交", "批准", "退回", "结束"};

// What the guards ask.
struct Facts {
    bool held = false;       // a live round
    bool involved = false;   // the person made, changed or submitted it
    bool supervises = false; // the person is its supervisor
    bool over = false;       // the last day is past
    bool has_projects = false;
};

// nullptr: go on; else why not.
using Guard = const Message* (*)(const Facts&);

constexpr const Message* not_held(const Facts& f)
{
    return f.held ? &messages::held : nullptr;
}
constexpr const Message* complete(const Facts& f)
{
    return !f.has_projects ? &messages::no_projects : f.over ? &messages::over : nullptr;
}
// A second pair of eyes: who approves has neither worked on it nor watches its draw.
constexpr const Message* by_another(const Facts& f)
{
    return f.involved ? &messages::own_work : f.supervises ? &messages::supervises : nullptr;
}
constexpr const Message* by_another_and_not_held(const Facts& f)
{
    return f.held ? &messages::held : by_another(f);
}

struct Transition {
    Status from;
    Action action;
    Status to;
    auth::Permission by;
    std::string_view article;
    Guard guard = nullptr;
};

inline constexpr auto transitions = [] {
    using enum Status;
    using enum Action;
    using P = auth::Permission;
    return std::array{
        //         from       action     to         by                   article     guard
        Transition{draft, change, draft, P::activity_edit, "14(2)"},
        Transition{returned, change, returned, P::activity_edit, "14(2)"},
        Transition{draft, submit, submitted, P::activity_edit, "15(2), X1", complete},
        Transition{returned, submit, submitted, P::activity_edit, "15(2), X1", complete},
        Transition{submitted, approve, approved, P::activity_approve, "15(2), X1", by_another},
        Transition{submitted, send_back, returned, P::activity_approve, "15(2), X1", by_another},
        Transition{approved, send_back, returned, P::activity_approve, "15(2), X1", by_another_and_not_held},
        Transition{approved, finish, finished, P::activity_edit, "15(2)", not_held},
    };
}();

constexpr const Transition* find_transition(Status from, Action action)
{
    return life::find_transition(transitions, from, action);
}

// Whatever leads to `approved` is done by who approves and asks for another person.
constexpr bool nobody_approves_alone()
{
    for (const auto& t : transitions)
        if (t.to == Status::approved && (t.by != auth::Permission::activity_approve || t.guard == nullptr)) return false;
    return true;
}

constexpr bool nothing_leaves_the_end()
{
    for (const auto& t : transitions)
        if (t.from == Status::finished) return false;
    return true;
}

static_assert(life::every_step_is_unique(transitions));
static_assert(life::every_status_is_reachable<status_codes.size()>(transitions));
static_assert(nobody_approves_alone());
static_assert(nothing_leaves_the_end());

constexpr std::string_view code_of(Status status)
{
    return life::code_of(status_codes, status);
}
constexpr std::string_view name_of(Status status)
{
    return life::code_of(status_names, status);
}
constexpr std::string_view code_of(Action action)
{
    return life::code_of(action_codes, action);
}
constexpr std::string_view name_of(Action action)
{
    return life::code_of(action_names, action);
}
constexpr std::optional<Status> status_of(std::string_view code)
{
    return life::with_code<Status>(status_codes, code);
}

// The status after `action`, or why not.
Result<Status> next_status(Status from, Action action, const auth::Permissions& held, const Facts& facts);

// The actions that the person may take now. What only waits for missing entries (submit) is among them: pressing it
// says what is missing.
std::vector<Action> allowed_actions(Status from, const auth::Permissions& held, const Facts& facts);

} // namespace activity
