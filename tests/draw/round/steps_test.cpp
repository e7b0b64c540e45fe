#include "draw/round/draw_office.h"

#include <gtest/gtest.h>

#include <set>

using support::body_of;
using support::Browser;
using support::code_of;
using support::DrawOffice;

namespace {

class DrawSteps : public testing::TestWithParam<db::Engine> {
protected:
    DrawOffice office{GetParam()};
    std::string voided(const json::Object& round)
    {
        auto now = DrawOffice::need(office.op.get(DrawOffice::path(round))).object();
        if (now.at("status").text() != "void") return now.at("status").text();
        const auto& end = now.at("void").object();
        return end.at("cause").text() + " " + end.at("role").text();
    }
};

TEST_P(DrawSteps, AreOnlyForThoseWhoHaveThem)
{
    auto round = office.sealed();
    Browser nobody(office.library), neighbour(office.library), other(office.library), colleague(office.library);
    neighbour.sign_in("op2");
    other.sign_in("sup2");
    colleague.sign_in("colleague");
    const std::string paths[] = {office.room(), DrawOffice::path(round)};
    for (const auto& path : paths) {
        EXPECT_EQ(nobody.get(path).status, 401) << path;
        EXPECT_EQ(neighbour.get(path).status, 404) << path;
        EXPECT_EQ(other.get(path).status, 404) << path;
        EXPECT_EQ(colleague.get(path).status, 200) << path;
    }
    json::Object commit{{"seal_hash", round.at("seal_hash").text()}, {"commitment", office.commitment(round, "operator")}};
    for (const char* step : {"commit", "reveal", "void", "confirm"}) {
        json::Object body = std::string(step) == "commit"   ? commit
                            : std::string(step) == "reveal" ? json::Object{{"value", std::string(64, '0')}}
                                                            : json::Object{{"reason", "理由"}};
        std::string path = DrawOffice::path(round) + "/" + step;
        EXPECT_EQ(nobody.post(path, body).status, 401) << path;
        EXPECT_EQ(neighbour.post(path, body).status, 404) << path;
        EXPECT_EQ(other.post(path, body).status, 404) << path;
        EXPECT_EQ(office.ap.post(path, body).status, 403) << path;
        EXPECT_EQ(code_of(colleague.post(path, body)), "draw.not_your_part") << path;
    }
    EXPECT_EQ(office.sup.post("/api/v1/activities/" + office.activity + "/rounds", json::Object{}).status, 403);
    colleague.step_up();
    EXPECT_EQ(code_of(colleague.post("/api/v1/activities/" + office.activity + "/rounds", json::Object{})), "draw.not_your_part");
    EXPECT_EQ(DrawOffice::need(office.op.get(DrawOffice::path(round))).object().at("version").integer(), round.at("version").integer())
        << "nothing was changed";
    EXPECT_EQ(nobody.get("/api/v1/public/rounds/" + round.at("id").text() + "/certificate").status, 404) << "of a round that runs";
}

TEST_P(DrawSteps, AskForAFreshSecondFactor)
{
    auto round = office.sealed();
    office.library.clock().advance(6 * 60'000);
    json::Object commit{{"seal_hash", round.at("seal_hash").text()}, {"commitment", office.commitment(round, "operator")}};
    EXPECT_EQ(office.op.post(DrawOffice::path(round) + "/commit", commit).status, 428);
    EXPECT_EQ(office.op.post(office.room() + "/join", json::Object{}).status, 428);
    EXPECT_EQ(office.op.post("/api/v1/activities/" + office.activity + "/rounds", json::Object{}).status, 428);
    office.op.step_up();
    EXPECT_EQ(office.op.post(DrawOffice::path(round) + "/commit", commit).status, 200);
}

TEST_P(DrawSteps, ComeInTheirOrder)
{
    auto round = office.sealed();
    EXPECT_EQ(code_of(office.reveal(round, "operator")), "draw.no_such_step");
    EXPECT_EQ(code_of(office.confirm(round, "operator")), "draw.no_such_step");
    DrawOffice::need(office.commit(round, "operator"));
    EXPECT_EQ(code_of(office.commit(round, "operator")), "draw.already_committed");
    EXPECT_EQ(code_of(office.reveal(round, "operator")), "draw.no_such_step") << "the other commitment is missing";
    DrawOffice::need(office.commit(round, "supervisor"));
    EXPECT_EQ(code_of(office.reveal(round, "supervisor")), "draw.not_your_turn");
    DrawOffice::need(office.reveal(round, "operator"));
    EXPECT_EQ(code_of(office.reveal(round, "operator")), "draw.no_such_step");
    DrawOffice::need(office.reveal(round, "supervisor"));
    EXPECT_EQ(code_of(office.stop(round, "operator")), "draw.no_such_step") << "nobody stops a known result";
    EXPECT_EQ(office.library.check(), "");
}

TEST_P(DrawSteps, RefuseAnotherSealAndMalformedValues)
{
    auto round = office.sealed();
    office.op.step_up();
    auto commit = [&](const std::string& seal, const std::string& commitment) {
        return code_of(office.op.post(DrawOffice::path(round) + "/commit", json::Object{{"seal_hash", seal}, {"commitment", commitment}}));
    };
    std::string good = office.commitment(round, "operator");
    EXPECT_EQ(commit(std::string(64, '0'), good), "draw.other_seal");
    EXPECT_EQ(commit(round.at("seal_hash").text(), std::string(64, 'G')), "draw.hex_value");
    EXPECT_EQ(commit(round.at("seal_hash").text(), good.substr(2)), "field.too_short");
    EXPECT_EQ(office.op.post(DrawOffice::path(round) + "/commit", json::Object{{"note", "x"}}).status, 422);
    EXPECT_EQ(voided(round), "sealed");
}

TEST_P(DrawSteps, AWrongValueMakesTheRoundVoidAndNamesWhose)
{
    auto round = office.sealed();
    DrawOffice::need(office.commit(round, "operator"));
    DrawOffice::need(office.commit(round, "supervisor"));
    DrawOffice::need(office.reveal(round, "operator"));
    office.sup.step_up();
    auto response = office.sup.post(DrawOffice::path(round) + "/reveal", json::Object{{"value", std::string(64, '0')}});
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(voided(round), "mismatch supervisor");
    EXPECT_EQ(office.count("SELECT held FROM activity"), 0);
    EXPECT_EQ(code_of(office.reveal(round, "supervisor")), "draw.no_such_step");
    EXPECT_EQ(office.library.check(), "");
}

TEST_P(DrawSteps, AValueThatIsMissingInTimeMakesTheRoundVoid)
{
    auto round = office.sealed();
    DrawOffice::need(office.commit(round, "operator"));
    DrawOffice::need(office.commit(round, "supervisor"));
    office.library.clock().advance(9 * 60'000);
    EXPECT_EQ(voided(round), "committed");
    office.library.clock().advance(60'001);
    EXPECT_EQ(draw::settle_rounds(office.library.platform(), office.library.clock().now()), 1);
    EXPECT_EQ(draw::settle_rounds(office.library.platform(), office.library.clock().now()), 0);
    EXPECT_EQ(voided(round), "late operator");

    office.agree_to_another_round();
    auto second = office.sealed();
    DrawOffice::need(office.commit(second, "operator"));
    DrawOffice::need(office.commit(second, "supervisor"));
    DrawOffice::need(office.reveal(second, "operator"));
    office.library.clock().advance(10 * 60'000 + 1);
    EXPECT_EQ(voided(second), "late supervisor") << "whoever looks finds it void";
    EXPECT_EQ(office.count("SELECT held FROM activity"), 0);
    EXPECT_EQ(office.library.check(), "");
}

TEST_P(DrawSteps, EitherStopsARoundWithAReason)
{
    auto round = office.sealed();
    office.op.step_up();
    EXPECT_EQ(code_of(office.op.post(DrawOffice::path(round) + "/void", json::Object{{"reason", " "}})), "field.required");
    DrawOffice::need(office.stop(round, "operator"));
    EXPECT_EQ(voided(round), "stopped operator");
    EXPECT_EQ(code_of(office.stop(round, "supervisor")), "draw.no_such_step");
    EXPECT_EQ(code_of(office.commit(round, "operator")), "draw.no_such_step");
}

TEST_P(DrawSteps, AnotherRoundNeedsReasonAndConsent)
{
    EXPECT_EQ(code_of(office.op.post(office.room() + "/propose", json::Object{{"reason", "没有理由"}})), "draw.nothing_to_propose");
    auto round = office.sealed();
    EXPECT_EQ(code_of(office.seal()), "draw.round_is_live");
    DrawOffice::need(office.stop(round, "operator"));
    EXPECT_EQ(code_of(office.seal()), "draw.again_needs_consent");
    EXPECT_EQ(code_of(office.sup.post(office.room() + "/consent", json::Object{{"agree", true}, {"reason", ""}})), "draw.no_open_proposal");
    DrawOffice::need(office.op.post(office.room() + "/propose", json::Object{{"reason", "网络中断"}}));
    EXPECT_EQ(code_of(office.op.post(office.room() + "/propose", json::Object{{"reason", "网络中断"}})), "draw.proposal_is_open");
    EXPECT_EQ(code_of(office.seal()), "draw.again_needs_consent");
    office.sup.step_up();
    EXPECT_EQ(code_of(office.sup.post(office.room() + "/consent", json::Object{{"agree", false}, {"reason", ""}})), "field.required");
    DrawOffice::need(office.sup.post(office.room() + "/consent", json::Object{{"agree", false}, {"reason", "理由不足"}}));
    EXPECT_EQ(code_of(office.seal()), "draw.again_needs_consent");
    office.agree_to_another_round();
    EXPECT_EQ(office.sealed().at("round").integer(), 2);
    EXPECT_EQ(office.library.check(), "");
}

TEST_P(DrawSteps, TheSealWaitsForBoth)
{
    EXPECT_EQ(code_of(office.seal()), "draw.not_both_present");
    office.op.step_up();
    DrawOffice::need(office.op.post(office.room() + "/join", json::Object{}));
    EXPECT_EQ(code_of(office.seal()), "draw.not_both_present");
    auto room = office.room_of(office.sup).object();
    EXPECT_EQ(room.at("my_part").text(), "supervisor");
    EXPECT_EQ(json::canonical(room.at("allowed_actions")), R"(["join"])");
    office.join_both();
    EXPECT_EQ(json::canonical(office.room_of(office.op).object().at("allowed_actions")), R"(["propose","seal"])");
    office.library.clock().advance(5 * 60'000);
    office.op.step_up();
    office.room_of(office.op);
    EXPECT_EQ(code_of(office.op.post("/api/v1/activities/" + office.activity + "/rounds", json::Object{})), "draw.not_both_present")
        << "the supervisor has left";
}

TEST_P(DrawSteps, TheSameKeyActsOnce)
{
    office.join_both();
    office.op.step_up();
    std::string path = "/api/v1/activities/" + office.activity + "/rounds";
    auto first = office.op.send(http::Method::post, path, "{}", "one-key");
    auto again = office.op.send(http::Method::post, path, "{}", "one-key");
    EXPECT_EQ(first.status, 200) << first.body;
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(office.count("SELECT count(*) FROM draw_round"), 1);
    auto round = body_of(first).object();
    std::string commit =
        json::canonical(json::Object{{"seal_hash", round.at("seal_hash").text()}, {"commitment", office.commitment(round, "operator")}});
    auto committed = office.op.send(http::Method::post, DrawOffice::path(round) + "/commit", commit, "two-key");
    EXPECT_EQ(office.op.send(http::Method::post, DrawOffice::path(round) + "/commit", commit, "two-key").body, committed.body);
    EXPECT_EQ(office.count("SELECT count(*) FROM ledger_entry WHERE type = 'draw.committed/1'"), 1);
}

TEST_P(DrawSteps, ALiveRoundHoldsItsActivity)
{
    auto round = office.sealed();
    std::string path = "/api/v1/activities/" + office.activity;
    auto version = DrawOffice::need(office.op.get(path)).object().at("version").integer();
    EXPECT_EQ(office.ap.post(path + "/return", json::Object{{"version", version}, {"reason", "改一改"}}).status, 409);
    DrawOffice::need(office.stop(round, "operator"));
    version = DrawOffice::need(office.op.get(path)).object().at("version").integer();
    EXPECT_EQ(office.ap.post(path + "/return", json::Object{{"version", version}, {"reason", "改一改"}}).status, 204);
    EXPECT_EQ(code_of(office.seal()), "draw.activity_not_approved");
}

TEST_P(DrawSteps, ALiveRoundKeepsBothSessionsAwake)
{
    auto round = office.sealed();
    auto at_operator = office.op.listen(office.room() + "/events"), at_supervisor = office.sup.listen(office.room() + "/events");
    auto pass_minutes = [&](int minutes) {
        for (int i = 0; i < minutes; ++i) {
            office.library.clock().advance(60'000);
            at_operator();
            at_supervisor();
        }
    };
    pass_minutes(60);
    EXPECT_EQ(office.op.get(office.room()).status, 200);
    EXPECT_EQ(office.sup.get(office.room()).status, 200);
    EXPECT_EQ(office.ap.get("/api/v1/activities").status, 401) << "whoever has no part in it idles out";

    DrawOffice::need(office.stop(round, "supervisor"));
    pass_minutes(16);
    EXPECT_EQ(office.op.get(office.room()).status, 401) << "no round is live any more";
}

TEST_P(DrawSteps, WhoSitsElsewhereOnTheseDaysIsNotDrawn)
{
    auto first = office.drawn();
    DrawOffice::need(office.confirm(first, "operator"));
    DrawOffice::need(office.confirm(first, "supervisor"));
    office.activity = office.approved_activity("另一次评审");
    auto second = office.drawn();
    std::set<std::string> names;
    for (const auto* round : {&first, &second})
        for (const auto& group : round->at("panel").array())
            for (const auto& seat : group.object().at("seats").array()) names.insert(seat.object().at("name").text());
    EXPECT_EQ(names.size(), 10u);
    EXPECT_EQ(second.at("number").integer(), 2);
    EXPECT_EQ(second.at("round").integer(), 1);
}

INSTANTIATE_TEST_SUITE_P(Engines, DrawSteps, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

TEST(ThinPool, NeedsTheSupervisorsConsent)
{
    DrawOffice office(db::Engine::sqlite, crypto::Suite::intl, 14);
    office.join_both();
    EXPECT_EQ(code_of(office.seal()), "draw.thin_needs_consent");
    office.agree_to_another_round();
    auto proposals = office.room_of(office.sup).object().at("proposals").array();
    ASSERT_EQ(proposals.size(), 1u);
    EXPECT_EQ(proposals[0].object().at("kind").text(), "thin");
    EXPECT_EQ(office.sealed().at("round").integer(), 1);
    EXPECT_EQ(office.library.check(), "");
}

// The library has changed since the plan was approved: ten of twenty institutes have nobody left.
TEST(ImpossiblePlan, IsNotSealedAndSaysWhy)
{
    DrawOffice office(db::Engine::sqlite, crypto::Suite::intl, 60);
    office.activity = office.approved_activity("席位较多", DrawOffice::plan(12));
    {
        std::vector<std::int64_t> gone;
        {
            auto snapshot = office.library.platform().database.read();
            snapshot->connection().each("SELECT id FROM expert ORDER BY id", {},
                                        [&](const db::Row& row) { gone.push_back(row.integer(0)); });
        }
        auto act = office.library.act();
        for (std::size_t i = 0; i < gone.size(); ++i)
            if (i % 20 >= 10) (void)act.update(expert::expert_table, gone[i], {{"status", db::Value(std::string("exited"))}});
        act.append({"test.exited/1", "", "", {}});
        act.commit();
    }
    office.join_both();
    EXPECT_EQ(code_of(office.seal()), "draw.thin_needs_consent");
    office.agree_to_another_round();
    office.join_both();
    auto refusal = office.seal();
    EXPECT_EQ(code_of(refusal), "draw.not_drawable");
    EXPECT_NE(refusal.body.find("同一单位最多 1 名"), std::string::npos) << refusal.body;
    EXPECT_EQ(office.count("SELECT count(*) FROM draw_round"), 0);
}

} // namespace
