#pragma once

#include "ledger/table.h"

#include <span>
#include <vector>

namespace app {

// Every table of the schema with its treatment; a test holds this list against the migrated database.
struct TableEntry {
    std::string_view name;
    ledger::Treatment treatment;
    const ledger::Table* table = nullptr; // of covered ones
};
std::span<const TableEntry> all_tables();

// The covered ones, as the ledger's check takes them.
const std::vector<const ledger::Table*>& covered_tables();

} // namespace app
