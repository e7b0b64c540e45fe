#include "catalog/catalog.h"
#include "catalog/editions.h"
#include "expert/expert.h"
#include "ruling/code_edition.h"
#include "ruling/ruling.h"
#include "support/library.h"

#include <gtest/gtest.h>

using support::body_of;
using support::Browser;
using support::code_of;

namespace {

catalog::Table small_table()
{
    return catalog::Table(std::vector<std::string_view>{
        "# table: small\n# title: 小表\n# standard: 试验\n# edition: 1\n# valid_from: 2026-01-01\n"
        "code,parent,name,retired,successor\n1,,农业,,\n11,1,作物,,\n12,1,畜牧,,\n13,1,养蚕,2026-02-01,\n2,,工业,,\n"});
}

std::string told(const std::string& rows)
{
    auto workbook = files::read_workbook("代码,名称,上级代码,原代码\n" + rows, "t.csv");
    auto reading = ruling::read_edition(*workbook, small_table());
    std::string text;
    for (const auto& fault : reading.faults) text += std::to_string(fault.row) + " " + fault.column + "|";
    if (!reading.faults.empty()) return text;
    for (const auto& c : reading.changes) {
        text += c.act + " " + c.code;
        for (const auto& other : c.others) text += ">" + other;
        text += "|";
    }
    return text;
}

TEST(CodeEdition, IsTheDifferenceOfAWholeTable)
{
    EXPECT_EQ(told("1,农业,,\n11,作物,1,\n12,畜牧业,1,\n14,草业,1,\n2,工业,,\n"), "renamed 12|added 14|");
    EXPECT_EQ(told("1,农业,,\n11,作物,1,\n14,草业,1,12\n15,饲料,1,12；2\n"), "added 14|added 15|retired 12>14>15|retired 2>15|");
    EXPECT_EQ(told("1,农业,,\n11,作物,1,\n12,畜牧,1,\n2,工业,,\n"), "0 |") << "the same";
}

TEST(CodeEdition, WhatWouldChangeOldRecordsIsRefused)
{
    const std::string rest = "1,农业,,\n2,工业,,\n11,作物,1,\n";
    EXPECT_EQ(told(rest + "12,畜牧,2,\n"), "5 上级代码|") << "moved below another";
    EXPECT_EQ(told(rest + "13,养蚕,1,\n"), "5 代码|") << "a retired code comes back";
    EXPECT_EQ(told(rest + "14,草业,9,\n"), "5 上级代码|") << "below a code that is none";
    EXPECT_EQ(told(rest + "14,草业,1,99\n"), "5 原代码|") << "instead of a code that is none";
    EXPECT_EQ(told(rest + "14,草业,1,11\n"), "5 原代码|") << "instead of one that stays";
    EXPECT_EQ(told(rest + "11,作物,1,\n"), "5 代码|") << "twice";
    EXPECT_EQ(told(rest + "1 4,草业,1,\n14,,1,\n"), "5 代码|6 名称|");
}

TEST(CodeTables, WhoPinnedAStateKeepsItAndOthersSeeTheNext)
{
    const std::string content = "# table: language\n# standard: 试验\n# edition: 2\n# valid_from: 2026-05-01\n# ordered: yes\n"
                                "code,parent,name,retired,successor\nko,,,2026-05-01,en\nxx,,试验语,,\nja,,日本语,,\n";
    const auto* before = &catalog::languages();
    {
        const catalog::Pin pin;
        catalog::use_editions({content});
        EXPECT_EQ(&catalog::languages(), before);
        EXPECT_FALSE(before->find("ko")->retired);
    }
    const auto& now = catalog::languages();
    EXPECT_NE(&now, before);
    EXPECT_EQ(now.find("ko")->name, "朝鲜语") << "records keep their meaning";
    EXPECT_NE(now.by_code("ko", "语种").error().message.find("英语"), std::string::npos);
    EXPECT_TRUE(now.by_code("xx", "语种"));
    EXPECT_EQ(now.find("ja")->name_on(parse_day("2026-04-30").value()), "日语");
    EXPECT_EQ(now.find("ja")->name, "日本语");
    auto offered = now.children(nullptr);
    EXPECT_TRUE(std::none_of(offered.begin(), offered.end(), [](const auto* entry) { return entry->code == "ko"; }));
    catalog::use_editions({});
    EXPECT_FALSE(catalog::languages().find("xx"));
}

class CodesOffice : public testing::TestWithParam<db::Engine> {
protected:
    support::TestLibrary library{GetParam()};
    Browser proposer{library}, approver{library};
    std::string expert_id;

    void SetUp() override
    {
        library.add_account("han", "library_administrator");
        library.add_account("lin", "science_department");
        sign_in();
        auto act = library.act();
        expert::Numbers numbers(act.connection(), 2026);
        expert::NewExpert person;
        person.name = "苏和";
        person.entered_on = *parse_day("2026-01-05");
        person.languages = {"ko", "zh"};
        auto id = expert::add_expert(act, library.platform().keys, numbers, person);
        act.commit();
        auto snapshot = library.platform().database.read();
        expert_id =
            *snapshot->connection().one("SELECT public_id FROM expert WHERE id = $1", {id}, [](const db::Row& row) { return row.text(0); });
    }
    void TearDown() override { catalog::use_editions({}); }
    void sign_in()
    {
        proposer.sign_in("han");
        approver.sign_in("lin");
    }
    void pass_day()
    {
        library.clock().advance(86'400'000);
        sign_in();
        ruling::use_code_editions(library.platform());
    }
    std::string in_days(int days) { return to_text(day_of(library.clock().now()) + days); }
    // The languages without Korean, which another code stands for.
    http::Response send(const std::string& from, bool dry_run)
    {
        std::string file = "代码,名称,上级代码,原代码\n";
        for (const auto& entry : catalog::languages().entries())
            if (entry.code != "ko" && !entry.retired) file += entry.code + "," + entry.name + ",,\n";
        file += "kx,韩国语,,ko\n";
        return proposer.send(http::Method::put,
                             "/api/v1/code-tables/language/edition-file?file_name=l.csv&standard=GB/T%204880.1-2029&name=2029&from=" +
                                 from + "&document=12%2034%2056" + (dry_run ? "&dry_run=1" : ""),
                             file);
    }
    http::Response decide(Browser& browser, const std::string& step)
    {
        auto tables = body_of(proposer.get("/api/v1/code-tables"));
        for (const auto& table : tables.object().at("items").array())
            for (const auto& order : table.object().at("orders").array())
                if (order.object().at("state").text() == "proposed")
                    return browser.post("/api/v1/code-editions/" + order.object().at("id").text() + "/" + step,
                                        json::Object{{"version", 1}});
        return {};
    }
    std::string languages_shown()
    {
        auto shown = body_of(proposer.get("/api/v1/experts/" + expert_id));
        std::string text;
        for (const auto& one : shown.object().at("languages").array()) text += one.object().at("name").text() + " ";
        return text;
    }
};

TEST_P(CodesOffice, AnEditionIsTriedProposedApprovedAndHoldsFromItsDay)
{
    auto tried = body_of(send(in_days(1), true));
    std::string text;
    for (const auto& one : tried.object().at("changes").array()) {
        const auto& c = one.object();
        text += c.at("act").text() + " " + c.at("code").text() + " " + c.at("others").text() + " " +
                std::to_string(c.at("experts").integer()) + "|";
    }
    EXPECT_EQ(text, "added kx  0|retired ko kx 1|");
    EXPECT_EQ(decide(approver, "approve").status, http::Response{}.status) << "a trial proposes nothing";
    EXPECT_EQ(send(in_days(0), false).status, 422);
    ASSERT_EQ(send(in_days(1), false).status, 200);
    EXPECT_EQ(code_of(send(in_days(1), false)), "ruling.codes_waiting");
    EXPECT_EQ(decide(proposer, "approve").status, 403);
    ASSERT_EQ(decide(approver, "approve").status, 204);
    ruling::use_code_editions(library.platform());
    EXPECT_EQ(languages_shown(), "朝鲜语 汉语 ") << "not before its day";
    pass_day();
    EXPECT_EQ(languages_shown(), "朝鲜语（已停用） 汉语 ");
    EXPECT_TRUE(catalog::languages().by_code("kx", "语种"));
    EXPECT_FALSE(catalog::languages().by_code("ko", "语种"));
    auto found = body_of(proposer.get("/api/v1/codes/language?search=朝鲜"));
    EXPECT_TRUE(found.object().at("items").array().empty()) << "nobody chooses it any more";
    EXPECT_EQ(library.check(), "");
}

INSTANTIATE_TEST_SUITE_P(Engines, CodesOffice, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
