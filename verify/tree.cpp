#include "tree.h"

#include <bit>

namespace verify {

namespace {

Digest node_hash(Suite suite, const Digest& left, const Digest& right)
{
    return Hash(suite).byte(1).add(left).add(right).done();
}

} // namespace

Digest leaf_hash(Suite suite, std::string_view salt, std::string_view text)
{
    return Hash(suite).byte(0).add(salt).add(text).done();
}

Digest tree_root(Suite suite, std::span<const Digest> leaves)
{
    if (leaves.empty()) return Hash(suite).done();
    if (leaves.size() == 1) return leaves.front();
    std::size_t left = std::bit_floor(leaves.size() - 1);
    return node_hash(suite, tree_root(suite, leaves.first(left)), tree_root(suite, leaves.subspan(left)));
}

bool is_included(Suite suite, const Digest& leaf, std::uint64_t index, std::uint64_t size, const std::vector<Digest>& path,
                 const Digest& root)
{
    if (index >= size) return false;
    std::uint64_t fn = index, sn = size - 1;
    Digest r = leaf;
    for (const Digest& p : path) {
        if (sn == 0) return false;
        if (fn % 2 == 1 || fn == sn) {
            r = node_hash(suite, p, r);
            while (fn % 2 == 0 && fn != 0) {
                fn /= 2;
                sn /= 2;
            }
        } else {
            r = node_hash(suite, r, p);
        }
        fn /= 2;
        sn /= 2;
    }
    return sn == 0 && r == root;
}

} // namespace verify
