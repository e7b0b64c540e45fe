#include "crypto/token_key.h"

#include <botan/ec_group.h>
#include <botan/ecdsa.h>
#include <botan/exceptn.h>
#include <botan/pubkey.h>
#include <botan/rsa.h>

namespace crypto {

namespace {

constexpr std::size_t least_rsa_bits = 2048, most_rsa_bits = 8192, p256_bytes = 32;

} // namespace

struct TokenKey::Parts {
    Kind kind;
    std::unique_ptr<Botan::Public_Key> key;
};

TokenKey::TokenKey(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}
TokenKey::~TokenKey() = default;
TokenKey::TokenKey(TokenKey&&) noexcept = default;
TokenKey::TokenKey(const TokenKey&) = default;

std::optional<TokenKey> TokenKey::rsa(const Bytes& modulus, const Bytes& exponent)
try {
    Botan::BigInt n(modulus.data(), modulus.size()), e(exponent.data(), exponent.size());
    if (n.bits() < least_rsa_bits || n.bits() > most_rsa_bits || e < 3 || e.bits() > 64) return std::nullopt;
    return TokenKey(std::shared_ptr<const Parts>(new Parts{Kind::rsa, std::make_unique<Botan::RSA_PublicKey>(n, e)}));
} catch (const Botan::Exception&) {
    return std::nullopt;
}

std::optional<TokenKey> TokenKey::p256(const Bytes& x, const Bytes& y)
try {
    if (x.size() != p256_bytes || y.size() != p256_bytes) return std::nullopt;
    Botan::EC_Group group("secp256r1");
    auto point = group.point(Botan::BigInt(x.data(), x.size()), Botan::BigInt(y.data(), y.size()));
    if (!point.on_the_curve()) return std::nullopt;
    return TokenKey(std::shared_ptr<const Parts>(new Parts{Kind::p256, std::make_unique<Botan::ECDSA_PublicKey>(group, point)}));
} catch (const Botan::Exception&) {
    return std::nullopt;
}

TokenKey::Kind TokenKey::kind() const
{
    return parts_->kind;
}

bool TokenKey::verifies(std::string_view text, const Bytes& signature) const
try {
    Botan::PK_Verifier verifier(*parts_->key, parts_->kind == Kind::rsa ? "EMSA3(SHA-256)" : "EMSA1(SHA-256)", Botan::IEEE_1363);
    return verifier.verify_message(reinterpret_cast<const std::uint8_t*>(text.data()), text.size(), signature.data(), signature.size());
} catch (const Botan::Exception&) {
    return false;
}

} // namespace crypto
