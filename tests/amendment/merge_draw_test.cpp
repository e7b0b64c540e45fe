#include "draw/round/draw_office.h"
#include "draw/round/store.h"

#include <gtest/gtest.h>

using namespace support;

namespace {

class MergeAndDraw : public testing::TestWithParam<db::Engine> {};

TEST_P(MergeAndDraw, WaitsForARoundAndThenItsUsesCount)
{
    DrawOffice draw{GetParam()};
    Browser lib(draw.library);
    lib.sign_in("lib");
    auto id_of = [&](int i) { return draw.public_id("expert", "name", DrawOffice::expert_name(i)); };
    auto form = [&](int absorbed) {
        return json::Object{{"version", 1},       {"other", id_of(absorbed)},   {"other_version", 1},
                            {"document", "证明"}, {"reason", "同一人两条记录"}, {"taken", json::Array{}}};
    };
    auto merge = [&](int survivor, int absorbed) { return lib.post("/api/v1/experts/" + id_of(survivor) + "/merge", form(absorbed)); };
    auto round = draw.sealed();
    auto refused = merge(0, 1);
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(code_of(refused), "amendment.merge_running");
    EXPECT_NE(refused.body.find("第 1 轮抽取（活动 HD-2026-0001）正在进行"), std::string::npos) << refused.body;
    EXPECT_EQ(merge(7, 22).status, 200) << "neither stands in the pool: both are frozen";
    draw.need(draw.commit(round, "supervisor"));
    draw.need(draw.commit(round, "operator"));
    draw.need(draw.reveal(round, "operator"));
    draw.need(draw.reveal(round, "supervisor"));
    EXPECT_EQ(code_of(merge(0, 1)), "amendment.merge_running") << "not confirmed yet";
    draw.need(draw.confirm(round, "operator"));
    draw.need(draw.confirm(round, "supervisor"));

    // Somebody who was drawn goes into somebody who was not.
    auto snapshot = draw.library.platform().database.read();
    activity::Activity elsewhere;
    auto uses = draw::round::uses_elsewhere(snapshot->connection(), draw.library.platform().keys, elsewhere);
    snapshot.reset();
    ASSERT_FALSE(uses.empty());
    std::set<std::int64_t> drawn;
    for (const auto& use : uses) drawn.insert(use.expert_id);
    auto name_of_row = [&](std::int64_t row) {
        auto reading = draw.library.platform().database.read();
        return *reading->connection().one("SELECT name FROM expert WHERE id = $1", {row}, [](const db::Row& r) { return r.text(0); });
    };
    int absorbed = std::stoi(name_of_row(*drawn.begin()).substr(std::string("专家甲").size())), survivor = 0;
    while (drawn.contains(draw.count("SELECT id FROM expert WHERE name = '" + DrawOffice::expert_name(survivor) + "'"))) ++survivor;
    auto response = merge(survivor, absorbed);
    ASSERT_EQ(response.status, 200) << response.body;
    snapshot = draw.library.platform().database.read();
    auto after = draw::round::uses_elsewhere(snapshot->connection(), draw.library.platform().keys, elsewhere);
    snapshot.reset();
    EXPECT_EQ(after.size(), uses.size());
    std::int64_t lasting = draw.count("SELECT id FROM expert WHERE name = '" + DrawOffice::expert_name(survivor) + "'");
    EXPECT_EQ(std::count_if(after.begin(), after.end(), [&](const auto& use) { return use.expert_id == lasting; }), 1);
    EXPECT_EQ(std::count_if(after.begin(), after.end(), [&](const auto& use) { return use.expert_id == *drawn.begin(); }), 0);

    // What was drawn stays as it was, and is verified.
    auto evidence = draw::evidence_of_round(draw.library.platform(), 1, true);
    ASSERT_TRUE(evidence);
    EXPECT_EQ(draw.verified(json::canonical(*evidence)), "0");
    EXPECT_EQ(draw.library.check(), "");
}

INSTANTIATE_TEST_SUITE_P(Engines, MergeAndDraw, testing::ValuesIn(engines), [](const auto& tested) { return name_of(tested.param); });

} // namespace
