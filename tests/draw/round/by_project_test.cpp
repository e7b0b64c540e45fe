#include "draw/round/draw_office.h"

#include <gtest/gtest.h>

#include <set>

using support::body_of;
using support::Browser;
using support::DrawOffice;

namespace {

// Four projects, the first three from institutes where three experts work each (Art. 14(4)4, R12).
class ByProject : public testing::TestWithParam<db::Engine> {
protected:
    DrawOffice office{GetParam()};

    json::Array projects()
    {
        json::Array list;
        for (int i = 0; i < 4; ++i)
            list.push_back(office.project(i + 1, i < 3 ? office.homes[static_cast<std::size_t>(i)] : office.university));
        return list;
    }
    static json::Object plan(json::Object recusal, int seats)
    {
        json::Object document = DrawOffice::plan(seats);
        document.set("panel", json::Array{});
        document.set("groups", json::Array{json::Object{{"name", "综合"}, {"seats", seats}, {"conditions", json::Object{}}}});
        document.set("recusal", std::move(recusal));
        return document;
    }
};

TEST_P(ByProject, WhoIsBarredFromOneMaySitAndIsToldToTheTwoAlone)
{
    // Of 60 experts 4 are frozen and 55 are drawn: some of each institute for certain.
    office.activity = office.approved_activity("按项目回避的评审", plan({{"scope", "project"}, {"judges", 52}}, 55), projects());
    office.agree_to_another_round(); // few for so many seats (X8)
    auto round = office.drawn();
    std::map<std::string, std::set<std::string>> abstaining; // project → people
    for (const auto& seat : round.at("panel").array()[0].object().at("seats").array())
        for (const auto& number : seat.object().at("abstains").array()) abstaining[number.text()].insert(seat.object().at("name").text());
    std::set<std::string> numbers;
    for (const auto& [number, people] : abstaining) {
        numbers.insert(number);
        EXPECT_LE(people.size(), 3u) << "52 of 55 may judge " << number;
        for (const auto& name : people) {
            int expert = std::stoi(name.substr(std::string("专家甲").size()));
            EXPECT_EQ("P-" + std::to_string(expert % 20 + 1), number) << "the institute of " << name;
        }
    }
    EXPECT_EQ(numbers, (std::set<std::string>{"P-1", "P-2", "P-3"}));

    auto record = DrawOffice::need(office.op.get(DrawOffice::path(round) + "/record"));
    EXPECT_EQ(json::canonical(record.object().at("panel_conditions")), "[\"按项目回避：专家不参加须回避的项目，每个项目至少 52 名评委\"]");
    Browser colleague(office.library), nobody(office.library);
    colleague.sign_in("colleague");
    EXPECT_EQ(colleague.get(DrawOffice::path(round)).body.find("abstains"), std::string::npos);
    auto certificate = nobody.get("/api/v1/public/rounds/" + round.at("id").text() + "/certificate");
    EXPECT_EQ(certificate.body.find("P-1"), std::string::npos);

    std::string evidence = office.sup.get(DrawOffice::path(round) + "/evidence").body;
    EXPECT_EQ(office.verified(evidence), "0");
    auto sealed = body_of(office.sup.get(DrawOffice::path(round) + "/evidence")).object().at("plan").object();
    EXPECT_EQ(json::canonical(sealed.at("recusal")), R"({"judges":52,"projects":["P-1","P-2","P-3","P-4"],"scope":"project"})");
    EXPECT_EQ(json::canonical(sealed.at("panel").array()[3]), R"({"max":3,"tag":"x4","value":"1"})");
    EXPECT_EQ(office.library.check(), "");
}

TEST_P(ByProject, TheWholeActivityBarsAllOfThem)
{
    office.activity = office.approved_activity("整个活动回避的评审", plan({{"scope", "activity"}}, 45), projects());
    office.agree_to_another_round();
    auto round = office.sealed();
    EXPECT_EQ(json::canonical(round.at("eligible")), R"({"n":48})");
    office.activity = office.approved_activity("按项目回避的评审", plan({{"scope", "project"}, {"judges", 42}}, 45), projects());
    office.agree_to_another_round();
    round = office.sealed();
    EXPECT_EQ(json::canonical(round.at("eligible")), R"({"n":56})") << "but for the four frozen";
}

TEST_P(ByProject, AProjectWithTooFewJudgesIsToldBeforehand)
{
    json::Object document = plan({{"scope", "project"}, {"judges", 56}}, 56);
    office.activity = office.approved_activity("按项目回避的评审", plan({{"scope", "project"}, {"judges", 42}}, 45), projects());
    auto answer =
        body_of(office.op.post("/api/v1/activities/" + office.activity + "/plan/count", json::Object{{"plan", document}})).object();
    EXPECT_FALSE(answer.at("feasible").boolean());
    EXPECT_NE(json::canonical(answer.at("problems")).find("须回避第 "), std::string::npos) << json::canonical(answer.at("problems"));
}

INSTANTIATE_TEST_SUITE_P(Engines, ByProject, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
