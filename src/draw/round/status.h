#pragma once

#include "base/life.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

// The life of a round (docs/formats/draw.md, steps 2 to 10; Art. 15(2)). This table is the only place that knows it:
// the server refuses by it, the page draws its buttons from it, the tests walk all pairs of it.
namespace draw::round {

enum class Status { sealed, committed, revealing, awaiting, revealed, drawn, confirmed, voided };
inline constexpr std::array<std::string_view, 8> status_codes{"sealed",   "committed", "revealing", "awaiting",
                                                              "revealed", "drawn",     "confirmed", "void"};
inline constexpr std::array<std::string_view, 8> status_names{"已封存", "已承诺", "揭示中", "待公共信标",
                                                              "已揭示", "已产生", "已确认", "作废"};

enum class Action { commit, reveal, beacon, draw, confirm, annul };
inline constexpr std::array<std::string_view, 6> action_codes{"commit", "reveal", "beacon", "draw", "confirm", "void"};

enum class Part { by_operator, by_supervisor, by_server };
inline constexpr std::array<std::string_view, 3> part_codes{"operator", "supervisor", "server"};

// What has been done in the round beside its status.
struct Facts {
    std::array<bool, 2> committed{}, confirmed{}; // by part
    bool beacon = false;                          // the plan names one
    bool agreed = false;                          // what is typed now is what the other typed
};

constexpr std::size_t index_of(Part part)
{
    return static_cast<std::size_t>(part);
}

// Asks about the part that acts, and the other one.
using Guard = bool (*)(const Facts&, Part);
constexpr bool first_to_commit(const Facts& f, Part)
{
    return !f.committed[0] && !f.committed[1];
}
constexpr bool second_to_commit(const Facts& f, Part part)
{
    return !f.committed[index_of(part)] && f.committed[1 - index_of(part)];
}
constexpr bool first_to_confirm(const Facts& f, Part)
{
    return !f.confirmed[0] && !f.confirmed[1];
}
constexpr bool second_to_confirm(const Facts& f, Part part)
{
    return !f.confirmed[index_of(part)] && f.confirmed[1 - index_of(part)];
}

constexpr bool without_beacon(const Facts& f, Part)
{
    return !f.beacon;
}
constexpr bool with_beacon(const Facts& f, Part)
{
    return f.beacon;
}
constexpr bool typed_alone(const Facts& f, Part)
{
    return !f.agreed;
}
constexpr bool typed_by_both(const Facts& f, Part)
{
    return f.agreed;
}

struct Transition {
    Status from;
    Action action;
    Part by;
    Status to;
    std::string_view step; // of docs/formats/draw.md
    Guard guard = nullptr;
};

inline constexpr auto transitions = [] {
    using enum Status;
    using enum Action;
    using enum Part;
    return std::array{
        //         from       action   by             to         step    guard
        Transition{sealed, commit, by_operator, sealed, "1.4", first_to_commit},
        Transition{sealed, commit, by_supervisor, sealed, "1.4", first_to_commit},
        Transition{sealed, commit, by_operator, committed, "1.4", second_to_commit},
        Transition{sealed, commit, by_supervisor, committed, "1.4", second_to_commit},
        Transition{committed, reveal, by_operator, revealing, "1.5"},
        Transition{revealing, reveal, by_supervisor, revealed, "1.5", without_beacon},
        Transition{revealing, reveal, by_supervisor, awaiting, "1.5", with_beacon},
        Transition{awaiting, beacon, by_operator, awaiting, "1.6", typed_alone},
        Transition{awaiting, beacon, by_supervisor, awaiting, "1.6", typed_alone},
        Transition{awaiting, beacon, by_operator, revealed, "1.6", typed_by_both},
        Transition{awaiting, beacon, by_supervisor, revealed, "1.6", typed_by_both},
        Transition{revealed, draw, by_server, drawn, "1.10"},
        Transition{drawn, confirm, by_operator, drawn, "1.10", first_to_confirm},
        Transition{drawn, confirm, by_supervisor, drawn, "1.10", first_to_confirm},
        Transition{drawn, confirm, by_operator, confirmed, "1.10", second_to_confirm},
        Transition{drawn, confirm, by_supervisor, confirmed, "1.10", second_to_confirm},

        Transition{sealed, annul, by_operator, voided, "1.5"},
        Transition{sealed, annul, by_supervisor, voided, "1.5"},
        Transition{committed, annul, by_operator, voided, "1.5"},
        Transition{committed, annul, by_supervisor, voided, "1.5"},
        Transition{committed, annul, by_server, voided, "1.5"},
        Transition{revealing, annul, by_operator, voided, "1.5"},
        Transition{revealing, annul, by_supervisor, voided, "1.5"},
        Transition{revealing, annul, by_server, voided, "1.5"},
        Transition{awaiting, annul, by_server, voided, "1.6"},
    };
}();

constexpr const Transition* find_transition(Status from, Action action, Part by, const Facts& facts)
{
    for (const auto& t : transitions)
        if (t.from == from && t.action == action && t.by == by && (!t.guard || t.guard(facts, by))) return &t;
    return nullptr;
}

// A live round holds its activity and keeps both sessions awake.
constexpr bool is_live(Status status)
{
    return status != Status::drawn && status != Status::confirmed && status != Status::voided;
}

constexpr bool every_step_is_unique()
{
    for (unsigned bits = 0; bits < 64; ++bits) {
        Facts facts{{bool(bits & 1), bool(bits & 2)}, {bool(bits & 4), bool(bits & 8)}, bool(bits & 16), bool(bits & 32)};
        for (const auto& a : transitions)
            for (const auto& b : transitions)
                if (&a != &b && a.from == b.from && a.action == b.action && a.by == b.by && (!a.guard || a.guard(facts, a.by)) &&
                    (!b.guard || b.guard(facts, b.by)))
                    return false;
    }
    return true;
}

// Once all values are in, the result exists: nobody may still stop the round. While a beacon is awaited it may be known
// outside already: only its time ends the round.
constexpr bool nothing_stops_a_known_result()
{
    for (const auto& t : transitions)
        if (t.to == Status::voided &&
            (t.from == Status::revealed || !is_live(t.from) || (t.from == Status::awaiting && t.by != Part::by_server)))
            return false;
    return true;
}

// Nothing leads back: a status is only left for one further on.
constexpr bool nothing_leads_back()
{
    for (const auto& t : transitions)
        if (t.to < t.from) return false;
    return true;
}

static_assert(every_step_is_unique());
static_assert(life::every_status_is_reachable<status_codes.size()>(transitions));
static_assert(nothing_stops_a_known_result());
static_assert(nothing_leads_back());

constexpr std::string_view code_of(Status status)
{
    return life::code_of(status_codes, status);
}
constexpr std::string_view name_of(Status status)
{
    return status_names[static_cast<std::size_t>(status)];
}
constexpr std::string_view code_of(Action action)
{
    return life::code_of(action_codes, action);
}
constexpr std::string_view code_of(Part part)
{
    return life::code_of(part_codes, part);
}
constexpr std::string_view word_of(Part part)
{
    return part == Part::by_operator ? "操作员" : part == Part::by_supervisor ? "监督员" : "服务器";
}
constexpr std::optional<Status> status_of(std::string_view code)
{
    return life::with_code<Status>(status_codes, code);
}
constexpr std::optional<Part> part_of(std::string_view code)
{
    return life::with_code<Part>(part_codes, code);
}

} // namespace draw::round
