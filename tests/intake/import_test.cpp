#include "intake/import_desk.h"
#include "jobs/jobs.h"
#include "support/archives.h"

using namespace support;

namespace {

class Import : public ImportDesk {};

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
        EXPECT_EQ(person.get("/api/v1/imports/" + id + "/mapping").status, status) << role;
        EXPECT_EQ(person.send(http::Method::put, "/api/v1/imports/" + id + "/mapping", "{}").status, status) << role;
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
    EXPECT_EQ(json::canonical(expert.at("languages")),
              R"([{"code":"zh","name":"汉语"},{"code":"mn","name":"蒙古语"},{"code":"en","name":"英语"}])");
    EXPECT_EQ(json::canonical(expert.at("willingness")), R"([{"code":"review","name":"评审"},{"code":"consultation","name":"咨询"}])");
    EXPECT_EQ(expert.at("resume").text(), "1990 年起从事能源\n2015 年起任教授");
    EXPECT_EQ(expert.at("achievements").array()[0].object().at("text").text(), "一种锅炉，ZL1，第一发明人，2020-01-01");
    EXPECT_EQ(expert.at("research").array()[0].object().at("text").text(), "草业，国家级");
    ASSERT_EQ(expert.at("absences").array().size(), 2u);
    EXPECT_EQ(expert.at("absences").array()[0].object().at("text").text(), "2026-12-01 至 2026-12-10");

    // The same file again.
    EXPECT_EQ(state_of(put(bytes)), "applied");
    EXPECT_EQ(code_of(order(id)), "intake.applied_already");
    library.run_jobs();
    EXPECT_EQ(counts().substr(0, 18), "4 2 2 1 2 1 1 1 1 ");
    EXPECT_EQ(library.check(), "");
}

TEST_P(Import, APassportStandsForACitizensNumber)
{
    auto sheets = good_sheets();
    std::string number = "E1234 5678";
    sheets["专家"][2][1] = number;
    sheets["任职"][2][0] = "e12345678";
    sheets["处理记录"][1][0] = number;
    std::string id = check(workbook_of_sheets(sheets));
    EXPECT_EQ(errors_of(id), "");
    order(id);
    library.run_jobs();
    EXPECT_EQ(state_of(show(id)), "applied");
    auto list = body_of(admin.get("/api/v1/experts?name=𠮷田建国")).object();
    auto expert = body_of(admin.get("/api/v1/experts/" + list.at("items").array()[0].object().at("id").text())).object();
    EXPECT_EQ(expert.at("passport_masked").text(), "E****78");
    EXPECT_EQ(expert.at("posts").array().size(), 1u);
    EXPECT_EQ(expert.at("sanctions").array().size(), 1u);
    sheets.erase("单位");
    EXPECT_NE(errors_of(check(workbook_of_sheets(sheets))).find("E2026-00002"), std::string::npos) << "the same person again";
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

TEST_P(Import, SheetsOfOneTableAreReadOneAfterTheOther)
{
    auto sheets = good_sheets();
    Rows more{sheets["专家"][0]};
    auto person = [](int i, const std::string& category) {
        return std::vector<std::string>{"人" + std::to_string(i), citizen(i), "", "", "", category, "", "", "", ""};
    };
    more.push_back(person(5, "其他"));
    more.push_back(person(2, "其他")); // stands in the first sheet
    more.push_back(person(6, "不存在"));
    sheets["专家2"] = more;
    std::string id = check(workbook_of_sheets(sheets));
    EXPECT_EQ(errors_of(id), "专家（专家2） 3 身份证号|" + hidden(2) +
                                 "|与“专家”第 3 行是同一个身份证号。请合并为一行。\n"
                                 "专家（专家2） 4 专家类别|不存在|专家类别“不存在”不在《专家类别》中。请对照代码表填写。\n");
    auto detail = show(id);
    std::string counted;
    for (const auto& sheet : detail.at("sheets").array())
        counted += sheet.object().at("name").text() + std::to_string(sheet.object().at("rows").integer()) + " ";
    EXPECT_NE(counted.find("专家（专家）2 专家（专家2）3 "), std::string::npos) << counted;
    // The good ones come from both, the rest is one sheet again: both rows of the same number, and the third.
    EXPECT_EQ(order(id, true).status, 202);
    library.run_jobs();
    EXPECT_EQ(count("expert"), 2);
    std::string rest = show(id).at("rest").text();
    auto left = show(rest);
    for (const auto& sheet : left.at("sheets").array())
        if (sheet.object().at("name").text() == "专家") EXPECT_EQ(sheet.object().at("rows").integer(), 3);
    EXPECT_EQ(library.check(), "");
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
    EXPECT_EQ(book->sheets.size(), 10u);
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
