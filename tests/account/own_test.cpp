#include "auth/duty.h"
#include "support/library.h"

#include <gtest/gtest.h>

using support::body_of;
using support::Browser;
using support::code_of;
using support::TestLibrary;

namespace {

constexpr const char* new_password = "Grassland Horse 8";

class OwnAccount : public testing::TestWithParam<db::Engine> {
protected:
    OwnAccount()
    {
        library.add_account("zhou", "inspector");
        library.add_account("chen", "operator");
        one.sign_in("zhou");
        other.sign_in("zhou");
        stranger.sign_in("chen");
    }
    TestLibrary library{GetParam()};
    Browser one{library}, other{library}, stranger{library};

    static bool is_in(Browser& browser) { return browser.get("/api/v1/session").status == 200; }
    // Of the place that is not the one that asks.
    std::string other_place()
    {
        auto own = body_of(one.get("/api/v1/account"));
        for (const auto& place : own.object().at("sessions").array())
            if (!place.object().at("current").boolean()) return place.object().at("id").text();
        return "";
    }
    static http::Response change(Browser& browser, const std::string& current, const std::string& wanted)
    {
        return browser.post("/api/v1/account/password", json::Object{{"current", current}, {"password", wanted}});
    }
};

TEST_P(OwnAccount, EndsAPlaceOfOnesOwnAndNoOther)
{
    EXPECT_EQ(body_of(one.get("/api/v1/account")).object().at("sessions").array().size(), 2u);
    std::string id = other_place();
    EXPECT_EQ(stranger.remove("/api/v1/account/sessions/" + id).status, 404);
    EXPECT_TRUE(is_in(other));
    EXPECT_EQ(one.remove("/api/v1/account/sessions/" + id).status, 204);
    EXPECT_FALSE(is_in(other));
    EXPECT_TRUE(is_in(one));
    EXPECT_EQ(one.remove("/api/v1/account/sessions/" + id).status, 404);
    EXPECT_EQ(library.check(), "");
}

TEST_P(OwnAccount, ANewPasswordEndsEveryOtherPlace)
{
    EXPECT_EQ(code_of(change(one, support::test_password, support::test_password)), "account.password_same");
    EXPECT_EQ(code_of(change(one, support::test_password, "x")), "account.password_short");
    EXPECT_TRUE(is_in(other));
    EXPECT_EQ(change(one, support::test_password, new_password).status, 204);
    EXPECT_TRUE(is_in(one));
    EXPECT_FALSE(is_in(other));
    EXPECT_TRUE(is_in(stranger));
    auto sign_in = [&](const std::string& password) {
        return other.post("/api/v1/session/password", json::Object{{"name", "zhou"}, {"password", password}}).status;
    };
    EXPECT_EQ(sign_in(support::test_password), 401);
    EXPECT_EQ(sign_in(new_password), 200);
    EXPECT_EQ(library.check(), "");
}

// Whoever finds a browser left open does not guess the password there either.
TEST_P(OwnAccount, WrongPasswordsCountWithTheFailuresOfEveryFactor)
{
    for (int i = 0; i < 5; ++i) EXPECT_EQ(code_of(change(one, "wrong" + std::to_string(i), new_password)), "auth.wrong_current");
    EXPECT_EQ(code_of(change(one, support::test_password, new_password)), "auth.locked");
    EXPECT_EQ(code_of(one.post("/api/v1/session/step-up", json::Object{{"code", "000000"}})), "auth.locked");
}

// GB/T 22239 8.1.4.1 a, by a dated rule; OWASP ASVS asks for none.
TEST(PasswordInterval, EndsOnItsDayAndIsToldTwoWeeksBefore)
{
    using auth::Due;
    Day set = parse_day("2026-09-01").value();
    auto due_on = [&](int days_later, std::int64_t interval) { return auth::password_duty(set, set + days_later, interval).due; };
    EXPECT_EQ(due_on(76, 90), Due::not_yet);
    EXPECT_EQ(due_on(77, 90), Due::soon);
    EXPECT_EQ(due_on(90, 90), Due::soon);
    EXPECT_EQ(due_on(91, 90), Due::now);
    EXPECT_EQ(due_on(4000, 0), Due::not_yet);
    EXPECT_EQ(auth::password_duty(std::nullopt, set, 90).due, Due::now) << "nobody knows how old it is";
    EXPECT_EQ(auth::password_duty(std::nullopt, set, 0).due, Due::not_yet);
}

TEST_P(OwnAccount, AnOldPasswordIsChangedBeforeAnythingElse)
{
    auto duty = [&] { return body_of(one.get("/api/v1/session")).object().at("password").object().at("duty").text(); };
    library.clock().advance(80 * 86'400'000ll);
    one.sign_in("zhou");
    EXPECT_EQ(duty(), "soon");
    EXPECT_EQ(one.get("/api/v1/rules").status, 200);
    library.clock().advance(11 * 86'400'000ll);
    one.sign_in("zhou");
    EXPECT_EQ(duty(), "due");
    auto refused = one.get("/api/v1/rules");
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(code_of(refused), "auth.password_first");
    EXPECT_EQ(change(one, support::test_password, new_password).status, 204);
    EXPECT_EQ(duty(), "none");
    EXPECT_EQ(one.get("/api/v1/rules").status, 200);
    EXPECT_EQ(library.check(), "");
}

TEST_P(OwnAccount, TheLastFivePasswordsDoNotComeBack)
{
    auto nth = [](int i) { return std::string(new_password) + static_cast<char>('a' + i); };
    std::string current = support::test_password;
    for (int i = 0; i < 5; ++i) {
        ASSERT_EQ(change(one, current, nth(i)).status, 204) << i;
        current = nth(i);
    }
    for (int i = 1; i < 4; ++i) EXPECT_EQ(code_of(change(one, current, nth(i))), "account.password_used") << i;
    EXPECT_EQ(change(one, current, support::test_password).status, 204) << "the sixth before";
    EXPECT_EQ(library.check(), "");
}

INSTANTIATE_TEST_SUITE_P(Engines, OwnAccount, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
