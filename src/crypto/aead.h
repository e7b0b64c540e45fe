#pragma once

#include "crypto/hash.h"

namespace crypto {

// Authenticated encryption of the suite: SM4-GCM (16-byte key) or AES-256-GCM (32-byte key).
std::size_t aead_key_size(Suite suite);

// nonce (12 random bytes) ‖ ciphertext ‖ tag (16 bytes); `associated` is authenticated with it.
Bytes aead_seal(Suite suite, const Bytes& key, std::string_view associated, std::string_view plain);
// Nothing if the key, the associated data or any byte is another.
std::optional<std::string> aead_open(Suite suite, const Bytes& key, std::string_view associated, const std::uint8_t* data,
                                     std::size_t size);

} // namespace crypto
