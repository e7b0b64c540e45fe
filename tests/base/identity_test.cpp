#include "base/identity.h"
#include "support/places.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

namespace {

using namespace identity;

bool valid(std::string_view kind, std::string_view value)
{
    return kind == "citizen_id" ? static_cast<bool>(parse_citizen_id(value)) : static_cast<bool>(parse_credit_code(value));
}

TEST(Identity, PrintedExamplesAndVectors)
{
    std::ifstream file(support::source_folder() / "tests/data/checksum_vectors.csv");
    std::string line;
    std::getline(file, line);
    int count = 0;
    while (std::getline(file, line)) {
        std::istringstream cells(line);
        std::string kind, value, expected;
        std::getline(cells, kind, ',');
        std::getline(cells, value, ',');
        std::getline(cells, expected, ',');
        EXPECT_EQ(valid(kind, value), expected == "1") << line;
        ++count;
    }
    EXPECT_EQ(count, 16);
}

// How many single replacements and swaps of neighbours of `value` are still accepted.
std::pair<int, int> undetected(std::string_view kind, const std::string& value, std::string_view alphabet)
{
    int singles = 0, swaps = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
        for (char c : alphabet) {
            std::string wrong = value;
            wrong[i] = c;
            singles += c != value[i] && valid(kind, wrong);
        }
        if (i + 1 == value.size() || value[i] == value[i + 1]) continue;
        std::string wrong = value;
        std::swap(wrong[i], wrong[i + 1]);
        swaps += valid(kind, wrong);
    }
    return {singles, swaps};
}

TEST(Identity, NoSingleErrorAndNoSwapPasses)
{
    using Pair = std::pair<int, int>;
    for (auto id : {"15010218851231001X", "440524188001010014", "150722187604150029", "152525189511031185"})
        EXPECT_EQ(undetected("citizen_id", id, "0123456789X"), (Pair{0, 0})) << id;
    for (auto code : {"91350100M000100Y43", "1215000000A0B0C21G", "9115010500A0B0C13X", "5215000000A0B0C21C"})
        EXPECT_EQ(undetected("uscc", code, "0123456789ABCDEFGHJKLMNPQRTUWXY"), (Pair{0, 0})) << code;
}

TEST(Identity, CitizenIdTellsBirthAndSex)
{
    auto id = parse_citizen_id(" １５０１０２１８８５１２３１００１x ");
    ASSERT_TRUE(id);
    EXPECT_EQ(id->number, "15010218851231001X");
    EXPECT_EQ(id->birth, Day::of(1885, 12, 31));
    EXPECT_TRUE(id->male);
    EXPECT_FALSE(parse_citizen_id("150722187604150029")->male);
    EXPECT_TRUE(parse_citizen_id(invent_citizen_id("830000", Day::of(1880, 5, 6), 12)));
    EXPECT_TRUE(parse_citizen_id(invent_citizen_id("915123", Day::of(1880, 5, 6), 12)));
    EXPECT_TRUE(parse_citizen_id(invent_citizen_id("152101", Day::of(1896, 2, 29), 12))) << "a county that is gone";
}

TEST(Identity, CitizenIdSaysWhatToChange)
{
    const std::pair<std::string, const char*> cases[]{
        {"110105194912310", "citizen_id.old"},
        {"", "citizen_id.length"},
        {"1501021885123100", "citizen_id.length"},
        {"15010218851231O01X", "citizen_id.character"},
        {"X5010218851231001X", "citizen_id.character"},
        {invent_citizen_id("160102", Day::of(1885, 12, 31), 1), "citizen_id.area"},
        {invent_citizen_id("901602", Day::of(1885, 12, 31), 1), "citizen_id.area"},
        {"150202189902290018", "citizen_id.birth"},
        {invent_citizen_id("150102", Day::of(1799, 12, 31), 1), "citizen_id.birth"},
        {"150102188512310010", "citizen_id.check"},
    };
    for (const auto& [number, code] : cases) {
        auto id = parse_citizen_id(number);
        ASSERT_FALSE(id) << number;
        EXPECT_EQ(id.error().code, code) << number;
        EXPECT_TRUE(number.empty() || id.error().message.find(number) == std::string::npos) << "a refusal repeats no personal data";
    }
}

TEST(Identity, CreditCodeSaysWhatToChange)
{
    const std::pair<const char*, const char*> cases[]{
        {"91350100M000100Y4", "credit_code.length"},        {"91350100I000100Y43", "credit_code.character"},
        {"913501A0M000100Y43", "credit_code.area"},         {"91350100M000100Y44", "credit_code.check"},
        {"91350100M000100Y56", "credit_code.organisation"},
    };
    for (auto [number, code] : cases) {
        auto parsed = parse_credit_code(number);
        ASSERT_FALSE(parsed) << number;
        EXPECT_EQ(parsed.error().code, code) << number;
    }
    EXPECT_EQ(*parse_credit_code("91350100-m000100y43"), "91350100M000100Y43");
}

TEST(Identity, PhonesMailsAndCards)
{
    EXPECT_EQ(*parse_phone("+86 138-0000-0001"), "13800000001");
    EXPECT_EQ(*parse_phone("008613800000001"), "13800000001");
    EXPECT_EQ(*parse_phone("１３８０００００００１"), "13800000001");
    for (auto text : {"", "1380000000", "138000000011", "12800000001", "0471-6282828", "1380000000a", "86138000001"})
        EXPECT_FALSE(parse_phone(text)) << text;
    EXPECT_EQ(*parse_email(" Wang.Wu+lib@Example.CN "), "Wang.Wu+lib@example.cn");
    for (auto text : {"", "a", "@b.cn", "a@", "a@b", "a@@b.cn", ".a@b.cn", "a.@b.cn", "a..b@c.cn", "a b@c.cn", "王@b.cn", "a@b..cn",
                      "a@-b.cn", "a@b.cn."})
        EXPECT_FALSE(parse_email(text)) << text;
    EXPECT_EQ(*parse_bank_card("6222 0000 0000 0000 004"), "6222000000000000004");
    for (auto text : {"", "622200000000001", "6222000000000000005", "62220000000000000001", "622200000000000000X"})
        EXPECT_FALSE(parse_bank_card(text)) << text;
}

TEST(Identity, InventedNumbersAreValidAndDistinct)
{
    std::set<std::string> ids, codes;
    for (std::uint64_t seed = 0; seed < 40000; ++seed) {
        auto id = parse_citizen_id(invent_citizen_id(seed));
        ASSERT_TRUE(id) << seed;
        ASSERT_TRUE(id->birth >= Day::of(1850, 1, 1) && id->birth <= Day::of(1899, 12, 31)) << seed;
        auto code = parse_credit_code(invent_credit_code("91", "150100", seed));
        ASSERT_TRUE(code) << seed;
        ids.insert(id->number);
        codes.insert(*code);
    }
    EXPECT_EQ(ids.size(), 40000u);
    EXPECT_EQ(codes.size(), 40000u);
}

TEST(Identity, AsAFieldRuleNamesThePath)
{
    auto rule = check(parse_phone);
    EXPECT_FALSE(rule("phone", "手机", "13800000001"));
    auto error = rule("people[2].phone", "手机", "1");
    ASSERT_TRUE(error);
    EXPECT_EQ(error->fields.at(0).path, "people[2].phone");
}

} // namespace
