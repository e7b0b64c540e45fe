#pragma once

#include "auth/route.h"

#include <span>

// Watching over the library (Art. 15(2), 20): searching the trail, timelines of records, checkpoints to take away.
namespace oversight {

// GET /api/v1/trail…, /api/v1/timeline…, /api/v1/ledger/checkpoint, /api/v1/ledger/export.
std::span<const auth::Route> routes();

} // namespace oversight
