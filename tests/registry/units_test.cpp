#include "activity/office.h"
#include "expert/expert.h"
#include "registry/credit_code.h"
#include "units/units.h"

#include <gtest/gtest.h>

#include <set>

using support::body_of;
using support::Browser;
using support::code_of;

namespace {

constexpr std::string_view right_code = "91350100M000100Y43";

struct CodeCase {
    std::string typed, code, hint; // hint: what the refusal must name
};
const CodeCase codes[] = {
    {"91350100M000100Y43", "", ""},
    {" 91350100-m000100y43 ", "", ""},
    {"91350100M000100Y44", "registry.code_check", "第 18 位应为 3，现为 4"},
    {"91350100M000100Y53", "registry.code_organisation_check", "第 17 位应为 4，现为 5"},
    {"91350100M000100Y4", "credit_code.length", "现有 17 位"},
    {"91350100M0001O0Y43", "credit_code.character", "O 多为 0"},
    {"91350100M000100Y34", "credit_code.check", "逐位核对"},
};

TEST(CreditCode, IsRefusedWithTheCharacterThatWouldBeRight)
{
    for (const auto& c : codes) {
        auto read = registry::read_credit_code(c.typed);
        if (c.code.empty()) {
            ASSERT_TRUE(read) << c.typed;
            EXPECT_EQ(*read, right_code);
            continue;
        }
        ASSERT_FALSE(read) << c.typed;
        EXPECT_EQ(read.error().code, c.code) << c.typed;
        EXPECT_NE(read.error().message.find(c.hint), std::string::npos) << read.error().message;
    }
    EXPECT_EQ(registry::organisation_code(std::string(right_code)), "M000100Y-4");
}

// A single wrong character of the organisation code breaks both checks, so that only few others would mend it.
TEST(CreditCode, OneWrongCharacterIsNamedWhereNoOtherExplainsIt)
{
    int named = 0;
    for (std::size_t place = 8; place < 16; ++place) {
        std::string typed(right_code);
        typed[place] = typed[place] == '7' ? '8' : '7';
        auto read = registry::read_credit_code(typed);
        ASSERT_FALSE(read) << typed;
        if (read.error().code != "registry.code_one") continue;
        ++named;
        std::string expected = "第 " + std::to_string(place + 1) + " 位：7 应为 " + right_code[place];
        EXPECT_NE(read.error().message.find(expected), std::string::npos) << read.error().message;
    }
    EXPECT_GE(named, 1);
}

class Units : public testing::TestWithParam<db::Engine> {
protected:
    support::Office office{GetParam()};
    support::TestLibrary& library = office.library;
    Browser admin{library};

    void SetUp() override
    {
        library.add_account("sys", "system_administrator", office.bureau);
        admin.sign_in("sys");
    }
    ~Units() override
    {
        EXPECT_EQ(library.check(), "");
        EXPECT_EQ(closure(), rebuilt());
        auto transaction = library.platform().database.write();
        auto kept = facets(transaction->connection());
        expert::rebuild_facets(transaction->connection());
        EXPECT_EQ(kept, facets(transaction->connection()));
    }

    std::multiset<std::string> closure()
    {
        auto snapshot = library.platform().database.read();
        return closure(snapshot->connection());
    }
    static std::multiset<std::string> closure(db::Connection& connection)
    {
        std::multiset<std::string> rows;
        connection.each("SELECT unit_id, above_id, distance FROM unit_closure", {}, [&](const db::Row& row) {
            rows.insert(std::to_string(row.integer(0)) + " " + std::to_string(row.integer(1)) + " " + std::to_string(row.integer(2)));
        });
        return rows;
    }
    static std::set<std::string> facets(db::Connection& connection)
    {
        std::set<std::string> rows;
        connection.each("SELECT facet, code, expert_id FROM expert_facet", {},
                        [&](const db::Row& row) { rows.insert(row.text(0) + " " + row.text(1) + " " + std::to_string(row.integer(2))); });
        return rows;
    }
    std::multiset<std::string> rebuilt()
    {
        auto transaction = library.platform().database.write();
        units::rebuild_closure(transaction->connection());
        return closure(transaction->connection());
    }

    static std::string path(const std::string& id, const std::string& rest = "") { return "/api/v1/units/" + id + rest; }
    json::Object shown(const std::string& id) { return body_of(admin.get(path(id))).object(); }
    static json::Object form(const std::string& name) { return {{"name", name}, {"kind", "government"}}; }
    std::string created(json::Object unit, const std::string& parent = "")
    {
        json::Object body{{"unit", std::move(unit)}};
        if (!parent.empty()) body.set("parent", parent);
        auto answer = admin.post("/api/v1/units", body);
        if (answer.status != 200) throw std::runtime_error(answer.body);
        return body_of(answer).object().at("id").text();
    }
    http::Response change(const std::string& id, json::Object unit, std::int64_t version = 1,
                          const std::string& grounds = "来函〔2026〕1 号")
    {
        return admin.put(path(id), json::Object{{"version", version}, {"grounds", grounds}, {"unit", std::move(unit)}});
    }
    http::Response move(const std::string& id, const std::string& parent, const std::string& kind = "", std::int64_t version = 1)
    {
        json::Object body{{"version", version}, {"grounds", "机构改革方案"}};
        if (!parent.empty()) body.set("parent", parent);
        if (!kind.empty()) body.set("kind", kind);
        return admin.post(path(id, "/move"), body);
    }
    http::Response merge(const std::string& survivor, const std::string& absorbed, std::int64_t version = 1)
    {
        return admin.post(path(survivor, "/merge"),
                          json::Object{{"version", version}, {"other", absorbed}, {"other_version", 1}, {"grounds", "同一单位登记了两次"}});
    }
    json::Object preview(const std::string& survivor, const std::string& absorbed)
    {
        return body_of(admin.get(path(survivor, "/merge?other=" + absorbed))).object();
    }
    std::string last_reason(const std::string& id)
    {
        auto timeline = body_of(admin.get("/api/v1/timeline/unit/" + id)).object();
        return timeline.at("items").array().back().object().at("reason").text();
    }
    std::int64_t count(const std::string& sql, const db::Values& values = {})
    {
        auto snapshot = library.platform().database.read();
        return snapshot->connection().one(sql, values, [](const db::Row& row) { return row.integer(0); }).value();
    }
    // Someone who may be drawn, with the main post there.
    std::string add_expert(std::int64_t unit, std::uint64_t seed)
    {
        auto act = library.act();
        expert::Numbers numbers(act.connection(), 2026);
        expert::NewExpert e;
        e.name = "专家" + std::to_string(seed);
        e.citizen_id = crypto::Secret(office.person(seed));
        e.birth_day = Day::of(1980, 1, 1);
        e.entered_on = Day::of(2026, 1, 1);
        e.categories.push_back({"research", "职称", Day::of(2026, 1, 1), "某处"});
        e.disciplines = {"230"};
        e.posts.push_back({unit, "main", "", Day::of(2019, 3, 1), std::nullopt, Day::of(2026, 1, 1), "某处"});
        std::int64_t id = expert::add_expert(act, library.platform().keys, numbers, e);
        act.flush();
        expert::write_facets(act.connection(), id);
        act.commit();
        return office.public_id("expert", "id", id);
    }
};

TEST_P(Units, AreMadeWithEverythingAndRefusedFieldByField)
{
    std::string bureau = office.unit(office.bureau);
    json::Object wanted{{"name", "敕勒川生物科技有限公司"},
                        {"code", "91350100m000100y43"},
                        {"kind", "enterprise"},
                        {"region", "150100"},
                        {"department", bureau},
                        {"listed_from", "2015-06-01"},
                        {"aliases", json::Array{"敕勒川生物", "敕勒川生物"}},
                        {"attributes", json::Array{json::Object{{"kind", "high_tech"}, {"from", "2024-01-01"}}}},
                        {"source", "营业执照"},
                        {"verified_on", "2026-11-01"},
                        {"verified_by", "何建国"}};
    std::string id = created(wanted);
    auto unit = shown(id);
    EXPECT_EQ(unit.at("code").text(), right_code);
    EXPECT_EQ(unit.at("organisation_code").text(), "M000100Y-4");
    EXPECT_EQ(unit.at("department").object().at("name").text(), "北疆科学技术厅");
    EXPECT_EQ(unit.at("aliases").array().size(), 1u);
    EXPECT_EQ(unit.at("attributes").array()[0].object().at("name").text(), "高新技术企业");
    EXPECT_TRUE(unit.at("entity").boolean());
    std::string part = created({{"name", "研发中心"}}, id);
    EXPECT_EQ(shown(part).at("path").text(), "敕勒川生物科技有限公司 / 研发中心");
    EXPECT_EQ(shown(id).at("children").integer(), 1);

    auto faults = [&](json::Object unit, const std::string& parent = "") {
        json::Object body{{"unit", std::move(unit)}};
        if (!parent.empty()) body.set("parent", parent);
        auto answer = admin.post("/api/v1/units", body);
        EXPECT_EQ(answer.status, 422) << answer.body;
        std::string list;
        auto told = body_of(answer);
        for (const auto& field : told.object().at("error").object().at("fields").array())
            list += field.object().at("path").text() + " " + field.object().at("code").text() + "\n";
        return list;
    };
    EXPECT_EQ(faults({{"name", "另一家"}, {"code", "91350100M000100Y43"}, {"kind", "enterprise"}, {"department", bureau}}),
              "unit.code registry.code_taken\n");
    EXPECT_EQ(faults({{"name", "甲/乙"}, {"code", "91350100M000100Y44"}, {"verified_on", "2027-01-01"}}),
              "unit.name registry.name_slash\nunit.code registry.code_check\nunit.kind registry.kind_needed\nunit.department "
              "registry.department_needed\nunit.verified_by registry.verified_both\nunit.verified_on registry.verified_to_come\n");
    EXPECT_EQ(faults({{"name", "草原大学"}, {"kind", "university"}, {"department", bureau}}), "unit.name registry.name_taken\n");
    EXPECT_EQ(faults({{"name", "研发中心"}, {"kind", "institute"}, {"code", "91350100M000100Y43"}}, id),
              "unit.name registry.name_taken\nunit.code registry.code_below\nunit.kind registry.entity_only\n");
    EXPECT_EQ(count("SELECT count(*) FROM unit WHERE name = '另一家'"), 0);
}

TEST_P(Units, KeepTheFormerNameAndTellWhatChanged)
{
    std::string id = office.unit(office.institute);
    EXPECT_EQ(change(id, {{"name", "河套研究院"}}).status, 422) << "nothing changed";
    EXPECT_EQ(change(id, {{"name", "河套现代农业研究院"}}, 1, "  ").status, 422) << "without grounds";
    ASSERT_EQ(change(id, {{"name", "河套现代农业研究院"}, {"kind", "institute"}}).status, 200);
    auto unit = shown(id);
    EXPECT_EQ(unit.at("aliases").array()[0].text(), "河套研究院");
    EXPECT_EQ(unit.at("version").integer(), 2);
    std::string reason = last_reason(id);
    EXPECT_NE(
        reason.find(
            "名称由“河套研究院”改为“河套现代农业研究院”；单位类型填为“科研院所”；曾用名和别名填为“河套研究院”。依据：来函〔2026〕1 号"),
        std::string::npos)
        << reason;
    EXPECT_EQ(code_of(change(id, form("河套院"))), "registry.changed_meanwhile");
    EXPECT_EQ(body_of(admin.get("/api/v1/units?search="
                                "%E6%B2%B3%E5%A5%97%E7%A0%94%E7%A9%B6%E9%99%A2"))
                  .object()
                  .at("items")
                  .array()
                  .size(),
              1u)
        << "found by its former name";
}

TEST_P(Units, MoveWithAllBelowThemButNeverInACircle)
{
    std::string university = office.unit(office.university), college = office.unit(office.college),
                institute = office.unit(office.institute);
    std::string laboratory = created({{"name", "草业实验室"}}, college);
    std::string expert = add_expert(office.college, 300);
    EXPECT_EQ(code_of(move(university, laboratory)), "registry.move_circle");
    EXPECT_EQ(code_of(move(university, university)), "registry.move_circle");
    EXPECT_EQ(code_of(move(college, university)), "registry.move_same");
    EXPECT_EQ(code_of(move(college, "")), "registry.kind_needed");
    ASSERT_EQ(move(college, institute).status, 200);
    EXPECT_EQ(shown(laboratory).at("path").text(), "河套研究院 / 农牧学院 / 草业实验室");
    EXPECT_EQ(count("SELECT count(*) FROM expert_facet WHERE facet = 'unit' AND code = $1", {institute}), 1);
    EXPECT_EQ(count("SELECT count(*) FROM expert_facet WHERE facet = 'unit' AND code = $1", {university}), 0);
    EXPECT_NE(last_reason(college).find("由“草原大学”之下移为“河套研究院”之下。依据：机构改革方案"), std::string::npos)
        << last_reason(college);
    ASSERT_EQ(move(college, "", "institute", 2).status, 200);
    EXPECT_TRUE(shown(college).at("entity").boolean());

    auto with_code = shown(institute);
    ASSERT_EQ(change(institute, {{"name", "河套研究院"}, {"kind", "institute"}, {"code", right_code}}).status, 200);
    EXPECT_EQ(code_of(move(institute, university, "", 2)), "registry.move_code");
    ASSERT_EQ(change(institute, {{"name", "河套研究院"}, {"kind", "institute"}}, 2).status, 200) << "struck off, on a document";
    EXPECT_EQ(move(institute, university, "", 3).status, 200);
}

// Art. 15(2): no reorganisation may bring operator and supervisor of a draw into one department.
TEST_P(Units, AreNotBroughtTogetherWhereTheyMustStayApart)
{
    office.created();
    std::string review = office.unit(office.review), watch = office.unit(office.watch), bureau = office.unit(office.bureau);
    EXPECT_EQ(code_of(move(review, watch)), "registry.one_department");
    EXPECT_EQ(code_of(merge(watch, review)), "registry.one_department");
    EXPECT_EQ(preview(watch, review).at("obstacles").array().size(), 1u);
    EXPECT_EQ(move(review, bureau).status, 200) << "two departments of one bureau stay two";
}

TEST_P(Units, MergedGoOnAsOneWithEverythingThatHungOnBoth)
{
    std::string university = office.unit(office.university), institute = office.unit(office.institute);
    std::string laboratory = created({{"name", "灌溉实验室"}}, institute), ward = created(form("受管单位"));
    ASSERT_EQ(change(institute, {{"name", "河套研究院"},
                                 {"kind", "institute"},
                                 {"aliases", json::Array{"河套院"}},
                                 {"code", right_code},
                                 {"listed_from", "2015-06-01"}})
                  .status,
              200);
    ASSERT_EQ(change(ward, {{"name", "受管单位"}, {"kind", "enterprise"}, {"department", institute}}).status, 200);
    library.add_account("he", "unit_reviewer", office.institute);
    std::string expert = add_expert(office.institute, 300);
    std::string activity = office.created(); // the institute is the partner of both projects
    auto seen = preview(university, institute);
    EXPECT_TRUE(seen.at("obstacles").array().empty());
    std::map<std::string, std::int64_t> moves;
    for (const auto& move : seen.at("moves").array()) moves[move.object().at("kind").text()] = move.object().at("n").integer();
    EXPECT_EQ(moves, (std::map<std::string, std::int64_t>{
                         {"units", 1}, {"accounts", 1}, {"posts", 1}, {"projects", 2}, {"charges", 1}, {"aliases", 2}, {"code", 1}}));
    EXPECT_EQ(merge(university, institute).status, 409) << "the other was changed since";
    auto done = admin.post(path(university, "/merge"),
                           json::Object{{"version", 1}, {"other", institute}, {"other_version", 2}, {"grounds", "自治区编委〔2026〕3 号"}});
    ASSERT_EQ(done.status, 200) << done.body;

    auto survivor = shown(university);
    EXPECT_EQ(survivor.at("code").text(), right_code);
    EXPECT_EQ(survivor.find("listed_from"), nullptr) << "what the absorbed one was listed for excepts nobody";
    EXPECT_EQ(json::canonical(survivor.at("aliases")), R"(["河套研究院","河套院"])");
    EXPECT_EQ(shown(laboratory).at("path").text(), "草原大学 / 灌溉实验室");
    EXPECT_EQ(shown(ward).at("department").object().at("name").text(), "草原大学");
    auto absorbed = shown(institute);
    EXPECT_EQ(absorbed.at("merged_into").object().at("id").text(), university);
    EXPECT_EQ(absorbed.find("code"), nullptr);
    EXPECT_EQ(
        count("SELECT count(*) FROM account a JOIN unit u ON u.id = a.unit_id WHERE a.login = 'he' AND u.public_id = $1", {university}), 1);
    EXPECT_EQ(count("SELECT count(*) FROM activity_partner q JOIN unit u ON u.id = q.unit_id WHERE u.public_id = $1", {university}), 0)
        << "it is the applicant already";
    EXPECT_EQ(
        count("SELECT count(*) FROM expert_version v JOIN expert e ON e.id = v.expert_id WHERE e.public_id = $1 AND v.fields = 'posts'",
              {expert}),
        1);
    EXPECT_EQ(count("SELECT count(*) FROM expert_facet WHERE facet = 'unit' AND code = $1", {university}), 1);
    EXPECT_NE(last_reason(university).find("并入“河套研究院”：下级单位：灌溉实验室 1"), std::string::npos) << last_reason(university);
    EXPECT_NE(last_reason(institute).find("并入“草原大学”"), std::string::npos);

    // Nobody chooses it any more; what still names it means the other.
    auto found = body_of(admin.get("/api/v1/units?search=%E6%B2%B3%E5%A5%97")).object();
    ASSERT_EQ(found.at("items").array().size(), 1u);
    EXPECT_EQ(found.at("items").array()[0].object().at("code").text(), university);
    EXPECT_EQ(code_of(change(institute, form("河套研究院"), 3)), "registry.merged_away");
    EXPECT_EQ(code_of(move(institute, "", "institute", 3)), "registry.merged_away");
    EXPECT_EQ(preview(office.unit(office.bureau), institute).at("obstacles").array().size(), 1u);
    auto again = office.form();
    json::Object project = office.project("P-3", 30);
    project.set("applicant", institute).set("partners", json::Array{}).set("lead_unit", institute);
    again.set("projects", json::Array{std::move(project)});
    office.created(again); // from a form that was opened before
    EXPECT_EQ(count("SELECT count(*) FROM activity_project p JOIN unit u ON u.id = p.applicant_id WHERE u.public_id = $1", {institute}), 0);
    EXPECT_EQ(count("SELECT count(*) FROM activity_project p JOIN unit u ON u.id = p.applicant_id WHERE u.public_id = $1", {university}),
              3);
}

TEST_P(Units, AreNotMergedWhereSomethingStandsInTheWay)
{
    std::string university = office.unit(office.university), college = office.unit(office.college),
                institute = office.unit(office.institute);
    EXPECT_EQ(code_of(merge(university, university)), "registry.merge_itself");
    EXPECT_EQ(code_of(merge(college, university)), "registry.merge_above");
    ASSERT_EQ(change(institute, {{"name", "河套研究院"}, {"code", right_code}}).status, 200);
    auto into =
        admin.post(path(college, "/merge"), json::Object{{"version", 1}, {"other", institute}, {"other_version", 2}, {"grounds", "方案"}});
    EXPECT_EQ(code_of(into), "registry.merge_into_part");
    std::string other_code = identity::invent_credit_code("12", "150000", 7);
    ASSERT_EQ(change(university, {{"name", "草原大学"}, {"code", other_code}}).status, 200);
    auto two = preview(university, institute);
    ASSERT_EQ(two.at("obstacles").array().size(), 1u);
    EXPECT_NE(two.at("obstacles").array()[0].text().find("是两个法人"), std::string::npos);
    EXPECT_EQ(merge(college, office.unit(office.bureau)).status, 200) << "a legal entity that was none";
}

INSTANTIATE_TEST_SUITE_P(Engines, Units, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
