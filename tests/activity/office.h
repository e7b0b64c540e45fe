#pragma once

#include "base/identity.h"
#include "support/library.h"

namespace support {

// A using unit with operator and approver, a supervisor of another department, a neighbour, and a unit that applies.
struct Office {
    explicit Office(db::Engine engine) : library(engine)
    {
        centre = library.add_unit("北疆科技项目评估中心");
        review = library.add_unit("评审一处", centre);
        general = library.add_unit("综合处", centre);
        bureau = library.add_unit("北疆科学技术厅");
        watch = library.add_unit("机关纪委监督室", bureau);
        neighbour = library.add_unit("邻盟评估中心");
        university = library.add_unit("草原大学");
        college = library.add_unit("农牧学院", university);
        institute = library.add_unit("河套研究院");
        op_id = library.add_account("op", "operator", review);
        library.allow_use(centre, op_id);
        library.add_account("ap", "approver", general);
        library.add_account("sup", "supervisor", watch);
        library.add_account("near", "supervisor", review);
        library.add_account("op2", "operator", neighbour);
        library.add_account("ap2", "approver", neighbour);
        library.add_account("sup2", "supervisor", watch);
        library.add_account("lib", "library_administrator", bureau);
        op.sign_in("op");
        ap.sign_in("ap");
    }

    TestLibrary library;
    std::int64_t centre, review, general, bureau, watch, neighbour, university, college, institute, op_id;
    Browser op{library}, ap{library};

    std::string public_id(const std::string& table, const std::string& column, const db::Value& value)
    {
        auto snapshot = library.platform().database.read();
        return snapshot->connection()
            .one("SELECT public_id FROM " + table + " WHERE " + column + " = $1", {value}, [](const db::Row& row) { return row.text(0); })
            .value();
    }
    std::string unit(std::int64_t id) { return public_id("unit", "id", id); }
    std::string account(const std::string& login) { return public_id("account", "login", login); }

    static std::string person(std::uint64_t seed) { return identity::invent_citizen_id(seed); }

    json::Object project(const std::string& number, std::uint64_t lead)
    {
        return {{"number", number},
                {"name", "草原畜种繁育 " + number},
                {"applicant", unit(university)},
                {"partners", json::Array{unit(institute)}},
                {"lead_name", "巴特尔"},
                {"lead_citizen_id", person(lead)},
                {"lead_unit", unit(college)},
                {"members", json::Array{json::Object{{"name", "乌云·其木格"}, {"citizen_id", person(lead + 1)}}}}};
    }

    json::Object form()
    {
        return {{"name", "2026 年度重点研发评审"},
                {"kind", "review"},
                {"from", "2026-12-01"},
                {"to", "2026-12-03"},
                {"place", "呼和浩特"},
                {"supervisor", account("sup")},
                {"projects", json::Array{project("P-1", 10), project("P-2", 20)}}};
    }

    // The activity's public id.
    std::string created() { return created(form()); }
    std::string created(const json::Object& form)
    {
        auto response = op.post("/api/v1/activities", form);
        if (response.status != 200) throw std::runtime_error("create: " + response.body);
        return body_of(response).object().at("id").text();
    }

    json::Value detail(Browser& browser, const std::string& id) { return body_of(browser.get("/api/v1/activities/" + id)); }
    std::int64_t version(const std::string& id) { return detail(op, id).object().at("version").integer(); }
    std::string status(const std::string& id) { return detail(op, id).object().at("status").text(); }
    http::Response step(Browser& browser, const std::string& id, const std::string& action, const std::string& reason = "")
    {
        json::Object body{{"version", version(id)}};
        if (!reason.empty()) body.set("reason", reason);
        return browser.post("/api/v1/activities/" + id + "/" + action, body);
    }
};

} // namespace support
