#pragma once

#include "base/result.h"
#include "base/time.h"
#include "ledger/act.h"

// The second half of every order, whatever it sets: another person approves or refuses it before its day, or the proposer withdraws it.
namespace ruling {

enum class Step { approve, refuse, withdraw };

// What was proposed; `entry` begins the types of its entries ("rules" of "rules.approved/1").
struct Matter {
    const ledger::Table& table;
    std::int64_t id = 0;
    std::string state, from; // as stored
    std::int64_t proposed_by = 0;
    std::string entry, object_kind, object_id;
    json::Object data;
};
Result<Done> decide(ledger::Act& act, const Matter& matter, Step step, std::int64_t version, std::int64_t account_id,
                    const std::string& reason, Day today);

} // namespace ruling
