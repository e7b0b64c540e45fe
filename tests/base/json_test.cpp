#include "base/json.h"

#include <gtest/gtest.h>

namespace {

TEST(Json, WritesTheCanonicalSpelling)
{
    auto value = json::read("{\"\xEE\x80\x80\":1,\"\xF0\x9F\x98\x80\":2,\"b\":[true,null,-5],\"a\":\"x\\u0001\\n\\\"\"}");
    ASSERT_TRUE(value);
    // U+1F600 is D83D DE00 in UTF-16 and so stands before U+E000.
    EXPECT_EQ(json::canonical(*value), "{\"a\":\"x\\u0001\\n\\\"\",\"b\":[true,null,-5],\"\xF0\x9F\x98\x80\":2,\"\xEE\x80\x80\":1}");
}

TEST(Json, RefusesWhatHasTwoReadings)
{
    for (std::string_view text : {"{\"a\":1,\"a\":2}", "1.0", "-0", "01", "1e3", "9007199254740992", "\"\\ud800\"", "\xEF\xBB\xBF{}",
                                  "{} x", "\"\xff\"", "", "[1,]", "{\"a\":1,}", "18446744073709551615", "+1", "nul"})
        EXPECT_FALSE(json::read(text)) << text;
    EXPECT_TRUE(json::read("9007199254740991"));
    EXPECT_TRUE(json::read("-9007199254740991"));
    EXPECT_TRUE(json::read(" [] \n"));
}

TEST(Json, LimitsDepth)
{
    EXPECT_TRUE(json::read(std::string(64, '[') + std::string(64, ']')));
    EXPECT_FALSE(json::read(std::string(65, '[') + std::string(65, ']')));
}

} // namespace
