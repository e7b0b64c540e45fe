#include "draw/round/round.h"

#include <zstd.h>

#include <stdexcept>

namespace draw::round {

namespace {

constexpr int compression = 1; // salts and refs are random: more effort saves nothing
constexpr std::size_t salt_size = 16, head_size = salt_size + 4;

} // namespace

Bytes pack_leaves(const protocol::Frozen& frozen, const std::vector<protocol::Leaf>& leaves)
{
    Bytes plain;
    for (const auto& leaf : leaves) {
        std::string canonical = frozen.canonical_of(leaf);
        auto size = static_cast<std::uint32_t>(canonical.size());
        plain.insert(plain.end(), leaf.salt.begin(), leaf.salt.end());
        for (int shift = 24; shift >= 0; shift -= 8) plain.push_back(static_cast<std::uint8_t>(size >> shift));
        plain.insert(plain.end(), canonical.begin(), canonical.end());
    }
    Bytes packed(ZSTD_compressBound(plain.size()));
    std::size_t size = ZSTD_compress(packed.data(), packed.size(), plain.data(), plain.size(), compression);
    if (ZSTD_isError(size)) throw std::runtime_error("zstd: cannot compress");
    packed.resize(size);
    return packed;
}

std::vector<PackedLeaf> unpack_leaves(const Bytes& packed)
{
    auto size = ZSTD_getFrameContentSize(packed.data(), packed.size());
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN) throw std::runtime_error("the leaves of a round are damaged");
    std::string plain(size, '\0');
    if (ZSTD_decompress(plain.data(), plain.size(), packed.data(), packed.size()) != size)
        throw std::runtime_error("the leaves of a round are damaged");
    std::vector<PackedLeaf> leaves;
    for (std::size_t at = 0; at < plain.size();) {
        if (plain.size() - at < head_size) throw std::runtime_error("the leaves of a round are damaged");
        PackedLeaf& leaf = leaves.emplace_back();
        std::copy_n(plain.begin() + static_cast<std::ptrdiff_t>(at), salt_size, leaf.salt.begin());
        std::size_t length = 0;
        for (std::size_t i = salt_size; i < head_size; ++i) length = length << 8 | static_cast<std::uint8_t>(plain[at + i]);
        at += head_size;
        if (plain.size() - at < length) throw std::runtime_error("the leaves of a round are damaged");
        leaf.entry = plain.substr(at, length);
        at += length;
    }
    return leaves;
}

std::string pack_ids(const std::vector<std::int64_t>& ids)
{
    std::string packed;
    for (auto id : ids)
        for (int shift = 56; shift >= 0; shift -= 8) packed += static_cast<char>(static_cast<std::uint64_t>(id) >> shift);
    return packed;
}

std::vector<std::int64_t> unpack_ids(const std::string& packed)
{
    std::vector<std::int64_t> ids;
    for (std::size_t at = 0; at + 8 <= packed.size(); at += 8) {
        std::uint64_t id = 0;
        for (std::size_t i = 0; i < 8; ++i) id = id << 8 | static_cast<std::uint8_t>(packed[at + i]);
        ids.push_back(static_cast<std::int64_t>(id));
    }
    return ids;
}

} // namespace draw::round
