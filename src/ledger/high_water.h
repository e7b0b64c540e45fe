#pragma once

#include "base/result.h"
#include "base/time.h"
#include "db/db.h"

// The last entry's time is the ledger's high-water mark: a clock behind it was set back, or was ahead when the entry was written
// (T25). Entries never go back in time whatever the clock says; what hangs on a deadline waits until the clock is right.
namespace ledger {

// By how many milliseconds the clock is behind the last entry, when by more than a minute (nodes differ by less); else 0.
std::int64_t behind_ms(db::Connection& connection, Instant now);

// The refusal of an act that a deadline bears on, while the clock is behind.
std::optional<Error> clock_is_behind(db::Connection& connection, Instant now);
// What staff are told meanwhile, on every page: what waits and whom to call.
std::optional<std::string> clock_alarm(db::Connection& connection, Instant now);

} // namespace ledger
