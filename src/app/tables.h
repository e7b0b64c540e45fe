#pragma once

#include "db/db.h"
#include "ledger/table.h"

#include <span>
#include <vector>

namespace app {

// Every table of the schema with its treatment; a test holds this list against the migrated database.
struct TableEntry {
    std::string_view name;
    ledger::Treatment treatment;
    const ledger::Table* table = nullptr;                  // of covered ones
    void (*rebuild)(db::Connection& connection) = nullptr; // of derived ones: fills the empty or outdated table
};
std::span<const TableEntry> all_tables();

// Makes every derived table again from the covered ones.
void rebuild_derived(db::Connection& connection);

// The covered ones, as the ledger's check takes them.
const std::vector<const ledger::Table*>& covered_tables();

} // namespace app
