#include "amendment/record_desk.h"
#include "app/key_rotation.h"
#include "intake/import_desk.h"

using namespace support;

namespace {

class RecordVersions : public RecordDesk {
protected:
    // "3 mei edit 来函〔2026〕1 号 2026-11-01/韩雪梅 title" for each.
    std::string versions(const std::string& expert)
    {
        std::string text;
        auto answer = get(expert + "/versions");
        for (const auto& item : answer.at("items").array()) {
            const auto& v = item.object();
            text += std::to_string(v.at("number").integer());
            for (const char* name : {"by", "source", "document"}) text += " " + v.at(name).text();
            text += " " + v.at("verified_on").text() + "/" + v.at("verified_by").text();
            for (const auto& f : v.at("fields").array()) text += " " + f.object().at("field").text();
            text += "\n";
        }
        return text;
    }
    // "姓名：甲 → 乙" of what differs, or of all.
    std::string compared(const std::string& expert, int old_number, int new_number, bool all = false)
    {
        std::string text;
        auto answer = get(expert + "/versions/compare?old=" + std::to_string(old_number) + "&new=" + std::to_string(new_number));
        EXPECT_EQ(answer.at("fields").array().size(), 26u);
        for (const auto& one : answer.at("fields").array()) {
            const auto& f = one.object();
            EXPECT_EQ(f.at("same").boolean(), f.at("old").text() == f.at("new").text()) << f.at("field").text();
            if (all || !f.at("same").boolean())
                text += (f.at("key").boolean() ? "关键 " : "一般 ") + f.at("label").text() + "：" + f.at("old").text() + " → " +
                        f.at("new").text() + "\n";
        }
        return text;
    }
    // "手机 mei edit 来函〔2026〕1 号 2026-11-01/韩雪梅 联系", by field.
    std::map<std::string, std::string> provenance(const std::string& expert)
    {
        std::map<std::string, std::string> told;
        auto detail = get(expert);
        for (const auto& one : detail.at("provenance").array()) {
            const auto& p = one.object();
            std::string text;
            for (const char* name : {"label", "entered_by", "source", "document", "verified_on", "verified_by", "used_for"})
                text += (text.empty() ? "" : "|") + p.at(name).text();
            EXPECT_EQ(p.at("entered_at").text().substr(0, 10), "2026-11-18");
            told[p.at("field").text()] = text;
        }
        return told;
    }
};

TEST_P(RecordVersions, AreAllKeptAndAnyTwoCompared)
{
    EXPECT_EQ(versions(id), "1 控制台 test import  /\n");
    EXPECT_EQ(compared(id, 1, 1), "");
    std::string whole = compared(id, 1, 1, true);
    EXPECT_NE(whole.find("关键 专家类别：研究开发，依据：教授，2026-01-01 由某处核验 → "), std::string::npos) << whole;
    EXPECT_NE(whole.find("关键 学科："), std::string::npos);
    EXPECT_NE(whole.find("（主）\n18010"), std::string::npos);
    EXPECT_NE(whole.find("一般 手机：138****0001 → 138****0001\n"), std::string::npos);
    EXPECT_NE(whole.find("关键 身份证号：150****"), std::string::npos);
    EXPECT_NE(whole.find("一般 所在地区：内蒙古自治区 / 呼和浩特市 → "), std::string::npos);

    change(id, body(id).set("phone", "13800000002").set("title", "012"));
    auto second = verified(with(body(id), "posts", 0, "duty", "副院长")).set("phone", "13811110002").set("document", "会议纪要 2 号");
    ASSERT_EQ(put(mei, id, second).status, 200);
    change(id, body(id).set("title", "011"));
    EXPECT_EQ(versions(id), "4 han edit 来函〔2026〕1 号 / title\n"
                            "3 mei edit 会议纪要 2 号 2026-11-01/韩雪梅 phone posts\n"
                            "2 han edit 来函〔2026〕1 号 / phone title\n"
                            "1 控制台 test import  /\n");
    EXPECT_EQ(compared(id, 1, 2), "一般 手机：138****0001 → 138****0002\n一般 职称：教授 → 副教授\n");
    std::string posts =
        "关键 任职：草原大学 / 农牧学院，主要任职，教授，2019-03-01 起，2026-01-01 由某处核验\n"
        "河套研究院，曾任，至 2018-12-31，未核验 → "
        "草原大学 / 农牧学院，主要任职，副院长，2019-03-01 起，2026-11-01 由韩雪梅核验\n河套研究院，曾任，至 2018-12-31，未核验\n";
    EXPECT_EQ(compared(id, 2, 3), "一般 手机：138****0002 → 138****0002（号码已改，遮盖后相同）\n" + posts);
    EXPECT_EQ(compared(id, 1, 4), "一般 手机：138****0001 → 138****0002\n" + posts) << "the title is back";
    EXPECT_EQ(compared(id, 4, 3), "一般 职称：教授 → 副教授\n") << "either way round";
    EXPECT_EQ(compared(id, 1, 1, true), whole) << "the first version for ever";
}

TEST_P(RecordVersions, ThatAreNotThereAreNotFound)
{
    std::string path = "/api/v1/experts/" + id + "/versions/compare";
    EXPECT_EQ(code_of(han.get(path + "?old=1&new=2")), "auth.not_found");
    for (const char* query : {"", "?old=1", "?new=1", "?old=0&new=1", "?old=-1&new=1", "?old=a&new=1", "?old=1&new=999999999999999999999"})
        EXPECT_EQ(han.get(path + query).status, 422) << query;
}

TEST_P(RecordVersions, SayOfEachFieldWhereItComesFrom)
{
    auto told = provenance(id);
    ASSERT_EQ(told.size(), 26u);
    EXPECT_EQ(told["name"], "姓名|控制台 test|import||||识别本人，回避计算（同名提示）");
    change(id, verified(body(id).set("phone", "13800000002").set("keywords", "水稻")));
    ASSERT_EQ(
        put(mei, id, with(body(id).set("keywords", "小麦").set("document", "电话核实"), "categories", 0, "qualification", "研究员")).status,
        200);
    told = provenance(id);
    EXPECT_EQ(told["phone"], "手机|han|edit|来函〔2026〕1 号|2026-11-01|韩雪梅|联系");
    EXPECT_EQ(told["keywords"], "关键词|mei|edit|电话核实|||抽取条件（关键词）");
    EXPECT_EQ(told["categories"], "专家类别|mei|edit|电话核实|||抽取资格、抽取条件（类别）");
    EXPECT_EQ(told["title"], "职称|控制台 test|import||||抽取条件（职称级别）");
    // Verified as it stands; the field counts as verified once every row is.
    change(id, with(verified(body(id)), "posts", 0, "duty", "院长"));
    EXPECT_EQ(provenance(id)["posts"], "任职|han|edit|来函〔2026〕1 号|||回避计算，抽取资格、抽取条件（单位）");
    auto answer = change(id, with(verified(body(id).set("document", "人事处证明")), "posts", 1, "verify", true));
    EXPECT_NE(changed(answer).find("曾任，至 2018-12-31，未核验 → "), std::string::npos) << changed(answer);
    EXPECT_EQ(provenance(id)["posts"], "任职|han|edit|人事处证明|2026-11-01|韩雪梅|回避计算，抽取资格、抽取条件（单位）");
    EXPECT_EQ(get(id).at("version").integer(), 5);
}

TEST_P(RecordVersions, AreFoundOutWhenTamperedWith)
{
    change(id, body(id).set("phone", "13800000002"));
    change(id, body(id).set("phone", "13800000003"));
    ASSERT_EQ(library.check(), "");
    std::int64_t row = number("SELECT min(id) FROM expert_version");
    auto run = [&](const std::string& sql) {
        auto transaction = library.platform().database.write();
        transaction->connection().run(sql);
        transaction->commit();
    };
    std::string one = " WHERE id = " + std::to_string(row), named = "row_altered expert_version " + std::to_string(row) + "\n";
    for (const auto& [column, other, back] :
         {std::tuple("document", "'另一份文件'", "'来函〔2026〕1 号'"), std::tuple("fields", "'title'", "'phone'"),
          std::tuple("verified_by", "'某人'", "NULL"), std::tuple("number", "7", "1")}) {
        run("UPDATE expert_version SET " + std::string(column) + " = " + other + one);
        EXPECT_EQ(library.check(), named) << column;
        run("UPDATE expert_version SET " + std::string(column) + " = " + back + one);
        ASSERT_EQ(library.check(), "") << column;
    }
    // What another version said does not open here.
    run("UPDATE expert_version SET version = 9" + one);
    EXPECT_EQ(library.check(), named);
    run("UPDATE expert_version SET version = 1" + one);
}

TEST_P(RecordVersions, AreReadAfterTheKeysWereChanged)
{
    change(id, body(id).set("phone", "13800000002"));
    app::Config config;
    config.keys = library.folder().path() / "keys";
    std::uint32_t key = app::rotate_field_key(config, library.library());
    EXPECT_GE(library.run_jobs(), 1);
    auto snapshot = library.platform().database.read();
    snapshot->connection().each("SELECT state FROM expert_version", {},
                                [&](const db::Row& row) { EXPECT_EQ(crypto::Keyring::field_key_id(row.bytes(0)), key); });
    EXPECT_EQ(compared(id, 1, 2), "一般 手机：138****0001 → 138****0002\n");
}

INSTANTIATE_TEST_SUITE_P(Engines, RecordVersions, testing::ValuesIn(engines), [](const auto& tested) { return name_of(tested.param); });

// A record that came in by a workbook.
class ImportedRecord : public ImportDesk {
protected:
    std::string batch, path;

    void SetUp() override
    {
        ImportDesk::SetUp();
        batch = check(workbook_of_sheets(good_sheets()));
        ASSERT_EQ(order(batch).status, 202) << errors_of(batch);
        library.run_jobs();
        auto snapshot = library.platform().database.read();
        path = "/api/v1/experts/" + *snapshot->connection().one("SELECT public_id FROM expert WHERE number = 'E2026-00001'", {},
                                                                [](const db::Row& row) { return row.text(0); });
    }
    http::Response change_duty()
    {
        auto wanted = sent_back(body_of(admin.get(path + "/form")).object());
        json::Array posts = wanted.at("posts").array();
        posts[0] = json::Object(posts[0].object()).set("duty", "系主任");
        return admin.put(path, wanted.set("posts", posts).set("document", "来函"));
    }
};

TEST_P(ImportedRecord, SaysTheBatchItCameWithAndKeepsItFromBeingUndone)
{
    auto of = [&](const std::string& field) {
        auto detail = body_of(admin.get(path));
        for (const auto& one : detail.object().at("provenance").array()) {
            const auto& p = one.object();
            if (p.at("field").text() == field)
                return p.at("entered_by").text() + " " + p.at("source").text() + " " + p.at("document").text() + " " +
                       p.at("verified_on").text() + " " + p.at("verified_by").text();
        }
        return std::string();
    };
    EXPECT_EQ(of("posts"), "han import 内科专〔2026〕1号 2026-03-01 韩雪梅");
    EXPECT_EQ(of("phone"), "han import 内科专〔2026〕1号 2026-03-01 韩雪梅");
    auto obstacles = [&] { return json::canonical(body_of(admin.get("/api/v1/imports/" + batch + "/undo")).object().at("obstacles")); };
    EXPECT_EQ(obstacles(), "[]");
    ASSERT_EQ(change_duty().status, 200);
    EXPECT_EQ(of("posts"), "han edit 来函  ");
    EXPECT_EQ(of("phone"), "han import 内科专〔2026〕1号 2026-03-01 韩雪梅");
    EXPECT_EQ(obstacles(), R"([{"count":1,"names":["E2026-00001"],"what":"导入之后改过的专家"}])");
    auto undo = admin.post("/api/v1/imports/" + batch + "/undo", json::Object{{"reason", "依据文件有误"}});
    EXPECT_EQ(code_of(undo), "intake.undo_obstacle");
    EXPECT_EQ(library.check(), "");
}

INSTANTIATE_TEST_SUITE_P(Engines, ImportedRecord, testing::ValuesIn(engines), [](const auto& tested) { return name_of(tested.param); });

} // namespace
