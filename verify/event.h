#pragma once

#include "hash.h"
#include "json.h"

#include <optional>
#include <string>
#include <vector>

// Ledger entries of draws, read by their type (docs/formats/draw.md, 2.2).
namespace verify {

struct Seat {
    std::size_t group = 0, number = 0;
    bool operator==(const Seat&) const = default;
};

struct Passed {
    std::string ref, reason;
};

struct Event {
    enum class Kind { proposed, consented, sealed, committed, revealed, beacon, drawn, confirmed, voided, vacated, substituted, exhausted };

    Kind kind;
    std::int64_t index = 0;
    std::string at;
    // Those that the kind has:
    std::string activity;
    std::int64_t round = 0;
    std::optional<Digest> previous;
    Digest seal_hash{};
    std::string role, cause, text, source;
    Digest hash{};     // commitment, result hash
    std::string value; // raw: revealed value, signature, ref
    bool again = false, agree = false;
    Seat seat;
    std::vector<Passed> passed;
    std::vector<Seat> vacant;

    bool of_round() const { return kind != Kind::proposed && kind != Kind::consented; }
};

// Nothing for an entry of another type; throws Problem for one of these types that is not of its form.
std::optional<Event> read_event(std::int64_t index, const Value& body);

// "账本第 17 条"
std::string entry_place(std::int64_t index);
// "operator" → "操作员"
std::string role_word(std::string_view role);
std::string cause_word(std::string_view cause);

} // namespace verify
