#include "activity/activity.h"

#include "activity/activities.h"
#include "activity/activity_status.h"
#include "auth/account.h"

#include <gtest/gtest.h>

using support::Activities;
using support::body_of;
using support::Browser;
using support::code_of;

namespace {

TEST_P(Activities, AreClosedToStrangersAndOtherRoles)
{
    std::string id = office.created();
    Browser stranger(library), librarian(library), supervisor(library);
    librarian.sign_in("lib");
    supervisor.sign_in("sup");
    std::string one = "/api/v1/activities/" + id;
    json::Object step{{"version", 1}, {"reason", "缺材料"}};
    struct Case {
        http::Method method;
        std::string target;
        json::Value body;
        int op, ap, supervisor; // a status; 0: not tried here
    };
    using enum http::Method;
    const Case cases[] = {
        {get, "/api/v1/activities", {}, 200, 200, 200},     {get, one, {}, 200, 200, 200},
        {post, "/api/v1/activities", {}, 0, 403, 403},      {put, one, {}, 0, 403, 403},
        {post, one + "/submit", step, 0, 403, 403},         {post, one + "/finish", step, 0, 403, 403},
        {post, one + "/approve", step, 403, 0, 403},        {post, one + "/return", step, 403, 0, 403},
        {get, "/api/v1/activity-staff", {}, 200, 403, 403},
    };
    for (const auto& c : cases) {
        std::string body = c.body.is_null() ? "" : json::canonical(c.body);
        EXPECT_EQ(stranger.send(c.method, c.target, body).status, 401) << c.target;
        EXPECT_EQ(librarian.send(c.method, c.target, body).status, 403) << c.target;
        if (c.op) {
            EXPECT_EQ(op.send(c.method, c.target, body).status, c.op) << c.target;
        }
        if (c.ap) {
            EXPECT_EQ(ap.send(c.method, c.target, body).status, c.ap) << c.target;
        }
        if (c.supervisor) {
            EXPECT_EQ(supervisor.send(c.method, c.target, body).status, c.supervisor) << c.target;
        }
    }
    EXPECT_EQ(office.status(id), "draft");
    EXPECT_EQ(office.version(id), 1);
}

TEST_P(Activities, OfANeighbourAreNotThere)
{
    std::string id = office.created(), one = "/api/v1/activities/" + id;
    Browser op2(library), ap2(library), sup2(library);
    op2.sign_in("op2");
    ap2.sign_in("ap2");
    sup2.sign_in("sup2");
    for (Browser* other : {&op2, &ap2, &sup2}) {
        EXPECT_EQ(code_of(other->get(one)), "auth.not_found");
        EXPECT_EQ(body_of(other->get("/api/v1/activities")).object().at("total").integer(), 0);
    }
    json::Object change = office.form();
    change.set("version", 1);
    EXPECT_EQ(op2.put(one, change).status, 404);
    EXPECT_EQ(op2.post(one + "/submit", json::Object{{"version", 1}}).status, 404);
    EXPECT_EQ(op2.post(one + "/finish", json::Object{{"version", 1}}).status, 404);
    EXPECT_EQ(ap2.post(one + "/approve", json::Object{{"version", 1}}).status, 404);
    EXPECT_EQ(ap2.post(one + "/return", json::Object{{"version", 1}, {"reason", "x"}}).status, 404);
    EXPECT_EQ(op.get("/api/v1/activities/" + std::string(26, 'a')).status, 404) << "absent and foreign are told alike";
    EXPECT_EQ(office.version(id), 1);
}

TEST_P(Activities, AreKeptAsTyped)
{
    json::Object form = office.form();
    form.set("name", "蒙医药 ᠮᠣᠩᠭᠣᠯ 𠮷 专项论证");
    std::string id = office.created(form);
    auto d = office.detail(op, id);
    const auto& o = d.object();
    EXPECT_EQ(o.at("number").text(), "HD-2026-0001");
    EXPECT_EQ(o.at("name").text(), "蒙医药 ᠮᠣᠩᠭᠣᠯ 𠮷 专项论证");
    EXPECT_EQ(o.at("kind_name").text(), "评审");
    EXPECT_EQ(o.at("status_name").text(), "草稿");
    EXPECT_EQ(o.at("from").text(), "2026-12-01");
    EXPECT_EQ(o.at("using_unit_name").text(), "评审一处");
    EXPECT_EQ(o.at("using_entity_name").text(), "北疆科技项目评估中心");
    EXPECT_EQ(o.at("supervisor").object().at("unit_name").text(), "机关纪委监督室");
    EXPECT_EQ(o.at("allowed_actions").array(), (json::Array{"change", "submit"}));
    EXPECT_EQ(o.at("warnings").array().size(), 0u);
    const auto& p = o.at("projects").array()[0].object();
    EXPECT_EQ(p.at("number").text(), "P-1");
    EXPECT_EQ(p.at("applicant").object().at("name").text(), "草原大学");
    EXPECT_EQ(p.at("partners").array()[0].object().at("name").text(), "河套研究院");
    EXPECT_EQ(p.at("lead_unit").object().at("entity_name").text(), "草原大学");
    EXPECT_EQ(p.at("members").array()[0].object().at("name").text(), "乌云·其木格");
    std::string number = office.person(10);
    EXPECT_EQ(p.at("lead_citizen_id_masked").text(), number.substr(0, 3) + "****" + number.substr(16));
    EXPECT_EQ(office.op.get("/api/v1/activities/" + id).body.find(number), std::string::npos);
    Browser supervisor(library);
    supervisor.sign_in("sup");
    EXPECT_EQ(supervisor.get("/api/v1/activities/" + id).body.find("citizen_id_masked"), std::string::npos);
    EXPECT_EQ(office.detail(supervisor, id).object().at("allowed_actions").array().size(), 0u);
    office.created();
    auto found = body_of(op.get("/api/v1/activities?text=%E8%92%99%E5%8C%BB"));
    ASSERT_EQ(found.object().at("total").integer(), 1);
    EXPECT_EQ(found.object().at("items").array()[0].object().at("projects").integer(), 2);
    EXPECT_EQ(body_of(op.get("/api/v1/activities?text=hd-2026-0002")).object().at("total").integer(), 1);
    EXPECT_EQ(body_of(op.get("/api/v1/activities?text=%25")).object().at("total").integer(), 0) << "% stands for itself";
    EXPECT_EQ(body_of(op.get("/api/v1/activities?status=draft&size=10")).object().at("total").integer(), 2);
    EXPECT_EQ(code_of(op.get("/api/v1/activities?status=x")), "activity.unknown_status");
}

TEST_P(Activities, LoadGivesWhatRecusalNeeds)
{
    json::Object form = office.form();
    json::Object first = office.project("P-1", 10), second = office.project("P-2", 20), third = office.project("P-3", 30);
    second.set("lead_unit", office.unit(office.institute));
    third.set("lead_unit", nullptr).set("partners", json::Array{});
    form.set("projects", json::Array{first, second, third});
    std::string id = office.created(form);
    auto snapshot = library.platform().database.read();
    auto a = activity::load(snapshot->connection(), {auth::Scope::all, 0, std::nullopt, std::nullopt}, id);
    ASSERT_TRUE(a);
    EXPECT_EQ(a->using_unit_id, office.review);
    EXPECT_EQ(a->using_entity_id, office.centre);
    EXPECT_EQ(a->operator_id, office.op_id);
    EXPECT_EQ(a->from, Day::of(2026, 12, 1));
    ASSERT_EQ(a->projects.size(), 3u);
    const auto& p = a->projects;
    auto hash = [&](std::uint64_t seed) {
        return crypto::bytes_of(library.platform().keys.lookup_hash("citizen_id", crypto::Secret(office.person(seed))));
    };
    EXPECT_EQ(p[0].applicant_entity_id, office.university);
    EXPECT_EQ(p[0].partner_entity_ids, (std::vector<std::int64_t>{office.institute}));
    EXPECT_EQ(p[0].lead_hash, hash(10));
    EXPECT_EQ(p[0].member_hashes, (std::vector<Bytes>{hash(11)}));
    EXPECT_EQ(p[0].lead_entity_id, office.university);
    EXPECT_EQ(p[0].lead_unit_id, std::optional(office.college));
    EXPECT_EQ(p[1].lead_entity_id, office.institute);
    EXPECT_EQ(p[1].lead_unit_id, std::nullopt) << "the entity itself says nothing of the sub-unit";
    EXPECT_EQ(p[2].lead_entity_id, office.university);
    EXPECT_EQ(p[2].lead_unit_id, std::nullopt);
    EXPECT_FALSE(activity::load(snapshot->connection(), {auth::Scope::nothing, 0, std::nullopt, std::nullopt}, id));
    EXPECT_FALSE(activity::load(snapshot->connection(), {auth::Scope::own_entity, 0, std::nullopt, std::nullopt}, id));
    EXPECT_EQ(office.detail(op, id).object().at("warnings").array().size(), 1u);
}

TEST_P(Activities, RefuseBadInputWithTheFieldAtFault)
{
    struct Case {
        std::string name;
        json::Value value;
        std::string faults;
    };
    const Case cases[] = {
        {"name", "", "name field.required"},
        {"name", std::string(601, 'x'), "name field.too_long"},
        {"name", "一\n二", "name field.control"},
        {"name", 7, "name field.type"},
        {"kind", "fiesta", "kind catalog.unknown"},
        {"from", "2026-02-30", "from field.day"},
        {"from", "2026-12-04", "to activity.days_reversed"},
        {"to", "2026-11-01", "to activity.days_reversed"},
        {"to", "2028-12-03", "to activity.days_too_long"},
        {"supervisor", office.account("near"), "supervisor activity.supervisor_unfit"},
        {"supervisor", office.account("ap"), "supervisor activity.supervisor_unfit"},
        {"supervisor", "nobody", "supervisor activity.supervisor_unfit"},
        {"colour", "red", "colour field.unknown"},
        {"version", 1, "version field.unknown"},
    };
    for (const auto& c : cases) {
        json::Object form = office.form();
        form.set(c.name, c.value);
        auto response = op.post("/api/v1/activities", form);
        EXPECT_EQ(response.status, 422) << c.name;
        EXPECT_EQ(faults(response), c.faults) << response.body;
    }
    json::Object past = office.form();
    past.set("from", "2026-11-01").set("to", "2026-11-02");
    EXPECT_EQ(faults(op.post("/api/v1/activities", past)), "to activity.days_past");
    EXPECT_EQ(op.send(http::Method::post, "/api/v1/activities", "{\"name\":\"\xff\"}").status, 422);
    EXPECT_EQ(rows("activity"), 0);
}

json::Object avoidance(const std::string& name, const std::string& unit)
{
    return {{"name", name}, {"unit", unit}, {"reason", "与负责人有专利纠纷"}};
}

TEST_P(Activities, RefuseBadProjectsWithTheFieldAtFault)
{
    std::string lead = office.person(10), wrong = lead;
    wrong.back() = wrong.back() == '1' ? '2' : '1';
    struct Case {
        std::string name;
        json::Value value;
        std::string faults;
    };
    const Case cases[] = {
        {"number", "P-1", "projects[1].number activity.number_twice"},
        {"number", nullptr, "projects[1].number field.required"},
        {"applicant", std::string(26, 'a'), "projects[1].applicant activity.unit_unknown"},
        {"partners", json::Array{office.unit(office.university)}, "projects[1].partners[0] activity.partner_is_applicant"},
        {"partners", json::Array{office.unit(office.institute), office.unit(office.institute)},
         "projects[1].partners[1] activity.unit_twice"},
        {"lead_citizen_id", nullptr, "projects[1].lead_citizen_id activity.citizen_id_needed"},
        {"lead_citizen_id", wrong, "projects[1].lead_citizen_id citizen_id.check"},
        {"lead_citizen_id", "123", "projects[1].lead_citizen_id citizen_id.length"},
        {"lead_unit", "elsewhere", "projects[1].lead_unit activity.unit_unknown"},
        {"members", json::Array{json::Object{{"name", "甲"}}}, "projects[1].members[0].citizen_id activity.citizen_id_needed"},
        {"members", json::Array{json::Object{{"name", "甲"}, {"citizen_id", office.person(20)}}},
         "projects[1].members[0].citizen_id activity.person_twice"},
        {"members", json::Array{json::Object{{"name", "甲"}, {"citizen_id", office.person(1)}, {"sex", "1"}}},
         "projects[1].members[0].sex field.unknown"},
        {"members", "甲", "projects[1].members field.type"},
        {"avoidances", json::Array{json::Object{{"name", "甲"}}}, "projects[1].avoidances[0].reason field.required"},
        {"avoidances", json::Array{avoidance("甲", "某大学"), avoidance("甲", ""), avoidance("甲", "某大学")},
         "projects[1].avoidances[2].name activity.avoidance_twice"},
        {"avoidances", json::Array{avoidance("甲", ""), avoidance("乙", ""), avoidance("丙", ""), avoidance("丁", "")},
         "projects[1].avoidances activity.avoidance_cap"},
        {"id", std::string(26, 'a'), "projects[1].id activity.project_unknown"},
    };
    for (const auto& c : cases) {
        json::Object form = office.form(), project = office.project("P-2", 20);
        project.set(c.name, c.value);
        form.set("projects", json::Array{office.project("P-1", 10), project});
        auto response = op.post("/api/v1/activities", form);
        EXPECT_EQ(response.status, 422) << c.name;
        EXPECT_EQ(faults(response), c.faults) << response.body;
        EXPECT_EQ(response.body.find(lead), std::string::npos);
        EXPECT_EQ(response.body.find(wrong), std::string::npos);
    }
    EXPECT_EQ(rows("activity"), 0);
    EXPECT_EQ(rows("activity_project"), 0);
}

TEST_P(Activities, ChangeKeepsWhatIsNotTypedAgain)
{
    std::string id = office.created(), one = "/api/v1/activities/" + id;
    auto before = office.detail(op, id);
    const auto& first = before.object().at("projects").array()[0].object();
    json::Object kept{{"id", first.at("id")},
                      {"number", "P-1"},
                      {"name", first.at("name")},
                      {"applicant", office.unit(office.university)},
                      {"lead_name", "巴特尔"},
                      {"lead_unit", office.unit(office.college)},
                      {"members", json::Array{json::Object{{"name", "新成员"}, {"citizen_id", office.person(40)}},
                                              json::Object{{"id", first.at("members").array()[0].object().at("id")}, {"name", "乌云"}}}}};
    json::Object form = office.form();
    form.set("version", 1).set("name", "改过的名称").set("projects", json::Array{office.project("P-9", 50), kept});
    EXPECT_EQ(op.put(one, form).status, 204);
    EXPECT_EQ(code_of(op.put(one, form)), "ledger.changed_meanwhile") << "the version is spent";
    auto snapshot = library.platform().database.read();
    auto a = activity::load(snapshot->connection(), {auth::Scope::all, 0, std::nullopt, std::nullopt}, id);
    EXPECT_EQ(a->version, 2);
    EXPECT_EQ(a->name, "改过的名称");
    ASSERT_EQ(a->projects.size(), 2u);
    auto hash = [&](std::uint64_t seed) {
        return crypto::bytes_of(library.platform().keys.lookup_hash("citizen_id", crypto::Secret(office.person(seed))));
    };
    EXPECT_EQ(a->projects[0].number, "P-9");
    EXPECT_EQ(a->projects[1].public_id, first.at("id").text());
    EXPECT_EQ(a->projects[1].lead_hash, hash(10));
    EXPECT_EQ(a->projects[1].member_hashes, (std::vector<Bytes>{hash(40), hash(11)}));
    EXPECT_TRUE(a->projects[1].partner_entity_ids.empty());
    EXPECT_EQ(rows("activity_project"), 2);
    EXPECT_EQ(rows("activity_member"), 3);
    EXPECT_EQ(rows("activity_partner"), 1);
}

TEST_P(Activities, KeepWhomAProjectAsksToAvoidAndShowItToNoSupervisor)
{
    json::Object form = office.form(), project = office.project("P-1", 10);
    json::Array asked{avoidance("甲", "某大学"), avoidance("乙", "")};
    project.set("avoidances", asked);
    form.set("projects", json::Array{project});
    std::string id = office.created(form);
    auto shown = [&](Browser& browser) {
        return office.detail(browser, id).object().at("projects").array()[0].object().at("avoidances").array();
    };
    EXPECT_EQ(shown(op), asked);
    Browser supervisor(library);
    supervisor.sign_in("sup");
    EXPECT_TRUE(shown(supervisor).empty());
    project.set("avoidances", json::Array{asked[1]});
    form.set("version", 1).set("projects", json::Array{project});
    EXPECT_EQ(op.put("/api/v1/activities/" + id, form).status, 204);
    EXPECT_EQ(shown(op), (json::Array{asked[1]}));
    EXPECT_EQ(rows("activity_avoidance"), 1);
}

TEST_P(Activities, ARefusedChangeChangesNothing)
{
    std::string id = office.created();
    json::Object form = office.form();
    form.set("version", 1).set("projects", json::Array{office.project("P-1", 10), office.project("P-1", 20)});
    EXPECT_EQ(faults(op.put("/api/v1/activities/" + id, form)), "projects[1].number activity.number_twice");
    EXPECT_EQ(office.version(id), 1);
    EXPECT_EQ(rows("activity_project"), 2);
}

TEST_P(Activities, AreMadeOnceForOneKey)
{
    std::string body = json::canonical(office.form());
    auto first = op.send(http::Method::post, "/api/v1/activities", body, "key-1");
    auto second = op.send(http::Method::post, "/api/v1/activities", body, "key-1");
    EXPECT_EQ(first.status, 200);
    EXPECT_EQ(first.body, second.body);
    EXPECT_EQ(rows("activity"), 1);
}

TEST_P(Activities, OfferStaffOfOtherDepartments)
{
    auto staff = body_of(op.get("/api/v1/activity-staff"));
    auto names = [&](const char* list) {
        std::string all;
        for (const auto& p : staff.object().at(list).array()) all += p.object().at("name").text() + " ";
        return all;
    };
    EXPECT_EQ(names("supervisors"), "sup sup2 ") << "not who sits in the operator's own department";
    EXPECT_EQ(names("approvers"), "ap ");
}

INSTANTIATE_TEST_SUITE_P(Engines, Activities, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
