#include "expert/expert.h"
#include "intake/alike.h"
#include "intake/import_desk.h"

using namespace support;

namespace {

TEST(Alike, IsTheSameNameWithBirthDateOrUnit)
{
    using intake::Someone;
    auto day = [](int n) { return std::optional(Day::of(1970, 1, n)); };
    std::vector<Someone> known{{"k1", "张三", day(1), {1}}, {"k2", "张三", std::nullopt, {}}, {"k3", "李四", day(1), {1}}};
    std::vector<Someone> rows{
        {"a", "张三", day(1), {2}},      // k1 by birth date
        {"b", "张三", day(2), {1, 2}},   // k1 by unit, a by unit
        {"c", "李四", day(2), {3}},      // nobody
        {"k3", "李四", day(1), {1}},     // itself
        {"d", "张三", std::nullopt, {}}, // nothing to compare by
        {"a", "张三", day(1), {2}},      // the same number twice: told elsewhere, and no pair twice
    };
    std::string text;
    for (const auto& p : intake::find_alike(rows, known))
        text += rows[p.row].key + "-" + (p.known ? known[p.other].key : rows[p.other].key) + (p.by_birth ? "B" : "") +
                (p.by_unit ? "U" : "") + " ";
    EXPECT_EQ(text, "a-k1B b-k1U b-aU ");
}

TEST(Alike, StaysLinearInAFileOfOneName)
{
    std::vector<intake::Someone> rows;
    for (int i = 0; i < 20'000; ++i) rows.push_back({std::to_string(i), "王伟", Day::of(1970, 1, 1), {1}});
    EXPECT_EQ(intake::find_alike(rows, {}).size(), 20'000u * 10 - 55);
}

class NamesakesOfAFile : public ImportDesk {
protected:
    static std::map<std::string, Rows> file(const Rows& people)
    {
        auto sheets = good_sheets();
        std::map<std::string, Rows> made{{"单位", sheets["单位"]},
                                         {"专家", {{"姓名", "身份证号", "性别", "专家类别", "工作单位", "职称"}}}};
        made["专家"].insert(made["专家"].end(), people.begin(), people.end());
        return made;
    }
    void bring_in(const std::map<std::string, Rows>& sheets)
    {
        std::string id = check(workbook_of_sheets(sheets));
        ASSERT_EQ(state_of(show(id)), "ready") << errors_of(id);
        order(id);
        library.run_jobs();
        ASSERT_EQ(state_of(show(id)), "applied");
    }
    json::Array pairs(const std::string& id, const std::string& query = "")
    {
        return body_of(admin.get("/api/v1/imports/" + id + "/pairs?size=100" + query)).object().at("items").array();
    }
    // "第 2 行=E2026-00001 unit different | …"
    std::string told(const std::string& id)
    {
        std::string text;
        for (const auto& item : pairs(id)) {
            const auto& p = item.object();
            text += p.at("label").text() + "=" + p.at("other_label").text() + (p.at("by_birth").boolean() ? " birth" : "") +
                    (p.at("by_unit").boolean() ? " unit" : "") + (p.at("decision").text().empty() ? "" : " " + p.at("decision").text()) +
                    " | ";
        }
        return text;
    }
    http::Response decide(const std::string& id, std::size_t place, const std::string& decision)
    {
        json::Array list;
        list.emplace_back(json::Object{{"pair", pairs(id)[place].object().at("pair").text()}, {"decision", decision}});
        return admin.send(http::Method::put, "/api/v1/imports/" + id + "/pairs",
                          json::canonical(json::Object{{"decisions", std::move(list)}}));
    }
    std::int64_t undecided(const std::string& id) { return show(id).at("undecided").integer(); }
};

TEST_P(NamesakesOfAFile, AreSeenAndDecidedByWhoBringsIn)
{
    std::string id = check(workbook_of_sheets(file({{"阿茹娜", citizen(1), "", "其他", "草原大学", ""}})));
    Browser stranger(library);
    EXPECT_EQ(stranger.get("/api/v1/imports/" + id + "/pairs").status, 401);
    EXPECT_EQ(stranger.send(http::Method::put, "/api/v1/imports/" + id + "/pairs", "{}").status, 401);
    for (const char* role : {"science_department", "operator", "system_administrator", "audit_administrator", "expert"}) {
        library.add_account(role, role);
        Browser person(library);
        person.sign_in(role);
        EXPECT_EQ(person.get("/api/v1/imports/" + id + "/pairs").status, 403) << role;
        EXPECT_EQ(person.send(http::Method::put, "/api/v1/imports/" + id + "/pairs", "{}").status, 403) << role;
    }
    EXPECT_EQ(admin.get("/api/v1/imports/no-such/pairs").status, 404);
    auto order = json::canonical(json::Object{{"decisions", json::Array{json::Object{{"pair", "x"}, {"decision", "same"}}}}});
    EXPECT_EQ(code_of(admin.send(http::Method::put, "/api/v1/imports/" + id + "/pairs", order)), "intake.pair_absent");
    EXPECT_EQ(count("same_person_decision"), 0);
}

TEST_P(NamesakesOfAFile, AreToldSideBySideAndRememberedInEveryFile)
{
    bring_in(file({{"阿茹娜", citizen(1), "", "其他", "草原大学/能源学院", "教授"}}));
    auto sheets = file({{"阿茹娜", citizen(2), "", "其他", "草大", ""},    // same unit as the record
                        {"阿茹娜", citizen(3), "", "其他", firm_code, ""}, // another unit, another date: nobody
                        {"巴图", citizen(4), "", "其他", firm_code, ""},
                        {"巴图", citizen(5), "", "研究开发", "敕勒川能源有限公司", ""}}); // same unit as the row before
    std::string id = check(workbook_of_sheets(sheets), "second.xlsx");
    EXPECT_EQ(state_of(show(id)), "ready") << "warnings, not errors";
    EXPECT_EQ(told(id), "第 2 行=E2026-00001 unit | 第 5 行=第 4 行 unit | ");
    EXPECT_EQ(undecided(id), 2);
    const auto answer = pairs(id);
    const auto& first = answer[0].object();
    EXPECT_EQ(first.at("other").object().at("units").text(), "草原大学 能源学院");
    EXPECT_EQ(first.at("other").object().at("citizen_id").text(), masked(citizen(1), 3, 2));
    EXPECT_EQ(first.at("card").object().at("citizen_id").text(), masked(citizen(2), 3, 2));
    std::string differing;
    for (const auto& name : answer[1].object().at("differing").array()) differing += name.text() + " ";
    EXPECT_NE(differing.find("citizen_id"), std::string::npos);
    EXPECT_NE(differing.find("categories"), std::string::npos);
    EXPECT_EQ(differing.find("units"), std::string::npos);
    EXPECT_EQ(admin.get("/api/v1/imports/" + id + "/pairs").body.find(citizen(1)), std::string::npos);

    EXPECT_EQ(decide(id, 1, "different").status, 202);
    EXPECT_EQ(state_of(show(id)), "ready") << "nothing to check again";
    EXPECT_EQ(undecided(id), 1);
    EXPECT_EQ(pairs(id, "&undecided=1").size(), 1u);
    // One person with two numbers: that row cannot come in.
    EXPECT_EQ(decide(id, 0, "same").status, 202);
    library.run_jobs();
    EXPECT_EQ(state_of(show(id)), "refused");
    EXPECT_EQ(errors_of(id),
              "专家 2 身份证号|" + hidden(2) +
                  "|认定与库中的 E2026-00001是同一人而身份证号不同。请核对后改正写错的号码再上传；认定有误的，改为“不是同一人”。\n");
    EXPECT_EQ(undecided(id), 0);
    EXPECT_EQ(show(id).at("held").integer(), 1);
    EXPECT_EQ(order(id).status, 409);

    // The same people in another file: nobody is asked again.
    sheets["专家"].push_back({"巴图", citizen(6), "", "其他", "草原大学", ""});
    std::string mended = check(workbook_of_sheets(sheets), "third.xlsx");
    EXPECT_EQ(told(mended), "第 2 行=E2026-00001 unit same | 第 5 行=第 4 行 unit different | ");
    EXPECT_EQ(undecided(mended), 0);
    // Taken back.
    EXPECT_EQ(decide(mended, 0, "").status, 202);
    library.run_jobs();
    EXPECT_EQ(state_of(show(mended)), "ready");
    EXPECT_EQ(undecided(mended), 1);
    order(mended);
    EXPECT_EQ(code_of(decide(mended, 0, "same")), "intake.under_way");
    library.run_jobs();
    EXPECT_EQ(count("expert"), 6);
    EXPECT_EQ(count("import_pair"), 2) << "those of the file that is left";
    EXPECT_EQ(library.check(), "");
}

TEST_P(NamesakesOfAFile, TwoRowsThatAreOnePersonBothStayBehind)
{
    std::string id = check(workbook_of_sheets(file({{"巴图", citizen(4), "", "其他", firm_code, ""},
                                                    {"巴图", citizen(5), "", "其他", firm_code, ""},
                                                    {"乌恩", citizen(6), "", "其他", firm_code, ""}})));
    decide(id, 0, "same");
    library.run_jobs();
    EXPECT_EQ(show(id).at("held").integer(), 2);
    EXPECT_EQ(order(id, true).status, 202);
    library.run_jobs();
    EXPECT_EQ(count("expert"), 1);
    EXPECT_EQ(library.check(), "");
}

TEST_P(NamesakesOfAFile, ARecordWithoutANumberGetsItBeforeTheRowIsRecognised)
{
    {
        const auto& platform = library.platform();
        ledger::Act act(platform.database, platform.keys, {"console", "test"}, library.clock().now());
        expert::Numbers numbers(act.connection(), 2026);
        expert::NewExpert record;
        record.name = "阿茹娜";
        record.birth_day = identity::parse_citizen_id(citizen(1))->birth;
        record.entered_on = Day::of(2026, 1, 1);
        expert::add_expert(act, platform.keys, numbers, record);
        act.commit();
    }
    std::string id = check(workbook_of_sheets(file({{"阿茹娜", citizen(1), "", "其他", "草原大学", ""}})));
    EXPECT_EQ(told(id), "第 2 行=E2026-00001 birth | ");
    EXPECT_FALSE(pairs(id)[0].object().at("numbered").boolean());
    EXPECT_EQ(decide(id, 0, "same").status, 202);
    library.run_jobs();
    EXPECT_NE(errors_of(id).find("库中没有身份证号"), std::string::npos) << errors_of(id);
    EXPECT_EQ(count("same_person_decision"), 1);
    EXPECT_EQ(decide(id, 0, "different").status, 202);
    library.run_jobs();
    EXPECT_EQ(state_of(show(id)), "ready");
    EXPECT_EQ(count("same_person_decision"), 1) << "a changed mind replaces the decision";
    EXPECT_EQ(library.check(), "");
}

// 10,000 rows: 100 names; each name's rows have their own unit but for the namesakes.
TEST_P(NamesakesOfAFile, AreCountedExactlyInTenThousandRows)
{
    Rows units{{"单位名称", "统一社会信用代码", "单位类型"}}, people{{"姓名", "身份证号", "专家类别", "工作单位"}};
    for (int u = 0; u < 100; ++u)
        units.push_back({"第" + std::to_string(u) + "研究院",
                         identity::invent_credit_code("12", "150000", 100 + static_cast<std::uint64_t>(u)), "科研院所"});
    std::int64_t expected = 0;
    for (int i = 0; i < 10'000; ++i) {
        // Row i and row i + 1 share name and unit where i is a multiple of 50: 200 pairs; all else differs in one of them.
        int k = i % 50 == 1 ? i - 1 : i;
        people.push_back({"人" + std::to_string(k % 100) + "号" + std::to_string(k / 100 % 100), citizen(1000 + i), "其他",
                          "第" + std::to_string(k / 50 % 100) + "研究院"});
        expected += i % 50 == 1;
    }
    std::string id = check(workbook_of_sheets({{"单位", units}, {"专家", people}}));
    EXPECT_EQ(state_of(show(id)), "ready") << errors_of(id).substr(0, 500);
    EXPECT_EQ(expected, 200);
    EXPECT_EQ(show(id).at("pairs").integer(), expected);
    EXPECT_EQ(undecided(id), expected);
    order(id);
    library.run_jobs();
    EXPECT_EQ(count("expert"), 10'000);
    std::string batch = id;
    // The same names and units with other numbers: each is like the one of the library, the doubled ones like two, and like each other.
    for (std::size_t i = 1; i < people.size(); ++i) people[i][1] = citizen(20'000 + static_cast<int>(i));
    id = check(workbook_of_sheets({{"专家", people}}));
    EXPECT_EQ(show(id).at("pairs").integer(), 10'000 + 200 + 200 + 200);
    // And all of them taken back.
    ASSERT_EQ(admin.post("/api/v1/imports/" + batch + "/undo", json::Object{{"reason", "重复"}}).status, 202);
    library.run_jobs();
    EXPECT_EQ(state_of(show(batch)), "undone");
    EXPECT_EQ(count("expert") + count("post") + count("unit") + count("expert_facet"), 0);
    EXPECT_EQ(library.check(), "");
}

INSTANTIATE_TEST_SUITE_P(Engines, NamesakesOfAFile, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
