#pragma once

#include "base/bytes.h"

#include <memory>
#include <string>

namespace Botan {
class Private_Key;
}

namespace support {

// Signs tokens as an identity provider does.
class Signer {
public:
    enum class Kind { rsa, p256 };
    // Made once a run: RSA keys take their time.
    static const Signer& of(Kind kind);
    // Another key under the same id.
    static const Signer& another(Kind kind);
    ~Signer();

    std::string algorithm() const { return kind_ == Kind::rsa ? "RS256" : "ES256"; }
    // The key document with this key, "k1".
    std::string jwks() const;
    // `header` empty: the right one. Without `sign` the signature is empty.
    std::string token(const std::string& claims, const std::string& header = "", bool sign = true) const;

private:
    explicit Signer(Kind kind);
    Kind kind_;
    std::unique_ptr<Botan::Private_Key> key_;
};

} // namespace support
