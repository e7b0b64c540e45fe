#include "crypto/totp.h"

#include <gtest/gtest.h>

namespace {

const Bytes secret = bytes_of(std::string_view("12345678901234567890"));

TEST(Totp, GivesTheExamplesOfRfc6238)
{
    const std::pair<std::int64_t, const char*> cases[] = {{59, "287082"},         {1111111109, "081804"}, {1111111111, "050471"},
                                                          {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"}};
    for (auto [seconds, code] : cases) EXPECT_EQ(crypto::totp_code(secret, crypto::totp_step(Instant{seconds * 1000})), code) << seconds;
}

TEST(Totp, AcceptsOneStepBesideAndNoStepTwice)
{
    Instant now{1234567890 * std::int64_t{1000}};
    std::int64_t step = crypto::totp_step(now);
    for (int off = -3; off <= 3; ++off) {
        auto matched = crypto::totp_match(secret, crypto::totp_code(secret, step + off), now, 0);
        if (off < -1 || off > 1)
            EXPECT_FALSE(matched) << off;
        else
            EXPECT_EQ(matched, step + off);
    }
    EXPECT_FALSE(crypto::totp_match(secret, crypto::totp_code(secret, step), now, step)) << "used";
    EXPECT_FALSE(crypto::totp_match(secret, crypto::totp_code(secret, step - 1), now, step)) << "older than the used one";
    EXPECT_TRUE(crypto::totp_match(secret, crypto::totp_code(secret, step + 1), now, step));
    for (std::string_view code : {"", "00592", "0059240", "005925"}) EXPECT_FALSE(crypto::totp_match(secret, code, now, 0)) << code;
}

TEST(Totp, SpellsTheSetUpAddress)
{
    EXPECT_EQ(crypto::totp_text(secret), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    EXPECT_EQ(crypto::totp_uri(secret, "zhang san&x", "伯乐"),
              "otpauth://totp/%E4%BC%AF%E4%B9%90:zhang%20san%26x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%E4%BC%AF%E4%B9%90");
}

} // namespace
