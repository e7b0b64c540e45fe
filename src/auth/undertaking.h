#pragma once

#include "auth/duty.h"
#include "base/rule.h"
#include "ledger/act.h"
#include "ledger/table.h"
#include "rulebook/texts.h"

// The confidentiality undertaking of members of staff (Art. 12; A12): which text holds, who has signed, for how long.
namespace auth {

extern const ledger::Table staff_undertaking_table;

// Its text; a new edition asks everybody again.
inline constexpr std::string_view undertaking_text = "undertaking";

// What an account last signed.
struct Signed {
    std::string edition;
    Day on;
};

// `years` 0: signed once for all. After a new edition the old one holds for `grace_days`.
Duty undertaking_duty(std::span<const rulebook::Edition> all, const std::optional<Signed>& last, Day today, std::int64_t years,
                      std::int64_t grace_days);
// By the rules of the day.
Duty undertaking_duty(db::Connection& connection, const std::optional<Signed>& last, Day today, const RuleBook& book);

// Signs the edition of the act's day; appends the entry. Gives the public id.
std::string sign_undertaking(ledger::Act& act, const crypto::Keyring& keys, std::int64_t account_id, const std::string& name);

} // namespace auth
