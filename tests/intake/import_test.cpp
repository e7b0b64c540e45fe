#include "base/identity.h"
#include "files/workbook.h"
#include "jobs/jobs.h"
#include "support/archives.h"
#include "support/library.h"

#include <gtest/gtest.h>

using support::body_of;
using support::Browser;
using support::code_of;
using support::TestLibrary;

namespace {

using Rows = std::vector<std::vector<std::string>>; // titles first

std::string citizen(int seed)
{
    return identity::invent_citizen_id(static_cast<std::uint64_t>(seed));
}

// As errors show it.
std::string hidden(int seed)
{
    return citizen(seed).substr(0, 6) + "****" + citizen(seed).substr(16);
}

const std::string university_code = identity::invent_credit_code("12", "150000", 1);
const std::string firm_code = identity::invent_credit_code("91", "150000", 2);

// A small library without faults.
std::map<std::string, Rows> good_sheets()
{
    return {
        {"单位",
         {{"单位名称", "上级单位", "统一社会信用代码", "单位类型", "所在地区", "归口管理部门", "曾用名和别名", "单位属性", "上市日期"},
          {"能源学院", "草原大学", "", "", "", "", "", "", ""}, // the unit above it comes later
          {"草原大学", "", university_code, "高校", "150100", "敕勒川能源有限公司", "草大；草原学院", "", ""},
          {"敕勒川能源有限公司", "", firm_code, "企业", "", "", "", "高新技术企业（2021-01-01至2027-12-31）", "2015/6/1"},
          {"热能系", "草大/能源学院", "", "", "", "", "", "", ""}}},
        {"专家",
         {{"姓名", "身份证号", "蒙古文姓名", "手机", "职称", "专家类别", "类别依据", "主学科", "其他学科", "入库日期"},
          {"阿拉坦·格日勒", citizen(1), "ᠠᠯᠲᠠᠨᠭᠡᠷᠡᠯ", "13800000001", "教授", "研究开发；财务审计", "教授；注册会计师", "48060", "",
           "2024年3月1日"},
          {"𠮷田建国", citizen(2), "", "", "", "其他", "", "", "", ""}}},
        {"任职",
         {{"身份证号", "姓名", "单位", "内设机构", "任职方式", "职务", "开始日期", "结束日期"},
          {citizen(1), "阿拉坦·格日勒", "草原学院", "能源学院/热能系", "主要任职", "教授", "2015-07-01", ""},
          {citizen(2), "", firm_code, "", "顾问", "", "", ""}}},
        {"项目",
         {{"项目编号", "项目名称", "开始日期", "身份证号", "角色"},
          {"KY1", "草业", "2025-01-01", citizen(1), "负责人"},
          {"KY1", "草业", "2025-01-01", citizen(77), "成员"}}},
        {"亲属师生", {{"身份证号", "关系", "对方姓名", "对方身份证号", "对方单位"}, {citizen(1), "配偶", "王秀英", citizen(88), ""}}},
        {"利益关系", {{"身份证号", "单位", "关系种类", "持股比例"}, {citizen(1), "敕勒川能源有限公司", "持有股权", "12.5%"}}},
        {"处理记录",
         {{"身份证号", "处理种类", "开始日期", "结束日期", "文件名称及文号"},
          {citizen(2), "诫勉谈话", "2025-01-01", "", "某文〔2025〕1号"}}},
    };
}

std::string workbook_of_sheets(const std::map<std::string, Rows>& sheets)
{
    std::vector<files::Table> tables;
    for (const auto& [name, rows] : sheets) {
        files::Table table{name, {}, {rows.begin() + 1, rows.end()}};
        for (const auto& title : rows[0]) table.columns.push_back({title});
        tables.push_back(std::move(table));
    }
    return files::write_workbook(tables);
}

class Import : public testing::TestWithParam<db::Engine> {
protected:
    TestLibrary library{GetParam()};
    Browser admin{library};

    void SetUp() override
    {
        library.add_account("han", "library_administrator");
        ASSERT_EQ(admin.sign_in("han").status, 200);
    }

    json::Object put(const std::string& bytes, const std::string& name = "library.xlsx")
    {
        auto response = admin.send(http::Method::put, "/api/v1/imports?name=" + name, bytes);
        EXPECT_EQ(response.status, 202) << response.body;
        return body_of(response).object();
    }
    json::Object show(const std::string& id) { return body_of(admin.get("/api/v1/imports/" + id)).object(); }
    static std::string id_of(const json::Object& detail) { return detail.at("item").object().at("id").text(); }
    static std::string state_of(const json::Object& detail) { return detail.at("item").object().at("state").text(); }

    // Uploads and checks; gives the id.
    std::string check(const std::string& bytes, const std::string& name = "library.xlsx")
    {
        std::string id = id_of(put(bytes, name));
        library.run_jobs();
        return id;
    }
    http::Response order(const std::string& id)
    {
        return admin.post("/api/v1/imports/" + id + "/apply",
                          json::Object{{"document", "内科专〔2026〕1号"}, {"verified_on", "2026-03-01"}, {"verified_by", "韩雪梅"}});
    }
    // "专家 3 身份证号 intake.person_twice" for each error.
    std::string errors_of(const std::string& id)
    {
        std::string lines;
        auto answer = body_of(admin.get("/api/v1/imports/" + id + "/errors?size=100"));
        for (const auto& item : answer.object().at("items").array()) {
            const auto& e = item.object();
            lines += e.at("sheet").text() + " " + std::to_string(e.at("row").integer()) + " " + e.at("title").text() + "|" +
                     e.at("value").text() + "|" + e.at("reason").text() + e.at("change").text() + "\n";
        }
        return lines;
    }
    std::int64_t count(const std::string& table)
    {
        auto snapshot = library.platform().database.read();
        return *snapshot->connection().one("SELECT count(*) FROM " + table, {}, [](const db::Row& row) { return row.integer(0); });
    }
    std::string counts()
    {
        std::string text;
        for (const char* table : {"unit", "expert", "post", "research_project", "research_participant", "relation", "interest", "sanction",
                                  "import_batch", "expert_facet"})
            text += std::to_string(count(table)) + " ";
        return text;
    }
};

TEST_P(Import, IsOnlyForWhoMayBringIn)
{
    std::string id = check(workbook_of_sheets(good_sheets()));
    Browser stranger(library);
    std::map<std::string, Browser> people;
    people.emplace("", stranger);
    for (const char* role : {"science_department", "operator", "system_administrator", "audit_administrator", "expert"}) {
        library.add_account(role, role);
        people.emplace(role, Browser(library)).first->second.sign_in(role);
    }
    std::string before = counts();
    for (auto& [role, person] : people) {
        int status = role.empty() ? 401 : 403;
        EXPECT_EQ(person.send(http::Method::put, "/api/v1/imports?name=a.csv", "x").status, status) << role;
        EXPECT_EQ(person.get("/api/v1/imports").status, status) << role;
        EXPECT_EQ(person.get("/api/v1/imports/template").status, status) << role;
        EXPECT_EQ(person.get("/api/v1/imports/" + id).status, status) << role;
        EXPECT_EQ(person.get("/api/v1/imports/" + id + "/errors").status, status) << role;
        EXPECT_EQ(person.get("/api/v1/imports/" + id + "/errors-file").status, status) << role;
        EXPECT_EQ(person.post("/api/v1/imports/" + id + "/apply", json::Object{{"document", "x"}}).status, status) << role;
        EXPECT_EQ(person.remove("/api/v1/imports/" + id).status, status) << role;
    }
    library.run_jobs();
    EXPECT_EQ(counts(), before);
    EXPECT_EQ(state_of(show(id)), "ready");
    EXPECT_EQ(library.check(), "");
}

TEST_P(Import, BringsInAWholeLibraryOnce)
{
    std::string bytes = workbook_of_sheets(good_sheets());
    auto begun = put(bytes);
    std::string id = id_of(begun);
    EXPECT_EQ(state_of(begun), "checking");
    EXPECT_EQ(code_of(order(id)), "intake.under_way");
    library.run_jobs();
    EXPECT_EQ(errors_of(id), "");
    EXPECT_EQ(state_of(show(id)), "ready");
    EXPECT_EQ(counts(), "0 0 0 0 0 0 0 0 0 0 ") << "checking writes nothing";
    EXPECT_EQ(order(id).status, 202);
    EXPECT_EQ(state_of(show(id)), "applying");
    EXPECT_EQ(code_of(admin.remove("/api/v1/imports/" + id)), "intake.under_way");
    library.run_jobs();
    auto done = show(id);
    EXPECT_EQ(state_of(done), "applied");
    EXPECT_EQ(done.at("experts").integer(), 2);
    EXPECT_EQ(done.at("units").integer(), 4);
    EXPECT_EQ(done.at("item").object().at("by").text(), "han");
    EXPECT_EQ(counts().substr(0, 18), "4 2 2 1 2 1 1 1 1 ");
    EXPECT_EQ(count("import_upload") + count("import_error") + count("job"), 0);
    EXPECT_EQ(library.check(), "");

    auto list = body_of(admin.get("/api/v1/experts?name=alatan")).object();
    ASSERT_EQ(list.at("total").integer(), 1);
    auto expert = body_of(admin.get("/api/v1/experts/" + list.at("items").array()[0].object().at("id").text())).object();
    EXPECT_EQ(expert.at("name").text(), "阿拉坦·格日勒");
    EXPECT_EQ(expert.at("name_mongolian").text(), "ᠠᠯᠲᠠᠨᠭᠡᠷᠡᠯ");
    EXPECT_EQ(expert.at("entered_on").text(), "2024-03-01");
    EXPECT_EQ(expert.at("document").text(), "内科专〔2026〕1号");
    const auto& post = expert.at("posts").array()[0].object();
    EXPECT_EQ(post.at("unit_name").text(), "热能系");
    EXPECT_EQ(post.at("verified_on").text(), "2026-03-01");
    EXPECT_EQ(post.at("verified_by").text(), "韩雪梅");
    const auto& categories = expert.at("categories").array();
    ASSERT_EQ(categories.size(), 2u);
    EXPECT_EQ(categories[1].object().at("qualification").text(), "注册会计师");

    // The same file again.
    EXPECT_EQ(state_of(put(bytes)), "applied");
    EXPECT_EQ(code_of(order(id)), "intake.applied_already");
    library.run_jobs();
    EXPECT_EQ(counts().substr(0, 18), "4 2 2 1 2 1 1 1 1 ");
    EXPECT_EQ(library.check(), "");
}

TEST_P(Import, UnitsOfTheLibraryAreUsedAsTheyAre)
{
    auto sheets = good_sheets();
    std::string id = check(workbook_of_sheets({{"单位", sheets["单位"]}}));
    order(id);
    library.run_jobs();
    ASSERT_EQ(count("unit"), 4);
    // The whole library with the same units: nothing is added twice.
    id = check(workbook_of_sheets(sheets));
    EXPECT_EQ(errors_of(id), "");
    order(id);
    library.run_jobs();
    EXPECT_EQ(count("unit"), 4);
    EXPECT_EQ(count("expert"), 2);
    // And units told otherwise.
    sheets["单位"][2][4] = "110000";
    sheets["单位"][3][3] = "科研院所";
    sheets["单位"][3][6] = "川能";
    EXPECT_EQ(errors_of(check(workbook_of_sheets({{"单位", sheets["单位"]}}))),
              "单位 3 所在地区|北京市|库中这个单位的所在地区是“呼和浩特市”。请改成一致；导入不修改在库单位。\n"
              "单位 4 单位类型|科研院所|库中这个单位的单位类型是“企业”。请改成一致；导入不修改在库单位。\n"
              "单位 4 曾用名和别名|川能|库中这个单位的曾用名和别名是“空”。请改成一致；导入不修改在库单位。\n");
    EXPECT_EQ(library.check(), "");
}

struct BadCase {
    std::string sheet;
    std::size_t row, column; // in good_sheets()
    std::string value;
    std::string expected; // beginning of an error's "表 行 列|值|原因"
};

TEST_P(Import, EveryKindOfBadInputNamesItsPlace)
{
    const BadCase cases[] = {
        {"专家", 1, 0, "", "专家 2 姓名||姓名没有填写。请补填。"},
        {"专家", 1, 0, std::string(101, 'a'), "专家 2 姓名|"},
        {"专家", 1, 1, "15010218990101001", "专家 2 身份证号|150102****01|身份证号应为 18 位，现有 17 位。请对照证件补全。"},
        {"专家", 1, 1, "150102189901010010", "专家 2 身份证号|150102****10|"},
        {"专家", 2, 1, citizen(1), "专家 3 身份证号|" + hidden(1) + "|与第 2 行是同一个身份证号。请合并为一行。"},
        {"专家", 1, 3, "1380000", "专家 2 手机|138****00|手机号应为 11 位数字，以 13 至 19 开头。请改正。"},
        {"专家", 1, 4, "高级技师长", "专家 2 职称|高级技师长|"},
        {"专家", 1, 5, "研究开发；研究开发类", "专家 2 专家类别|研究开发；研究开发类|“研究开发”写了两次。请删去一个。"},
        {"专家", 1, 6, "教授；注册会计师；律师", "专家 2 类别依据||类别依据有 3 项而类别有 2 项。请逐项对应，或只写一项通用。"},
        {"专家", 1, 7, "大农业", "专家 2 主学科|大农业|"},
        {"专家", 1, 8, "48060", "专家 2 其他学科|"},
        {"专家", 1, 9, "2026-02-30", "专家 2 入库日期|2026-02-30|“2026-02-30”不是存在的日期。请写作 2026-03-10 的形式。"},
        {"专家", 1, 9, "2027-01-01", "专家 2 入库日期|2027-01-01|入库日期晚于今天。请改正。"},
        {"专家", 0, 4, "职务职称", "专家 0 职务职称||没有“职务职称”这一列。请对照模板改名，或删去这一列。"},
        {"专家", 0, 4, "手机", "专家 0 手机||“手机”这一列出现了两次。请删去一列。"},
        {"专家", 0, 0, "蒙古文姓名", "专家 0 蒙古文姓名||“蒙古文姓名”这一列出现了两次。请删去一列。"},
        {"任职", 1, 1, "别人", "任职 2 姓名|别人|与“专家”表第 2 行的姓名“阿拉坦·格日勒”不一致。请核对姓名和身份证号。"},
        {"任职", 1, 0, citizen(5), "任职 2 身份证号|" + hidden(5) + "|“专家”表里没有这个身份证号。"},
        {"任职", 1, 2, "草原大", "任职 2 内设机构|草原大/能源学院/热能系|找不到单位“草原大/能源学院/热能系”。"},
        {"任职", 2, 2, "无此单位", "任职 3 单位|无此单位|找不到单位“无此单位”。"},
        {"任职", 1, 4, "打工", "任职 2 任职方式|打工|"},
        {"任职", 1, 7, "2014-01-01", "任职 2 结束日期|2014-01-01|结束日期早于开始日期。请改正其中一个。"},
        {"单位", 2, 2, "", "单位 3 统一社会信用代码||没有上级单位的是法人单位，须有统一社会信用代码。"},
        {"单位", 2, 2, "12150000000000001I", "单位 3 统一社会信用代码|12150000000000001I|"},
        {"单位", 3, 2, university_code, "单位 4 统一社会信用代码|" + university_code + "|与第 3 行是同一个单位。请删去一行。"},
        {"单位", 2, 3, "", "单位 3 单位类型||"},
        {"单位", 1, 1, "山原大学", "单位 2 上级单位|山原大学|找不到单位“山原大学”。"},
        {"单位", 1, 2, firm_code, "单位 2 统一社会信用代码|" + firm_code + "|"},
        {"单位", 3, 5, "草原大学", "单位 3 归口管理部门|敕勒川能源有限公司|上级单位或归口管理部门绕成了一圈。"},
        {"单位", 1, 0, "能源/学院", "单位 2 单位名称|能源/学院|"},
        {"单位", 3, 7, "高新技术企业（2021至）", "单位 4 单位属性|"},
        {"项目", 2, 1, "林业", "项目 3 项目名称|林业|同一项目编号下的项目名称与第 2 行不一致。请改成一致。"},
        {"项目", 2, 3, citizen(1), "项目 3 身份证号|" + hidden(1) + "|此人在同一项目中已列在第 2 行。请删去一行。"},
        {"项目", 2, 4, "顾问", "项目 3 角色|顾问|"},
        {"亲属师生", 1, 1, "邻居", "亲属师生 2 关系|邻居|"},
        {"亲属师生", 1, 3, citizen(1), "亲属师生 2 对方身份证号|" + hidden(1)},
        {"利益关系", 1, 3, "120", "利益关系 2 持股比例|120|持股比例应为 0 至 100 之间的百分数、最多两位小数。请写作 12.5 的形式。"},
        {"处理记录", 1, 2, "", "处理记录 2 开始日期||开始日期没有填写。请补填。"},
        {"处理记录", 1, 4, "", "处理记录 2 文件名称及文号||"},
    };
    for (const auto& c : cases) {
        auto sheets = good_sheets();
        sheets[c.sheet][c.row][c.column] = c.value;
        std::string id = check(workbook_of_sheets(sheets));
        std::string found = errors_of(id);
        EXPECT_NE(("\n" + found).find("\n" + c.expected), std::string::npos) << c.expected << "\nwas not found in\n" << found;
        EXPECT_EQ(state_of(show(id)), "refused");
        EXPECT_EQ(code_of(order(id)), "intake.not_ready");
        EXPECT_EQ(found.find(citizen(1)), std::string::npos) << "no identity number is shown whole";
    }
    library.run_jobs();
    EXPECT_EQ(counts(), "0 0 0 0 0 0 0 0 0 0 ");
    EXPECT_EQ(library.check(), "");
}

TEST_P(Import, FilesThatAreNoWorkbookAreToldSo)
{
    auto told = [&](const std::string& bytes, const std::string& name) { return errors_of(check(bytes, name)); };
    EXPECT_EQ(told("%PDF-1.7", "a.pdf").substr(0, 5), " 0 ||");
    EXPECT_EQ(told("姓名,身份证号\n", "专家.csv"), "专家 0 专家类别||缺少“专家类别”这一列。请对照模板补上。\n");
    EXPECT_EQ(told("姓名,身份证号,专家类别\n", "专家.csv").find(" 0 ||文件里没有可以导入的行"), 0u);
    EXPECT_NE(
        told(support::zipped({{"任免.csv", "a\n1\n"}, {"专家.csv", "姓名,身份证号,专家类别\n"}}), "x.zip").find("没有“任免”这种工作表"),
        std::string::npos);
    auto formula = support::workbook_of(
        R"(<row><c t="inlineStr"><is><t>姓名</t></is></c><c t="inlineStr"><is><t>身份证号</t></is></c><c t="inlineStr"><is><t>专家类别</t></is></c></row>)"
        R"(<row><c><f>A1</f><v>1</v></c><c><v>150102189901012E+0</v></c><c t="e"><v>#N/A</v></c></row>)",
        {}, "专家");
    std::string found = told(formula, "x.xlsx");
    EXPECT_NE(found.find("专家 2 姓名|1|这一格是公式。"), std::string::npos) << found;
    EXPECT_NE(found.find("专家 2 专家类别|#N/A|这一格是错误值。"), std::string::npos) << found;
    EXPECT_EQ(admin.send(http::Method::put, "/api/v1/imports", "x").status, 422);
    EXPECT_EQ(counts(), "0 0 0 0 0 0 0 0 0 0 ");
}

TEST_P(Import, SheetsMayComeAsCsvInGb18030)
{
    auto csv = [](const Rows& rows) {
        std::string text;
        for (const auto& row : rows)
            for (std::size_t i = 0; i < row.size(); ++i) text += "\"" + row[i] + (i + 1 < row.size() ? "\"," : "\"\r\n");
        return text;
    };
    std::vector<std::pair<std::string, std::string>> parts;
    for (const auto& [name, rows] : good_sheets()) parts.emplace_back("库/" + name + ".csv", "\xEF\xBB\xBF" + csv(rows));
    std::string id = check(support::zipped(parts), "library.zip");
    EXPECT_EQ(errors_of(id), "");
    order(id);
    library.run_jobs();
    EXPECT_EQ(counts().substr(0, 18), "4 2 2 1 2 1 1 1 1 ");
    // 单位名称,统一社会信用代码,单位类型 / 川大 … 企业, known by its titles whatever its name
    std::string gb = "\xB5\xA5\xCE\xBB\xC3\xFB\xB3\xC6,\xCD\xB3\xD2\xBB\xC9\xE7\xBB\xE1\xD0\xC5\xD3\xC3\xB4\xFA\xC2\xEB,"
                     "\xB5\xA5\xCE\xBB\xC0\xE0\xD0\xCD\n\xB4\xA8\xB4\xF3," +
                     identity::invent_credit_code("91", "150000", 9) + ",\xC6\xF3\xD2\xB5\n";
    id = check(gb, "list.csv");
    EXPECT_EQ(errors_of(id), "");
    order(id);
    library.run_jobs();
    EXPECT_EQ(count("unit"), 5);
    EXPECT_EQ(library.check(), "");
}

TEST_P(Import, PeopleOfTheLibraryAreRefusedWithTheirNumber)
{
    order(check(workbook_of_sheets(good_sheets())));
    library.run_jobs();
    auto sheets = good_sheets();
    sheets["专家"].push_back({"李四", citizen(3), "", "", "", "其他", "", "", "", ""});
    std::string found = errors_of(check(workbook_of_sheets(sheets)));
    EXPECT_NE(found.find("专家 2 身份证号|" + hidden(1) + "|已在库（E2026-00001）。"), std::string::npos) << found;
    EXPECT_NE(found.find("项目 2 项目编号|KY1|这个项目编号已在库。"), std::string::npos) << found;
    EXPECT_EQ(count("expert"), 2);
}

TEST_P(Import, ALibraryThatChangedMeanwhileIsComparedAgain)
{
    auto sheets = good_sheets();
    std::string first = check(workbook_of_sheets(sheets));
    sheets.erase("处理记录");
    std::string second = check(workbook_of_sheets(sheets));
    EXPECT_EQ(order(first).status, 202);
    EXPECT_EQ(order(second).status, 202);
    library.run_jobs();
    EXPECT_EQ(state_of(show(first)), "applied");
    EXPECT_EQ(state_of(show(second)), "refused");
    EXPECT_NE(errors_of(second).find("已在库（E2026-00001）"), std::string::npos);
    EXPECT_EQ(count("expert"), 2);
    EXPECT_EQ(library.check(), "");
}

TEST_P(Import, AnOrderNamesItsDocument)
{
    std::string id = check(workbook_of_sheets(good_sheets()));
    auto answer = [&](json::Object body) {
        auto response = admin.post("/api/v1/imports/" + id + "/apply", std::move(body));
        return std::to_string(response.status) + " " + code_of(response);
    };
    EXPECT_EQ(answer({}), "422 field.required");
    EXPECT_EQ(answer({{"document", "x"}, {"verified_on", "2026-03-01"}}), "422 intake.verified_both");
    EXPECT_EQ(answer({{"document", "x"}, {"verified_by", "韩"}}), "422 intake.verified_both");
    EXPECT_EQ(answer({{"document", "x"}, {"verified_on", "2027-01-01"}, {"verified_by", "韩"}}), "422 intake.day_to_come");
    EXPECT_EQ(answer({{"document", "x"}, {"colour", "red"}}), "422 field.unknown");
    EXPECT_EQ(admin.post("/api/v1/imports/nosuch/apply", json::Object{{"document", "x"}}).status, 404);
    EXPECT_EQ(answer({{"document", "x"}}), "202 ");
    library.run_jobs();
    auto snapshot = library.platform().database.read();
    EXPECT_EQ(*snapshot->connection().one("SELECT count(*) FROM post WHERE verified_on IS NULL", {},
                                          [](const db::Row& row) { return row.integer(0); }),
              2)
        << "nobody verified: it blocks (R16)";
}

TEST_P(Import, ADiscardedFileIsGone)
{
    std::string id = check(workbook_of_sheets(good_sheets()));
    EXPECT_EQ(admin.remove("/api/v1/imports/" + id).status, 204);
    EXPECT_EQ(admin.get("/api/v1/imports/" + id).status, 404);
    EXPECT_EQ(count("import_upload"), 0);
    EXPECT_EQ(body_of(admin.get("/api/v1/imports")).object().at("total").integer(), 0);
}

TEST_P(Import, WhatWaitsIsEncrypted)
{
    auto sheets = good_sheets();
    check("姓名,身份证号,专家类别\n张三," + citizen(4) + ",不存在的类别\n", "专家.csv");
    auto snapshot = library.platform().database.read();
    snapshot->connection().each("SELECT content FROM import_upload", {},
                                [](const db::Row& row) { EXPECT_EQ(text_of(row.bytes(0)).find(citizen(4)), std::string::npos); });
    EXPECT_EQ(count("import_error"), 1);
}

TEST_P(Import, AJobOfAProcessThatDiedIsTakenUpAndGivenUpInTheEnd)
{
    std::string id = id_of(put(workbook_of_sheets(good_sheets())));
    auto claim_and_die = [&] {
        auto transaction = library.platform().database.write();
        transaction->connection().run("UPDATE job SET lease = $1, attempts = attempts + 1",
                                      {to_text(library.clock().now() + jobs::lease_ms)});
        transaction->commit();
    };
    claim_and_die();
    EXPECT_EQ(library.run_jobs(), 0) << "it is claimed";
    library.clock().advance(jobs::lease_ms + 1);
    EXPECT_EQ(library.run_jobs(), 1);
    EXPECT_EQ(state_of(show(id)), "ready");
    EXPECT_EQ(order(id).status, 202);
    for (int i = 0; i < jobs::most_attempts; ++i) claim_and_die();
    library.clock().advance(jobs::lease_ms + 1);
    EXPECT_EQ(library.run_jobs(), 1);
    EXPECT_EQ(state_of(show(id)), "failed");
    EXPECT_EQ(count("expert"), 0);
    EXPECT_EQ(state_of(put(workbook_of_sheets(good_sheets()))), "checking") << "it may be uploaded again";
    EXPECT_EQ(library.check(), "");
}

TEST_P(Import, TheTemplateIsReadBackAsItIs)
{
    auto response = admin.get("/api/v1/imports/template");
    ASSERT_EQ(response.status, 200);
    auto book = files::read_workbook(response.body, "x");
    ASSERT_TRUE(book);
    EXPECT_EQ(book->sheets.size(), 8u);
    EXPECT_EQ(errors_of(check(response.body)).find(" 0 ||文件里没有可以导入的行"), 0u);
    std::string id = check("姓名,身份证号,专家类别\n=HYPERLINK(\"x\"),1,其他\n", "专家.csv");
    auto file = files::read_workbook(admin.get("/api/v1/imports/" + id + "/errors-file").body, "x");
    ASSERT_TRUE(file);
    EXPECT_EQ(file->sheets[0].rows.size(), 3u);
    EXPECT_EQ(file->sheets[0].rows[1].cells[3].kind, files::CellKind::text);
}

INSTANTIATE_TEST_SUITE_P(Engines, Import, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
