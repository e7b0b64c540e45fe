#pragma once

#include "draw/pool_sets.h"

// The live numbers of a plan: how many of the library fit, how many may be drawn and why the others may not. Exact;
// what an operator may see of them is decided in disclosure.h.
namespace draw {

using ByCode = std::array<std::int64_t, exclusion_codes.size()>;

struct GroupCount {
    std::int64_t eligible = 0;
    ByCode excluded{};                                          // who fits but may not be drawn for it, by the lowest code
    std::array<std::int64_t, condition_kinds.size()> without{}; // more eligible if the condition were not asked

    std::int64_t matching() const;
};

struct Count {
    std::int64_t total = 0, no_group = 0;
    std::int64_t eligible = 0; // for some group
    ByCode excluded{};         // who fits some group and may be drawn for none, each once by the lowest code
    std::vector<GroupCount> groups;
    std::vector<Bits> eligible_for; // by group
    Bits drawable;                  // the eligible ones

    std::int64_t matching() const { return total - no_group; }
};

Count count(const PoolSets& sets);

} // namespace draw
