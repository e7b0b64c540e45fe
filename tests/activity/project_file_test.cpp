#include "activity/office.h"
#include "activity/project_sheet.h"

#include <gtest/gtest.h>

using support::body_of;
using support::Browser;
using support::code_of;

namespace {

TEST(ProjectSheet, SplitsWhatPeopleWrite)
{
    using activity::split_entries;
    EXPECT_EQ(split_entries(" 甲；乙; 丙\n丁 ；"), (std::vector<std::string>{"甲", "乙", "丙", "丁"}));
    EXPECT_TRUE(split_entries(" ；\n").empty());
    struct Case {
        std::string_view text, name, number;
    };
    const Case cases[] = {
        {"乌云·其木格 15010218991231001X", "乌云·其木格", "15010218991231001X"},
        {"张三：123", "张三", "123"},
        {"张三（123）", "张三", "123"},
        {"张三123", "张三", "123"},
        {"123 张三", "张三", "123"},
        {"张三", "张三", ""},
        {"ᠪᠠᠲᠤ 12x", "ᠪᠠᠲᠤ", "12x"},
        {"", "", ""},
    };
    for (const auto& c : cases) {
        auto found = activity::split_member(c.text);
        EXPECT_EQ(found.name, c.name) << c.text;
        EXPECT_EQ(found.number, c.number) << c.text;
    }
}

class ProjectFile : public testing::TestWithParam<db::Engine> {
protected:
    support::Office office{GetParam()};
    support::TestLibrary& library = office.library;
    Browser& op = office.op;
    std::string id = office.created();

    ~ProjectFile() override { EXPECT_EQ(library.check(), ""); }

    static std::string sheet(const std::vector<std::vector<std::string>>& rows)
    {
        files::Table table{"项目", {}, rows};
        for (const auto& column : activity::sheet_columns) table.columns.push_back({std::string(column.title)});
        return files::write_workbook({table});
    }
    http::Response send(Browser& browser, const std::string& file, const std::string& more = "")
    {
        return browser.send(http::Method::put,
                            "/api/v1/activities/" + id + "/projects-file?version=" + std::to_string(office.version(id)) + more, file);
    }
    // "row column code; …"
    static std::string faults(const http::Response& response)
    {
        std::string list;
        auto body = body_of(response);
        for (const auto& e : body.object().at("errors").array()) {
            const auto* column = e.object().find("column");
            list += (list.empty() ? "" : "; ") + std::to_string(e.object().at("row").integer()) + " " + (column ? column->text() : "") +
                    " " + e.object().at("code").text();
        }
        return list;
    }
};

TEST_P(ProjectFile, AddsAndUpdatesByNumber)
{
    std::string file =
        sheet({{"P-2", "改名的项目", "草原大学", "", "巴特尔", office.person(20), "草原大学/农牧学院", "乌云 " + office.person(21)},
               {"P-3", "新项目", "草原大学/农牧学院", "河套研究院", "哈斯·巴根", office.person(30), "农牧学院",
                "甲 " + office.person(31) + "；乙：" + office.person(32)}});
    auto before = office.detail(op, id);
    auto tried = body_of(send(op, file, "&dry_run=1"));
    EXPECT_FALSE(tried.object().at("applied").boolean());
    EXPECT_EQ(tried.object().at("added").integer(), 1);
    EXPECT_EQ(tried.object().at("updated").integer(), 1);
    EXPECT_EQ(office.version(id), 1) << "a try changes nothing";
    auto done = body_of(send(op, file));
    EXPECT_TRUE(done.object().at("applied").boolean());
    auto after = office.detail(op, id);
    const auto& p = after.object().at("projects").array();
    ASSERT_EQ(p.size(), 3u);
    EXPECT_EQ(p[0], before.object().at("projects").array()[0]) << "what is not in the file stays";
    EXPECT_EQ(p[1].object().at("name").text(), "改名的项目");
    EXPECT_EQ(p[1].object().at("id"), before.object().at("projects").array()[1].object().at("id"));
    EXPECT_EQ(p[1].object().at("partners").array().size(), 0u);
    EXPECT_EQ(p[2].object().at("lead_name").text(), "哈斯·巴根");
    EXPECT_TRUE(p[2].object().at("lead_unit_known").boolean());
    EXPECT_EQ(p[2].object().at("members").array().size(), 2u);
    EXPECT_EQ(after.object().at("version").integer(), 2);
}

TEST_P(ProjectFile, KeepsWhomAProjectAsksToAvoidUnlessItNamesOthers)
{
    auto file = [&](const std::string& asked) {
        return "编号,名称,申报单位,负责人,负责人身份证号,申请回避的专家\nP-2,项目,草原大学,巴特尔," + office.person(20) + "," + asked +
               "\n";
    };
    auto asked = [&] { return json::canonical(office.detail(op, id).object().at("projects").array()[1].object().at("avoidances")); };
    EXPECT_TRUE(body_of(send(op, file("甲（某大学）：有专利纠纷；乙：同行竞争"))).object().at("applied").boolean());
    std::string both = R"([{"name":"甲","reason":"有专利纠纷","unit":"某大学"},{"name":"乙","reason":"同行竞争","unit":""}])";
    EXPECT_EQ(asked(), both);
    EXPECT_TRUE(body_of(send(op, file(""))).object().at("applied").boolean());
    EXPECT_EQ(asked(), both);
    EXPECT_EQ(faults(send(op, file("甲（某大学）"))), "2 申请回避的专家 field.required");
    EXPECT_TRUE(body_of(send(op, file("丙(某院):师承不和"))).object().at("applied").boolean());
    EXPECT_EQ(asked(), R"([{"name":"丙","reason":"师承不和","unit":"某院"}])");
}

TEST_P(ProjectFile, TellsEveryFaultWithItsPlaceAndTakesNothing)
{
    std::string wrong = office.person(40);
    wrong[3] = wrong[3] == '1' ? '2' : '1';
    auto response = send(op, sheet({{"", "无编号", "草原大学", "", "巴特尔", office.person(40), "", ""},
                                    {"P-5", "项目", "没有的大学", "", "巴特尔", wrong, "", ""},
                                    {"P-6", "项目", "草原大学", "草原大学", "", office.person(41), "没有的学院", "甲 123"}}));
    EXPECT_EQ(faults(response), "2 编号 field.required; 3 负责人身份证号 citizen_id.check; 3 申报单位 activity.unit_unwritten; "
                                "4 负责人 field.required; 4 成员及身份证号 citizen_id.length; 4 负责人二级单位 activity.unit_unwritten");
    EXPECT_EQ(response.body.find(wrong), std::string::npos) << "numbers are never sent back";
    EXPECT_FALSE(body_of(response).object().at("applied").boolean());
    auto twice = send(op, sheet({{"P-7", "项目", "草原大学", "草原大学", "巴特尔", office.person(50), "", "甲 " + office.person(50)},
                                 {"P-7", "项目", "草原大学", "", "巴特尔", office.person(51), "", "乙"}}));
    EXPECT_EQ(faults(twice), "2 合作单位 activity.partner_is_applicant; 2 成员及身份证号 activity.person_twice; "
                             "3 编号 activity.number_twice; 3 成员及身份证号 activity.citizen_id_needed");
    EXPECT_EQ(office.version(id), 1);
    EXPECT_EQ(office.detail(op, id).object().at("projects").array().size(), 2u);
}

TEST_P(ProjectFile, RefusesWhatIsNoSheetOfProjects)
{
    struct Case {
        std::string file, faults;
    };
    const Case cases[] = {
        {sheet({}), "0  activity.sheet_empty"},
        {"编号,名称\nP-1,x\n",
         "1 申报单位 activity.column_missing; 1 负责人 activity.column_missing; 1 负责人身份证号 activity.column_missing"},
        {"编号,编号,颜色\n1,2,3\n", "1 编号 activity.column_twice; 1 颜色 activity.column_unknown; 1 名称 activity.column_missing; "
                                    "1 申报单位 activity.column_missing; 1 负责人 activity.column_missing; 1 负责人身份证号 "
                                    "activity.column_missing"},
        {"编号,名称,申报单位,负责人,负责人身份证号\n=1+1,项目,草原大学,甲,x\n", "2 编号 activity.cell_formula; 2 编号 field.required; "
                                                                                "2 负责人身份证号 citizen_id.length"},
    };
    for (const auto& c : cases) EXPECT_EQ(faults(send(op, c.file)), c.faults);
    EXPECT_EQ(code_of(send(op, "")), "files.empty");
    EXPECT_EQ(code_of(send(op, std::string("PK\3\4") + std::string(100, 'x'))), "files.broken_zip");
    EXPECT_EQ(code_of(op.send(http::Method::put, "/api/v1/activities/" + id + "/projects-file", sheet({}))), "activity.unreadable_version");
    EXPECT_EQ(office.version(id), 1);
}

TEST_P(ProjectFile, IsForTheOwnOperatorWhileItMayBeChanged)
{
    std::string file = sheet({{"P-9", "项目", "草原大学", "", "巴特尔", office.person(60), "", ""}});
    Browser stranger(library), op2(library);
    op2.sign_in("op2");
    EXPECT_EQ(send(stranger, file).status, 401);
    EXPECT_EQ(send(office.ap, file).status, 403);
    EXPECT_EQ(send(op2, file).status, 404);
    EXPECT_EQ(stranger.get("/api/v1/activities/projects-template").status, 401);
    auto sheet_template = op.get("/api/v1/activities/projects-template");
    EXPECT_EQ(sheet_template.status, 200);
    auto read = files::read_workbook(sheet_template.body, "");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->sheets.front().name, "项目");
    EXPECT_EQ(read->sheets.front().rows.front().cells.size(), activity::sheet_columns.size());
    EXPECT_EQ(code_of(op.send(http::Method::put, "/api/v1/activities/" + id + "/projects-file?version=7", file)),
              "ledger.changed_meanwhile");
    EXPECT_EQ(office.step(op, id, "submit").status, 204);
    EXPECT_EQ(code_of(send(op, file)), "activity.no_such_step");
}

INSTANTIATE_TEST_SUITE_P(Engines, ProjectFile, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
