#pragma once

#include "crypto/hash.h"
#include "crypto/secret.h"

namespace crypto {

// A key pair of the suite: SM2 (id 1234567812345678, signatures in DER) or Ed25519 (64 bytes).
class SigningKey {
public:
    static SigningKey generate(Suite suite);
    // From private_pem(); throws std::runtime_error when unfit.
    static SigningKey from_pem(Suite suite, const Secret& pem);
    ~SigningKey();
    SigningKey(SigningKey&&) noexcept;

    Bytes sign(std::string_view message) const;
    // Ed25519: 32 bytes; SM2: the uncompressed point, 65 bytes beginning with 04.
    Bytes public_key() const;
    Secret private_pem() const;

private:
    struct Parts;
    explicit SigningKey(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

// False for a wrong signature and for a key or signature that is not well formed.
bool verify(Suite suite, const Bytes& public_key, std::string_view message, const Bytes& signature);

} // namespace crypto
