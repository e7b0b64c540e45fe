#pragma once

#include "account/rules.h"
#include "auth/route.h"
#include "ledger/check.h"
#include "ledger/table.h"

// How people come to accounts of their own (Art. 12; A6): by a code that opens one once.
namespace account {

extern const ledger::Table account_invitation_table, role_grant_table;

// A code for the account, as it is handed on: seven groups of letters and digits. Earlier codes of the account end. Appends the entry
// "accounts.invited/1". The code is nowhere else: the row holds its hash.
std::string invite(ledger::Act& act, const crypto::Keyring& keys, std::int64_t account_id, const std::string& public_id);

// The same for the account of this sign-in name; nothing when there is none, or somebody has opened it.
std::optional<std::string> invite_again(ledger::Act& act, const crypto::Keyring& keys, const std::string& login);

// Asks for a business role of an account that this act opens, from today on: it waits for the science department (Art. 12). Appends the
// entry "roles.asked/1".
void ask_role(ledger::Act& act, std::int64_t account_id, const std::string& public_id, const std::string& role, const std::string& document,
              std::int64_t by);

// As accounts are named: three to thirty small letters, digits and . _ -, a letter first.
bool is_login(const std::string& text);

// /api/v1/invitation, /api/v1/invitation/account: before there is a session
std::span<const auth::Route> invitation_routes();
// /api/v1/account/…: one's own
std::span<const auth::Route> own_routes();
// /api/v1/accounts/…: everybody's, for the system administrator
std::span<const auth::Route> management_routes();
// /api/v1/accounts/{id}/roles, /api/v1/role-grants
std::span<const auth::Route> role_routes();

// /api/v1/session/sms…, /api/v1/account/phone…: signing in by telephone, and whose it is
std::span<const auth::Route> phone_routes();
// /api/v1/session/second-factor…, /api/v1/session/step-up/sms: a code to that telephone beside the password
std::span<const auth::Route> second_factor_routes();
// Ties the account to the telephone, which has just been proven by a code; the caller appends the entry. Refused when another account has
// it.
Result<Done> bind_phone(ledger::Act& act, const crypto::Keyring& keys, std::int64_t account_id, const std::string& phone);

// /api/v1/undertaking…: the confidentiality undertaking
std::span<const auth::Route> undertaking_routes();

// At the console, as long as no active account can approve: the first of the science department, whom nobody could approve otherwise. Gives
// what was approved in words.
Result<std::string> approve_first(ledger::Act& act, const std::string& login, Day today);
// What must always hold of accounts and their roles. Empty when all is well.
std::vector<ledger::Finding> check_accounts(db::Connection& connection, Day today);

// Whether the filter reaches an account of this public id.
bool is_within(db::Connection& connection, const auth::Filter& filter, const std::string& public_id);

} // namespace account
