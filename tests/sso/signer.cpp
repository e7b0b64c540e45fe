#include "sso/signer.h"

#include "sso/token.h"

#include <botan/ec_group.h>
#include <botan/ecdsa.h>
#include <botan/pubkey.h>
#include <botan/rsa.h>
#include <botan/system_rng.h>

namespace support {

namespace {

std::string number(const Botan::BigInt& value, std::size_t size)
{
    auto bytes = Botan::BigInt::encode_1363(value, size);
    return sso::to_base64url(Bytes(bytes.begin(), bytes.end()));
}

} // namespace

Signer::Signer(Kind kind) : kind_(kind)
{
    auto& rng = Botan::system_rng();
    if (kind == Kind::rsa)
        key_ = std::make_unique<Botan::RSA_PrivateKey>(rng, 2048);
    else
        key_ = std::make_unique<Botan::ECDSA_PrivateKey>(rng, Botan::EC_Group("secp256r1"));
}
Signer::~Signer() = default;

const Signer& Signer::of(Kind kind)
{
    static const Signer rsa(Kind::rsa), p256(Kind::p256);
    return kind == Kind::rsa ? rsa : p256;
}

const Signer& Signer::another(Kind kind)
{
    static const Signer rsa(Kind::rsa), p256(Kind::p256);
    return kind == Kind::rsa ? rsa : p256;
}

std::string Signer::jwks() const
{
    std::string numbers;
    if (const auto* rsa = dynamic_cast<const Botan::RSA_PrivateKey*>(key_.get()))
        numbers = R"("kty":"RSA","n":")" + number(rsa->get_n(), 256) + R"(","e":")" + number(rsa->get_e(), 3);
    else if (const auto* p256 = dynamic_cast<const Botan::ECDSA_PrivateKey*>(key_.get()))
        numbers = R"("kty":"EC","crv":"P-256","x":")" + number(p256->public_point().get_affine_x(), 32) + R"(","y":")" +
                  number(p256->public_point().get_affine_y(), 32);
    return R"({"keys":[{"kid":"k1","use":"sig",)" + numbers + "\"}]}";
}

std::string Signer::token(const std::string& claims, const std::string& header, bool sign) const
{
    std::string head = header.empty() ? R"({"alg":")" + algorithm() + R"(","kid":"k1"})" : header;
    std::string text = sso::to_base64url(bytes_of(head)) + "." + sso::to_base64url(bytes_of(claims));
    if (!sign) return text + ".";
    Botan::PK_Signer signer(*key_, Botan::system_rng(), kind_ == Kind::rsa ? "EMSA3(SHA-256)" : "EMSA1(SHA-256)", Botan::IEEE_1363);
    auto signature = signer.sign_message(reinterpret_cast<const std::uint8_t*>(text.data()), text.size(), Botan::system_rng());
    return text + "." + sso::to_base64url(Bytes(signature.begin(), signature.end()));
}

} // namespace support
