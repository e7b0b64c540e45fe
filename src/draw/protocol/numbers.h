#pragma once

#include "crypto/hash.h"

#include <string>
#include <string_view>

namespace draw::protocol {

// Step 7: the words of stream(label, k) under one seed. Not for use by two threads.
class Numbers {
public:
    Numbers(crypto::Suite suite, const crypto::Hash& seed) : mac_(suite, seed) {}

    // Goes to the start of stream(label, k).
    void start(std::string_view label, std::uint64_t k);
    // Even over 0 … m − 1 by rejection; m ≥ 1. A word is read also when m = 1.
    std::uint64_t uniform(std::uint64_t m);

private:
    std::uint64_t word();

    crypto::Mac mac_;
    std::string suffix_; // label ‖ 0 ‖ u64be(k)
    std::uint32_t block_ = 0;
    crypto::Hash words_{};
    std::size_t used_ = 0;
};

} // namespace draw::protocol
