#pragma once

#include "draw/round/round.h"

#include <map>

namespace draw::round {

// Where recusal is by project (R12): for each ref of the round's pool that is barred from some projects, their numbers in
// the activity's order. Empty for any other plan. The leaves are those of the pool.
std::map<std::string, std::vector<std::string>> abstentions_of(const json::Value& plan, const Bytes& pool_leaves,
                                                               const std::vector<std::string>& refs);

// True when abstentions_of asks for the leaves.
bool recuses_by_project(const json::Value& plan);

} // namespace draw::round
