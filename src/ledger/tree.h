#pragma once

#include "crypto/hash.h"

#include <vector>

namespace ledger {

// The Merkle tree of RFC 9162 with H of the suite: leaf H(00 ‖ leaf), node H(01 ‖ left ‖ right), empty tree H("").
crypto::Hash leaf_hash(crypto::Suite suite, std::string_view salt, std::string_view leaf);
// With a running hash of the suite, for many leaves.
crypto::Hash leaf_hash(crypto::Hasher& hasher, std::string_view salt, std::string_view leaf);
crypto::Hash node_hash(crypto::Suite suite, const crypto::Hash& left, const crypto::Hash& right);

// The roots of the full subtrees of a growing tree, largest first: all that appending needs.
class Frontier {
public:
    explicit Frontier(crypto::Suite suite, std::int64_t size = 0, std::vector<crypto::Hash> peaks = {});
    void append(const crypto::Hash& leaf);
    crypto::Hash root() const;
    std::int64_t size() const { return size_; }
    const std::vector<crypto::Hash>& peaks() const { return peaks_; }

private:
    crypto::Suite suite_;
    std::int64_t size_;
    std::vector<crypto::Hash> peaks_;
};

// Peaks one after the other, as ledger_head keeps them.
Bytes packed(const std::vector<crypto::Hash>& hashes);
std::vector<crypto::Hash> unpacked(const Bytes& bytes);

crypto::Hash tree_root(crypto::Suite suite, const std::vector<crypto::Hash>& leaves);

// RFC 9162, 2.1.3: the hashes from leaf `index` to the root. `index` must be below the number of leaves.
std::vector<crypto::Hash> inclusion_proof(crypto::Suite suite, const std::vector<crypto::Hash>& leaves, std::int64_t index);
bool is_included(crypto::Suite suite, const crypto::Hash& leaf, std::int64_t index, std::int64_t size,
                 const std::vector<crypto::Hash>& proof, const crypto::Hash& root);

// RFC 9162, 2.1.4: that the tree of the first `old_size` leaves (1 to all) is the beginning of this one.
std::vector<crypto::Hash> consistency_proof(crypto::Suite suite, const std::vector<crypto::Hash>& leaves, std::int64_t old_size);
// True for equal trees with an empty proof and for an empty old tree with an empty proof and its root.
bool is_consistent(crypto::Suite suite, std::int64_t old_size, const crypto::Hash& old_root, std::int64_t size, const crypto::Hash& root,
                   const std::vector<crypto::Hash>& proof);

} // namespace ledger
