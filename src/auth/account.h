#pragma once

#include "auth/route.h"
#include "ledger/table.h"

namespace auth {

extern const ledger::Table account_table;
extern const ledger::Table account_role_table;
extern const ledger::Table old_password_table;

// Someone who signs in (Art. 12: one person, one account).
struct NewAccount {
    std::string login;
    std::string display_name;
    std::optional<std::int64_t> unit_id;
    std::optional<std::int64_t> expert_id;
    std::optional<crypto::Secret> password;    // nothing: invited, who opens it chooses one
    std::optional<crypto::Secret> totp_secret; // hex; nothing: set up at the first sign-in
    std::vector<std::string> roles;            // codes of auth::roles()
    Day from;                                  // roles are held from this day
    std::string document;                      // what ordered it
};

// Adds the account's rows to `act` (the caller appends the entry).
struct Added {
    std::int64_t id;
    std::string public_id;
};
Added add_account(ledger::Act& act, const crypto::Keyring& keys, const NewAccount& account);

std::string login_of(db::Connection& connection, std::int64_t account_id);

// Takes the second factor from the account of this name, and the telephone where a code sent to it is one, and ends its sessions, so that
// an authenticator is set up at the next sign-in (a lost telephone). The entry is appended. False when there is no such account.
bool reset_totp(ledger::Act& act, const std::string& login, const std::string& reason = {});

// POST /api/v1/session/…: signing in, and giving the second factor again
std::span<const Route> sign_in_routes();
// GET/DELETE /api/v1/session…
std::span<const Route> session_routes();

} // namespace auth
