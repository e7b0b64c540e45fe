#pragma once

#include "note.h"

#include <functional>
#include <istream>
#include <optional>
#include <string>
#include <vector>

namespace verify {

struct LedgerOutside {
    std::optional<LedgerKey> key;
    std::optional<Checkpoint> checkpoint; // an older one, kept by someone
};

// Everything of docs/formats/ledger.md, "What a verifier checks", on the file of `bole ledger`. Gives Chinese lines; throws Problem
// for the first thing that is wrong. `progress` hears of entries.
std::vector<std::string> check_ledger(std::istream& file, const LedgerOutside& outside,
                                      const std::function<void(std::int64_t done, std::int64_t of)>& progress = {});

} // namespace verify
