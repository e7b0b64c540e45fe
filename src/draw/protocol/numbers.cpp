#include "draw/protocol/numbers.h"

namespace draw::protocol {

void Numbers::start(std::string_view label, std::uint64_t k)
{
    suffix_.assign(label);
    suffix_ += '\0';
    for (int shift = 56; shift >= 0; shift -= 8) suffix_ += static_cast<char>(k >> shift);
    block_ = 0;
    used_ = words_.size();
}

std::uint64_t Numbers::word()
{
    if (used_ == words_.size()) {
        ++block_;
        const std::uint8_t counter[4] = {static_cast<std::uint8_t>(block_ >> 24), static_cast<std::uint8_t>(block_ >> 16),
                                         static_cast<std::uint8_t>(block_ >> 8), static_cast<std::uint8_t>(block_)};
        words_ = mac_.add(counter, sizeof counter).add(suffix_).finish();
        used_ = 0;
    }
    std::uint64_t value = 0;
    for (int i = 0; i < 8; ++i) value = value << 8 | words_[used_++];
    return value;
}

std::uint64_t Numbers::uniform(std::uint64_t m)
{
    const std::uint64_t surplus = (~std::uint64_t{0} % m + 1) % m; // 2^64 mod m
    std::uint64_t x = word();
    while (surplus != 0 && x >= ~std::uint64_t{0} - surplus + 1) x = word();
    return x % m;
}

} // namespace draw::protocol
