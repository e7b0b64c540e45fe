#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The life of an uploaded file. Once applied the file is gone and its batch stays; it may be taken
// back as long as nothing depends on it.
namespace intake {

enum class State { checking, mapping, refused, ready, applying, failed, applied, undoing, undone, quarantined, infected };
enum class Action {
    upload_again,
    upload_unscanned, // the virus scanner is away
    release,
    condemn,
    unsure,
    map,
    correct,
    found_faults,
    found_none,
    order,
    order_good,
    discard,
    broke,
    write,
    undo
};

struct Step {
    State from;
    Action action;
    std::optional<State> to; // nothing: the upload is removed
    std::string_view button; // what the page may offer; empty: the program's own step
};

inline constexpr std::array steps{
    Step{State::quarantined, Action::release, State::checking, ""}, // nothing reads it before
    Step{State::quarantined, Action::upload_again, State::checking, ""},
    Step{State::quarantined, Action::discard, std::nullopt, "discard"},
    Step{State::quarantined, Action::condemn, State::infected, ""},
    Step{State::mapping, Action::condemn, State::infected, ""},
    Step{State::refused, Action::condemn, State::infected, ""},
    Step{State::ready, Action::condemn, State::infected, ""},
    Step{State::failed, Action::condemn, State::infected, ""},
    Step{State::infected, Action::discard, std::nullopt, "discard"},
    Step{State::mapping, Action::upload_unscanned, State::quarantined, ""},
    Step{State::refused, Action::upload_unscanned, State::quarantined, ""},
    Step{State::ready, Action::upload_unscanned, State::quarantined, ""},
    Step{State::failed, Action::upload_unscanned, State::quarantined, ""},
    Step{State::checking, Action::unsure, State::mapping, ""}, // someone has to look at the columns
    Step{State::mapping, Action::map, State::checking, "map"},
    Step{State::refused, Action::map, State::checking, "map"},
    Step{State::ready, Action::map, State::checking, "map"},
    Step{State::refused, Action::correct, State::checking, "correct"},
    Step{State::ready, Action::correct, State::checking, "correct"},
    Step{State::mapping, Action::upload_again, State::checking, ""},
    Step{State::mapping, Action::discard, std::nullopt, "discard"},
    Step{State::checking, Action::found_faults, State::refused, ""},
    Step{State::checking, Action::found_none, State::ready, ""},
    Step{State::checking, Action::broke, State::failed, ""},
    Step{State::refused, Action::upload_again, State::checking, ""},
    Step{State::ready, Action::upload_again, State::checking, ""},
    Step{State::failed, Action::upload_again, State::checking, ""},
    Step{State::refused, Action::discard, std::nullopt, "discard"},
    Step{State::ready, Action::discard, std::nullopt, "discard"},
    Step{State::failed, Action::discard, std::nullopt, "discard"},
    Step{State::ready, Action::order, State::applying, "apply"},
    Step{State::refused, Action::order_good, State::applying, "apply_good"},
    Step{State::applying, Action::write, State::applied, ""},
    Step{State::applying, Action::found_faults, State::refused, ""}, // the library changed meanwhile
    Step{State::applying, Action::broke, State::failed, ""},
    Step{State::applied, Action::undo, State::undoing, "undo"},
    Step{State::undoing, Action::write, State::undone, ""},
    Step{State::undoing, Action::broke, State::applied, ""}, // also when something came to stand in the way
};

constexpr const Step* step(State from, Action action)
{
    for (const auto& s : steps)
        if (s.from == from && s.action == action) return &s;
    return nullptr;
}

// What is applied stays as it is or is taken back whole, for good.
static_assert([] {
    for (const auto& s : steps)
        if ((s.from == State::applied && s.action != Action::undo) || s.from == State::undone) return false;
    return true;
}());
// What is infected has no content any more.
static_assert([] {
    for (const auto& s : steps)
        if (s.from == State::infected && s.to) return false;
    return true;
}());

std::string_view to_text(State state);
State parse_state(std::string_view text); // throws std::logic_error
std::vector<std::string> allowed_actions(State state);

} // namespace intake
