#pragma once

#include "plan.h"

#include <optional>

namespace verify {

// The sealed document (draw.md, 1.3).
struct Seal {
    std::string activity, origin, sealed_at;
    std::vector<std::int64_t> eligible;
    std::map<std::string, std::int64_t> excluded;
    std::int64_t total = 0, ledger_size = 0, round = 0;
    Digest key{}, out{}, plan{}, pool{}, server{};
    std::optional<Digest> previous;
    Suite suite = Suite::sm;
    Digest hash{};
};
Seal read_seal(const Value& document, const std::string& place);

Digest seal_hash(Suite suite, const Value& document);
Digest result_hash(Suite suite, const Value& document);

// The counts of a seal as `entries` give them.
struct Counts {
    std::vector<std::int64_t> eligible;
    std::map<std::string, std::int64_t> excluded;

    explicit Counts(std::size_t groups) : eligible(groups, 0) {}
    void add(const Entry& entry);
};

} // namespace verify
