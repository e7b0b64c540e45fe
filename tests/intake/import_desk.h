#pragma once

#include "base/identity.h"
#include "files/workbook.h"
#include "support/library.h"

#include <gtest/gtest.h>

#include <map>

namespace support {

using Rows = std::vector<std::vector<std::string>>; // titles first

inline std::string citizen(int seed)
{
    return identity::invent_citizen_id(static_cast<std::uint64_t>(seed));
}

// As errors show it.
inline std::string hidden(int seed)
{
    return citizen(seed).substr(0, 6) + "****" + citizen(seed).substr(16);
}

inline const std::string university_code = identity::invent_credit_code("12", "150000", 1);
inline const std::string firm_code = identity::invent_credit_code("91", "150000", 2);

// A small library without faults.
inline std::map<std::string, Rows> good_sheets()
{
    return {
        {"单位",
         {{"单位名称", "上级单位", "统一社会信用代码", "单位类型", "所在地区", "归口管理部门", "曾用名和别名", "单位属性", "上市日期"},
          {"能源学院", "草原大学", "", "", "", "", "", "", ""}, // the unit above it comes later
          {"草原大学", "", university_code, "高校", "150100", "敕勒川能源有限公司", "草大；草原学院", "", ""},
          {"敕勒川能源有限公司", "", firm_code, "企业", "", "", "", "高新技术企业（2021-01-01至2027-12-31）", "2015/6/1"},
          {"热能系", "草大/能源学院", "", "", "", "", "", "", ""}}},
        {"专家",
         {{"姓名", "身份证号", "蒙古文姓名", "手机", "职称", "专家类别", "类别依据", "主学科", "其他学科", "入库日期", "语种", "参加意愿",
           "简历"},
          {"阿拉坦·格日勒", citizen(1), "ᠠᠯᠲᠠᠨᠭᠡᠷᠡᠯ", "13800000001", "教授", "研究开发；财务审计", "教授；注册会计师", "48060", "",
           "2024年3月1日", "汉语、mn；英文", "评审、咨询", "1990 年起从事能源\n2015 年起任教授"},
          {"𠮷田建国", citizen(2), "", "", "", "其他", "", "", "", "", "", "", ""}}},
        {"任职",
         {{"身份证号", "姓名", "单位", "内设机构", "任职方式", "职务", "开始日期", "结束日期"},
          {citizen(1), "阿拉坦·格日勒", "草原学院", "能源学院/热能系", "主要任职", "教授", "2015-07-01", ""},
          {citizen(2), "", firm_code, "", "顾问", "", "", ""}}},
        {"项目",
         {{"项目编号", "项目名称", "开始日期", "身份证号", "角色", "项目级别"},
          {"KY1", "草业", "2025-01-01", citizen(1), "负责人", "国家级"},
          {"KY1", "草业", "2025-01-01", citizen(77), "成员", "国家级"}}},
        {"亲属师生", {{"身份证号", "关系", "对方姓名", "对方身份证号", "对方单位"}, {citizen(1), "配偶", "王秀英", citizen(88), ""}}},
        {"利益关系", {{"身份证号", "单位", "关系种类", "持股比例"}, {citizen(1), "敕勒川能源有限公司", "持有股权", "12.5%"}}},
        {"处理记录",
         {{"身份证号", "处理种类", "开始日期", "结束日期", "文件名称及文号"},
          {citizen(2), "诫勉谈话", "2025-01-01", "", "某文〔2025〕1号"}}},
        {"不便参加",
         {{"身份证号", "姓名", "开始日期", "结束日期"},
          {citizen(1), "", "2026-12-01", "2026年12月10日"},
          {citizen(1), "", "2027-07-01", ""}}},
        {"成果",
         {{"身份证号", "种类", "名称", "编号或级别", "本人角色", "开始日期", "结束日期"},
          {citizen(1), "专利", "一种锅炉", "ZL1", "第一发明人", "2020-01-01", ""}}},
    };
}

inline std::string workbook_of_sheets(const std::map<std::string, Rows>& sheets)
{
    std::vector<files::Table> tables;
    for (const auto& [name, rows] : sheets) {
        files::Table table{name, {}, {rows.begin() + 1, rows.end()}};
        for (const auto& title : rows[0]) table.columns.push_back({title});
        tables.push_back(std::move(table));
    }
    return files::write_workbook(tables);
}

// Someone who may bring workbooks in, on a library of its own.
class ImportDesk : public testing::TestWithParam<db::Engine> {
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
    http::Response order(const std::string& id, bool good_only = false)
    {
        return admin.post("/api/v1/imports/" + id + "/apply", json::Object{{"document", "内科专〔2026〕1号"},
                                                                           {"verified_on", "2026-03-01"},
                                                                           {"verified_by", "韩雪梅"},
                                                                           {"good_only", good_only}});
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

} // namespace support
