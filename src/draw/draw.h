#pragma once

#include "auth/route.h"
#include "ledger/table.h"

#include <span>

// The draw of experts (Art. 14(2), 15): plan, pool, rounds.
namespace draw {

extern const ledger::Table plan_table;

// /api/v1/activities/{id}/plan …
std::span<const auth::Route> plan_routes();
// /api/v1/plans
std::span<const auth::Route> plan_list_routes();

} // namespace draw
