#pragma once

#include "auth/route.h"
#include "ledger/act.h"

// Delegation (Art. 2): the science department lends named powers to an agency for a time.
namespace delegation {

extern const ledger::Table delegation_table, power_table;

struct Wanted {
    std::int64_t unit_id = 0, from_unit_id = 0; // legal entities
    Day from{}, to{};
    std::string document;
    bool names_reserved = false;
    std::vector<std::string> powers; // codes of auth::powers()
    std::int64_t granted_by = 0;
};
// Appends the entry "delegation.granted/1"; gives the public id. That it may be is judged before.
std::string delegate(ledger::Act& act, const Wanted& wanted);

// /api/v1/delegations …
std::span<const auth::Route> routes();

} // namespace delegation
