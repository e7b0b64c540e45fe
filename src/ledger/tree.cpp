#include "ledger/tree.h"

#include <algorithm>
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

Hash join(crypto::Hasher& hasher, const Hash& left, const Hash& right)
{
    return hasher.add_byte(1).add(left).add(right).finish();
}

Hash root_of(crypto::Hasher& hasher, const Hash* leaves, std::size_t size)
{
    if (size == 1) return *leaves;
    std::size_t left = split(size);
    Hash first = root_of(hasher, leaves, left);
    return join(hasher, first, root_of(hasher, leaves + left, size - left));
}

void collect_proof(crypto::Hasher& hasher, const Hash* leaves, std::size_t size, std::size_t index, std::vector<Hash>& proof)
{
    if (size == 1) return;
    std::size_t left = split(size);
    if (index < left) {
        collect_proof(hasher, leaves, left, index, proof);
        proof.push_back(root_of(hasher, leaves + left, size - left));
    } else {
        collect_proof(hasher, leaves + left, size - left, index - left, proof);
        proof.push_back(root_of(hasher, leaves, left));
    }
}

// SUBPROOF of RFC 9162; `known`: the verifier holds the root of these leaves as the old root.
void collect_consistency(crypto::Hasher& hasher, const Hash* leaves, std::size_t size, std::size_t old_size, bool known,
                         std::vector<Hash>& proof)
{
    if (old_size == size) {
        if (!known) proof.push_back(root_of(hasher, leaves, size));
        return;
    }
    std::size_t left = split(size);
    if (old_size <= left) {
        collect_consistency(hasher, leaves, left, old_size, known, proof);
        proof.push_back(root_of(hasher, leaves + left, size - left));
    } else {
        collect_consistency(hasher, leaves + left, size - left, old_size - left, false, proof);
        proof.push_back(root_of(hasher, leaves, left));
    }
}

} // namespace

Hash leaf_hash(Suite suite, std::string_view salt, std::string_view leaf)
{
    crypto::Hasher hasher(suite);
    return leaf_hash(hasher, salt, leaf);
}

Hash leaf_hash(crypto::Hasher& hasher, std::string_view salt, std::string_view leaf)
{
    return hasher.add_byte(0).add(salt).add(leaf).finish();
}

Hash node_hash(Suite suite, const Hash& left, const Hash& right)
{
    crypto::Hasher hasher(suite);
    return join(hasher, left, right);
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

Bytes packed(const std::vector<Hash>& hashes)
{
    Bytes bytes;
    for (const auto& hash : hashes) bytes.insert(bytes.end(), hash.begin(), hash.end());
    return bytes;
}

std::vector<Hash> unpacked(const Bytes& bytes)
{
    std::vector<Hash> hashes(bytes.size() / 32);
    for (std::size_t i = 0; i < hashes.size(); ++i) std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(32 * i), 32, hashes[i].begin());
    return hashes;
}

Hash tree_root(Suite suite, const std::vector<Hash>& leaves)
{
    crypto::Hasher hasher(suite);
    return leaves.empty() ? hasher.finish() : root_of(hasher, leaves.data(), leaves.size());
}

std::vector<Hash> inclusion_proof(Suite suite, const std::vector<Hash>& leaves, std::int64_t index)
{
    std::vector<Hash> proof;
    crypto::Hasher hasher(suite);
    collect_proof(hasher, leaves.data(), leaves.size(), static_cast<std::size_t>(index), proof);
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

std::vector<Hash> consistency_proof(Suite suite, const std::vector<Hash>& leaves, std::int64_t old_size)
{
    std::vector<Hash> proof;
    crypto::Hasher hasher(suite);
    collect_consistency(hasher, leaves.data(), leaves.size(), static_cast<std::size_t>(old_size), true, proof);
    return proof;
}

bool is_consistent(Suite suite, std::int64_t old_size, const Hash& old_root, std::int64_t size, const Hash& root,
                   const std::vector<Hash>& proof)
{
    if (old_size < 0 || old_size > size) return false;
    if (old_size == size) return proof.empty() && old_root == root;
    if (old_size == 0) return proof.empty() && old_root == crypto::hash_of(suite, "");

    std::int64_t at = old_size - 1, last = size - 1;
    while (at & 1) {
        at >>= 1;
        last >>= 1;
    }
    auto step = proof.begin();
    // The old tree is a full one: its root is the proof's first hash, which is then left out.
    Hash start = old_root;
    if (at != 0) {
        if (step == proof.end()) return false;
        start = *step++;
    }
    Hash from_old = start, from_new = start;
    for (; step != proof.end(); ++step) {
        if (last == 0) return false;
        if ((at & 1) || at == last) {
            from_old = node_hash(suite, *step, from_old);
            from_new = node_hash(suite, *step, from_new);
            while (!(at & 1) && at != 0) {
                at >>= 1;
                last >>= 1;
            }
        } else {
            from_new = node_hash(suite, from_new, *step);
        }
        at >>= 1;
        last >>= 1;
    }
    return last == 0 && from_old == old_root && from_new == root;
}

} // namespace ledger
