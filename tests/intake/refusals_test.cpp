#include "intake/import_desk.h"
#include "support/archives.h"

using namespace support;

namespace {

class ImportRefusals : public ImportDesk {};

struct BadCase {
    std::string sheet;
    std::size_t row, column; // in good_sheets()
    std::string value;
    std::string expected; // beginning of an error's "表 行 列|值|原因"
};

TEST_P(ImportRefusals, EveryKindOfBadInputNamesItsPlace)
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
        {"专家", 1, 10, "汉语；火星语", "专家 2 语种|汉语；火星语|"},
        {"专家", 1, 11, "评审；跳舞", "专家 2 参加意愿|评审；跳舞|"},
        {"项目", 2, 5, "省级", "项目 3 项目级别|省级|同一项目编号下的项目级别与第 2 行不一致。请改成一致。"},
        {"成果", 1, 1, "奖杯", "成果 2 种类|奖杯|"},
        {"成果", 1, 2, "", "成果 2 名称||名称没有填写。请补填。"},
        {"成果", 1, 6, "2019-12-31", "成果 2 结束日期|2019-12-31|结束日期早于开始日期。请改正其中一个。"},
        {"不便参加", 1, 2, "", "不便参加 2 开始日期||开始日期没有填写。请补填。"},
        {"不便参加", 1, 3, "2026-11-30", "不便参加 2 结束日期|2026-11-30|结束日期早于开始日期。请改正其中一个。"},
        {"不便参加", 2, 0, citizen(5), "不便参加 3 身份证号|" + hidden(5) + "|“专家”表里没有这个身份证号。"},
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

TEST_P(ImportRefusals, FilesThatAreNoWorkbookAreToldSo)
{
    auto told = [&](const std::string& bytes, const std::string& name) { return errors_of(check(bytes, name)); };
    EXPECT_EQ(told("%PDF-1.7", "a.pdf").substr(0, 5), " 0 ||");
    EXPECT_EQ(told("姓名,身份证号,专家类别\n", "专家.csv").find(" 0 ||文件里没有可以导入的行"), 0u);
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

TEST_P(ImportRefusals, PeopleOfTheLibraryAreRefusedWithTheirNumber)
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

TEST_P(ImportRefusals, AnOrderNamesItsDocument)
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

INSTANTIATE_TEST_SUITE_P(Engines, ImportRefusals, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
