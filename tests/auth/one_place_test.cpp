#include "support/library.h"

#include <gtest/gtest.h>

using support::body_of;
using support::Browser;
using support::code_of;
using support::TestLibrary;

namespace {

class OnePlace : public testing::TestWithParam<db::Engine> {
protected:
    TestLibrary library{GetParam()};
    Browser desk{library}, elsewhere{library};

    std::string state_of(Browser& browser) { return code_of(browser.get("/api/v1/session")); }
};

// T11: lending an account ends the lender's own session, and both are told of it.
TEST_P(OnePlace, TheSecondSignInEndsTheFirstAndSaysSo)
{
    library.add_account("chen", "operator");
    desk.sign_in("chen");
    std::string from = to_local_text(library.clock().now() + 31'000);
    elsewhere.sign_in("chen");
    EXPECT_EQ(state_of(elsewhere), "");
    auto refused = desk.get("/api/v1/activities");
    EXPECT_EQ(refused.status, 401);
    EXPECT_EQ(code_of(refused), "auth.signed_in_elsewhere");
    EXPECT_NE(refused.body.find("您的账号于 " + from + " 在另一处登录（网络地址 127.0.0.1）"), std::string::npos) << refused.body;
    EXPECT_EQ(body_of(elsewhere.get("/api/v1/account")).object().at("sessions").array().size(), 1u);
    Browser third(library);
    EXPECT_EQ(state_of(third), "auth.sign_in_first") << "only the browser concerned is told";
    desk.sign_in("chen");
    EXPECT_EQ(state_of(desk), "");
    EXPECT_EQ(state_of(elsewhere), "auth.signed_in_elsewhere");
    EXPECT_EQ(library.check(), "");
}

TEST_P(OnePlace, AsTheRuleNamesTheRoles)
{
    const std::pair<const char*, bool> roles[] = {
        {"operator", true},
        {"approver", true},
        {"supervisor", true},
        {"library_administrator", false},
        {"system_administrator", true},
        {"security_administrator", true},
        {"audit_administrator", true},
        {"expert", false},
        {"unit_reviewer", false},
        {"inspector", false},
    };
    for (auto [role, one] : roles) {
        library.add_account(role, role);
        Browser first(library), second(library);
        first.sign_in(role);
        second.sign_in(role);
        EXPECT_EQ(first.get("/api/v1/session").status, one ? 401 : 200) << role;
        EXPECT_EQ(second.get("/api/v1/session").status, 200) << role;
    }
}

// Signing in with a password alone ends nobody's session: else a lent password would be enough to put somebody out.
TEST_P(OnePlace, OneFactorEndsNothing)
{
    library.add_account("chen", "operator");
    desk.sign_in("chen");
    elsewhere.post("/api/v1/session/password", json::Object{{"name", "chen"}, {"password", support::test_password}});
    EXPECT_EQ(state_of(desk), "");
    EXPECT_EQ(state_of(elsewhere), "auth.sign_in_first");
}

INSTANTIATE_TEST_SUITE_P(Engines, OnePlace, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
