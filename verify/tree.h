#pragma once

#include "hash.h"

#include <span>
#include <vector>

// The Merkle tree of RFC 9162, 2.1.
namespace verify {

Digest leaf_hash(Suite suite, std::string_view salt, std::string_view text);
Digest tree_root(Suite suite, std::span<const Digest> leaves);
// Whether `path` leads from leaf `index` to `root` in a tree of `size` leaves (2.1.3.2).
bool is_included(Suite suite, const Digest& leaf, std::uint64_t index, std::uint64_t size, const std::vector<Digest>& path,
                 const Digest& root);

} // namespace verify
