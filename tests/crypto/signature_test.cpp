#include "crypto/signature.h"

#include <gtest/gtest.h>

namespace {

using crypto::Secret;
using crypto::SigningKey;
using crypto::Suite;

Bytes hex(std::string_view text)
{
    return from_hex(text).value();
}

struct Known {
    Suite suite;
    std::string public_key, message, signature;
};

const std::vector<Known>& known()
{
    static const std::vector<Known> cases{
        // GM/T 0003.5-2012 / GB/T 32918.5-2017, A.2, its r and s put into DER.
        {Suite::sm,
         "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad1"
         "3",
         "message digest",
         "3046022100f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
         "022100b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"},
        // Made with OpenSSL 3 (pkeyutl -rawin -digest sm3 -pkeyopt distid:1234567812345678).
        {Suite::sm,
         "04f9038156e345989ec507dbc4c745d831c099dbb7026cb9a8ed004332c0188ea6bb5be179a1a11468de1231fcae5715e21e33fc71df8c3f42577be210abde69a"
         "8",
         "bole-sign/1",
         "3045022100c96039d40888ff79dee2aadf597a94a59730c6da89cbf4a3a11aadd788285867"
         "022035e48c6524fb641d8b091ee3f92af91887bee6e8597fc6b69334133339a3799d"},
        // RFC 8032, 7.1, TEST 2.
        {Suite::intl, "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "r",
         "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
         "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"},
    };
    return cases;
}

TEST(Signature, VerifiesTheStandardsExamples)
{
    for (const auto& c : known()) EXPECT_TRUE(crypto::verify(c.suite, hex(c.public_key), c.message, hex(c.signature))) << c.message;
}

TEST(Signature, FailsWithAnyByteChanged)
{
    for (const auto& c : known()) {
        Bytes key = hex(c.public_key), signature = hex(c.signature);
        for (auto* part : {&key, &signature})
            for (auto& byte : *part) {
                byte ^= 1;
                EXPECT_FALSE(crypto::verify(c.suite, key, c.message, signature));
                byte ^= 1;
            }
        for (std::size_t i = 0; i < c.message.size(); ++i) {
            std::string other = c.message;
            other[i] ^= 1;
            EXPECT_FALSE(crypto::verify(c.suite, key, other, signature));
        }
        signature.push_back(0);
        EXPECT_FALSE(crypto::verify(c.suite, key, c.message, signature));
        EXPECT_FALSE(crypto::verify(c.suite, key, c.message, {}));
        for (const Bytes& unfit : {Bytes{}, Bytes{0}, Bytes(32), Bytes(65), Bytes(33, 2)})
            EXPECT_FALSE(crypto::verify(c.suite, unfit, c.message, hex(c.signature)));
    }
}

TEST(Signature, SignsWithGeneratedKeysThatSurviveExport)
{
    for (Suite suite : {Suite::sm, Suite::intl}) {
        SigningKey key = SigningKey::generate(suite), again = SigningKey::from_pem(suite, key.private_pem());
        EXPECT_EQ(key.public_key().size(), suite == Suite::sm ? 65u : 32u);
        EXPECT_EQ(again.public_key(), key.public_key());
        EXPECT_TRUE(crypto::verify(suite, key.public_key(), "文", again.sign("文")));
        EXPECT_FALSE(crypto::verify(suite, SigningKey::generate(suite).public_key(), "文", again.sign("文")));
        Suite other = suite == Suite::sm ? Suite::intl : Suite::sm;
        EXPECT_THROW(SigningKey::from_pem(other, key.private_pem()), std::runtime_error);
    }
    EXPECT_ANY_THROW(SigningKey::from_pem(Suite::intl, Secret("no key")));
}

TEST(Signature, Ed25519IsDeterministic)
{
    // RFC 8032, 7.1, TEST 2 in PKCS8.
    Bytes der = hex("302e020100300506032b6570042204204ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
    Secret pem("-----BEGIN PRIVATE KEY-----\n" + to_base64(der) + "\n-----END PRIVATE KEY-----\n");
    SigningKey key = SigningKey::from_pem(Suite::intl, pem);
    EXPECT_EQ(to_hex(key.public_key()), known()[2].public_key);
    EXPECT_EQ(to_hex(key.sign("r")), known()[2].signature);
}

} // namespace
