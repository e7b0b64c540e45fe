#include "activity/activity.h"
#include "auth/account.h"
#include "draw/draw.h"
#include "expert/expert.h"
#include "intake/import_desk.h"
#include "jobs/jobs.h"
#include "units/units.h"

using namespace support;

namespace {

class UndoImport : public ImportDesk {
protected:
    std::string bring_in(const std::string& bytes, const std::string& name = "library.xlsx")
    {
        std::string id = check(bytes, name);
        EXPECT_EQ(order(id).status, 202) << errors_of(id);
        library.run_jobs();
        EXPECT_EQ(state_of(show(id)), "applied");
        return id;
    }
    http::Response undo(const std::string& id, const std::string& reason = "依据文件有误")
    {
        return admin.post("/api/v1/imports/" + id + "/undo", json::Object{{"reason", reason}});
    }
    // "2 4 1 9: 导入之后改过的专家 1 E2026-00001; "
    std::string plan(const std::string& id)
    {
        auto response = admin.get("/api/v1/imports/" + id + "/undo");
        if (response.status != 200) return code_of(response);
        auto answer = body_of(response).object();
        std::string text;
        for (const char* name : {"experts", "units", "projects", "facts"}) text += std::to_string(answer.at(name).integer()) + " ";
        for (const auto& obstacle : answer.at("obstacles").array()) {
            const auto& o = obstacle.object();
            text += "| " + o.at("what").text() + " " + std::to_string(o.at("count").integer());
            for (const auto& name : o.at("names").array()) text += " " + name.text();
        }
        return text;
    }
    // Writes as some other feature would, with an entry.
    void act(const std::function<void(ledger::Act&)>& what, ledger::Event event)
    {
        ledger::Act act(library.platform().database, library.platform().keys, {"console", "test"}, library.clock().now());
        what(act);
        act.append(std::move(event));
        act.commit();
    }
    std::int64_t number(const std::string& sql)
    {
        auto snapshot = library.platform().database.read();
        return *snapshot->connection().one(sql, {}, [](const db::Row& row) { return row.integer(0); });
    }
    std::string text(const std::string& sql)
    {
        auto snapshot = library.platform().database.read();
        return *snapshot->connection().one(sql, {}, [](const db::Row& row) { return row.text(0); });
    }
};

TEST_P(UndoImport, IsOnlyForWhoMayBringIn)
{
    std::string id = bring_in(workbook_of_sheets(good_sheets()));
    std::string before = counts();
    Browser stranger(library);
    EXPECT_EQ(stranger.get("/api/v1/imports/" + id + "/undo").status, 401);
    EXPECT_EQ(stranger.post("/api/v1/imports/" + id + "/undo", json::Object{{"reason", "x"}}).status, 401);
    for (const char* role : {"science_department", "operator", "system_administrator", "audit_administrator", "expert"}) {
        library.add_account(role, role);
        Browser person(library);
        person.sign_in(role);
        EXPECT_EQ(person.get("/api/v1/imports/" + id + "/undo").status, 403) << role;
        EXPECT_EQ(person.post("/api/v1/imports/" + id + "/undo", json::Object{{"reason", "x"}}).status, 403) << role;
    }
    EXPECT_EQ(plan("no-such"), "auth.not_found");
    EXPECT_EQ(undo(id, " ").status, 422);
    std::string waiting = check("单位名称,统一社会信用代码,单位类型\n试验公司,1,企业\n", "a.csv");
    EXPECT_EQ(code_of(undo(waiting)), "intake.not_applied");
    library.run_jobs();
    EXPECT_EQ(counts(), before);
    EXPECT_EQ(library.check(), "");
}

TEST_P(UndoImport, TakesEverythingBackAndTheFileMayComeInAgain)
{
    // Something that stays: units and an expert of an earlier batch.
    auto sheets = good_sheets();
    bring_in(workbook_of_sheets({{"单位", sheets["单位"]}}), "units.xlsx");
    bring_in("姓名,身份证号,专家类别,工作单位\n巴图," + citizen(9) + ",其他,草原大学\n", "专家.csv");
    std::string before = counts();
    sheets["单位"].push_back(
        {"新设研究院", "", identity::invent_credit_code("12", "150000", 9), "科研院所", "", "草原大学", "新院", "", ""});
    sheets["单位"].push_back({"一所", "新设研究院", "", "", "", "", "", "", ""});
    std::string bytes = workbook_of_sheets(sheets);
    std::string id = bring_in(bytes);
    EXPECT_EQ(plan(id), "2 2 1 17 ");
    EXPECT_EQ(undo(id).status, 202);
    EXPECT_EQ(state_of(show(id)), "undoing");
    EXPECT_EQ(code_of(undo(id)), "intake.under_way");
    library.run_jobs();
    auto detail = show(id);
    EXPECT_EQ(state_of(detail), "undone");
    EXPECT_EQ(detail.at("undone_reason").text(), "依据文件有误");
    EXPECT_EQ(detail.at("undone_by").text(), "han");
    EXPECT_EQ(detail.at("experts").integer(), 2) << "what it had brought";
    EXPECT_EQ(detail.at("allowed_actions").array().size(), 0u);
    std::string after = counts();
    // All but the line of the batch itself.
    EXPECT_EQ(before.substr(0, 16) + "2", after.substr(0, 16) + std::to_string(count("import_batch") - 1));
    EXPECT_EQ(before.substr(before.rfind(' ', before.size() - 2)), after.substr(after.rfind(' ', after.size() - 2))) << "facets";
    EXPECT_EQ(number("SELECT count(*) FROM unit_closure"), 7);
    EXPECT_EQ(number("SELECT count(*) FROM ledger_entry WHERE type = 'expert.withdrawn/1'"), 2);
    EXPECT_EQ(number("SELECT count(*) FROM import_undo_order") + count("job"), 0);
    EXPECT_EQ(library.check(), "");
    EXPECT_EQ(code_of(undo(id)), "intake.undone_already");
    EXPECT_EQ(plan(id), "intake.undone_already");
    // The same file is a new upload, and may be taken back once more.
    std::string again = bring_in(bytes);
    EXPECT_NE(again, id);
    EXPECT_EQ(plan(again), "2 2 1 17 ");
    EXPECT_EQ(undo(again).status, 202);
    library.run_jobs();
    EXPECT_EQ(library.check(), "");
    std::map<std::string, int> states;
    auto list = body_of(admin.get("/api/v1/imports"));
    for (const auto& item : list.object().at("items").array()) ++states[item.object().at("state").text()];
    EXPECT_EQ(states, (std::map<std::string, int>{{"applied", 2}, {"undone", 2}}));
}

TEST_P(UndoImport, IsRefusedWithWhatDependsOnIt)
{
    std::string id = bring_in(workbook_of_sheets(good_sheets()));
    std::string free = "2 4 1 17 ";
    ASSERT_EQ(plan(id), free);
    const std::string expert = text("SELECT public_id FROM expert WHERE number = 'E2026-00001'");
    const std::int64_t expert_id = number("SELECT id FROM expert WHERE number = 'E2026-00001'");
    const std::int64_t unit_id = number("SELECT id FROM unit WHERE name = '能源学院'");

    // An entry that changed nothing of the record is no obstacle.
    act([](ledger::Act&) {}, {"expert.read/1", "expert", expert, {}});
    EXPECT_EQ(plan(id), free);

    auto holds = [&](const std::string& obstacle, const std::function<void(ledger::Act&)>& what, ledger::Event event) {
        act(what, std::move(event));
        EXPECT_NE(plan(id).find("| " + obstacle), std::string::npos) << obstacle << "\n" << plan(id);
    };
    holds("导入之后改过的专家 1 E2026-00001",
          [&](ledger::Act& a) {
              a.insert(expert::sanction_table, {{"expert_id", expert_id},
                                                {"kind", db::Value("warning")},
                                                {"from_day", db::Value("2026-01-01")},
                                                {"document", db::Value("某文")}});
          },
          {"expert.edited/1", "expert", expert, {}});
    std::string later = bring_in("姓名,身份证号,专家类别,工作单位\n巴图," + citizen(9) + ",其他,草原大学\n", "later.csv");
    EXPECT_NE(plan(id).find("| 在这批单位任职或有利益关系的其他专家 1 E2026-00003"), std::string::npos) << plan(id);
    EXPECT_EQ(plan(later), "1 0 0 2 ") << "the later one stands on nothing but is stood on by nothing";
    holds("挂在这批单位之下的其他单位，或导入之后改过的单位 1 新系",
          [&](ledger::Act& a) {
              units::NewUnit unit;
              unit.name = "新系";
              unit.parent_id = unit_id;
              units::add_unit(a, unit);
          },
          {"units.imported/1", "import", "x", {}});
    library.add_account("bound", "expert");
    const std::int64_t account = number("SELECT id FROM account WHERE login = 'bound'");
    holds("与这批专家或单位绑定的账号 1 bound",
          [&](ledger::Act& a) {
              ASSERT_TRUE(a.update(auth::account_table, account, {{"expert_id", expert_id}}));
          },
          {"accounts.changed/1", "account", "x", {}});
    holds("导入之后改过的科研项目 1 KY1",
          [&](ledger::Act& a) {
              a.insert(expert::research_participant_table, {{"project_id", number("SELECT id FROM research_project")},
                                                            {"person_hash", db::Value(Bytes{1})},
                                                            {"role", db::Value("member")}});
          },
          {"research.imported/1", "import", "y", {}});
    EXPECT_EQ(undo(later).status, 202);
    library.run_jobs();
    EXPECT_EQ(state_of(show(later)), "undone");
    // An activity of its units with a sealed list, and a suspicion decided about one of its experts.
    const std::int64_t han = number("SELECT id FROM account WHERE login = 'han'");
    std::int64_t activity = 0;
    holds("用到这批单位的活动 1 HD-2026-0001",
          [&](ledger::Act& a) {
              activity = a.insert(activity::activity_table, {{"public_id", db::Value("a")},
                                                             {"number", db::Value("HD-2026-0001")},
                                                             {"name", db::Value("评审")},
                                                             {"kind", db::Value("review")},
                                                             {"status", db::Value("approved")},
                                                             {"held", std::int64_t{0}},
                                                             {"using_unit_id", unit_id},
                                                             {"from_day", db::Value("2026-12-01")},
                                                             {"to_day", db::Value("2026-12-02")},
                                                             {"operator_id", han},
                                                             {"supervisor_id", han}});
          },
          {"activity.created/1", "activity", "a", {}});
    holds("导入之后封存了名单的抽取轮次，每一轮都评判过全部在库专家 1 第 7 轮（活动 HD-2026-0001）",
          [&](ledger::Act& a) {
              a.insert(draw::round_table, {{"public_id", db::Value("r")},
                                           {"number", std::int64_t{7}},
                                           {"activity_id", activity},
                                           {"round", std::int64_t{1}},
                                           {"status", db::Value("void")},
                                           {"plan", db::Value("{}")},
                                           {"seal", db::Value("{}")},
                                           {"seal_hash", db::Value(Bytes{1})},
                                           {"pool_size", std::int64_t{0}},
                                           {"draw_key", crypto::Secret("k")},
                                           {"server_secret", crypto::Secret("s")},
                                           {"sealed_at", db::Value("2026-11-25T08:00:00Z")},
                                           {"operator_id", han},
                                           {"supervisor_id", han}});
          },
          {"draw.sealed/1", "round", "r", {}});
    holds("认定过疑似回避的专家 1 E2026-00001",
          [&](ledger::Act& a) {
              a.insert(draw::suspicion_table, {{"facts", db::Value(Bytes{2})},
                                               {"expert_id", expert_id},
                                               {"project", db::Value("p")},
                                               {"kind", db::Value("unit_name")},
                                               {"confirmed", std::int64_t{0}},
                                               {"reason", db::Value("查过")},
                                               {"decided_by", han},
                                               {"decided_on", db::Value("2026-11-25")}});
          },
          {"draw.suspicion_decided/1", "suspicion", "s", {}});
    std::string before = counts();
    auto refused = undo(id);
    EXPECT_EQ(code_of(refused), "intake.undo_obstacle");
    EXPECT_NE(refused.body.find("评判过全部在库专家（1）"), std::string::npos) << refused.body;
    library.run_jobs();
    EXPECT_EQ(counts(), before);
    EXPECT_EQ(state_of(show(id)), "applied");
    EXPECT_EQ(library.check(), "");
}

TEST_P(UndoImport, WhatCameInTheWaySinceTheOrderLeavesTheBatch)
{
    std::string id = bring_in(workbook_of_sheets(good_sheets()));
    EXPECT_EQ(undo(id).status, 202);
    const std::string expert = text("SELECT public_id FROM expert WHERE number = 'E2026-00001'");
    const std::int64_t expert_id = number("SELECT id FROM expert WHERE number = 'E2026-00001'");
    act(
        [&](ledger::Act& a) {
            ASSERT_TRUE(a.update(expert::expert_table, expert_id, {{"keywords", db::Value("草")}}));
        },
        {"expert.edited/1", "expert", expert, {}});
    library.run_jobs();
    EXPECT_EQ(state_of(show(id)), "applied");
    EXPECT_EQ(count("expert"), 2);
    EXPECT_EQ(count("import_undo_order") + count("job"), 0);
    EXPECT_EQ(library.check(), "");
}

// A process that dies in the middle leaves all of it; the next one does all of it.
TEST_P(UndoImport, IsTakenUpAfterACrash)
{
    std::string id = bring_in(workbook_of_sheets(good_sheets()));
    EXPECT_EQ(undo(id).status, 202);
    {
        auto transaction = library.platform().database.write();
        transaction->connection().run("UPDATE job SET lease = $1, attempts = attempts + 1",
                                      {to_text(library.clock().now() + jobs::lease_ms)});
        transaction->commit();
    }
    EXPECT_EQ(library.run_jobs(), 0) << "it is claimed";
    EXPECT_EQ(count("expert"), 2);
    library.clock().advance(jobs::lease_ms + 1);
    EXPECT_EQ(library.run_jobs(), 1);
    EXPECT_EQ(state_of(show(id)), "undone");
    EXPECT_EQ(count("expert") + count("unit"), 0);
    EXPECT_EQ(library.check(), "");
}

INSTANTIATE_TEST_SUITE_P(Engines, UndoImport, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
