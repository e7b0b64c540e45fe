#include "exporting/mark.h"
#include "support/databases.h"

#include <gtest/gtest.h>

#include <random>

namespace {

using exporting::Mark;

class Marks : public testing::Test {
protected:
    support::Folder folder, other_folder;
    crypto::Keyring keys = crypto::Keyring::create(folder.path() / "keys", crypto::Suite::sm);
    crypto::Keyring others = crypto::Keyring::create(other_folder.path() / "keys", crypto::Suite::sm);
    std::mt19937 random{20'261'130};

    Mark any()
    {
        return {static_cast<std::uint32_t>(random() % exporting::most_files), static_cast<std::uint32_t>(random() % exporting::most_rows)};
    }
};

TEST_F(Marks, AreReadBackFromEitherForm)
{
    for (int i = 0; i < 2'000; ++i) {
        Mark mark = any();
        auto in_code = exporting::marks_in(keys, "见 " + exporting::code_of(keys, mark) + "。");
        ASSERT_EQ(in_code.size(), 1u);
        EXPECT_EQ(in_code[0].mark, mark);
        EXPECT_FALSE(in_code[0].invisible);
        std::string marked = exporting::with_mark(keys, mark, "草原大学");
        auto in_text = exporting::marks_in(keys, "所在" + marked + "，" + marked);
        ASSERT_EQ(in_text.size(), 2u);
        EXPECT_EQ(in_text[1].mark, mark);
        EXPECT_TRUE(in_text[0].invisible);
    }
}

TEST_F(Marks, NothingSeenChanges)
{
    std::string marked = exporting::with_mark(keys, any(), "草原大学"), seen;
    for (std::size_t at = 0; at < marked.size();) {
        bool sign = marked.substr(at, 2) == "\xE2\x80" || marked.substr(at, 2) == "\xE2\x81";
        if (!sign) seen += marked[at];
        at += sign ? 3 : 1;
    }
    EXPECT_EQ(seen, "草原大学");
    EXPECT_EQ(exporting::with_mark(keys, any(), ""), "");
}

TEST_F(Marks, ATypedCodeMayBeSmallAndConfuseLetters)
{
    Mark mark = any();
    std::string typed;
    for (char c : exporting::code_of(keys, mark)) typed += c == '0' ? 'o' : c == '1' ? 'l' : static_cast<char>(c | (c >= 'A' ? 0x20 : 0));
    ASSERT_EQ(exporting::marks_in(keys, typed).size(), 1u) << typed;
    EXPECT_EQ(exporting::marks_in(keys, typed)[0].mark, mark);
}

// One word in 65,536 of somebody else's reads as a mark by chance; the export it names must exist too.
TEST_F(Marks, AnotherLibrarysAndBrokenOnesAreNot)
{
    int foreign = 0, broken = 0;
    for (int i = 0; i < 2'000; ++i) {
        std::string code = exporting::code_of(others, any());
        foreign += static_cast<int>(exporting::marks_in(keys, code).size());
        std::string own = exporting::code_of(keys, any());
        own[own.size() - 1 - random() % 3] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[random() % 32];
        auto found = exporting::marks_in(keys, own);
        broken += found.empty();
    }
    EXPECT_LE(foreign, 2);
    EXPECT_GE(broken, 1'800) << "31 of 32 changed letters are a change";
}

} // namespace
