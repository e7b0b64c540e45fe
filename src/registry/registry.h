#pragma once

#include "auth/route.h"
#include "ledger/table.h"
#include "registry/rules.h"

#include <span>

// 单位登记与管理 (A1, Art. 7, 14(4)4): units are created, changed, moved and merged, each act with its grounds.
namespace registry {

extern const ledger::Table unit_ask_table;

// /api/v1/units/{id} …
std::span<const auth::Route> unit_routes();
// /api/v1/units/{id}/merge
std::span<const auth::Route> merge_routes();

// /api/v1/public/unit-asks …: a unit asks for itself; /api/v1/unit-asks …: its department vouches (T9)
std::span<const auth::Route> ask_routes();

} // namespace registry
