#include "ledger/tree.h"

#include <bit>

namespace ledger {

using crypto::Hash;
using crypto::Suite;

namespace {

// The largest power of two below `size` (size ≥ 2).
std::size_t split(std::size_t size)
{
    return std::bit_floor(size - 1);
}

Hash root_of(Suite suite, const Hash* leaves, std::size_t size)
{
    if (size == 1) return *leaves;
    std::size_t left = split(size);
    return node_hash(suite, root_of(suite, leaves, left), root_of(suite, leaves + left, size - left));
}

void collect_proof(Suite suite, const Hash* leaves, std::size_t size, std::size_t index, std::vector<Hash>& proof)
{
    if (size == 1) return;
    std::size_t left = split(size);
    if (index < left) {
        collect_proof(suite, leaves, left, index, proof);
        proof.push_back(root_of(suite, leaves + left, size - left));
    } else {
        collect_proof(suite, leaves + left, size - left, index - left, proof);
        proof.push_back(root_of(suite, leaves, left));
    }
}

}  // namespace

Hash leaf_hash(Suite suite, std::string_view salt, std::string_view leaf)
{
    return crypto::Hasher(suite).add_byte(0).add(salt).add(leaf).finish();
}

Hash node_hash(Suite suite, const Hash& left, const Hash& right)
{
    return crypto::Hasher(suite).add_byte(1).add(left).add(right).finish();
}

Frontier::Frontier(Suite suite, std::int64_t size, std::vector<Hash> peaks) : suite_(suite), size_(size), peaks_(std::move(peaks)) {}

void Frontier::append(const Hash& leaf)
{
    Hash node = leaf;
    for (std::int64_t bit = size_; bit & 1; bit >>= 1) {
        node = node_hash(suite_, peaks_.back(), node);
        peaks_.pop_back();
    }
    peaks_.push_back(node);
    ++size_;
}

Hash Frontier::root() const
{
    if (peaks_.empty()) return crypto::hash_of(suite_, "");
    Hash root = peaks_.back();
    for (auto peak = peaks_.rbegin() + 1; peak != peaks_.rend(); ++peak) root = node_hash(suite_, *peak, root);
    return root;
}

Hash tree_root(Suite suite, const std::vector<Hash>& leaves)
{
    return leaves.empty() ? crypto::hash_of(suite, "") : root_of(suite, leaves.data(), leaves.size());
}

std::vector<Hash> inclusion_proof(Suite suite, const std::vector<Hash>& leaves, std::int64_t index)
{
    std::vector<Hash> proof;
    collect_proof(suite, leaves.data(), leaves.size(), static_cast<std::size_t>(index), proof);
    return proof;
}

bool is_included(Suite suite, const Hash& leaf, std::int64_t index, std::int64_t size, const std::vector<Hash>& proof, const Hash& root)
{
    if (index < 0 || index >= size) return false;
    Hash node = leaf;
    std::int64_t at = index, last = size - 1;
    for (const Hash& sibling : proof) {
        if (last == 0) return false;
        if ((at & 1) || at == last) {
            node = node_hash(suite, sibling, node);
            while (!(at & 1) && at != 0) {
                at >>= 1;
                last >>= 1;
            }
        } else {
            node = node_hash(suite, node, sibling);
        }
        at >>= 1;
        last >>= 1;
    }
    return last == 0 && node == root;
}

}  // namespace ledger
