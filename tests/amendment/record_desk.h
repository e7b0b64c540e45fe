#pragma once

#include "activity/office.h"
#include "expert/expert.h"

#include <gtest/gtest.h>

namespace support {

// A form as the page sends it back unchanged.
inline json::Object sent_back(const json::Object& form)
{
    static const std::set<std::string> read_only{
        "id", "number", "status", "unit_path", "verified_on", "verified_by", "other_citizen_id_known"};
    std::function<json::Value(const json::Value&)> strip = [&](const json::Value& value) -> json::Value {
        if (const auto* array = value.if_array()) {
            json::Array out;
            for (const auto& entry : *array) out.push_back(strip(entry));
            return out;
        }
        const auto* object = value.if_object();
        if (!object) return value;
        json::Object out;
        for (const auto& [name, inner] : *object)
            if (!read_only.contains(name) && !name.ends_with("_masked")) out.set(name, strip(inner));
        return out;
    };
    return json::Object(strip(form).object()).set("document", "来函〔2026〕1 号");
}

// A library administrator, a colleague, and records to change.
class RecordDesk : public testing::TestWithParam<db::Engine> {
protected:
    Office office{GetParam()};
    TestLibrary& library = office.library;
    Browser han{library}, mei{library};
    std::string id; // 乌云其木格, with something in every field

    ~RecordDesk() override { EXPECT_EQ(library.check(), ""); }

    void SetUp() override
    {
        library.add_account("han", "library_administrator");
        library.add_account("mei", "library_administrator");
        han.sign_in("han");
        mei.sign_in("mei");
        id = add_expert(1);
    }

    // Women born in 1870, of nobody alive.
    static Day birth(int k) { return Day::of(1870, 5, 1) + k; }
    static std::string citizen(int k) { return identity::invent_citizen_id("150102", birth(k), 2); }

    // Who may be drawn; gives the public id.
    std::string add_expert(int k, const std::function<void(expert::NewExpert&)>& change = {})
    {
        auto act = library.act();
        expert::Numbers numbers(act.connection(), 2026);
        expert::NewExpert e;
        e.name = "乌云其木格";
        e.name_mongolian = "ᠤᠶᠤᠨᠴᠢᠮᠡᠭ";
        e.sex = "2";
        e.ethnic = "02";
        e.birth_day = birth(k);
        e.citizen_id = crypto::Secret(citizen(k));
        e.phone = crypto::Secret("13800000001");
        e.email = crypto::Secret("wuyun@example.cn");
        e.bank_account = crypto::Secret("6222020000000007");
        e.title = "011";
        e.region = "150100";
        e.keywords = "育种";
        e.entered_on = Day::of(2025, 1, 1);
        e.categories = {{"research", "教授", Day::of(2026, 1, 1), "某处"}};
        e.disciplines = {"23020", "18010"};
        e.industries = {"0111"};
        e.posts = {{office.college, "main", "教授", Day::of(2019, 3, 1), std::nullopt, Day::of(2026, 1, 1), "某处"},
                   {office.institute, "former", "", std::nullopt, Day::of(2018, 12, 31), std::nullopt, ""}};
        e.relations = {{"spouse", "王秀英", crypto::Secret(citizen(900 + k)), "河套研究院"}};
        e.interests = {{office.institute, "shareholding", 1250, Day::of(2020, 1, 1), std::nullopt}};
        e.languages = {"zh", "mn"};
        e.absences = {{Day::of(2031, 12, 1), Day::of(2031, 12, 10)}};
        e.willingness = {"review"};
        e.achievements = {{"award", "自治区科技进步奖", "一等奖", "第一完成人", Day::of(2022, 5, 1), std::nullopt}};
        e.resume = "1990 年起从事育种\n2019 年起任教授";
        if (change) change(e);
        std::int64_t row = expert::add_expert(act, library.platform().keys, numbers, e);
        act.flush();
        expert::write_facets(act.connection(), row);
        act.commit();
        return office.public_id("expert", "id", row);
    }

    json::Object get(const std::string& path, int status = 200)
    {
        auto response = han.get("/api/v1/experts/" + path);
        EXPECT_EQ(response.status, status) << response.body;
        return body_of(response).object();
    }
    json::Object form(const std::string& expert) { return get(expert + "/form"); }

    // The form as the page sends it back unchanged.
    json::Object body(const std::string& expert) { return sent_back(form(expert)); }
    // The same with one member of one row set.
    static json::Object with(json::Object body, const std::string& list, std::size_t row, const std::string& name, json::Value value)
    {
        json::Array rows = body.at(list).array();
        rows[row] = json::Object(rows[row].object()).set(name, std::move(value));
        return body.set(list, std::move(rows));
    }
    static json::Object verified(json::Object body) { return body.set("verified_on", "2026-11-01").set("verified_by", "韩雪梅"); }

    http::Response put(Browser& browser, const std::string& expert, const json::Object& body, bool dry_run = false)
    {
        return browser.put("/api/v1/experts/" + expert + (dry_run ? "?dry_run=true" : ""), body);
    }
    // Writes, which must succeed.
    json::Object change(const std::string& expert, const json::Object& body)
    {
        auto response = put(han, expert, body);
        EXPECT_EQ(response.status, 200) << response.body;
        return body_of(response).object();
    }
    // "手机：138****0001 → 138****0002" for each.
    static std::string changed(const json::Object& answer)
    {
        std::string text;
        for (const auto& one : answer.at("changed").array()) {
            const auto& f = one.object();
            text += f.at("label").text() + "：" + f.at("old").text() + " → " + f.at("new").text() + "\n";
        }
        return text;
    }
    static std::string consequences(const json::Object& answer)
    {
        std::string text;
        for (const auto& one : answer.at("consequences").array()) text += one.text() + "\n";
        return text;
    }
    // "path code" of each fault.
    static std::string faults(const http::Response& response)
    {
        std::string list;
        auto answer = body_of(response);
        if (response.status != 422) return std::to_string(response.status);
        for (const auto& field : answer.object().at("error").object().at("fields").array())
            list += (list.empty() ? "" : "; ") + field.object().at("path").text() + " " + field.object().at("code").text();
        return list;
    }

    std::int64_t number(const std::string& sql)
    {
        auto snapshot = library.platform().database.read();
        return *snapshot->connection().one(sql, {}, [](const db::Row& row) { return row.integer(0); });
    }
    // Everything that an edit may write, and the ledger.
    std::string counts()
    {
        std::string text;
        for (const char* table : {"expert", "expert_category", "expert_discipline", "expert_industry", "post", "relation", "interest",
                                  "expert_facet", "expert_version", "ledger_entry"})
            text += std::to_string(number("SELECT count(*) FROM " + std::string(table))) + " ";
        return text;
    }
};

} // namespace support
