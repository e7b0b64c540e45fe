#pragma once

#include "auth/route.h"

namespace auth {

// What is remembered of the tries at one account. Failures of every factor count together (Art. 12; A6).
struct Tries {
    std::int64_t failures = 0;
    std::optional<Instant> locked_until;
    std::int64_t totp_step = 0;     // the last one used
    std::optional<Bytes> candidate; // encrypted secret shown at set-up, not yet confirmed
};

// Stands for an account where a sign-in name has none that can be used: tries at it are counted, slowed and answered like others, so
// that nobody learns which names there are (T19). Never an account's id.
std::int64_t stranger_id(const crypto::Keyring& keys, const std::string& name, std::string_view kind = "sign_in_name");

// Failures are forgotten after a day without one.
Tries tries_of(db::Connection& connection, std::int64_t account_id, Instant now);
Tries tries_of(const Platform& platform, std::int64_t account_id, Instant now);
void keep_tries(db::Connection& connection, std::int64_t account_id, const Tries& tries);

// The refusal while the account waits; nothing otherwise.
std::optional<Error> still_locked(const Tries& tries, Instant now);
// One more failure of `factor`, with its entry; `public_id` is empty for a stranger. `door`: the stranger's id of what was tried at, where
// that is counted beside the account.
void count_failure(const Context& c, std::int64_t account_id, const std::string& public_id, std::string_view factor,
                   std::optional<std::int64_t> door = std::nullopt);
// After the whole sign-in, or a confirmation, was right.
Tries forgiven(Tries tries);

} // namespace auth
