#include "ledger/note.h"

#include <gtest/gtest.h>

namespace {

TEST(Note, HoldsNothingButItsBodyAndSignatureLinesInUtf8)
{
    for (auto suite : {crypto::Suite::sm, crypto::Suite::intl}) {
        auto key = crypto::SigningKey::generate(suite);
        std::string note = ledger::sign_checkpoint(suite, key, {"bole.example/a", 7, {}});
        auto opens = [&](const std::string& text) { return ledger::open_checkpoint(suite, key.public_key(), text).has_value(); };
        EXPECT_TRUE(opens(note));
        EXPECT_TRUE(opens(note + "\xE2\x80\x94 witness AAAA\n"));
        EXPECT_FALSE(opens(note + "\xE2\x80\x94 witness AAAA"));
        EXPECT_FALSE(opens(note + "more\n"));
        EXPECT_FALSE(opens(note + "\xE2\x80\x94 \xff AAAA\n"));
    }
}

} // namespace
