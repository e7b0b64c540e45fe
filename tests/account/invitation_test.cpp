#include "account/account.h"
#include "auth/account.h"
#include "support/library.h"

#include <gtest/gtest.h>

#include <cctype>

using support::body_of;
using support::Browser;
using support::code_of;
using support::TestLibrary;

namespace {

constexpr const char* good_password = "Steppe+Horse 27";

class Invitation : public testing::TestWithParam<db::Engine> {
protected:
    TestLibrary library{GetParam()};
    Browser browser{library};

    std::string invited(const std::string& login, const std::string& display_name = "")
    {
        auto act = library.act();
        auth::NewAccount account;
        account.login = login;
        account.display_name = display_name;
        account.roles = {"audit_administrator"};
        account.from = day_of(act.now());
        account.document = "建库";
        auto added = auth::add_account(act, library.platform().keys, account);
        auto code = account::invite(act, library.platform().keys, added.id, added.public_id);
        act.commit();
        return code;
    }
    http::Response look(const std::string& code) { return browser.post("/api/v1/invitation", json::Object{{"code", code}}); }
    http::Response open(const std::string& code, const std::string& password, const std::string& name = "马秀兰")
    {
        return browser.post("/api/v1/invitation/account", json::Object{{"code", code}, {"password", password}, {"display_name", name}});
    }
    http::Response sign_in(const std::string& login, const std::string& password)
    {
        return browser.post("/api/v1/session/password", json::Object{{"name", login}, {"password", password}});
    }
};

// Art. 12: one person, one account, which nobody else has used before.
TEST_P(Invitation, OpensAnAccountOnce)
{
    auto code = invited("shenji");
    EXPECT_EQ(sign_in("shenji", "").status, 422);
    EXPECT_EQ(sign_in("shenji", "x").status, 401) << "an account that nobody has opened";
    auto shown = body_of(look(code)).object();
    EXPECT_EQ(shown.at("name").text(), "shenji");
    EXPECT_EQ(shown.find("display_name"), nullptr);
    EXPECT_EQ(shown.at("roles").array().at(0).text(), "审计管理员");
    EXPECT_EQ(open(code, good_password, "").status, 422) << "the person's own name";
    EXPECT_EQ(open(code, good_password).status, 204);
    EXPECT_EQ(code_of(look(code)), "account.code");
    EXPECT_EQ(code_of(open(code, "Another+Horse 28")), "account.code");
    EXPECT_EQ(body_of(sign_in("shenji", good_password)).object().at("stage").text(), "totp_setup");
    EXPECT_EQ(library.check(), "");
}

TEST_P(Invitation, ANameThatWasGivenStays)
{
    auto code = invited("shenji", "马秀兰");
    EXPECT_EQ(body_of(look(code)).object().at("display_name").text(), "马秀兰");
    EXPECT_EQ(open(code, good_password, "别人").status, 204);
    auto snapshot = library.platform().database.read();
    EXPECT_EQ(snapshot->connection().one("SELECT display_name FROM account WHERE login = 'shenji'", {},
                                         [](const db::Row& row) { return row.text(0); }),
              "马秀兰");
}

TEST_P(Invitation, IsReadHoweverItIsTypedAndOtherwiseRefusedAlike)
{
    auto code = invited("shenji");
    std::string typed;
    for (char c : code) typed += c == '-' ? ' ' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    EXPECT_EQ(look(typed).status, 200);
    auto unknown = look("aaaa-bbbb-cccc-dddd-eeee-ffff-gg");
    auto again = [&] {
        auto act = library.act();
        auto newer = account::invite_again(act, library.platform().keys, "shenji");
        act.commit();
        return newer.value();
    }();
    auto replaced = look(code);
    EXPECT_EQ(replaced.status, unknown.status);
    EXPECT_EQ(replaced.body, unknown.body);
    EXPECT_EQ(look(again).status, 200);
    library.clock().advance(7 * 24 * 3'600'000LL);
    EXPECT_EQ(look(again).body, unknown.body) << "seven days are over";
    EXPECT_EQ(code_of(open(again, good_password)), "account.code");
    {
        auto act = library.act();
        EXPECT_EQ(account::invite_again(act, library.platform().keys, "nobody"), std::nullopt);
    }
    EXPECT_EQ(library.check(), "");
}

struct PasswordCase {
    const char *password, *expected;
};
constexpr PasswordCase passwords[] = {
    {"Ab1!", "account.password_short"},
    {"Steppe+Hrs", ""},
    {"草原骏马奔腾千里万里", "account.password_kinds"},
    {"草原骏马 奔腾千里A1", ""},
    {"steppehorse", "account.password_kinds"},
    {"steppehorse27", "account.password_kinds"},
    {"My-ShenJi6-account", "account.password_name"},
    {"马秀兰 Horse 27", "account.password_name"},
    {"Password1!!", "account.password_common"},
    {"Qwerty12345!", "account.password_common"},
    {"Abcdefghij1!", "account.password_common"},
    {"aaaaAAAA11!!", "account.password_common"},
};

// GB/T 22239 8.1.4.1 a: three of four kinds; and nothing that is guessed first.
TEST_P(Invitation, PasswordsThatAreGuessedAreRefusedWithWhatToChange)
{
    int n = 0;
    for (const auto& c : passwords) {
        auto answer = open(invited("shenji" + std::to_string(n++)), c.password);
        if (*c.expected)
            EXPECT_EQ(code_of(answer), c.expected) << c.password;
        else
            EXPECT_EQ(answer.status, 204) << c.password;
    }
}

INSTANTIATE_TEST_SUITE_P(Engines, Invitation, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
