#pragma once

#include "json.h"
#include "note.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace verify {

// What comes from outside the file, so that more can be checked.
struct Outside {
    std::optional<LedgerKey> key;
    struct Person {
        std::string expert, unit; // public ids; unit may be empty
    };
    std::optional<std::vector<Person>> people;
};

// Everything of docs/formats/draw.md, 3, in its order. Gives the Chinese lines that say what was checked and what this does not
// prove; throws Problem for the first thing that is wrong. `progress` hears of attempts.
std::vector<std::string> check_evidence(const Value& document, const Outside& outside,
                                        const std::function<void(std::int64_t done, std::int64_t of)>& progress = {});

} // namespace verify
