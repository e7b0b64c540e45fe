#include "matrix/objects.h"

#include "base/identity.h"
#include "draw/protocol/seal.h"
#include "expert/expert.h"

namespace matrix {

json::Object Objects::activity_form(Side side)
{
    // Of other regions than the experts, so that masked numbers are told apart.
    auto person = [&](const char* region) { return identity::invent_citizen_id(region, Day::of(1880, 1, 1) + ++people_, 1); };
    std::string university = public_id("unit", "id", university_), college = public_id("unit", "id", college_);
    return {{"name", "重点研发评审"},
            {"kind", "review"},
            {"from", "2026-12-01"},
            {"to", "2026-12-03"},
            {"place", "呼和浩特"},
            {"supervisor", public_id("account", "login", login("supervisor", side))},
            {"projects",
             json::Array{json::Object{{"number", "P-1"},
                                      {"name", "草原畜种繁育"},
                                      {"applicant", university},
                                      {"partners", json::Array{}},
                                      {"lead_name", "巴特尔"},
                                      {"lead_citizen_id", person("650102")},
                                      {"lead_unit", college},
                                      {"members", json::Array{json::Object{{"name", "苏和"}, {"citizen_id", person("540102")}}}}}}}};
}

std::string Objects::add_activity(const std::string& state, Side side)
{
    std::string id = call(login("operator", side), "POST", "/api/v1/activities", activity_form(side)).object().at("id").text();
    auto step = [&](const std::string& role, const std::string& verb) {
        call(login(role, side), "POST", "/api/v1/activities/" + id + "/" + verb, json::Object{{"version", value("version", id, side)}});
    };
    if (state == "draft") return id;
    step("operator", "submit");
    if (state == "submitted") return id;
    step("approver", "approve");
    if (state == "approved") return id;
    throw std::runtime_error("activities.cpp makes no activity in state " + state);
}

json::Object Objects::plan()
{
    json::Object group{{"name", "评审组"}, {"seats", 1}, {"conditions", json::Object{}}};
    return {{"groups", json::Array{std::move(group)}}, {"panel", json::Array{}}, {"substitutes", 1}, {"reveal_minutes", 10}};
}

// The activity with a plan in that state; it is submitted itself.
std::string Objects::add_plan(const std::string& state, Side side)
{
    std::string id = add_activity("submitted", side), path = "/api/v1/activities/" + id + "/plan";
    auto version = [&] { return value("plan_version", id, side); };
    call(login("operator", side), "PUT", path, json::Object{{"version", version()}, {"plan", plan()}});
    if (state == "draft") return id;
    call(login("operator", side), "POST", path + "/submit", json::Object{{"version", version()}});
    if (state == "submitted") return id;
    throw std::runtime_error("activities.cpp makes no plan in state " + state);
}

// One waits at a time.
std::string Objects::add_use(const std::string& state, Side side)
{
    std::string approver = login("approver", side), path = "/api/v1/library-uses";
    auto waiting = [&] { return call(approver, "GET", path + "?state=asked").object().at("items").array(); };
    for (const auto& before : waiting())
        call(approver, "POST", path + "/" + before.object().at("id").text() + "/cancel", json::Object{{"version", 1}, {"reason", "试验"}});
    call(approver, "POST", path,
         json::Object{{"purpose", "科技计划项目评审"},
                      {"categories", json::Array{"research"}},
                      {"from", "2026-11-01"},
                      {"to", "2027-10-31"},
                      {"promised", true}});
    std::string id = waiting().at(0).object().at("id").text();
    if (state == "granted")
        call("science_department", "POST", path + "/" + id + "/grant", json::Object{{"version", 1}, {"document", "试验文件"}});
    return id;
}

namespace {

std::string commitment_of(const std::string& role, const std::string& seal_hash)
{
    crypto::Hash seal{};
    Bytes bytes = from_hex(seal_hash).value(), value = from_hex(value_of_both).value();
    std::copy(bytes.begin(), bytes.end(), seal.begin());
    return crypto::to_hex(draw::protocol::commitment(crypto::Suite::sm, role, seal, value));
}

} // namespace

// Enough people whom nothing bars from an activity's draw; who is drawn sits and is busy for the others.
void Objects::add_pool()
{
    std::int64_t institute = world_.library().add_unit("河套研究院");
    auto act = world_.library().act();
    expert::Numbers numbers(act.connection(), 2026);
    for (int i = 0; i < 120; ++i) {
        expert::NewExpert record;
        record.name = "娜仁花";
        record.birth_day = parse_day("1970-05-01");
        record.citizen_id = crypto::Secret(identity::invent_citizen_id(static_cast<std::uint64_t>(++people_)));
        record.entered_on = record.confirmed_on.emplace(*parse_day("2026-03-01"));
        record.categories = {{"research", "教授", parse_day("2026-02-01"), "演示"}};
        record.disciplines = {"4806040"};
        record.posts = {{institute, "main", "教授", parse_day("2010-09-01"), std::nullopt, parse_day("2026-02-01"), "演示"}};
        expert::add_expert(act, world_.library().platform().keys, numbers, record);
    }
    act.commit();
}

// An activity that may be drawn for, and how far its room is.
std::string Objects::add_room(const std::string& state, Side side, const json::Object& wanted)
{
    if (!pool_made_) add_pool();
    pool_made_ = true;
    std::string id = add_activity("approved", side), path = "/api/v1/activities/" + id;
    call(login("operator", side), "PUT", path + "/plan", json::Object{{"version", 0}, {"plan", wanted}});
    call(login("operator", side), "POST", path + "/plan/submit", json::Object{{"version", 1}});
    call(login("approver", side), "POST", path + "/plan/approve", json::Object{{"version", 2}});
    if (state == "ready") return id;
    call(login("operator", side), "POST", path + "/draw/join", json::Object{});
    call(login("supervisor", side), "POST", path + "/draw/join", json::Object{});
    if (state == "joined") return id;
    auto round = call(login("operator", side), "POST", path + "/rounds", json::Object{});
    call(login("operator", side), "POST", "/api/v1/rounds/" + round.object().at("id").text() + "/void", json::Object{{"reason", "停电"}});
    if (state == "stopped") return id;
    call(login("operator", side), "POST", path + "/draw/propose", json::Object{{"reason", "来电了"}});
    if (state == "proposed") return id;
    throw std::runtime_error("activities.cpp makes no room in state " + state);
}

std::string Objects::add_round(const std::string& state, Side side)
{
    json::Object wanted = plan();
    if (state == "awaiting") wanted.set("beacon", json::Object{{"source", "揭示之后首次开奖的排列5，五个数字"}, {"wait_minutes", 60}});
    std::string activity = add_room("joined", side, wanted);
    auto round = call(login("operator", side), "POST", "/api/v1/activities/" + activity + "/rounds", json::Object{}).object();
    std::string id = round.at("id").text(), path = "/api/v1/rounds/" + id, seal = round.at("seal_hash").text();
    if (state == "sealed") return id;
    if (state == "void") {
        call(login("supervisor", side), "POST", path + "/void", json::Object{{"reason", "停电"}});
        return id;
    }
    for (const char* role : {"operator", "supervisor"})
        call(login(role, side), "POST", path + "/commit", json::Object{{"seal_hash", seal}, {"commitment", commitment_of(role, seal)}});
    if (state == "committed") return id;
    call(login("operator", side), "POST", path + "/reveal", json::Object{{"value", value_of_both}});
    if (state == "revealing") return id;
    call(login("supervisor", side), "POST", path + "/reveal", json::Object{{"value", value_of_both}});
    if (state == "drawn" || state == "awaiting") return id;
    throw std::runtime_error("activities.cpp makes no round in state " + state);
}

std::string Objects::seal_hash(const std::string& round)
{
    auto snapshot = world_.library().platform().database.read();
    auto hash = snapshot->connection().one("SELECT seal_hash FROM draw_round WHERE public_id = $1", {round},
                                           [](const db::Row& row) { return to_hex(row.bytes(0)); });
    return hash.value_or(std::string(64, '0'));
}

} // namespace matrix
