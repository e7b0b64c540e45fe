#pragma once

#include "auth/route.h"
#include "ledger/table.h"

// Recovery codes: they stand in for an authenticator that is not at hand (A6).
namespace auth {

extern const ledger::Table recovery_code_table;
inline constexpr int recovery_codes_made = 10;

// Ten new ones, as they are shown once: two groups of five letters and digits. Earlier ones end. Appends the entry.
std::vector<std::string> make_recovery_codes(ledger::Act& act, const crypto::Keyring& keys, std::int64_t account_id,
                                             const std::string& public_id);
std::int64_t recovery_codes_left(db::Connection& connection, std::int64_t account_id);
// Uses up the code, typed with or without its hyphen; gives how many are left. A wrong or used one is refused in the field `code` and
// counts as a failure like one of any factor.
Result<std::int64_t> use_recovery_code(const Context& c, const Actor& actor, const std::string& typed);

} // namespace auth
