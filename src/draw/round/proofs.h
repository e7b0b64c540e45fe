#pragma once

#include "draw/round/store.h"

namespace draw::round {

// Inclusion proofs under the ledger's newest checkpoint.
class Proofs {
public:
    Proofs(db::Connection& connection, crypto::Suite suite);
    const std::string& checkpoint() const { return head_.note; }
    std::int64_t size() const { return head_.size; }
    std::string root() const;
    // Of the entry with this index, from the leaf upwards, hex.
    json::Array of(std::int64_t index) const;

private:
    crypto::Suite suite_;
    ledger::Head head_;
    std::vector<Hash> leaves_;
};

// [salt hex, entry].
json::Value leaf_document(const LedgerEntry& entry);

} // namespace draw::round
