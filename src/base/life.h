#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

// What tables of a record's life share: `transitions` are an array of {from, action, to, …} over enums whose codes
// stand in an array, in the order of the enum. Used in static_assert beside each table.
namespace life {

template <typename Enum, std::size_t N>
constexpr std::string_view code_of(const std::array<std::string_view, N>& codes, Enum value)
{
    return codes[static_cast<std::size_t>(value)];
}

template <typename Enum, std::size_t N>
constexpr std::optional<Enum> with_code(const std::array<std::string_view, N>& codes, std::string_view code)
{
    for (std::size_t i = 0; i < N; ++i)
        if (codes[i] == code) return static_cast<Enum>(i);
    return std::nullopt;
}

// No two rows answer the same question.
template <typename Transitions>
constexpr bool every_step_is_unique(const Transitions& transitions)
{
    for (std::size_t i = 0; i < transitions.size(); ++i)
        for (std::size_t j = i + 1; j < transitions.size(); ++j)
            if (transitions[i].from == transitions[j].from && transitions[i].action == transitions[j].action) return false;
    return true;
}

// Every one of the `Count` statuses can be reached from the first.
template <std::size_t Count, typename Transitions>
constexpr bool every_status_is_reachable(const Transitions& transitions)
{
    std::array<bool, Count> seen{true};
    for (std::size_t turn = 0; turn < Count; ++turn)
        for (const auto& t : transitions)
            if (seen[static_cast<std::size_t>(t.from)]) seen[static_cast<std::size_t>(t.to)] = true;
    for (bool s : seen)
        if (!s) return false;
    return true;
}

template <typename Transitions, typename Status, typename Action>
constexpr const typename Transitions::value_type* find_transition(const Transitions& transitions, Status from, Action action)
{
    for (const auto& t : transitions)
        if (t.from == from && t.action == action) return &t;
    return nullptr;
}

} // namespace life
