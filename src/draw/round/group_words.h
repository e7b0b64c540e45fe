#pragma once

#include "base/json.h"
#include "db/db.h"

#include <string>
#include <vector>

namespace draw::round {

// The conditions of each group of a sealed plan in words; "不限" where a group asks nothing.
std::vector<std::string> group_words(db::Connection& connection, const json::Value& plan);

} // namespace draw::round
