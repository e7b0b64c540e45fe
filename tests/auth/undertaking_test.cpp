#include "auth/undertaking.h"

#include "app/service.h"
#include "auth/account.h"
#include "support/library.h"

#include <gtest/gtest.h>

using auth::Due;
using support::body_of;
using support::Browser;
using support::code_of;
using support::TestLibrary;

namespace {

Day day(const char* text)
{
    return parse_day(text).value();
}

// Art. 12, X5: signed for a year; a new edition asks everybody again; a week of grace before either ends.
TEST(UndertakingRule, HoldsForAYearAndUntilAWeekAfterANewEdition)
{
    const rulebook::Edition editions[] = {{"first", day("2026-01-01"), "", "", ""}, {"second", day("2027-03-01"), "", "", ""}};
    struct Case {
        const char *edition, *signed_on, *today;
        Due due;
        const char* last_day;
    };
    const Case cases[] = {
        {"", "", "2026-05-01", Due::now, ""},
        {"first", "2026-05-01", "2026-05-01", Due::not_yet, "2027-03-07"},
        {"first", "2026-01-10", "2027-01-03", Due::not_yet, "2027-01-10"},
        {"first", "2026-01-10", "2027-01-04", Due::soon, "2027-01-10"},
        {"first", "2026-01-10", "2027-01-10", Due::soon, "2027-01-10"},
        {"first", "2026-01-10", "2027-01-11", Due::now, "2027-01-10"},
        {"first", "2026-05-01", "2027-03-01", Due::soon, "2027-03-07"},
        {"first", "2026-05-01", "2027-03-07", Due::soon, "2027-03-07"},
        {"first", "2026-05-01", "2027-03-08", Due::now, "2027-03-07"},
        {"first", "2026-03-03", "2027-03-02", Due::soon, "2027-03-03"},
        {"second", "2028-02-29", "2029-02-28", Due::soon, "2029-02-28"},
        {"second", "2028-02-29", "2029-03-01", Due::now, "2029-02-28"},
    };
    for (const auto& c : cases) {
        std::optional<auth::Signed> last;
        if (*c.edition) last = auth::Signed{c.edition, day(c.signed_on)};
        auto found = auth::undertaking_duty(editions, last, day(c.today), 1, 7);
        std::string where = std::string(c.edition) + " " + c.signed_on + " on " + c.today;
        EXPECT_EQ(found.due, c.due) << where;
        if (*c.last_day && day(c.today) >= day("2027-03-01")) EXPECT_EQ(to_text(found.last_day.value()), c.last_day) << where;
    }
    auto hard = auth::undertaking_duty(editions, auth::Signed{"first", day("2026-05-01")}, day("2027-03-01"), 1, 0);
    EXPECT_EQ(hard.due, Due::now) << "without grace a new edition is signed at once";
    auto once = auth::undertaking_duty(editions, auth::Signed{"second", day("2027-05-01")}, day("2047-05-01"), 0, 7);
    EXPECT_EQ(once.due, Due::not_yet) << "signed once for all";
}

class Undertaking : public testing::TestWithParam<db::Engine> {
protected:
    TestLibrary library{GetParam()};
    Browser browser{library};

    static std::string duty_of(Browser& person)
    {
        return body_of(person.get("/api/v1/session")).object().at("undertaking").object().at("duty").text();
    }
    static http::Response sign(Browser& person, const std::string& name)
    {
        std::string edition = body_of(person.get("/api/v1/undertaking")).object().at("edition").text();
        return person.post("/api/v1/undertaking", json::Object{{"edition", edition}, {"name", name}});
    }
    void forget(const std::string& login)
    {
        auto act = library.act();
        auto rows = act.connection().all("SELECT t.id FROM staff_undertaking t JOIN account a ON a.id = t.account_id WHERE a.login = $1",
                                         {login}, [](const db::Row& row) { return row.integer(0); });
        for (auto id : rows) act.remove(auth::staff_undertaking_table, id);
        act.append({"test.forgotten/1", "", "", {}});
        act.commit();
    }
};

// Every route but session, undertaking and own account is refused to whoever has not signed, whatever the role may do.
TEST_P(Undertaking, WithoutItNothingElseOpens)
{
    for (const auto& role : auth::roles()) {
        std::string login(role.code);
        library.add_account(login, login);
        forget(login);
        Browser person(library);
        ASSERT_EQ(person.sign_in(login).status, 200);
        int refused = 0, open = 0;
        for (auto routes : app::all_routes())
            for (const auto& route : routes) {
                if (route.stream || route.needs.ways().front().permission == auth::Permission::anyone) continue;
                std::string path(route.path);
                if (auto at = path.find('{'); at != std::string::npos) path = path.substr(0, at) + "x" + path.substr(path.find('}') + 1);
                bool own = path.starts_with("/api/v1/session") || path.starts_with("/api/v1/undertaking") || path == "/api/v1/account" ||
                           path.starts_with("/api/v1/account/");
                if (own && route.method == http::Method::remove) continue; // signs out
                auto code = code_of(person.send(route.method, path, "{}"));
                EXPECT_EQ(code == "auth.undertaking_first", !own && login != "expert") << login << " " << path << " " << code;
                ++(own ? open : refused);
            }
        EXPECT_GT(refused, 50);
        EXPECT_GT(open, 4);
    }
    EXPECT_EQ(library.check(), "");
}

TEST_P(Undertaking, IsSignedWithTheOwnNameAndVerifiedAgain)
{
    library.add_account("chen", "operator");
    library.add_account("zhou", "approver");
    forget("chen");
    browser.sign_in("chen");
    EXPECT_EQ(duty_of(browser), "due");
    EXPECT_EQ(code_of(sign(browser, "Chen")), "account.undertaking_name");
    auto old = browser.post("/api/v1/undertaking", json::Object{{"edition", "2025年第1版"}, {"name", "chen"}});
    EXPECT_EQ(code_of(old), "account.undertaking_edition");
    EXPECT_EQ(browser.get("/api/v1/activities").status, 403);
    EXPECT_EQ(sign(browser, "chen").status, 204);
    EXPECT_EQ(duty_of(browser), "none");
    EXPECT_EQ(browser.get("/api/v1/activities").status, 200);

    auto text = body_of(browser.get("/api/v1/undertaking")).object();
    std::string id = text.at("own").array().at(0).object().at("id").text();
    auto paper = body_of(browser.get("/api/v1/undertakings/" + id)).object();
    EXPECT_TRUE(paper.at("intact").boolean());
    EXPECT_EQ(paper.at("signed_name").text(), "chen");
    EXPECT_EQ(paper.at("text").text(), text.at("text").text());
    EXPECT_GT(paper.at("entry").integer(), 0);
    Browser neighbour(library);
    neighbour.sign_in("zhou");
    EXPECT_EQ(neighbour.get("/api/v1/undertakings/" + id).status, 404);
    EXPECT_EQ(library.check(), "");

    auto transaction = library.platform().database.write();
    transaction->connection().run("UPDATE staff_undertaking SET text_hash = $1 WHERE public_id = $2", {Bytes(32, 1), id});
    transaction->commit();
    EXPECT_FALSE(body_of(browser.get("/api/v1/undertakings/" + id)).object().at("intact").boolean());
    EXPECT_NE(library.check(), "");
}

TEST_P(Undertaking, AsksAgainAfterAYearAndForANewEdition)
{
    std::int64_t id = library.add_account("chen", "operator");
    library.clock().advance(358 * 86'400'000ll);
    browser.sign_in("chen");
    EXPECT_EQ(duty_of(browser), "none");
    library.clock().advance(86'400'000);
    browser.sign_in("chen");
    EXPECT_EQ(duty_of(browser), "soon");
    EXPECT_NE(code_of(browser.get("/api/v1/activities")), "auth.undertaking_first") << "a week of grace";
    library.clock().advance(7 * 86'400'000);
    browser.sign_in("chen");
    EXPECT_EQ(duty_of(browser), "due");
    EXPECT_EQ(sign(browser, "chen").status, 204);
    EXPECT_EQ(duty_of(browser), "none");

    // What stands there now was signed under an edition that has been replaced long ago.
    auto act = library.act();
    auto row = act.connection().one("SELECT MAX(id) FROM staff_undertaking WHERE account_id = $1", {id},
                                    [](const db::Row& found) { return found.integer(0); });
    (void)*act.update(auth::staff_undertaking_table, *row, {{"edition", db::Value("2025年第1版")}});
    act.append({"test.older/1", "", "", {}});
    act.commit();
    EXPECT_EQ(duty_of(browser), "due");
    EXPECT_EQ(library.check(), "");
}

TEST_P(Undertaking, ExpertsSignNone)
{
    library.add_account("wu", "expert");
    browser.sign_in("wu");
    EXPECT_EQ(duty_of(browser), "none");
    EXPECT_EQ(code_of(sign(browser, "wu")), "account.undertaking_of_staff");
}

INSTANTIATE_TEST_SUITE_P(Engines, Undertaking, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
