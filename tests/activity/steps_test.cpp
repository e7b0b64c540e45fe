#include "activity/activity.h"

#include "activity/activities.h"
#include "activity/activity_status.h"
#include "auth/account.h"

using support::body_of;
using support::Browser;
using support::code_of;

// The way of an activity from draft to end, who may take which step, and what a live round holds up.
namespace {

class ActivitySteps : public support::Activities {
protected:
    void set_status(const std::string& id, std::string_view status)
    {
        auto act = library.act();
        std::int64_t row =
            *act.connection().one("SELECT id FROM activity WHERE public_id = $1", {id}, [](const db::Row& r) { return r.integer(0); });
        (void)act.update(activity::activity_table, row, {{"status", db::Value(std::string(status))}});
        act.append({"test/1", "", "", {}});
        act.commit();
    }
};

TEST_P(ActivitySteps, GoTheirWay)
{
    std::string id = office.created();
    EXPECT_EQ(office.step(op, id, "submit").status, 204);
    EXPECT_EQ(office.status(id), "submitted");
    EXPECT_EQ(code_of(office.step(ap, id, "return", " ")), "field.required");
    EXPECT_EQ(office.step(ap, id, "return", "请补成员").status, 204);
    auto returned = office.detail(op, id);
    EXPECT_EQ(returned.object().at("status").text(), "returned");
    EXPECT_EQ(returned.object().at("reason").text(), "请补成员");
    EXPECT_EQ(returned.object().at("allowed_actions").array(), (json::Array{"change", "submit"}));
    EXPECT_EQ(office.step(op, id, "submit").status, 204);
    EXPECT_EQ(code_of(ap.post("/api/v1/activities/" + id + "/approve", json::Object{{"version", 1}})), "ledger.changed_meanwhile");
    EXPECT_EQ(office.detail(ap, id).object().at("allowed_actions").array(), (json::Array{"approve", "return"}));
    EXPECT_EQ(office.step(ap, id, "approve").status, 204);
    EXPECT_EQ(office.status(id), "approved");
    EXPECT_FALSE(office.detail(op, id).object().find("reason"));
    EXPECT_EQ(office.step(op, id, "finish").status, 204);
    auto end = office.detail(op, id);
    EXPECT_EQ(end.object().at("status").text(), "finished");
    std::string types;
    auto timeline = body_of(op.get("/api/v1/timeline/activity/" + id));
    for (const auto& item : timeline.object().at("items").array()) types += item.object().at("type").text() + " ";
    EXPECT_EQ(types,
              "activity.created/1 activity.submitted/1 activity.returned/1 activity.submitted/1 activity.approved/1 activity.finished/1 ");
}

TEST_P(ActivitySteps, EveryPairOfStatusAndActionDoesWhatTheTableSays)
{
    std::string id = office.created();
    for (auto from : activity::status_codes)
        for (auto action : activity::action_codes) {
            set_status(id, from);
            json::Object form = office.form();
            form.set("version", office.version(id));
            auto response = action == "change"    ? op.put("/api/v1/activities/" + id, form)
                            : action == "return"  ? office.step(ap, id, "return", "改")
                            : action == "approve" ? office.step(ap, id, "approve")
                                                  : office.step(op, id, std::string(action));
            const activity::Transition* t = nullptr;
            for (const auto& row : activity::transitions)
                if (activity::code_of(row.from) == from && activity::code_of(row.action) == action) t = &row;
            EXPECT_EQ(response.status, t ? 204 : 409) << from << " " << action << " " << response.body;
            EXPECT_EQ(code_of(response), t ? "" : "activity.no_such_step");
            EXPECT_EQ(office.status(id), t ? activity::code_of(t->to) : from) << action;
        }
}

TEST_P(ActivitySteps, AreNotApprovedByWhoWorkedOnThem)
{
    {
        auto act = library.act();
        for (const char* login : {"op", "sup"}) {
            std::int64_t id = *act.connection().one("SELECT id FROM account WHERE login = $1", {std::string(login)},
                                                    [](const db::Row& row) { return row.integer(0); });
            act.insert(auth::account_role_table, {{"account_id", id},
                                                  {"role", db::Value("approver")},
                                                  {"from_day", db::Value("2026-01-01")},
                                                  {"document", db::Value("测试")}});
        }
        act.append({"test/1", "", "", {}});
        act.commit();
    }
    std::string id = office.created();
    EXPECT_EQ(office.step(op, id, "submit").status, 204);
    EXPECT_EQ(code_of(office.step(op, id, "approve")), "activity.own_work");
    EXPECT_EQ(code_of(office.step(op, id, "return", "改")), "activity.own_work");
    EXPECT_EQ(office.detail(op, id).object().at("allowed_actions").array().size(), 0u);
    EXPECT_EQ(office.status(id), "submitted");
}

TEST_P(ActivitySteps, WithoutProjectsAreNotSubmitted)
{
    json::Object form = office.form();
    form.set("projects", json::Array{});
    std::string id = office.created(form);
    EXPECT_EQ(code_of(office.step(op, id, "submit")), "activity.no_projects");
    library.clock().advance(40LL * 86'400'000);
    op.sign_in("op");
    std::string other = office.status(id);
    EXPECT_EQ(other, "draft");
}

TEST_P(ActivitySteps, AreHeldByALiveRound)
{
    std::string id = office.created();
    auto row = [&](const std::string& column) {
        auto snapshot = library.platform().database.read();
        return *snapshot->connection().one("SELECT " + column + " FROM activity", {}, [](const db::Row& r) { return r.integer(0); });
    };
    auto hold = [&](bool held) -> std::string {
        auto act = library.act();
        auto done = activity::hold(act, row("id"), held);
        if (!done) return done.error().code;
        act.append({"test/1", "", "", {}});
        act.commit();
        return "";
    };
    EXPECT_EQ(hold(true), "activity.no_such_step") << "a draft has no draw";
    EXPECT_EQ(office.step(op, id, "submit").status, 204);
    EXPECT_EQ(office.step(ap, id, "approve").status, 204);
    EXPECT_EQ(hold(true), "");
    EXPECT_EQ(hold(true), "activity.held");
    EXPECT_EQ(code_of(office.step(ap, id, "return", "改")), "activity.held");
    EXPECT_EQ(code_of(office.step(op, id, "finish")), "activity.held");
    EXPECT_EQ(office.detail(op, id).object().at("allowed_actions").array().size(), 0u);
    EXPECT_EQ(hold(false), "");
    EXPECT_EQ(office.step(ap, id, "return", "改").status, 204);
    EXPECT_EQ(office.status(id), "returned");
}

INSTANTIATE_TEST_SUITE_P(Engines, ActivitySteps, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
