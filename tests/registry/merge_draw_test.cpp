#include "draw/round/draw_office.h"

#include <gtest/gtest.h>

using namespace support;

namespace {

class MergeUnitsAndDraw : public testing::TestWithParam<db::Engine> {};

json::Object merge_form(DrawOffice& draw, std::int64_t absorbed)
{
    return {{"version", 1}, {"other", draw.unit(absorbed)}, {"other_version", 1}, {"grounds", "同一单位登记了两次"}};
}

// Art. 14(4)4, 5: from the moment of the merging, whoever works at either unit is of the applicant's own.
TEST_P(MergeUnitsAndDraw, TheDrawRecusesThePeopleOfBothUnits)
{
    DrawOffice draw{GetParam()};
    draw.library.add_account("sys", "system_administrator", draw.bureau);
    Browser admin(draw.library), inspector(draw.library);
    admin.sign_in("sys");
    inspector.sign_in("inspector");
    std::string plan = "/api/v1/activities/" + draw.activity + "/plan/reasons?size=100";
    auto recused = [&] {
        auto answer = DrawOffice::need(inspector.get(plan));
        std::set<std::string> ids;
        for (const auto& person : answer.object().at("items").array())
            for (const auto& reason : person.object().at("reasons").array())
                if (reason.object().at("code").text().starts_with("14.4.")) ids.insert(person.object().at("id").text());
        return ids;
    };
    EXPECT_TRUE(recused().empty());
    ASSERT_EQ(admin.post("/api/v1/units/" + draw.unit(draw.university) + "/merge", merge_form(draw, draw.homes[3])).status, 200);
    auto of_home = recused();
    EXPECT_EQ(of_home.size(), 3u) << "three experts work there";
    for (int i : {3, 23, 43}) EXPECT_TRUE(of_home.contains(draw.public_id("expert", "name", DrawOffice::expert_name(i))));

    // A round that is drawn now has them outside, and others cannot be merged with its units while it runs.
    auto round = draw.sealed();
    auto held =
        admin.post("/api/v1/units/" + draw.unit(draw.university) + "/merge",
                   json::Object{{"version", 2}, {"other", draw.unit(draw.homes[4])}, {"other_version", 1}, {"grounds", "同一单位"}});
    EXPECT_EQ(code_of(held), "registry.merge_running");
    EXPECT_EQ(admin.post("/api/v1/units/" + draw.unit(draw.homes[5]) + "/merge", merge_form(draw, draw.homes[6])).status, 200)
        << "units that the activity does not name";
    DrawOffice::need(draw.commit(round, "supervisor"));
    DrawOffice::need(draw.commit(round, "operator"));
    DrawOffice::need(draw.reveal(round, "operator"));
    DrawOffice::need(draw.reveal(round, "supervisor"));
    auto evidence = draw::evidence_of_round(draw.library.platform(), 1, true);
    ASSERT_TRUE(evidence);
    EXPECT_EQ(draw.verified(json::canonical(*evidence)), "0");
    std::size_t outside = 0;
    for (std::size_t at = 0; (at = json::canonical(*evidence).find("\"14.4.", at)) != std::string::npos; ++at) ++outside;
    EXPECT_GE(outside, 3u);
    EXPECT_EQ(draw.library.check(), "");
}

INSTANTIATE_TEST_SUITE_P(Engines, MergeUnitsAndDraw, testing::ValuesIn(engines), [](const auto& tested) { return name_of(tested.param); });

} // namespace
