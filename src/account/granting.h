#pragma once

#include "account/account.h"
#include "account/separation.h"
#include "account/store.h"
#include "ledger/act.h"

// Roles are asked for, approved and taken back (Art. 12; A2, A7). Each verb is one act up to its entry; the caller commits.
namespace account {

// A role as it was asked for.
struct Grant {
    std::int64_t id = 0, version = 0, account_id = 0;
    std::string public_id, document, state;
    Term term;
    std::optional<std::int64_t> asked_by;
};
// Nothing when absent or outside the filter.
std::optional<Grant> load_grant(db::Connection& connection, const auth::Filter& filter, const std::string& public_id);

// By the security administrator. An administrator's role is in force at once, a business role waits for approval.
Result<Done> grant(ledger::Act& act, const Account& account, const Term& term, const std::string& document, std::int64_t by, Day today);

// By the science department, never by whoever asked nor by whom it is for.
Result<Done> approve(ledger::Act& act, const Grant& grant, std::int64_t by, Day today);
Result<Done> turn_down(ledger::Act& act, const Grant& grant, const std::string& reason, std::int64_t by);
// By the security administrator, before it is decided.
Result<Done> cancel(ledger::Act& act, const Grant& grant, const std::string& reason, std::int64_t by);

// Whether an active account can approve.
bool somebody_approves(db::Connection& connection, Day today);

// At once, so that the next request is refused; with `last` it ends with that day.
struct Withdrawal {
    std::string role;
    Day from{};
    std::int64_t version = 0;
    std::string reason;
    std::optional<Day> last;
};
Result<Done> withdraw(ledger::Act& act, const Account& account, const Withdrawal& withdrawal, std::int64_t by, Day today);

} // namespace account
