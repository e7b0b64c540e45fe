#include "intake/upload_status.h"

#include <stdexcept>

namespace intake {

namespace {

constexpr std::array<std::string_view, 11> names{"checking", "mapping", "refused", "ready",       "applying", "failed",
                                                 "applied",  "undoing", "undone",  "quarantined", "infected"};

} // namespace

std::string_view to_text(State state)
{
    return names[static_cast<std::size_t>(state)];
}

State parse_state(std::string_view text)
{
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == text) return static_cast<State>(i);
    throw std::logic_error("no state of an upload: " + std::string(text));
}

std::vector<std::string> allowed_actions(State state)
{
    std::vector<std::string> actions;
    for (const auto& s : steps)
        if (s.from == state && !s.button.empty()) actions.emplace_back(s.button);
    return actions;
}

} // namespace intake
