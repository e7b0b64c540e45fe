#pragma once

#include "base/identity.h"
#include "crypto/random.h"
#include "draw/draw.h"
#include "draw/protocol/seal.h"
#include "expert/expert.h"
#include "support/library.h"
#include "support/places.h"

#include <fstream>

namespace support {

// A library with experts, an approved activity with an approved plan, and everybody who has to do with its draw.
struct DrawOffice {
    explicit DrawOffice(db::Engine engine, crypto::Suite chosen = crypto::Suite::sm, int experts = 60,
                        std::optional<json::Object> wanted = std::nullopt)
        : suite(chosen), library(engine, chosen)
    {
        centre = library.add_unit("北疆科技项目评估中心");
        review = library.add_unit("评审一处", centre);
        general = library.add_unit("综合处", centre);
        bureau = library.add_unit("北疆科学技术厅");
        watch = library.add_unit("机关纪委监督室", bureau);
        neighbour = library.add_unit("邻盟评估中心");
        university = library.add_unit("草原大学");
        library.allow_use(centre, library.add_account("op", "operator", review));
        library.add_account("colleague", "operator", review);
        library.add_account("ap", "approver", general);
        library.add_account("sup", "supervisor", watch);
        library.add_account("sup2", "supervisor", watch);
        library.allow_use(neighbour, library.add_account("op2", "operator", neighbour));
        library.add_account("inspector", "inspector", bureau);
        library.add_account("lib", "library_administrator", bureau);
        add_experts(experts);
        op.sign_in("op");
        ap.sign_in("ap");
        sup.sign_in("sup");
        activity = approved_activity("2026 年度重点研发评审", wanted ? *wanted : plan());
    }

    crypto::Suite suite;
    TestLibrary library;
    std::int64_t centre, review, general, bureau, watch, neighbour, university;
    Browser op{library}, ap{library}, sup{library};
    std::string activity;

    static json::Object plan(std::int64_t seats = 3, std::int64_t reveal_minutes = 10)
    {
        return {{"groups",
                 json::Array{
                     json::Object{{"name", "畜禽遗传育种"}, {"seats", seats}, {"conditions", json::Object{}}},
                     json::Object{{"name", "财务审计"}, {"seats", 2}, {"conditions", json::Object{{"disciplines", json::Array{"230"}}}}}}},
                {"panel", json::Array{json::Object{{"tag", "unit"}, {"max", 1}}, json::Object{{"tag", "sex"}, {"value", "2"}, {"min", 1}}}},
                {"substitutes", 3},
                {"reveal_minutes", reveal_minutes}};
    }

    json::Object project(int number, std::int64_t applicant)
    {
        return {{"number", "P-" + std::to_string(number)},
                {"name", "草原畜种繁育"},
                {"applicant", unit(applicant)},
                {"partners", json::Array{}},
                {"lead_name", "巴特尔"},
                {"lead_citizen_id", identity::invent_citizen_id(900'000)},
                {"members", json::Array{}}};
    }

    std::string approved_activity(const std::string& name, json::Object wanted = plan(), json::Array projects = {})
    {
        if (projects.empty()) projects.push_back(project(1, university));
        json::Object form{{"name", name},
                          {"kind", "review"},
                          {"from", "2026-12-01"},
                          {"to", "2026-12-03"},
                          {"place", "呼和浩特"},
                          {"supervisor", public_id("account", "login", std::string("sup"))},
                          {"projects", std::move(projects)}};
        std::string id = need(op.post("/api/v1/activities", form)).object().at("id").text();
        std::string path = "/api/v1/activities/" + id;
        auto version = [&] { return need(op.get(path)).object().at("version").integer(); };
        need(op.post(path + "/submit", json::Object{{"version", version()}}));
        need(ap.post(path + "/approve", json::Object{{"version", version()}}));
        need(op.put(path + "/plan", json::Object{{"version", 0}, {"plan", std::move(wanted)}}));
        auto plan_version = [&] { return need(op.get(path + "/plan")).object().at("version").integer(); };
        need(op.post(path + "/plan/submit", json::Object{{"version", plan_version()}}));
        need(ap.post(path + "/plan/approve", json::Object{{"version", plan_version()}}));
        return id;
    }

    // The exit code of the verifier, which shares no code with the server; what it said when it is not content.
    std::string verified(const std::string& evidence)
    {
        auto file = library.folder().path() / "evidence.json", said = library.folder().path() / "said.txt";
        std::ofstream(file, std::ios::binary) << evidence;
        int code =
            std::system(((build_folder() / "bole-verify").string() + " draw " + file.string() + " > " + said.string() + " 2>&1").c_str());
        std::ifstream text(said);
        return code == 0 ? "0" : std::string((std::istreambuf_iterator<char>(text)), {});
    }

    // The answer of a request that must succeed.
    static json::Value need(const http::Response& response)
    {
        if (response.status != 200 && response.status != 204)
            throw std::runtime_error(std::to_string(response.status) + " " + response.body);
        return response.body.empty() ? json::Value() : body_of(response);
    }

    std::string room() const { return "/api/v1/activities/" + activity + "/draw"; }
    json::Value room_of(Browser& browser) { return need(browser.get(room())); }
    void join_both()
    {
        op.step_up();
        need(op.post(room() + "/join", json::Object{}));
        sup.step_up();
        need(sup.post(room() + "/join", json::Object{}));
    }
    http::Response seal()
    {
        op.step_up();
        return op.post("/api/v1/activities/" + activity + "/rounds", json::Object{});
    }
    // Both are there and the operator seals; the round as answered.
    json::Object sealed()
    {
        join_both();
        return need(seal()).object();
    }

    static std::string path(const json::Object& round) { return "/api/v1/rounds/" + round.at("id").text(); }
    static Bytes value_of(std::string_view role) { return ::bytes_of(std::string(32, role == "operator" ? 'o' : 's')); }
    std::string commitment(const json::Object& round, std::string_view role)
    {
        crypto::Hash seal{};
        Bytes bytes = from_hex(round.at("seal_hash").text()).value();
        std::copy(bytes.begin(), bytes.end(), seal.begin());
        return crypto::to_hex(draw::protocol::commitment(suite, role, seal, value_of(role)));
    }
    Browser& browser_of(std::string_view role) { return role == "operator" ? op : sup; }
    http::Response commit(const json::Object& round, std::string_view role)
    {
        auto& browser = browser_of(role);
        browser.step_up();
        return browser.post(path(round) + "/commit",
                            json::Object{{"seal_hash", round.at("seal_hash").text()}, {"commitment", commitment(round, role)}});
    }
    http::Response reveal(const json::Object& round, std::string_view role)
    {
        auto& browser = browser_of(role);
        browser.step_up();
        return browser.post(path(round) + "/reveal", json::Object{{"value", to_hex(value_of(role))}});
    }
    http::Response beacon(const json::Object& round, std::string_view role, const std::string& value)
    {
        auto& browser = browser_of(role);
        browser.step_up();
        return browser.post(path(round) + "/beacon", json::Object{{"value", value}});
    }
    http::Response confirm(const json::Object& round, std::string_view role)
    {
        auto& browser = browser_of(role);
        browser.step_up();
        return browser.post(path(round) + "/confirm", json::Object{});
    }
    http::Response stop(const json::Object& round, std::string_view role)
    {
        auto& browser = browser_of(role);
        browser.step_up();
        return browser.post(path(round) + "/void", json::Object{{"reason", "项目补报了合作单位"}});
    }
    // A round to its result; the supervisor's answer.
    json::Object drawn()
    {
        auto round = sealed();
        need(commit(round, "supervisor"));
        need(commit(round, "operator"));
        need(reveal(round, "operator"));
        return need(reveal(round, "supervisor")).object();
    }
    void agree_to_another_round()
    {
        need(op.post(room() + "/propose", json::Object{{"reason", "上一轮作废，重新抽取"}}));
        sup.step_up();
        need(sup.post(room() + "/consent", json::Object{{"agree", true}, {"reason", ""}}));
    }

    std::string unit(std::int64_t id) { return public_id("unit", "id", id); }
    std::string public_id(const std::string& table, const std::string& column, const db::Value& value)
    {
        auto snapshot = library.platform().database.read();
        return snapshot->connection()
            .one("SELECT public_id FROM " + table + " WHERE " + column + " = $1", {value}, [](const db::Row& row) { return row.text(0); })
            .value();
    }
    std::int64_t count(const std::string& sql)
    {
        auto snapshot = library.platform().database.read();
        return snapshot->connection().one(sql, {}, [](const db::Row& row) { return row.integer(0); }).value();
    }

    // Name of the i-th expert: nobody else in the library bears such a name.
    static std::string expert_name(int i) { return "专家甲" + std::to_string(i); }

    std::vector<std::int64_t> homes; // three experts each work at these

private:
    void add_experts(int size)
    {
        for (int i = 0; i < 20; ++i) homes.push_back(library.add_unit("研究所" + std::to_string(i)));
        auto act = library.act();
        expert::Numbers numbers(act.connection(), 2026);
        const Day day = day_of(library.clock().now());
        for (int i = 0; i < size; ++i) {
            expert::NewExpert e;
            e.name = expert_name(i);
            e.citizen_id = crypto::Secret(identity::invent_citizen_id(static_cast<std::uint64_t>(i + 1)));
            e.birth_day = Day::of(1970, 1, 1) + i;
            e.sex = i % 3 ? "1" : "2";
            e.region = "150100";
            e.title = "011";
            e.entered_on = day - 100;
            e.confirmed_on = day - 100;
            if (i % 15 == 7) e.status = "frozen";
            e.categories = {{"research", "研究员", day - 90, "某处"}};
            e.disciplines = {i % 2 ? "23020" : "520"};
            e.posts = {{homes[static_cast<std::size_t>(i) % homes.size()], "main", "", day - 1000, std::nullopt, day - 90, "某处"}};
            expert::add_expert(act, library.platform().keys, numbers, e);
        }
        act.append({"test.experts/1", "", "", {}});
        act.commit();
    }
};

} // namespace support
