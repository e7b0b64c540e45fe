#include "crypto/signature.h"

#include <botan/data_src.h>
#include <botan/ec_group.h>
#include <botan/ed25519.h>
#include <botan/pkcs8.h>
#include <botan/pubkey.h>
#include <botan/sm2.h>
#include <botan/system_rng.h>

#include <mutex>

namespace crypto {

namespace {

constexpr const char* sm2_padding = "1234567812345678,SM3";

Botan::Signature_Format format_of(Suite suite)
{
    return suite == Suite::sm ? Botan::DER_SEQUENCE : Botan::IEEE_1363;
}

const char* padding_of(Suite suite)
{
    return suite == Suite::sm ? sm2_padding : "Pure";
}

} // namespace

struct SigningKey::Parts {
    Suite suite;
    std::unique_ptr<Botan::Private_Key> key;
    std::unique_ptr<Botan::PK_Signer> signer;
    std::mutex mutex; // one running signature at a time
};

SigningKey::SigningKey(std::unique_ptr<Parts> parts) : parts_(std::move(parts))
{
    auto& p = *parts_;
    p.signer = std::make_unique<Botan::PK_Signer>(*p.key, Botan::system_rng(), padding_of(p.suite), format_of(p.suite));
}
SigningKey::~SigningKey() = default;
SigningKey::SigningKey(SigningKey&&) noexcept = default;

SigningKey SigningKey::generate(Suite suite)
{
    auto parts = std::make_unique<Parts>();
    parts->suite = suite;
    if (suite == Suite::sm)
        parts->key = std::make_unique<Botan::SM2_PrivateKey>(Botan::system_rng(), Botan::EC_Group("sm2p256v1"));
    else
        parts->key = std::make_unique<Botan::Ed25519_PrivateKey>(Botan::system_rng());
    return SigningKey(std::move(parts));
}

SigningKey SigningKey::from_pem(Suite suite, const Secret& pem)
{
    auto parts = std::make_unique<Parts>();
    parts->suite = suite;
    Botan::DataSource_Memory source(pem.reveal());
    parts->key = Botan::PKCS8::load_key(source);
    if (parts->key->algo_name() != (suite == Suite::sm ? "SM2" : "Ed25519")) throw std::runtime_error("签名密钥与密码套件不符。");
    return SigningKey(std::move(parts));
}

Bytes SigningKey::sign(std::string_view message) const
{
    std::lock_guard lock(parts_->mutex);
    return parts_->signer->sign_message(reinterpret_cast<const std::uint8_t*>(message.data()), message.size(), Botan::system_rng());
}

Bytes SigningKey::public_key() const
{
    if (parts_->suite == Suite::sm)
        return dynamic_cast<const Botan::SM2_PublicKey&>(*parts_->key).public_point().encode(Botan::PointGFp::UNCOMPRESSED);
    return dynamic_cast<const Botan::Ed25519_PublicKey&>(*parts_->key).get_public_key();
}

Secret SigningKey::private_pem() const
{
    return Secret(Botan::PKCS8::PEM_encode(*parts_->key));
}

bool verify(Suite suite, const Bytes& public_key, std::string_view message, const Bytes& signature)
try {
    std::unique_ptr<Botan::Public_Key> key;
    if (suite == Suite::sm) {
        // Other spellings of a point include the one at infinity, under which anything verifies.
        if (public_key.size() != 65 || public_key[0] != 0x04) return false;
        Botan::EC_Group group("sm2p256v1");
        key = std::make_unique<Botan::SM2_PublicKey>(group, group.OS2ECP(public_key.data(), public_key.size()));
    } else {
        if (public_key.size() != 32) return false;
        key = std::make_unique<Botan::Ed25519_PublicKey>(public_key);
    }
    Botan::PK_Verifier verifier(*key, padding_of(suite), format_of(suite));
    return verifier.verify_message(reinterpret_cast<const std::uint8_t*>(message.data()), message.size(), signature.data(),
                                   signature.size());
} catch (const Botan::Exception&) {
    return false;
}

} // namespace crypto
