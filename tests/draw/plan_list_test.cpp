#include "activity/office.h"
#include "draw/draw.h"

#include <gtest/gtest.h>

using support::body_of;
using support::Browser;
using support::code_of;

namespace {

class PlanList : public testing::TestWithParam<db::Engine> {
protected:
    support::Office office{GetParam()};

    ~PlanList() override { EXPECT_EQ(office.library.check(), ""); }

    void plan_of(const std::string& activity, const std::string& status)
    {
        auto act = office.library.act();
        std::int64_t id = *act.connection().one("SELECT id FROM activity WHERE public_id = $1", {activity},
                                                [](const db::Row& row) { return row.integer(0); });
        act.insert(draw::plan_table,
                   {{"activity_id", id}, {"status", db::Value(status)}, {"document", db::Value("{}")}, {"prepared_by", office.op_id}});
        act.append({"test/1", "", "", {}});
        act.commit();
    }
    static std::string listed(Browser& browser, const std::string& query = "")
    {
        auto body = body_of(browser.get("/api/v1/plans" + query));
        std::string list;
        for (const auto& item : body.object().at("items").array())
            list += item.object().at("number").text() + " " + item.object().at("status").text() + " ";
        return list;
    }
};

TEST_P(PlanList, ShowsWhatWaitsInTheOwnEntity)
{
    plan_of(office.created(), "submitted");
    plan_of(office.created(), "returned");
    plan_of(office.created(), "draft");
    plan_of(office.created(), "approved");
    EXPECT_EQ(listed(office.ap), "HD-2026-0002 returned HD-2026-0001 submitted ");
    EXPECT_EQ(listed(office.ap, "?status=submitted"), "HD-2026-0001 submitted ");
    EXPECT_EQ(listed(office.op, "?status=returned"), "HD-2026-0002 returned ");
    EXPECT_EQ(code_of(office.op.get("/api/v1/plans?status=x")), "draw.unknown_plan_status");
    Browser stranger(office.library), neighbour(office.library), supervisor(office.library);
    neighbour.sign_in("ap2");
    supervisor.sign_in("sup");
    EXPECT_EQ(stranger.get("/api/v1/plans").status, 401);
    EXPECT_EQ(supervisor.get("/api/v1/plans").status, 403);
    EXPECT_EQ(listed(neighbour), "");
}

INSTANTIATE_TEST_SUITE_P(Engines, PlanList, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
