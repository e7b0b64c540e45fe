#include "intake/import_desk.h"
#include "intake/mapping.h"
#include "intake/readers.h"
#include "support/archives.h"

using namespace support;

namespace {

// "专家@3: 姓名=姓名 工作单位(全称)=工作单位 备注=" for each sheet, "?" behind when someone has to look.
std::string guessed(
    const std::string& csv, const intake::Memory& memory = [](const auto&) { return std::nullopt; })
{
    auto book = files::read_workbook(csv, "名册.csv");
    if (!book) return book.error().code;
    auto guess = intake::guess_mapping(*book, intake::Selection::library, memory);
    std::string text;
    for (const auto& sheet : guess.mapping) {
        text += sheet.as + "@" + std::to_string(sheet.header) + ":";
        for (const auto& column : sheet.columns) text += " " + column.title + "=" + column.field;
    }
    return text + (guess.sure ? "" : " ?");
}

struct GuessCase {
    std::string what, csv, expected;
};

TEST(Mapping, FindsTitlesAndColumns)
{
    const std::string two = citizen(1) + "\n" + citizen(2) + "\n";
    const GuessCase cases[] = {
        {"the template's own titles", "姓名,身份证号,专家类别\n张三,1,其他\n", "专家@1: 姓名=姓名 身份证号=身份证号 专家类别=专家类别"},
        {"its marks and blanks", "序号,姓 名*,身份证号＊,\"专家\n类别\"\n",
         "专家@1: 序号= 姓 名*=姓名 身份证号＊=身份证号 专家类别=专家类别"},
        {"under the name of the table", "2025年专家名册,,\n填报单位：某厅,2025年3月,\n身份证号,姓名,专家类别\n1,张三,其他\n",
         "专家@3: 身份证号=身份证号 姓名=姓名 专家类别=专家类别"},
        {"other names and orders", "联系电话,证件号码,专家姓名,专业技术职务,工作单位（全称）,专家类型,研究领域,备注\n",
         "专家@1: 联系电话=手机 证件号码=身份证号 专家姓名=姓名 专业技术职务=职称 工作单位（全称）=工作单位 专家类型=专家类别 "
         "研究领域=主学科 备注= ?"},
        {"by what stands in the columns", "人员,号码,类\n张三," + citizen(1) + ",研究开发\n李四," + citizen(2) + ",其他\n",
         "@1: 人员= 号码= 类= ?"},
        {"by what stands in them when the sheet is known",
         "姓名,号码,类,职称\n张三," + citizen(1) + ",研究开发,教授\n李四," + citizen(2) + ",其他,\n",
         "专家@1: 姓名=姓名 号码=身份证号 类=专家类别 职称=职称 ?"},
        {"a title twice", "姓名,身份证号,手机,手机,专家类别\n", "专家@1: 姓名=姓名 身份证号=身份证号 手机=手机 手机= 专家类别=专家类别 ?"},
        {"a needed column that is missing", "姓名,身份证号\n张三,1\n", "专家@1: 姓名=姓名 身份证号=身份证号 ?"},
        {"posts are told from experts", "身份证号,姓名,单位,任职方式\n", "任职@1: 身份证号=身份证号 姓名=姓名 单位=单位 任职方式=任职方式"},
        {"units", "单位名称,统一社会信用代码,单位类型\n", "单位@1: 单位名称=单位名称 统一社会信用代码=统一社会信用代码 单位类型=单位类型"},
        {"nothing known", "甲,乙\n1,2\n", "@1: 甲= 乙= ?"},
    };
    for (const auto& c : cases) EXPECT_EQ(guessed(c.csv), c.expected) << c.what;
}

TEST(Mapping, IsRememberedWhateverTheOrderOfTitles)
{
    intake::Memory memory = [](const std::vector<std::string>& titles) -> std::optional<intake::Remembered> {
        EXPECT_EQ(titles, (std::vector<std::string>{"乙", "甲"}));
        return intake::Remembered{"专家", {{"甲", "姓名"}, {"乙", ""}}};
    };
    EXPECT_EQ(guessed("乙,甲\n1,2\n", memory), "专家@1: 乙= 甲=姓名");
}

TEST(Mapping, TitlesOverTwoRowsAndMergedCells)
{
    auto t = [](const std::string& text) { return "<c t=\"inlineStr\"><is><t>" + text + "</t></is></c>"; };
    auto book = files::read_workbook(
        workbook_of("<row>" + t("专家名册") + "</row><row>" + t("姓名") + t("身份证号") + t("任职情况") + "<c/>" + t("专家类别") +
                    "</row><row><c/><c/>" + t("工作单位") + t("职务") + "<c/></row><row>" + t("张三") + t("1") + t("草原大学") + t("教授") +
                    t("其他") +
                    "</row></sheetData><mergeCells><mergeCell ref=\"A1:E1\"/><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"B2:B3\"/>"
                    "<mergeCell ref=\"C2:D2\"/><mergeCell ref=\"E2:E3\"/></mergeCells><sheetData>"),
        "x.xlsx");
    ASSERT_TRUE(book) << book.error().message;
    auto guess = intake::guess_mapping(*book, intake::Selection::library, [](const auto&) { return std::nullopt; });
    ASSERT_EQ(guess.mapping.size(), 1u);
    EXPECT_EQ(guess.mapping[0].header, 3);
    EXPECT_EQ(guess.mapping[0].rows, 1);
    EXPECT_TRUE(guess.sure);
    std::string fields;
    for (const auto& column : guess.mapping[0].columns) fields += column.field + " ";
    EXPECT_EQ(fields, "姓名 身份证号 工作单位 职务 专家类别 ");
}

TEST(Mapping, ShowsNoNumberWhole)
{
    EXPECT_EQ(intake::guarded(citizen(1)), hidden(1));
    EXPECT_EQ(intake::guarded("电话 13800000001"), "电话 138****01");
    EXPECT_EQ(intake::guarded("0471-6900001"), "047****01");
    EXPECT_EQ(intake::guarded("2026-03-10"), "2026-03-10");
    EXPECT_EQ(intake::guarded("zhang@example.cn"), "z****@example.cn");
    EXPECT_EQ(intake::guarded("草原大学"), "草原大学");
}

TEST(Mapping, ReadsDaysInEveryForm)
{
    auto reader = intake::needed_day();
    for (const char* text : {"2026-03-10", "2026/3/10", "2026.3.10", "2026年3月10日", "2026年03月10号", "20260310", "２０２６－０３－１０",
                             "2026．3．10", "46091", "2026-03-10 00:00:00", "2026/3/10 0:00", "二〇二六年三月十日", " 2026-3-10 "}) {
        auto day = reader(text, "日期");
        ASSERT_TRUE(day) << text;
        EXPECT_EQ(to_text(*day), "2026-03-10") << text;
    }
    EXPECT_EQ(to_text(*reader("二〇二五年十二月三十一日", "日期")), "2025-12-31");
    EXPECT_EQ(to_text(*reader("二〇二五年十一月二十日", "日期")), "2025-11-20");
    for (const char* text : {"2026-02-30", "2026年3月", "3/10/2026", "26.3.10", "1234", "99999", "去年", "十", "2026-03-10 08:30:00"})
        EXPECT_FALSE(reader(text, "日期")) << text;
}

TEST(Mapping, ReadsSeveralValuesInACell)
{
    auto reader = intake::codes_of(catalog::disciplines);
    auto codes = [&](const std::string& text) {
        auto found = reader(text, "学科");
        std::string list;
        if (!found) return found.error().code;
        for (const auto& code : *found) list += code + " ";
        return list;
    };
    EXPECT_EQ(codes("110；120"), "110 120 ");
    EXPECT_EQ(codes("数学、力学"), "110 130 ");
    EXPECT_EQ(codes("数学/力学"), "110 130 ");
    EXPECT_EQ(codes("数学 力学"), "110 130 ");
    EXPECT_EQ(codes("１１０"), "110 ");
    EXPECT_EQ(codes("110 数学"), "110 ");
    EXPECT_EQ(codes("数学，数学"), "expert.listed_twice");
    EXPECT_EQ(codes("数学；大农业"), "catalog.unknown");
}

class MappedImport : public ImportDesk {
protected:
    // A roster as an office keeps it.
    static std::string roster()
    {
        return "2025年度专家名册,,,,,,,\n序号,专家姓名,证件号码,所在单位,部门,联系电话,专家类型,研究领域\n"
               "1,阿拉坦," +
               citizen(1) + ",草原大学,能源学院,１３８０００００００１,研究开发；财务审计,110；数理逻辑与数学基础\n2,乌云," + citizen(2) +
               ",草大,,13800000002,其他,\n序号,专家姓名,证件号码,所在单位,部门,联系电话,专家类型,研究领域\n填表人：韩雪梅,,,,,,,\n";
    }
    json::Value mapping_of(const std::string& id) { return body_of(admin.get("/api/v1/imports/" + id + "/mapping")); }
    http::Response map(const std::string& id, json::Array columns, bool remember, const std::string& as = "专家")
    {
        json::Object sheet{{"sheet", "名册"}, {"as", as}, {"columns", std::move(columns)}};
        return admin.send(http::Method::put, "/api/v1/imports/" + id + "/mapping",
                          json::canonical(json::Object{{"sheets", json::Array{sheet}}, {"remember", remember}}));
    }
    static json::Array as_guessed(const json::Value& mapping)
    {
        json::Array columns;
        for (const auto& column : mapping.object().at("sheets").array()[0].object().at("columns").array())
            columns.push_back(json::Object{{"at", column.object().at("at")}, {"field", column.object().at("field")}});
        return columns;
    }
    void SetUp() override
    {
        ImportDesk::SetUp();
        auto sheets = good_sheets();
        std::string id = check(workbook_of_sheets({{"单位", sheets["单位"]}}));
        ASSERT_EQ(order(id).status, 202);
        library.run_jobs();
    }
};

TEST_P(MappedImport, ARosterIsLookedAtOnceAndKnownTheNextTime)
{
    std::string id = check(roster(), "名册.csv");
    EXPECT_EQ(state_of(show(id)), "mapping");
    EXPECT_EQ(code_of(order(id)), "intake.not_ready");
    auto mapping = mapping_of(id);
    const auto& sheet = mapping.object().at("sheets").array()[0].object();
    EXPECT_EQ(sheet.at("as").text(), "专家");
    EXPECT_EQ(sheet.at("header").integer(), 2);
    EXPECT_EQ(json::canonical(mapping).find(citizen(1)), std::string::npos) << "samples are masked";
    const auto& unit = sheet.at("columns").array()[3].object();
    EXPECT_EQ(unit.at("field").text(), "工作单位");
    EXPECT_EQ(json::canonical(unit.at("samples")), R"(["草原大学","草大","所在单位"])");

    EXPECT_EQ(code_of(map(id, {json::Object{{"at", 99}, {"field", "姓名"}}}, true)), "intake.mapping_place");
    EXPECT_EQ(code_of(map(id, {json::Object{{"at", 1}, {"field", "星座"}}}, true)), "intake.mapping_field");
    EXPECT_EQ(code_of(map(id, {}, true, "星座")), "intake.mapping_sheet");
    EXPECT_EQ(code_of(map(id, {}, true, "")), "intake.nothing");
    EXPECT_EQ(code_of(map(id, {json::Object{{"at", 1}, {"field", "姓名"}}}, true)), "intake.column_missing");
    EXPECT_EQ(code_of(map(id, {json::Object{{"at", 1}, {"field", "姓名"}}, json::Object{{"at", 2}, {"field", "姓名"}}}, true)),
              "intake.column_twice");
    EXPECT_EQ(map(id, as_guessed(mapping), true).status, 202);
    library.run_jobs();
    EXPECT_EQ(errors_of(id), "");
    EXPECT_EQ(state_of(show(id)), "ready");
    EXPECT_EQ(order(id).status, 202);
    library.run_jobs();
    EXPECT_EQ(state_of(show(id)), "applied");
    EXPECT_EQ(counts().substr(0, 6), "4 2 2 ") << "units, experts, posts";
    EXPECT_EQ(library.check(), "");
    auto list = body_of(admin.get("/api/v1/experts?name=alatan")).object();
    ASSERT_EQ(list.at("total").integer(), 1);
    auto expert = body_of(admin.get("/api/v1/experts/" + list.at("items").array()[0].object().at("id").text())).object();
    EXPECT_EQ(expert.at("posts").array()[0].object().at("unit_name").text(), "能源学院");
    EXPECT_EQ(expert.at("disciplines").array().size(), 2u);

    // The same titles in another order: nobody is asked.
    std::string next = check(
        "证件号码,专家姓名,序号,所在单位,部门,联系电话,专家类型,研究领域\n" + citizen(3) + ",巴特尔,1,草原大学,,,其他,\n", "名册.csv");
    EXPECT_EQ(errors_of(next), "");
    EXPECT_EQ(state_of(show(next)), "ready");
    // It can be looked at again all the same.
    EXPECT_EQ(map(next, as_guessed(mapping_of(next)), false).status, 202);
    EXPECT_EQ(code_of(map(next, {}, false)), "intake.under_way");
    library.run_jobs();
    EXPECT_EQ(state_of(show(next)), "ready");
}

TEST_P(MappedImport, MainPostsOfTheRosterAreCheckedLikeOthers)
{
    auto sheets = good_sheets();
    sheets.erase("单位");
    auto& rows = sheets["专家"];
    for (auto& row : rows) row.insert(row.end(), {"", ""});
    rows[0][13] = "工作单位";
    rows[0][14] = "内设机构";
    rows[1][13] = "草原大学";
    rows[2][14] = "能源学院";
    EXPECT_EQ(errors_of(check(workbook_of_sheets(sheets))),
              "专家 2 工作单位|草原大学|“任职”表里已有此人的主要任职。请清空这里，或从“任职”表删去。\n"
              "专家 3 内设机构|能源学院|填了内设机构而没有工作单位。请补填工作单位，或清空内设机构。\n");
    rows[1][13] = "";
    rows[2][13] = "无此大学";
    EXPECT_EQ(errors_of(check(workbook_of_sheets(sheets))).find("专家 3 内设机构|无此大学/能源学院|找不到单位“无此大学/能源学院”。"), 0u);
}

TEST_P(MappedImport, NumbersThatLostTheirEndAreRefusedClearly)
{
    std::string found = errors_of(check("姓名,身份证号,专家类别\n张三,1.50102E+17,其他\n", "专家.csv"));
    EXPECT_EQ(found, "专家 2 身份证号|1.5010****17|这一格存成了数字，第 16 位起已经丢失。请把该列设为文本后重新填写。\n");
}

TEST_P(MappedImport, WhatIsAlmostKnownIsPutRightAtOneStroke)
{
    std::string file = "姓名,身份证号,专家类别,主学科,工作单位,内设机构\n张三," + citizen(1) +
                       ",研究开发；财务审记,应用光学学,草原大,能源学院\n李四," + citizen(2) + ",财务审记,,草原大,能源学院\n王五," +
                       citizen(3) + ",其他,,敕勒川能源公司,\n赵六," + citizen(4) + ",其他,," + citizen(9) + ",\n";
    std::string id = check(file, "专家.csv");
    auto told = [&] {
        std::string text;
        auto answer = body_of(admin.get("/api/v1/imports/" + id + "/offers"));
        for (const auto& item : answer.object().at("items").array()) {
            const auto& o = item.object();
            text += o.at("topic").text() + " " + o.at("value").text() + " " + std::to_string(o.at("errors").integer()) + " " +
                    json::canonical(o.at("offers")) + "\n";
        }
        for (const auto& item : answer.object().at("chosen").array())
            text += item.object().at("value").text() + " = " + item.object().at("replacement").text() + "\n";
        return text;
    };
    auto correct = [&](const std::string& topic, const std::string& value, const std::string& replacement) {
        auto response = admin.send(http::Method::put, "/api/v1/imports/" + id + "/corrections",
                                   json::canonical(json::Object{{"topic", topic}, {"value", value}, {"replacement", replacement}}));
        if (response.status == 202) library.run_jobs();
        return std::to_string(response.status) + " " + code_of(response);
    };
    EXPECT_EQ(told(), "专家类别 财务审记 2 [\"财务审计\"]\n单位 草原大/能源学院 2 [\"草原大学/能源学院\"]\n单位 敕勒川能源公司 1 "
                      "[\"敕勒川能源有限公司\"]\n"
                      "学科分类与代码 应用光学学 1 [\"应用光学\",\"应用数学\",\"应用力学\"]\n")
        << "a number in the wrong column is offered nothing";
    EXPECT_EQ(correct("单位", "草原大/能源学院", "草原大学/能源学院"), "202 ");
    EXPECT_EQ(correct("专家类别", "财务审记", "财务审计"), "202 ");
    EXPECT_EQ(correct("学科分类与代码", "应用光学学", "应用光学"), "202 ");
    EXPECT_EQ(correct("单位", "敕勒川能源公司", "无此单位"), "202 ");
    EXPECT_EQ(told(), "财务审记 = 财务审计\n敕勒川能源公司 = 无此单位\n草原大/能源学院 = 草原大学/能源学院\n应用光学学 = 应用光学\n");
    EXPECT_EQ(errors_of(id).find("专家 4 工作单位|敕勒川能源公司|找不到单位“无此单位”。"), 0u) << errors_of(id);
    EXPECT_EQ(correct("单位", "敕勒川能源公司", ""), "202 ") << "taken back";
    EXPECT_EQ(correct("单位", "敕勒川能源公司", "敕勒川能源有限公司"), "202 ");
    EXPECT_EQ(told().substr(0, 9), "财务审");
    EXPECT_EQ(correct("", "x", "y"), "422 field.required");
    // One row is left; its person is at fault.
    EXPECT_EQ(show(id).at("item").object().at("errors").integer(), 1);
    EXPECT_EQ(library.check(), "");
}

INSTANTIATE_TEST_SUITE_P(Engines, MappedImport, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
