#pragma once

#include "draw/protocol/entry.h"
#include "draw/protocol/plan.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

// Whether a plan can be drawn at all, how often an attempt succeeds, and if not, which conditions stand in the way
// (docs/formats/draw.md, step 8). Counts below 5 are never told.
namespace draw::feasibility {

// Someone who is eligible for some group. `tags` need only hold what the plan's conditions across the panel name; the
// value of "unit" is any id of the legal entity. Tags of many people may be the same object.
struct Person {
    std::vector<int> groups; // ascending
    protocol::Tags tags;
    std::int64_t size = 1; // of alike people
};

struct Problem {
    std::optional<int> group; // index of the group it concerns; nothing: the panel as a whole
    std::string text;         // Chinese, for the plan page; names what would do where something would
};

// "0.119", "0.00042", "1": three significant digits.
std::string digits_of(long double share);

struct Finding {
    enum class Answer {
        drawable, // a panel exists and attempts succeed often enough
        rare,     // a panel exists, attempts succeed less than once in 10,000,000
        none,     // no panel exists
        unknown,  // neither was proven within the work allowed: treated as not drawable
    };
    Answer answer = Answer::unknown;
    long double share = 0; // of attempts that succeed
    bool exact = false;    // computed, not estimated by trying
    std::vector<Problem> problems;

    bool drawable() const { return answer == Answer::drawable; }
    std::string share_text() const { return digits_of(share); }
};

// Chances of being drawn, over all candidates.
struct Chances {
    long double lowest = 0, median = 0, highest = 0;
};

inline constexpr long double least_share = 1e-7L;

// How much may be spent on one answer.
struct Work {
    std::size_t states = 30'000'000; // of the programme, in all its steps
    int tries = 3000;                // weighted attempts where the programme would be too large
    std::uint64_t seed = 1;          // of those attempts: the same answer for the same question
    std::size_t nodes = 100'000;     // of the search where neither programme nor attempts give an answer
};

// Answer and share alone, without a word on what stands in the way.
Finding outlook(const protocol::Plan& plan, std::span<const Person> candidates, const Work& work = {});

// Exactly, by the programme; nothing where there is no panel or it would be too large.
std::optional<Chances> chances_of(const protocol::Plan& plan, std::span<const Person> candidates, const Work& work = {});

// Reads plan and candidates only. Typical plans over 30,000 candidates take some tens of milliseconds.
Finding check(const protocol::Plan& plan, std::span<const Person> candidates, const Work& work = {});

} // namespace draw::feasibility
