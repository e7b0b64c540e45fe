#include "crypto/aead.h"

#include "crypto/random.h"

#include <botan/aead.h>

namespace crypto {

namespace {

constexpr std::size_t nonce_size = 12, tag_size = 16;

std::unique_ptr<Botan::AEAD_Mode> mode(Suite suite, Botan::Cipher_Dir direction, const Bytes& key, std::string_view associated)
{
    auto aead = Botan::AEAD_Mode::create_or_throw(suite == Suite::sm ? "SM4/GCM" : "AES-256/GCM", direction);
    aead->set_key(key);
    aead->set_associated_data(reinterpret_cast<const std::uint8_t*>(associated.data()), associated.size());
    return aead;
}

} // namespace

std::size_t aead_key_size(Suite suite)
{
    return suite == Suite::sm ? 16 : 32;
}

Bytes aead_seal(Suite suite, const Bytes& key, std::string_view associated, std::string_view plain)
{
    auto aead = mode(suite, Botan::ENCRYPTION, key, associated);
    Bytes sealed = random_bytes(nonce_size);
    aead->start(sealed.data(), nonce_size);
    Botan::secure_vector<std::uint8_t> buffer(plain.begin(), plain.end());
    aead->finish(buffer);
    sealed.insert(sealed.end(), buffer.begin(), buffer.end());
    return sealed;
}

std::optional<std::string> aead_open(Suite suite, const Bytes& key, std::string_view associated, const std::uint8_t* data, std::size_t size)
{
    if (size < nonce_size + tag_size) return std::nullopt;
    auto aead = mode(suite, Botan::DECRYPTION, key, associated);
    aead->start(data, nonce_size);
    Botan::secure_vector<std::uint8_t> buffer(data + nonce_size, data + size);
    try {
        aead->finish(buffer);
    } catch (const Botan::Invalid_Authentication_Tag&) {
        return std::nullopt;
    }
    return std::string(buffer.begin(), buffer.end());
}

} // namespace crypto
