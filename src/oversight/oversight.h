#pragma once

#include "auth/route.h"
#include "ledger/table.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

// Watching over the library (Art. 15(2), 20): searching the trail, timelines of records, checkpoints to take away.
namespace oversight {

// GET /api/v1/trail…, /api/v1/timeline…, /api/v1/ledger/checkpoint, /api/v1/ledger/export.
std::span<const auth::Route> routes();
// POST /api/v1/ledger/check, GET /api/v1/ledger/checks….
std::span<const auth::Route> check_routes();
// GET /api/v1/alerts, POST /api/v1/alerts/{id}/close.
std::span<const auth::Route> alert_routes();
// GET /api/v1/scanning.
std::span<const auth::Route> scanning_routes();

// Looks at the last hour of the ledger and raises what was not raised in it: an account that reads too much, many names locked at once, an
// account that moves from place to place. Gives how many. Any node may call it at any time.
int watch(const Platform& platform);

// The job behind a check: holds a snapshot against `tables`, keeps and notes what was found ("ledger.checked/1").
inline constexpr std::string_view check_job = "ledger_check";
void run_check(const Platform& platform, const std::vector<const ledger::Table*>& tables, const std::string& id);
// It failed for good.
void give_up_check(const Platform& platform, const std::string& id);

} // namespace oversight
