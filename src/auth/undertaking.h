#pragma once

#include "auth/duty.h"
#include "base/rule.h"
#include "ledger/act.h"
#include "ledger/table.h"

#include <span>
#include <vector>

// The confidentiality undertaking of members of staff (Art. 12; A12): which text holds, who has signed, for how long.
namespace auth {

extern const ledger::Table staff_undertaking_table;

// One text. A new one asks everybody again.
struct Edition {
    std::string name; // "2026年第1版"
    Day from;
    std::string title, text;
};
// The texts below a folder of data/, by their first day.
std::vector<Edition> editions_in(std::string_view folder);
// All of the undertaking (data/undertaking/).
std::span<const Edition> editions();
// The one that holds on `day`; the first one on days before it.
const Edition& edition_on(std::span<const Edition> all, Day day);
Bytes hash_of(const Edition& edition, crypto::Suite suite);

// What an account last signed.
struct Signed {
    std::string edition;
    Day on;
};

// `years` 0: signed once for all. After a new edition the old one holds for `grace_days`.
Duty undertaking_duty(std::span<const Edition> all, const std::optional<Signed>& last, Day today, std::int64_t years,
                      std::int64_t grace_days);
// By the rules of the day.
Duty undertaking_duty(const std::optional<Signed>& last, Day today, const RuleBook& book);

// Signs the edition of the act's day; appends the entry. Gives the public id.
std::string sign_undertaking(ledger::Act& act, const crypto::Keyring& keys, std::int64_t account_id, const std::string& name);

} // namespace auth
