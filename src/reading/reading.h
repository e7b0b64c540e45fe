#pragma once

#include "auth/route.h"
#include "ledger/table.h"
#include "reading/rules.h"

#include <span>

// Who sees personal data: sensitive fields whole, one at a time and with a reason, and to whom that is told (Art. 12, 21; A4).
namespace reading {

extern const ledger::Table reveal_table;
extern const ledger::Table reveal_allowance_table;

// /api/v1/experts/{id}/reveal, /api/v1/reveals/allowance
std::span<const auth::Route> reveal_routes();
// /api/v1/reveal-allowances: the security administrator's
std::span<const auth::Route> allowance_routes();
// /api/v1/account/readings: the expert's own
std::span<const auth::Route> own_routes();

} // namespace reading
