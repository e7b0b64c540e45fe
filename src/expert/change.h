#pragma once

#include "expert/expert.h"

namespace expert {

// Writes `after` over `before`, which stands in the act's database, with `more` columns of its row, and keeps the version that ends.
// The caller appends the entry, which comes next, and sees to the facets.
void write_version(ledger::Act& act, const crypto::Keyring& keys, const Record& before, const Record& after,
                   const std::vector<std::string>& fields, ledger::Record more, const Change& change);

} // namespace expert
