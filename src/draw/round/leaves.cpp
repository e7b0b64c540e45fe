#include "draw/round/round.h"

#include <zstd.h>

#include <memory>
#include <stdexcept>

namespace draw::round {

namespace {

constexpr int compression = 1; // salts and refs are random: more effort saves nothing
constexpr std::size_t salt_size = 16, head_size = salt_size + 4;
constexpr std::size_t at_once = 1 << 20;

// One frame that tells its size, made piece by piece: the leaves of a million people never stand in memory as one text.
class Compressor {
public:
    explicit Compressor(std::size_t plain_size) : context_(ZSTD_createCCtx(), ZSTD_freeCCtx)
    {
        check(ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, compression));
        check(ZSTD_CCtx_setPledgedSrcSize(context_.get(), plain_size));
    }
    // Takes the piece away.
    void add(std::string& piece) { take(piece, ZSTD_e_continue); }
    Bytes finish(std::string& last)
    {
        take(last, ZSTD_e_end);
        return std::move(packed_);
    }

private:
    std::unique_ptr<ZSTD_CCtx, std::size_t (*)(ZSTD_CCtx*)> context_;
    Bytes packed_, buffer_ = Bytes(ZSTD_CStreamOutSize());

    static std::size_t check(std::size_t result)
    {
        if (ZSTD_isError(result)) throw std::runtime_error("zstd: cannot compress");
        return result;
    }

    void take(std::string& piece, ZSTD_EndDirective directive)
    {
        ZSTD_inBuffer in{piece.data(), piece.size(), 0};
        for (bool more = true; more;) {
            ZSTD_outBuffer out{buffer_.data(), buffer_.size(), 0};
            std::size_t left = check(ZSTD_compressStream2(context_.get(), &out, &in, directive));
            packed_.insert(packed_.end(), buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(out.pos));
            more = directive == ZSTD_e_end ? left > 0 : in.pos < in.size;
        }
        piece.clear();
    }
};

} // namespace

Bytes pack_leaves(const protocol::Frozen& frozen, const std::vector<protocol::Leaf>& leaves)
{
    std::size_t plain_size = 0;
    for (const auto& leaf : leaves) plain_size += head_size + frozen.canonical_size(leaf);
    Compressor compressor(plain_size);
    std::string plain;
    for (const auto& leaf : leaves) {
        auto size = static_cast<std::uint32_t>(frozen.canonical_size(leaf));
        plain.append(leaf.salt.begin(), leaf.salt.end());
        for (int shift = 24; shift >= 0; shift -= 8) plain.push_back(static_cast<char>(size >> shift));
        frozen.append_canonical(plain, leaf);
        if (plain.size() >= at_once) compressor.add(plain);
    }
    return compressor.finish(plain);
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
