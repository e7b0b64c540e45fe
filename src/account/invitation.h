#pragma once

#include "account/account.h"

namespace account {

// How long a code of this moment works.
Instant invited_until(db::Connection& connection, Instant now);

// Those of the account that are still open end; the caller's entry tells of it.
void end_invitations(ledger::Act& act, std::int64_t account_id);

// Whom an open invitation is for.
struct Invited {
    std::int64_t invitation_id = 0, version = 0, account_id = 0;
    std::string public_id, login, display_name;
    Instant until{};
    std::vector<std::string> roles; // names
};
// As people type a code: letters of either size, with or without separators. Nothing when no open invitation has it at `now`.
std::optional<Invited> find_invitation(db::Connection& connection, const crypto::Keyring& keys, const std::string& code, Instant now);

} // namespace account
