#pragma once

#include "base/rule.h"
#include "ledger/table.h"

// The values that were ordered for dated rules (Art. 26), as every feature reads them. Proposing and approving them: ruling/.
namespace rulebook {

extern const ledger::Table rule_order_table;

// The book as the connection sees it: what was approved, also for days to come.
RuleBook load(db::Connection& connection);

} // namespace rulebook
