#pragma once

#include "own_record/request.h"
#include "personal/personal.h"

// Erasure on request (Personal Information Protection Law 47): what the field register says nothing keeps is blanked, row and trail stay.
namespace own_record {

// The status of a record that was erased.
inline constexpr std::string_view erased_status = "erased";

// The register's entries of experts, as asked: erased, or kept with the reason.
struct Fate {
    std::string name, stays_for; // empty: erased
};
std::vector<Fate> fates();

// Why the expert's data cannot be erased now; empty: nothing stands against it.
std::vector<std::string> obstacles(db::Connection& connection, const crypto::Keyring& keys, std::int64_t expert_id, Day today);
// Of them what the expert may be told when asking: nothing of draws.
std::optional<std::string> open_sanction(db::Connection& connection, std::int64_t expert_id, Day today);

// Blanks the record, those that went into it, and accounts that are the expert's alone. The caller appends the entry.
void erase(ledger::Act& act, const crypto::Keyring& keys, std::int64_t expert_id);

// The tables that rows are erased from; the register names no other for what is erased.
std::span<const ledger::Table* const> erased_tables();

} // namespace own_record
