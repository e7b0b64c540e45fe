#include "crypto/hash.h"

#include <botan/hash.h>
#include <botan/mac.h>
#include <botan/mem_ops.h>

namespace crypto {

namespace {

const char* hash_name(Suite suite)
{
    return suite == Suite::sm ? "SM3" : "SHA-256";
}

} // namespace

std::string_view to_text(Suite suite)
{
    return suite == Suite::sm ? "sm" : "intl";
}

std::optional<Suite> parse_suite(std::string_view text)
{
    if (text == "sm") return Suite::sm;
    if (text == "intl") return Suite::intl;
    return std::nullopt;
}

struct Hasher::Parts {
    std::unique_ptr<Botan::HashFunction> hash;
};

Hasher::Hasher(Suite suite) : parts_(new Parts{Botan::HashFunction::create_or_throw(hash_name(suite))}) {}
Hasher::~Hasher() = default;
Hasher::Hasher(Hasher&&) noexcept = default;
Hasher& Hasher::operator=(Hasher&&) noexcept = default;

Hasher& Hasher::add(std::string_view text)
{
    return add(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}

Hasher& Hasher::add(const std::uint8_t* data, std::size_t size)
{
    parts_->hash->update(data, size);
    return *this;
}

Hash Hasher::finish()
{
    Hash hash;
    parts_->hash->final(hash.data());
    return hash;
}

Hash hash_of(Suite suite, std::string_view text)
{
    return Hasher(suite).add(text).finish();
}

Hash sha256(std::string_view text)
{
    return hash_of(Suite::intl, text);
}

struct Mac::Parts {
    std::unique_ptr<Botan::MessageAuthenticationCode> mac;
};

Mac::Mac(Suite suite, const std::uint8_t* key, std::size_t size)
    : parts_(new Parts{Botan::MessageAuthenticationCode::create_or_throw(std::string("HMAC(") + hash_name(suite) + ")")})
{
    parts_->mac->set_key(key, size);
}
Mac::~Mac() = default;
Mac::Mac(Mac&&) noexcept = default;

Mac& Mac::add(std::string_view text)
{
    return add(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}

Mac& Mac::add(const std::uint8_t* data, std::size_t size)
{
    parts_->mac->update(data, size);
    return *this;
}

Hash Mac::finish()
{
    Hash hash;
    parts_->mac->final(hash.data());
    return hash;
}

std::string to_hex(const Hash& hash)
{
    return ::to_hex(hash.data(), hash.size());
}

Bytes bytes_of(const Hash& hash)
{
    return Bytes(hash.begin(), hash.end());
}

bool equal(const Bytes& a, const Bytes& b)
{
    return a.size() == b.size() && Botan::constant_time_compare(a.data(), b.data(), a.size());
}

} // namespace crypto
