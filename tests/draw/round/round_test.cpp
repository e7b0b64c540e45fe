#include "draw/round/draw_office.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>

using support::body_of;
using support::Browser;
using support::code_of;
using support::DrawOffice;

namespace {

struct Kind {
    db::Engine engine;
    crypto::Suite suite;
};

class DrawRound : public testing::TestWithParam<Kind> {
protected:
    DrawOffice office{GetParam().engine, GetParam().suite};

    std::string status(const json::Object& round)
    {
        return DrawOffice::need(office.op.get(DrawOffice::path(round))).object().at("status").text();
    }
    // No name of an expert stands anywhere in the text.
    static bool names_nobody(const std::string& text) { return text.find("专家甲") == std::string::npos; }
    // The exit code of the verifier, which shares no code with the server; what it said when it is not content.
    std::string verified(const std::string& evidence)
    {
        auto file = office.library.folder().path() / "evidence.json", said = office.library.folder().path() / "said.txt";
        std::ofstream(file, std::ios::binary) << evidence;
        int code =
            std::system((std::string(BOLE_BINARY_DIR) + "/bole-verify draw " + file.string() + " > " + said.string() + " 2>&1").c_str());
        std::ifstream text(said);
        return code == 0 ? "0" : std::string((std::istreambuf_iterator<char>(text)), {});
    }
    bool held() { return office.count("SELECT held FROM activity WHERE public_id = '" + office.activity + "'") == 1; }
};

TEST_P(DrawRound, GoesFromSealToConfirmedResult)
{
    auto round = office.sealed();
    EXPECT_EQ(round.at("round").integer(), 1);
    EXPECT_EQ(round.at("status").text(), "sealed");
    EXPECT_EQ(json::canonical(round.at("total")), R"({"n":60})");
    EXPECT_EQ(json::canonical(round.at("excluded")), R"({"few":true})") << "four are frozen";
    EXPECT_TRUE(held());

    EXPECT_EQ(DrawOffice::need(office.commit(round, "supervisor")).object().at("status").text(), "sealed");
    auto committed = DrawOffice::need(office.commit(round, "operator")).object();
    EXPECT_EQ(committed.at("status").text(), "committed");
    EXPECT_TRUE(committed.find("deadline"));
    auto revealing = DrawOffice::need(office.reveal(round, "operator"));
    EXPECT_EQ(revealing.object().at("status").text(), "revealing");
    for (const auto* browser : {&office.op, &office.sup})
        EXPECT_TRUE(names_nobody(const_cast<Browser*>(browser)->get(DrawOffice::path(round)).body)) << "nobody is named before the result";

    auto drawn = DrawOffice::need(office.reveal(round, "supervisor")).object();
    EXPECT_EQ(drawn.at("status").text(), "drawn");
    ASSERT_EQ(drawn.at("panel").array().size(), 2u);
    std::set<std::string> names, units;
    bool woman = false;
    for (const auto& group : drawn.at("panel").array())
        for (const auto& seat : group.object().at("seats").array()) {
            names.insert(seat.object().at("name").text());
            units.insert(seat.object().at("unit").text());
            woman = woman || std::stoi(seat.object().at("name").text().substr(std::string("专家甲").size())) % 3 == 0;
        }
    EXPECT_EQ(names.size(), 5u);
    EXPECT_EQ(units.size(), 5u) << "one from a unit";
    EXPECT_TRUE(woman) << "at least one woman";
    EXPECT_TRUE(held()) << "until both have confirmed";

    EXPECT_EQ(DrawOffice::need(office.confirm(round, "operator")).object().at("status").text(), "drawn");
    EXPECT_EQ(code_of(office.confirm(round, "operator")), "draw.already_confirmed");
    EXPECT_EQ(DrawOffice::need(office.confirm(round, "supervisor")).object().at("status").text(), "confirmed");
    EXPECT_FALSE(held());
    EXPECT_EQ(office.library.check(), "");

    auto snapshot = office.library.platform().database.read();
    snapshot->connection().each("SELECT type, body FROM ledger_entry WHERE type LIKE 'draw.%'", {},
                                [&](const db::Row& row) { EXPECT_TRUE(names_nobody(row.text(1))) << row.text(0); });
}

TEST_P(DrawRound, ARestartSpoilsNothing)
{
    auto round = office.sealed();
    office.library.restart();
    DrawOffice::need(office.commit(round, "operator"));
    office.library.restart();
    DrawOffice::need(office.commit(round, "supervisor"));
    DrawOffice::need(office.reveal(round, "operator"));
    office.library.restart();
    EXPECT_EQ(DrawOffice::need(office.reveal(round, "supervisor")).object().at("status").text(), "drawn");
    EXPECT_EQ(office.library.check(), "");
}

TEST_P(DrawRound, EvidenceHoldsWhatAVerifierNeeds)
{
    auto round = office.drawn();
    auto whole = [&](const std::string& login) {
        Browser browser(office.library);
        browser.sign_in(login);
        return browser.get(DrawOffice::path(round) + "/evidence");
    };
    auto response = office.sup.get(DrawOffice::path(round) + "/evidence");
    ASSERT_EQ(response.status, 200) << response.body;
    EXPECT_TRUE(names_nobody(response.body));
    auto evidence = body_of(response).object();
    EXPECT_FALSE(evidence.find("draw_key"));
    EXPECT_FALSE(evidence.find("out"));
    EXPECT_EQ(crypto::to_hex(draw::protocol::seal_hash(office.suite, evidence.at("seal"))), round.at("seal_hash").text());
    EXPECT_EQ(crypto::to_hex(draw::protocol::plan_hash(office.suite, evidence.at("plan"))), evidence.at("seal").object().at("plan").text());
    EXPECT_EQ(evidence.at("plan").object().at("activity").text(), office.activity);
    std::vector<std::string> types;
    for (const auto& entry : evidence.at("ledger").object().at("entries").array())
        types.push_back(entry.object().at("leaf").array()[1].object().at("type").text());
    EXPECT_EQ(types, (std::vector<std::string>{"draw.sealed/1", "draw.committed/1", "draw.committed/1", "draw.revealed/1",
                                               "draw.revealed/1", "draw.revealed/1", "draw.drawn/1"}));
    EXPECT_EQ(evidence.at("ledger").object().at("entries").array()[0].object().at("index").integer(),
              evidence.at("seal").object().at("ledger_size").integer());

    EXPECT_EQ(verified(response.body), "0");
    auto for_inspectors = whole("inspector");
    EXPECT_EQ(verified(for_inspectors.body), "0");
    auto full = body_of(for_inspectors).object();
    EXPECT_EQ(full.at("out").array().size() + full.at("pool").array().size(), 60u);
    Bytes draw_key = from_hex(full.at("draw_key").text()).value();
    EXPECT_EQ(crypto::to_hex(draw::protocol::key_hash(office.suite, draw_key)), full.at("seal").object().at("key").text());
    EXPECT_EQ(whole("lib").status, 200);
    EXPECT_EQ(whole("op2").status, 403);
    EXPECT_EQ(whole("sup2").status, 404);
    EXPECT_EQ(office.op.get(DrawOffice::path(round) + "/evidence").status, 403);
}

TEST_P(DrawRound, PapersTellTheRoundAndOnlyThoseWhoMayAreToldNames)
{
    auto stopped = office.sealed();
    DrawOffice::need(office.stop(stopped, "supervisor"));
    office.agree_to_another_round();
    auto round = office.drawn();
    EXPECT_EQ(round.at("round").integer(), 2);
    EXPECT_EQ(round.at("previous").text(), stopped.at("seal_hash").text());

    EXPECT_EQ(verified(office.sup.get(DrawOffice::path(round) + "/evidence").body), "0") << "with the void round in its chain";
    auto record = office.op.get(DrawOffice::path(round) + "/record");
    ASSERT_EQ(record.status, 200) << record.body;
    EXPECT_FALSE(names_nobody(record.body));
    EXPECT_NE(record.body.find("作废：监督员停止了本轮：项目补报了合作单位"), std::string::npos);
    EXPECT_NE(record.body.find("学科：畜牧、兽医科学（230）"), std::string::npos) << record.body;
    Browser colleague(office.library), nobody(office.library), neighbour(office.library);
    colleague.sign_in("colleague");
    EXPECT_EQ(code_of(colleague.get(DrawOffice::path(round) + "/record")), "draw.not_your_part");
    EXPECT_TRUE(names_nobody(colleague.get(DrawOffice::path(round)).body));
    EXPECT_TRUE(names_nobody(colleague.get(office.room()).body));
    EXPECT_TRUE(names_nobody(office.ap.get(office.room()).body));
    EXPECT_FALSE(names_nobody(office.sup.get(office.room()).body));
    neighbour.sign_in("op2");
    EXPECT_EQ(neighbour.get(DrawOffice::path(round) + "/record").status, 404);

    auto certificate = nobody.get("/api/v1/public/rounds/" + round.at("id").text() + "/certificate");
    ASSERT_EQ(certificate.status, 200) << certificate.body;
    EXPECT_TRUE(names_nobody(certificate.body));
    EXPECT_EQ(certificate.body.find("\"op\""), std::string::npos) << "nor the people who drew";
    EXPECT_EQ(certificate.body.find("127.0.0.1"), std::string::npos) << "nor from where";
    EXPECT_EQ(certificate.body.find("项目补报了合作单位"), std::string::npos) << "nor what they typed";
    auto face = body_of(certificate).object();
    EXPECT_EQ(face.at("rounds").array().size(), 2u);
    EXPECT_EQ(face.at("panel").array().size(), 2u);
    EXPECT_EQ(nobody.get("/api/v1/public/rounds/" + stopped.at("id").text() + "/certificate").status, 200) << "a void round has one too";
    EXPECT_EQ(office.library.check(), "");
}

TEST_P(DrawRound, HandsTheSealedDocumentsToTheTwoPeoplesDevices)
{
    auto round = office.sealed();
    for (auto* browser : {&office.op, &office.sup}) {
        auto seen = DrawOffice::need(browser->get(DrawOffice::path(round))).object();
        EXPECT_EQ(crypto::to_hex(draw::protocol::seal_hash(office.suite, seen.at("seal"))), round.at("seal_hash").text());
        EXPECT_EQ(crypto::to_hex(draw::protocol::plan_hash(office.suite, seen.at("plan"))), seen.at("seal").object().at("plan").text());
        EXPECT_TRUE(seen.at("qr").array().empty()) << "there is no certificate yet";
        EXPECT_GE(office.room_of(*browser).object().at("qr").array().size(), 21u);
    }
    Browser colleague(office.library);
    colleague.sign_in("colleague");
    auto seen = DrawOffice::need(colleague.get(DrawOffice::path(round))).object();
    EXPECT_EQ(seen.find("seal"), nullptr);
    EXPECT_EQ(seen.find("plan"), nullptr);
    auto stopped = DrawOffice::need(office.stop(round, "operator")).object();
    EXPECT_GE(stopped.at("qr").array().size(), 21u);
}

INSTANTIATE_TEST_SUITE_P(Kinds, DrawRound,
                         testing::Values(Kind{db::Engine::sqlite, crypto::Suite::sm}, Kind{db::Engine::sqlite, crypto::Suite::intl},
                                         Kind{db::Engine::postgres, crypto::Suite::sm}),
                         [](const auto& info) {
                             return support::name_of(info.param.engine) + std::string(crypto::to_text(info.param.suite));
                         });

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
                         [](const auto& info) { return support::name_of(info.param); });

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
