#include "sso/token.h"

#include "sso/signer.h"

#include <gtest/gtest.h>

namespace {

constexpr Instant now{1'795'000'000'000};
const std::string issuer = "https://id.example", client = "bole", nonce = "n-1";

std::string claims(const std::string& changed = "", const std::string& value = "")
{
    std::map<std::string, std::string> all{{"iss", "\"" + issuer + "\""}, {"aud", "\"bole\""},   {"sub", "\"u1\""},
                                           {"nonce", "\"n-1\""},          {"exp", "1795000300"}, {"iat", "1795000000"}};
    if (!changed.empty()) all[changed] = value;
    std::string text;
    for (const auto& [name, written] : all)
        if (!written.empty()) text += (text.empty() ? "{\"" : ",\"") + name + "\":" + written;
    return text + "}";
}

class Token : public testing::TestWithParam<support::Signer::Kind> {
protected:
    const support::Signer& signer = support::Signer::of(GetParam());
    std::vector<sso::KnownKey> keys = *sso::read_keys(signer.jwks());

    std::string fault(const std::string& token) { return std::string(sso::judge(token, keys, {issuer, client, nonce, now}).fault); }
};

TEST_P(Token, NamesItsSubject)
{
    auto judged = sso::judge(signer.token(claims("amr", R"(["pwd","mfa"])")), keys, {issuer, client, nonce, now});
    ASSERT_TRUE(judged.identity) << judged.fault;
    EXPECT_EQ(judged.identity->subject, "u1");
    EXPECT_EQ(judged.identity->amr, (std::vector<std::string>{"pwd", "mfa"}));
}

TEST_P(Token, OfOneWrongClaimIsRefused)
{
    const std::tuple<std::string, std::string, std::string> cases[] = {
        {"iss", "\"https://id.example.org\"", "issuer"},
        {"iss", "", "issuer"},
        {"aud", "\"another\"", "audience"},
        {"aud", "[\"another\"]", "audience"},
        {"aud", "[\"bole\",\"another\"]", "audience"}, // of two parties and no azp
        {"azp", "\"another\"", "audience"},
        {"exp", "1794999940", "expired"},
        {"exp", "", "expired"},
        {"exp", "\"1795000300\"", "expired"},
        {"exp", "1e400", "expired"},
        {"iat", "1794990000", "expired"},
        {"iat", "1795000100", "early"},
        {"nonce", "\"n-2\"", "nonce"},
        {"nonce", "", "nonce"},
        {"sub", "\"\"", "subject"},
        {"sub", "7", "subject"},
    };
    for (const auto& [name, value, wanted] : cases) EXPECT_EQ(fault(signer.token(claims(name, value))), wanted) << name << " " << value;
    EXPECT_EQ(fault(signer.token(claims("exp", "1794999941"))), "") << "within the minute that clocks may differ";
    EXPECT_EQ(fault(signer.token(claims("aud", "[\"bole\"]"))), "");
    EXPECT_TRUE(sso::judge(signer.token(claims()), keys, {issuer, client, "", now}).fault == "nonce");
}

// The classes of forgery that libraries fell for: no algorithm, the public key as a shared secret, a key brought along, another key.
TEST_P(Token, ForgedIsRefused)
{
    EXPECT_EQ(fault(signer.token(claims(), R"({"alg":"none"})", false)), "algorithm");
    EXPECT_EQ(fault(signer.token(claims(), R"({"alg":"None","kid":"k1"})")), "algorithm");
    EXPECT_EQ(fault(signer.token(claims(), R"({"alg":"HS256","kid":"k1"})")), "algorithm");
    const auto other = GetParam() == support::Signer::Kind::rsa ? support::Signer::Kind::p256 : support::Signer::Kind::rsa;
    EXPECT_EQ(fault(support::Signer::of(other).token(claims())), "key") << "of a kind that the keys do not have";
    EXPECT_EQ(fault(support::Signer::another(GetParam()).token(claims())), "signature");
    EXPECT_EQ(fault(signer.token(claims(), R"({"alg":")" + signer.algorithm() + R"(","kid":"k2"})")), "key");
    EXPECT_EQ(fault(signer.token(claims(), R"({"alg":")" + signer.algorithm() + R"(","kid":"k1","crit":["exp"]})")), "form");
    std::string token = signer.token(claims());
    auto first = token.find('.'), second = token.rfind('.');
    EXPECT_EQ(fault(token.substr(0, second + 1)), "signature");
    for (std::size_t at = first + 1; at < token.size(); at += 7) {
        std::string changed = token;
        changed[at] = changed[at] == 'A' ? 'B' : 'A';
        if (at == second) continue;
        EXPECT_NE(fault(changed), "") << at;
    }
    for (const std::string& text :
         {std::string(), std::string("."), std::string(".."), token + ".", token.substr(0, first), std::string(20'000, 'a')})
        EXPECT_EQ(fault(text), "form") << text.size();
}

TEST(TokenKeys, WeakAndForeignOnesArePassedOver)
{
    auto keys = sso::read_keys(R"({"keys":[{"kty":"oct","k":"AAAA","kid":"k1"},{"kty":"RSA","n":"AQAB","e":"AQAB"},)"
                               R"({"kty":"EC","crv":"P-256","x":"AAAA","y":"AAAA"},{"kty":"EC","crv":"P-521"},7]})");
    ASSERT_TRUE(keys);
    EXPECT_TRUE(keys->empty());
    EXPECT_FALSE(sso::read_keys("[]"));
    EXPECT_FALSE(sso::read_keys("{"));
}

INSTANTIATE_TEST_SUITE_P(Kinds, Token, testing::Values(support::Signer::Kind::rsa, support::Signer::Kind::p256),
                         [](const auto& tested) { return tested.param == support::Signer::Kind::rsa ? "rs256" : "es256"; });

} // namespace
