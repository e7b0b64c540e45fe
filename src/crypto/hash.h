#pragma once

#include "base/bytes.h"

#include <array>
#include <memory>
#include <string_view>

namespace crypto {

// The two sets of algorithms (docs/formats/draw.md): sm = SM3, SM2, SM4-GCM; intl = SHA-256, Ed25519, AES-256-GCM.
enum class Suite { sm, intl };

std::string_view to_text(Suite suite); // "sm", "intl"
std::optional<Suite> parse_suite(std::string_view text);

using Hash = std::array<std::uint8_t, 32>;

// H of the suite over everything added. One object is one running hash; not for use by two threads.
class Hasher {
public:
    explicit Hasher(Suite suite);
    ~Hasher();
    Hasher(Hasher&&) noexcept;
    Hasher& operator=(Hasher&&) noexcept;

    Hasher& add(std::string_view text);
    Hasher& add(const std::uint8_t* data, std::size_t size);
    Hasher& add(const Bytes& bytes) { return add(bytes.data(), bytes.size()); }
    Hasher& add(const Hash& hash) { return add(hash.data(), hash.size()); }
    Hasher& add_byte(std::uint8_t byte) { return add(&byte, 1); }
    // The hash; the object is then ready for the next one.
    Hash finish();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

Hash hash_of(Suite suite, std::string_view text);
Hash sha256(std::string_view text);

// HMAC with H of the suite, keyed once and used many times.
class Mac {
public:
    Mac(Suite suite, const std::uint8_t* key, std::size_t size);
    Mac(Suite suite, const Bytes& key) : Mac(suite, key.data(), key.size()) {}
    Mac(Suite suite, const Hash& key) : Mac(suite, key.data(), key.size()) {}
    ~Mac();
    Mac(Mac&&) noexcept;

    Mac& add(std::string_view text);
    Mac& add(const std::uint8_t* data, std::size_t size);
    Mac& add(const Bytes& bytes) { return add(bytes.data(), bytes.size()); }
    Mac& add(const Hash& hash) { return add(hash.data(), hash.size()); }
    Mac& add_byte(std::uint8_t byte) { return add(&byte, 1); }
    Hash finish();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

std::string to_hex(const Hash& hash);
Bytes bytes_of(const Hash& hash);
// Takes the same time wherever they differ; different lengths are different.
bool equal(const Bytes& a, const Bytes& b);

} // namespace crypto
