#include "crypto/hash.h"
#include "crypto/random.h"

#include <gtest/gtest.h>

#include <set>

namespace {

using crypto::Suite;

TEST(Hash, GivesTheStandardsExamples)
{
    // GB/T 32905-2016, appendix A; FIPS 180-4.
    std::string long_text;
    for (int i = 0; i < 16; ++i) long_text += "abcd";
    EXPECT_EQ(crypto::to_hex(crypto::hash_of(Suite::sm, "abc")), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    EXPECT_EQ(crypto::to_hex(crypto::hash_of(Suite::sm, long_text)), "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
    EXPECT_EQ(crypto::to_hex(crypto::sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Hash, IsReadyForTheNextOneAfterFinish)
{
    for (Suite suite : {Suite::sm, Suite::intl}) {
        crypto::Hasher hasher(suite);
        hasher.add("something else").finish();
        EXPECT_EQ(hasher.add("a").add_byte('b').add(bytes_of(std::string_view("c"))).finish(), crypto::hash_of(suite, "abc"));
    }
}

struct MacCase {
    Suite suite;
    Bytes key;
    std::string message, mac;
};

TEST(Mac, GivesTheStandardsExamples)
{
    const std::string long_key_text = "Test Using Larger Than Block-Size Key - Hash Key First";
    // RFC 4231, cases 1, 2 and 6; the SM3 ones were made with OpenSSL 3.
    for (const MacCase& c : {
             MacCase{Suite::intl, Bytes(20, 0x0b), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
             MacCase{Suite::intl, bytes_of(std::string_view("Jefe")), "what do ya want for nothing?",
                     "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
             MacCase{Suite::intl, Bytes(131, 0xaa), long_key_text, "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
             MacCase{Suite::sm, Bytes(20, 0x0b), "Hi There", "51b00d1fb49832bfb01c3ce27848e59f871d9ba938dc563b338ca964755cce70"},
             MacCase{Suite::sm, Bytes(131, 0xaa), long_key_text, "b4fd844e13342002f0b2e0690ea7741f1497d993a70494cea601e657bedf67a0"},
         }) {
        crypto::Mac mac(c.suite, c.key);
        EXPECT_EQ(crypto::to_hex(mac.add(c.message).finish()), c.mac);
        EXPECT_EQ(crypto::to_hex(mac.add(c.message).finish()), c.mac) << "keyed once, used twice";
    }
}

TEST(Random, NeverRepeatsAndSpellsIdsInBase32)
{
    std::set<std::string> ids;
    for (int i = 0; i < 1000; ++i) {
        std::string id = crypto::random_id();
        EXPECT_EQ(id.size(), 26u);
        EXPECT_EQ(id.find_first_not_of("abcdefghijklmnopqrstuvwxyz234567"), std::string::npos);
        ids.insert(id);
    }
    EXPECT_EQ(ids.size(), 1000u);
    EXPECT_EQ(crypto::random_bytes(33).size(), 33u);
}

} // namespace
