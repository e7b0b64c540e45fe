#include "draw/round/draw_office.h"

#include <gtest/gtest.h>

#include <fstream>

using support::body_of;
using support::Browser;
using support::code_of;
using support::DrawOffice;

// A plan with a beacon (docs/formats/draw.md, 1.6): after both reveals the round waits for a public value that both type.

namespace {

constexpr const char* source = "双方揭示完成之后首次开奖的体彩排列5，五个数字，不加空格";

json::Object with_beacon()
{
    json::Object plan = DrawOffice::plan();
    plan.set("beacon", json::Object{{"source", source}, {"wait_minutes", 10}});
    return plan;
}

struct Kind {
    db::Engine engine;
    crypto::Suite suite;
};

class DrawBeacon : public testing::TestWithParam<Kind> {
protected:
    DrawOffice office{GetParam().engine, GetParam().suite, 60, with_beacon()};

    // Both have revealed; the round waits.
    json::Object awaiting()
    {
        auto round = office.drawn();
        EXPECT_EQ(round.at("status").text(), "awaiting");
        return round;
    }
    json::Object now(const json::Object& round) { return DrawOffice::need(office.op.get(DrawOffice::path(round))).object(); }
    std::string verified(const std::string& evidence)
    {
        auto file = office.library.folder().path() / "evidence.json", said = office.library.folder().path() / "said.txt";
        std::ofstream(file, std::ios::binary) << evidence;
        int code = std::system(
            ((support::build_folder() / "bole-verify").string() + " draw " + file.string() + " > " + said.string() + " 2>&1").c_str());
        std::ifstream text(said);
        return (code == 0 ? "0 " : "") + std::string((std::istreambuf_iterator<char>(text)), {});
    }
};

TEST_P(DrawBeacon, TheResultWaitsForTheValueThatBothTyped)
{
    auto round = awaiting();
    EXPECT_EQ(round.at("beacon").object().at("source").text(), source);
    EXPECT_EQ(round.find("seed"), nullptr) << "nobody knows it yet";
    EXPECT_TRUE(round.find("deadline"));
    EXPECT_EQ(round.at("parts").array()[2].object().at("value").text().size(), 64u) << "the server's value is out";

    auto typed = DrawOffice::need(office.beacon(round, "supervisor", "40172")).object();
    EXPECT_EQ(typed.at("status").text(), "awaiting");
    EXPECT_EQ(typed.at("beacon").object().find("value"), nullptr);
    EXPECT_EQ(DrawOffice::need(office.beacon(round, "operator", "40171")).object().at("status").text(), "awaiting") << "another value";
    auto drawn = DrawOffice::need(office.beacon(round, "operator", " 40172 ")).object();
    EXPECT_EQ(drawn.at("status").text(), "drawn");
    EXPECT_EQ(drawn.at("beacon").object().at("value").text(), "40172");
    EXPECT_EQ(code_of(office.beacon(round, "operator", "40172")), "draw.no_such_step");

    auto evidence = office.sup.get(DrawOffice::path(round) + "/evidence");
    std::string said = verified(evidence.body);
    EXPECT_EQ(said.substr(0, 2), "0 ") << said;
    EXPECT_NE(said.find("公开信标在其后"), std::string::npos) << said;
    auto file = body_of(evidence).object();
    EXPECT_EQ(json::canonical(file.at("beacon")),
              json::canonical(json::Object{{"source", source}, {"value", to_hex(::bytes_of(std::string("40172")))}}));
    for (const auto& entry : file.at("ledger").object().at("entries").array())
        EXPECT_NE(entry.object().at("leaf").array()[1].object().at("type").text(), "draw.beacon_typed/1");
    file.set("beacon", json::Object{{"source", source}, {"value", "3430313733"}});
    EXPECT_NE(verified(json::canonical(file)).substr(0, 2), "0 ") << "another value gives another seed";
    EXPECT_EQ(office.count("SELECT count(*) FROM ledger_entry WHERE type = 'draw.beacon_typed/1'"), 3);
    EXPECT_EQ(office.count("SELECT count(*) FROM ledger_entry WHERE type = 'draw.beacon/1'"), 1);
    EXPECT_EQ(office.library.check(), "");
}

TEST_P(DrawBeacon, IsTypedByTheTwoAloneAndInItsForm)
{
    auto round = awaiting();
    std::string path = DrawOffice::path(round) + "/beacon";
    json::Object body{{"value", "40172"}};
    Browser nobody(office.library), colleague(office.library), neighbour(office.library);
    EXPECT_EQ(nobody.post(path, body).status, 401);
    neighbour.sign_in("op2");
    EXPECT_EQ(neighbour.post(path, body).status, 404);
    colleague.sign_in("colleague");
    EXPECT_EQ(code_of(colleague.post(path, body)), "draw.not_your_part");
    EXPECT_EQ(office.ap.post(path, body).status, 403);
    office.op.step_up();
    for (const char* bad : {"", " ", "40\n172", "40\t172"})
        EXPECT_EQ(office.op.post(path, json::Object{{"value", bad}}).status, 422) << bad;
    EXPECT_EQ(now(round).at("beacon").object().at("typed").array().size(), 0u);
    // What may be known outside already cannot be stopped by who does not like it.
    EXPECT_EQ(code_of(office.stop(round, "operator")), "draw.no_such_step");
    EXPECT_EQ(code_of(office.stop(round, "supervisor")), "draw.no_such_step");
    EXPECT_EQ(office.library.check(), "");
}

TEST_P(DrawBeacon, MissingInTimeMakesTheRoundVoidAndNamesWhoDidNotTypeIt)
{
    auto round = awaiting();
    DrawOffice::need(office.beacon(round, "operator", "40172"));
    office.library.clock().advance(11 * 60'000);
    auto late = now(round);
    EXPECT_EQ(late.at("status").text(), "void");
    EXPECT_EQ(late.at("void").object().at("cause").text(), "beacon");
    EXPECT_EQ(late.at("void").object().at("role").text(), "supervisor");
    EXPECT_EQ(late.find("seed"), nullptr);
    EXPECT_EQ(code_of(office.beacon(round, "supervisor", "40172")), "draw.no_such_step") << "there is no falling back";
    EXPECT_EQ(office.count("SELECT held FROM activity WHERE public_id = '" + office.activity + "'"), 0);

    office.agree_to_another_round();
    auto second = awaiting();
    office.library.clock().advance(11 * 60'000);
    EXPECT_EQ(now(second).at("void").object().at("role").text(), "server") << "neither typed it";
    EXPECT_EQ(office.library.check(), "");
}

TEST_P(DrawBeacon, IsNotTypedBeforeTheReveals)
{
    auto round = office.sealed();
    EXPECT_EQ(code_of(office.beacon(round, "operator", "40172")), "draw.no_such_step");
    DrawOffice::need(office.commit(round, "supervisor"));
    DrawOffice::need(office.commit(round, "operator"));
    DrawOffice::need(office.reveal(round, "operator"));
    EXPECT_EQ(code_of(office.beacon(round, "operator", "40172")), "draw.no_such_step");
}

INSTANTIATE_TEST_SUITE_P(Kinds, DrawBeacon,
                         testing::Values(Kind{db::Engine::sqlite, crypto::Suite::sm}, Kind{db::Engine::sqlite, crypto::Suite::intl},
                                         Kind{db::Engine::postgres, crypto::Suite::sm}),
                         [](const auto& tested) {
                             return support::name_of(tested.param.engine) + std::string(crypto::to_text(tested.param.suite));
                         });

} // namespace
