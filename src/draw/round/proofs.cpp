#include "draw/round/proofs.h"

#include "ledger/tree.h"

namespace draw::round {

Proofs::Proofs(db::Connection& connection, crypto::Suite suite)
    : suite_(suite), head_(ledger::read_head(connection).value()), leaves_(ledger_leaves(connection, head_.size))
{
}

std::string Proofs::root() const
{
    return crypto::to_hex(ledger::tree_root(suite_, leaves_));
}

json::Array Proofs::of(std::int64_t index) const
{
    json::Array proof;
    for (const auto& hash : ledger::inclusion_proof(suite_, leaves_, index)) proof.push_back(crypto::to_hex(hash));
    return proof;
}

json::Value leaf_document(const LedgerEntry& entry)
{
    auto body = json::read(entry.body);
    if (!body) throw std::runtime_error("a ledger entry is damaged");
    return json::Array{to_hex(entry.salt), std::move(*body)};
}

} // namespace draw::round
