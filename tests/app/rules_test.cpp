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
    std::set<std::string> codes;
    for (const auto& item : answer.at("items").array()) {
        const auto& rule = item.object();
        EXPECT_TRUE(codes.insert(rule.at("code").text()).second) << rule.at("code").text();
        for (auto name : {"article", "question", "others"}) EXPECT_FALSE(rule.at(name).text().empty()) << name;
        for (auto name : {"words", "from", "document"}) EXPECT_FALSE(rule.at("now").object().at(name).text().empty()) << name;
    }
    for (auto code : {"11.confirm_years", "5.age_max", "14.4.4.second_level", "14.4.5.main_employer", "15.1.thin_multiple"})
        EXPECT_TRUE(codes.contains(code)) << code;
}

} // namespace
