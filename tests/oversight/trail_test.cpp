#include "activity/activity.h"
#include "auth/account.h"
#include "crypto/random.h"
#include "expert/expert.h"
#include "ledger/note.h"
#include "support/library.h"

#include <gtest/gtest.h>

namespace {

using support::body_of;
using support::Browser;
using support::code_of;
using Lines = std::vector<std::string>;

// One expert, two activities, each named to another supervisor.
class Trail : public ::testing::TestWithParam<db::Engine> {
protected:
    Trail() : library_(GetParam()), browser_(library_)
    {
        std::int64_t unit = library_.add_unit("评审中心");
        operator_ = library_.add_account("operator", "operator", unit);
        first_ = library_.add_account("first", "supervisor");
        second_ = library_.add_account("second", "supervisor");
        library_.add_account("audit", "audit_administrator");
        library_.add_account("manager", "library_administrator");
        library_.add_account("system", "system_administrator");
        add_expert();
        add_activity("HD-2026-0001", first_, unit);
        add_activity("HD-2026-0002", second_, unit);
    }

    void add_expert()
    {
        expert::NewExpert e;
        e.name = "乌云其木格";
        e.entered_on = *parse_day("2020-03-01");
        auto act = library_.act();
        expert::Numbers numbers(act.connection(), 2026);
        expert_id_ = expert::add_expert(act, library_.platform().keys, numbers, e);
        act.commit();
    }

    void add_activity(const std::string& number, std::int64_t supervisor, std::int64_t unit)
    {
        auto act = library_.act();
        std::string id = crypto::random_id();
        act.insert(activity::activity_table, {{"public_id", db::Value(id)},
                                              {"number", db::Value(number)},
                                              {"name", db::Value("畜禽遗传育种评审")},
                                              {"kind", db::Value("review")},
                                              {"status", db::Value("draft")},
                                              {"held", 0},
                                              {"using_unit_id", unit},
                                              {"from_day", db::Value("2026-12-01")},
                                              {"to_day", db::Value("2026-12-02")},
                                              {"operator_id", operator_},
                                              {"supervisor_id", supervisor}});
        act.append({"activity.created/1", "activity", id, {}, "年度评审"});
        act.commit();
        ids_[number] = id;
    }

    // "name object" of each entry of the answer.
    Lines search(const std::string& query = "")
    {
        auto answer = body_of(browser_.get("/api/v1/trail?size=100" + query));
        Lines lines;
        for (const auto& item : answer.object().at("items").array()) {
            const auto* object = item.object().find("object");
            lines.push_back(item.object().at("name").text() + (object ? " " + object->text() : ""));
        }
        return lines;
    }
    bool any(const Lines& lines, const std::string& line) { return std::find(lines.begin(), lines.end(), line) != lines.end(); }

    support::TestLibrary library_;
    Browser browser_;
    std::int64_t operator_ = 0, first_ = 0, second_ = 0, expert_id_ = 0;
    std::map<std::string, std::string> ids_;
};

TEST_P(Trail, StrangerAndWrongRolesAreRefused)
{
    const char* targets[] = {"/api/v1/trail", "/api/v1/trail/choices", "/api/v1/ledger/checkpoint", "/api/v1/ledger/export"};
    for (const char* target : targets) EXPECT_EQ(browser_.get(target).status, 401) << target;
    for (const char* login : {"operator", "manager", "system"}) {
        browser_.sign_in(login);
        for (const char* target : targets) EXPECT_EQ(browser_.get(target).status, 403) << login << target;
    }
}

TEST_P(Trail, TheAuditAdministratorSeesEverythingButNoExpertsName)
{
    browser_.sign_in("audit");
    auto answer = browser_.get("/api/v1/trail?size=100");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body.find("乌云其木格"), std::string::npos);
    auto lines = search();
    EXPECT_EQ(lines.front(), "检索留痕") << "newest first, and the search before stands in the trail";
    EXPECT_EQ(lines.back(), "建立账本");
    EXPECT_TRUE(any(lines, "专家入库 E2026-00001"));
    EXPECT_EQ(search("&number=E2026-00001"), Lines{"专家入库 E2026-00001"});
    EXPECT_EQ(search("&object_kind=activity"), (Lines{"新建活动 HD-2026-0002", "新建活动 HD-2026-0001"}));
    EXPECT_EQ(search("&type=expert.entered/1&actor=console"), Lines{"专家入库 E2026-00001"});
    EXPECT_EQ(search("&number=E2026-99999"), Lines{});
    EXPECT_EQ(search("&from=2026-11-18&to=2026-11-18&object_kind=expert"), Lines{"专家入库 E2026-00001"});
    EXPECT_EQ(search("&from=2026-11-19"), Lines{});
    EXPECT_EQ(search("&to=2026-11-17"), Lines{});
    EXPECT_EQ(library_.check(), "");
}

TEST_P(Trail, ASupervisorSeesOnlyTheOwnActivities)
{
    browser_.sign_in("first");
    EXPECT_EQ(search(), Lines{"新建活动 HD-2026-0001"});
    EXPECT_EQ(search("&number=HD-2026-0002"), Lines{}) << "the neighbour's";
    EXPECT_EQ(search("&object_kind=expert"), Lines{});
    EXPECT_EQ(search("&object_kind=account"), Lines{});
    auto choices = body_of(browser_.get("/api/v1/trail/choices"));
    EXPECT_EQ(choices.object().at("actors").array().size(), 2u) << "console and system: nobody else acted on the activity";
}

TEST_P(Trail, EverySearchIsNotedWithWhatWasAsked)
{
    browser_.sign_in("first");
    search("&number=HD-2026-0001&from=2026-11-01");
    auto snapshot = library_.platform().database.read();
    auto body = snapshot->connection().one("SELECT body FROM ledger_entry WHERE type = 'trail.read/1'", {},
                                           [](const db::Row& row) { return row.text(0); });
    auto entry = json::read(*body);
    EXPECT_EQ(json::canonical(entry->object().at("data")), R"({"from":"2026-11-01","number":"HD-2026-0001","page":1})");
    EXPECT_EQ(entry->object().at("actor").object().at("kind").text(), "account");
}

TEST_P(Trail, PagesStayStillWhileTheLedgerGrows)
{
    browser_.sign_in("audit");
    auto first = body_of(browser_.get("/api/v1/trail?size=10")).object();
    std::string below = std::to_string(first.at("below").integer());
    library_.add_unit("新单位");
    auto second = body_of(browser_.get("/api/v1/trail?size=10&page=2&below=" + below)).object();
    EXPECT_EQ(second.at("total").integer(), first.at("total").integer());
    EXPECT_EQ(second.at("items").array().at(0).object().at("seq").integer(),
              first.at("items").array().at(9).object().at("seq").integer() - 1);
}

TEST_P(Trail, BadQuestionsNameTheField)
{
    browser_.sign_in("audit");
    const std::pair<const char*, const char*> cases[] = {
        {"actor=nobody", "oversight.unknown_actor"},
        {"object_kind=cat", "oversight.unknown_kind"},
        {"type=cat.fed/1", "oversight.unknown_type"},
        {"from=2026-02-30", "oversight.bad_day"},
        {"to=soon", "oversight.bad_day"},
        {"from=2026-02-02&to=2026-02-01", "oversight.days_crossed"},
        {"below=-1", "oversight.bad_place"},
    };
    for (const auto& [query, code] : cases) {
        auto answer = browser_.get(std::string("/api/v1/trail?") + query);
        EXPECT_EQ(answer.status, 422) << query;
        EXPECT_EQ(code_of(answer), code);
    }
}

TEST_P(Trail, TimelinesOpenToWhoMayReadTheRecord)
{
    auto snapshot = library_.platform().database.read();
    std::string expert = *snapshot->connection().one("SELECT public_id FROM expert", {}, [](const db::Row& row) { return row.text(0); });
    std::string of_expert = "/api/v1/timeline/expert/" + expert, of_first = "/api/v1/timeline/activity/" + ids_["HD-2026-0001"],
                of_second = "/api/v1/timeline/activity/" + ids_["HD-2026-0002"];
    snapshot.reset();
    EXPECT_EQ(browser_.get(of_expert).status, 401);
    browser_.sign_in("audit");
    EXPECT_EQ(browser_.get(of_expert).status, 403);
    EXPECT_EQ(browser_.get(of_first).status, 403);
    browser_.sign_in("first");
    EXPECT_EQ(browser_.get(of_expert).status, 403);
    EXPECT_EQ(browser_.get(of_second).status, 404);
    auto entry = body_of(browser_.get(of_first)).object().at("items").array().at(0);
    EXPECT_EQ(entry.object().at("name").text(), "新建活动");
    EXPECT_EQ(entry.object().at("reason").text(), "年度评审");
    EXPECT_EQ(entry.object().at("actor").text(), "命令行 test");
    EXPECT_EQ(entry.object().at("rows").integer(), 1);
    browser_.sign_in("manager");
    EXPECT_EQ(browser_.get(of_expert).status, 200);
    EXPECT_EQ(browser_.get("/api/v1/timeline/expert/nobody").status, 404);
}

TEST_P(Trail, ACheckpointTakenAwayIsSignedAndKept)
{
    browser_.sign_in("first");
    auto answer = browser_.get("/api/v1/ledger/checkpoint");
    ASSERT_EQ(answer.status, 200);
    const auto& keys = library_.platform().keys;
    auto checkpoint = ledger::open_checkpoint(keys.suite(), keys.signing_keys().front()->public_key(), answer.body);
    ASSERT_TRUE(checkpoint);
    auto snapshot = library_.platform().database.read();
    EXPECT_EQ(checkpoint->size, ledger::read_head(snapshot->connection())->size);
    snapshot.reset();
    EXPECT_EQ(library_.check(), "");
    auto exported = browser_.get("/api/v1/ledger/export");
    ASSERT_EQ(exported.status, 200);
    EXPECT_EQ(exported.body.find("乌云其木格"), std::string::npos);
    EXPECT_NE(exported.body.find("\"ledger.checkpoint_taken/1\""), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Engines, Trail, ::testing::ValuesIn(support::engines),
                         [](const auto& engine) { return support::name_of(engine.param); });

} // namespace
