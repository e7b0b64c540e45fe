#include "activity/activity.h"
#include "auth/account.h"
#include "draw/round/draw_office.h"

#include <gtest/gtest.h>

using support::body_of;
using support::code_of;

namespace {

// Rights that end while a draw goes on, and one account that may both operate and supervise (Art. 12, 15(2); A7).
class DrawEntitled : public testing::TestWithParam<db::Engine> {
protected:
    support::DrawOffice office{GetParam()};

    ~DrawEntitled() override { EXPECT_EQ(office.library.check(), ""); }

    std::string own(const std::string& login) { return "(SELECT id FROM account WHERE login = '" + login + "')"; }
    void withdraw(const std::string& login, const std::string& role)
    {
        auto id = office.count("SELECT id FROM account_role WHERE role = '" + role + "' AND account_id = " + own(login));
        auto act = office.library.act();
        act.remove(auth::account_role_table, id);
        act.append({"test.withdrawn/1", "", "", {}});
        act.commit();
    }
    void grant(const std::string& login, const std::string& role)
    {
        auto act = office.library.act();
        act.insert(auth::account_role_table, {{"account_id", office.count("SELECT id FROM account WHERE login = '" + login + "'")},
                                              {"role", db::Value(role)},
                                              {"from_day", db::Value(to_text(day_of(act.now())))},
                                              {"document", db::Value("测试")}});
        act.append({"test.granted/1", "", "", {}});
        act.commit();
    }
    std::int64_t entries() { return office.count("SELECT count(*) FROM ledger_entry"); }
    std::string status(const json::Object& round) { return office.need(office.sup.get(office.path(round))).object().at("status").text(); }
};

TEST_P(DrawEntitled, NoSealWhileOneOfTheTwoHasLostTheRole)
{
    office.join_both();
    withdraw("sup", "supervisor");
    office.op.step_up();
    auto before = entries();
    EXPECT_EQ(code_of(office.op.post("/api/v1/activities/" + office.activity + "/rounds", json::Object{})), "draw.not_entitled");
    EXPECT_EQ(entries(), before);
    EXPECT_EQ(office.count("SELECT count(*) FROM draw_round"), 0);
    auto room = office.room_of(office.op).object();
    EXPECT_NE(room.at("waits_for").text().find("监督员的角色"), std::string::npos);
    grant("sup", "supervisor");
    EXPECT_EQ(office.seal().status, 200);
}

TEST_P(DrawEntitled, AfterTheSealNothingIsHalfDone)
{
    auto round = office.sealed();
    office.need(office.commit(round, "supervisor"));
    withdraw("op", "operator");
    auto before = entries();
    EXPECT_EQ(code_of(office.op.post(office.path(round) + "/commit", json::Object{{"seal_hash", round.at("seal_hash").text()},
                                                                                  {"commitment", office.commitment(round, "operator")}})),
              "auth.not_permitted");
    EXPECT_EQ(entries(), before);
    EXPECT_EQ(status(round), "sealed");
    EXPECT_EQ(office.stop(round, "supervisor").status, 200) << "the other stops it";
    EXPECT_EQ(status(round), "void");
}

TEST_P(DrawEntitled, AfterTheCommitmentsTheRoundEndsVoid)
{
    auto round = office.sealed();
    office.need(office.commit(round, "supervisor"));
    office.need(office.commit(round, "operator"));
    withdraw("op", "operator");
    auto before = entries();
    EXPECT_EQ(code_of(office.op.post(office.path(round) + "/reveal", json::Object{{"value", to_hex(office.value_of("operator"))}})),
              "auth.not_permitted");
    EXPECT_EQ(entries(), before);
    EXPECT_EQ(status(round), "committed");
    office.library.clock().advance(10 * 60'000 + 1'000);
    EXPECT_EQ(status(round), "void");
    EXPECT_EQ(office.count("SELECT count(*) FROM draw_round WHERE drawn_at IS NOT NULL OR seed IS NOT NULL"), 0);
}

TEST_P(DrawEntitled, AStreamEndsWithTheRightAndWithTheSession)
{
    auto operators = office.op.listen(office.room() + "/events"), supervisors = office.sup.listen(office.room() + "/events");
    EXPECT_FALSE(operators().end);
    EXPECT_FALSE(supervisors().end);
    withdraw("op", "operator");
    office.library.clock().advance(1'000);
    EXPECT_TRUE(operators().end);
    EXPECT_FALSE(supervisors().end);
    office.sup.remove("/api/v1/session");
    office.library.clock().advance(1'000);
    EXPECT_TRUE(supervisors().end);
}

// Of another department of the same unit, so that both rights reach the activity.
TEST_P(DrawEntitled, OneAccountWithBothRolesTakesOnePartAlone)
{
    office.library.add_account("both", "operator", office.general);
    grant("both", "supervisor");
    support::Browser both{office.library};
    both.sign_in("both");
    std::string activity = office.activity, path = "/api/v1/activities/" + activity;
    {
        auto act = office.library.act();
        (void)*act.update(::activity::activity_table, office.count("SELECT id FROM activity"),
                          {{"supervisor_id", office.count("SELECT id FROM account WHERE login = 'both'")}});
        act.append({"test.supervised/1", "", "", {}});
        act.commit();
    }
    auto plan = office.need(office.op.get(path + "/plan")).object();
    EXPECT_EQ(code_of(both.put(path + "/plan", json::Object{{"version", plan.at("version").integer()}, {"plan", office.plan()}})),
              "draw.plan_supervised");
    EXPECT_EQ(body_of(both.get(office.room())).object().at("my_part").text(), "supervisor");
    both.step_up();
    EXPECT_EQ(both.post(office.room() + "/join", json::Object{}).status, 200);
    EXPECT_EQ(code_of(both.post(path + "/rounds", json::Object{})), "draw.not_your_part") << "operates it no more";
    office.op.step_up();
    office.need(office.op.post(office.room() + "/join", json::Object{}));
    auto round = office.need(office.seal()).object();
    withdraw("both", "supervisor");
    both.step_up();
    auto refused = both.post(office.path(round) + "/commit", json::Object{{"seal_hash", round.at("seal_hash").text()},
                                                                          {"commitment", office.commitment(round, "supervisor")}});
    EXPECT_EQ(code_of(refused), "draw.not_your_part") << "the right to operate does not supervise";
}

// Whoever made, wrote or operates the activity does not supervise it, wherever the account is moved to.
TEST_P(DrawEntitled, WhoWritesTheActivityDoesNotSuperviseIt)
{
    grant("op", "supervisor");
    auto form = [&](const std::string& supervisor) {
        return json::Object{
            {"name", "论证"},           {"kind", "review"}, {"from", "2026-12-01"},
            {"to", "2026-12-03"},       {"place", ""},      {"supervisor", office.public_id("account", "login", supervisor)},
            {"projects", json::Array{}}};
    };
    std::string id = office.need(office.op.post("/api/v1/activities", form("sup"))).object().at("id").text(),
                path = "/api/v1/activities/" + id;
    {
        auto act = office.library.act(); // to another department: no longer kept out by its place
        (void)*act.update(auth::account_table, office.count("SELECT id FROM account WHERE login = 'op'"), {{"unit_id", office.general}});
        act.append({"test.moved/1", "", "", {}});
        act.commit();
    }
    support::Browser colleague{office.library};
    colleague.sign_in("colleague");
    for (auto* browser : {&office.op, &colleague}) {
        auto version = office.need(office.op.get(path)).object().at("version").integer();
        EXPECT_EQ(code_of(browser->put(path, form("op").set("version", version))), "activity.supervisor_unfit");
    }
    auto version = office.need(office.op.get(path)).object().at("version").integer();
    EXPECT_EQ(colleague.put(path, form("sup").set("version", version)).status, 204);
}

INSTANTIATE_TEST_SUITE_P(Engines, DrawEntitled, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
