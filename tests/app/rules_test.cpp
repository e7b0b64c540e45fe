#include "support/library.h"

#include <gtest/gtest.h>

#include <set>

using support::body_of;
using support::Browser;

namespace {

TEST(RulesPage, ShowsEveryReadingToWhoIsSignedIn)
{
    support::TestLibrary library(db::Engine::sqlite);
    library.add_account("han", "library_administrator");
    Browser browser(library);
    EXPECT_EQ(browser.get("/api/v1/rules").status, 401);
    browser.sign_in("han");
    auto answer = body_of(browser.get("/api/v1/rules")).object();
    std::set<std::string> codes, readings;
    for (const auto& item : answer.at("items").array()) {
        const auto& rule = item.object();
        EXPECT_TRUE(codes.insert(rule.at("code").text()).second) << rule.at("code").text();
        for (auto name : {"article", "question", "others"}) EXPECT_FALSE(rule.at(name).text().empty()) << name;
        readings.insert(rule.at("reading").text());
        for (auto name : {"words", "from", "document"}) EXPECT_FALSE(rule.at("now").object().at(name).text().empty()) << name;
    }
    for (auto code : {"11.confirm_years", "5.age_max", "14.4.4.second_level", "14.4.5.main_employer", "15.1.thin_multiple"})
        EXPECT_TRUE(codes.contains(code)) << code;
    std::string all; // "R9、R11" names two
    for (const auto& reading : readings) all += reading + "、";
    for (int i = 1; i <= 18; ++i) EXPECT_NE(all.find("R" + std::to_string(i) + "、"), std::string::npos) << "R" << i;
    for (int i = 1; i <= 11; ++i) EXPECT_NE(all.find("X" + std::to_string(i) + "、"), std::string::npos) << "X" << i;
}

} // namespace
