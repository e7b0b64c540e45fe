#pragma once

#include "base/bytes.h"

#include <memory>

namespace crypto {

// A public key by which somebody else signs tokens (JSON Web Signature): RSA for RS256, P-256 for ES256, nothing else.
class TokenKey {
public:
    enum class Kind { rsa, p256 };
    // From the big-endian numbers of a key document; nothing when they make no key, or an RSA key below 2048 bits.
    static std::optional<TokenKey> rsa(const Bytes& modulus, const Bytes& exponent);
    static std::optional<TokenKey> p256(const Bytes& x, const Bytes& y);
    ~TokenKey();
    TokenKey(TokenKey&&) noexcept;
    TokenKey(const TokenKey&);

    Kind kind() const;
    bool verifies(std::string_view text, const Bytes& signature) const;

private:
    struct Parts;
    explicit TokenKey(std::shared_ptr<const Parts> parts);
    std::shared_ptr<const Parts> parts_;
};

} // namespace crypto
