#include "draw/round/draw_office.h"

#include <gtest/gtest.h>

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
    std::string verified(const std::string& evidence) { return office.verified(evidence); }
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
                         [](const auto& tested) {
                             return support::name_of(tested.param.engine) + std::string(crypto::to_text(tested.param.suite));
                         });

} // namespace
