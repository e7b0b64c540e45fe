#include "batch.h"

#include "units/units.h"

#include <algorithm>

namespace worlds {

namespace {

db::Value value_of(const json::Value& value)
{
    if (value.is_null()) return nullptr;
    if (const auto* number = value.if_int()) return *number;
    return value.text();
}

std::string name_of_project(std::size_t world, std::size_t place)
{
    return "p" + std::to_string(world) + "/" + std::to_string(place);
}

std::string name_of_activity(std::size_t world)
{
    return "a" + std::to_string(world);
}

} // namespace

Batch::Batch()
{
    define("unit", {"public_id", "name", "parent_id", "listed_from", "listed_to"});
    define("unit_attribute", {"unit_id", "kind", "from_day", "to_day"});
    define("account", {"public_id", "login", "display_name", "password_hash", "state"});
    define("research_project", {"code", "name", "from_day", "planned_end", "closed_on"});
    define("research_participant", {"project_id", "person_hash", "role"});
    define("expert", {"public_id", "number", "name", "pinyin", "citizen_id_hash", "status", "status_since", "entered_on"});
    define("post", {"expert_id", "unit_id", "kind", "from_day", "to_day"});
    define("relation", {"expert_id", "kind", "other_name", "other_hash"});
    define("interest", {"expert_id", "unit_id", "kind", "share", "from_day", "to_day"});
    define("activity", {"public_id", "number", "name", "kind", "status", "held", "using_unit_id", "from_day", "to_day", "operator_id",
                        "supervisor_id"});
    define("activity_project", {"public_id", "activity_id", "place", "number", "name", "applicant_id", "lead_name", "lead_citizen_id",
                                "lead_hash", "lead_unit_id"});
    define("activity_partner", {"project_id", "unit_id"});
    define("activity_member", {"public_id", "project_id", "place", "name", "citizen_id", "person_hash"});
    insert("account", {"somebody", "somebody", "某人", "", "active"});
}

void Batch::define(const std::string& table, std::vector<std::string> columns)
{
    columns.insert(columns.begin(), {"id", "version"});
    order_.push_back(table);
    tables_[table].columns = std::move(columns);
}

std::int64_t Batch::insert(const std::string& table, db::Values values)
{
    values.insert(values.begin(), {next_id_, std::int64_t{1}});
    tables_.at(table).rows.push_back(std::move(values));
    return next_id_++;
}

void Batch::write(db::Database& database) const
{
    auto transaction = database.write();
    for (const auto& table : order_)
        if (const Rows& rows = tables_.at(table); !rows.rows.empty()) transaction->connection().insert(table, rows.columns, rows.rows);
    units::rebuild_closure(transaction->connection());
    transaction->commit();
}

Bytes Batch::person(const json::Value& number) const
{
    return bytes_of(std::to_string(experts_.size()) + ":" + std::to_string(number.integer()));
}

db::Value Batch::maybe_person(const json::Value& number) const
{
    return number.is_null() ? db::Value(nullptr) : db::Value(person(number));
}

std::int64_t Batch::entity(std::int64_t unit) const
{
    while (parents_.at(unit)) unit = parents_.at(unit);
    return unit;
}

void Batch::add_units(const json::Array& units)
{
    units_.clear();
    parents_.clear();
    for (const auto& value : units) {
        const auto& u = value.object();
        const auto& parent = u.at("parent");
        std::int64_t above = parent.is_null() ? 0 : unit(parent);
        std::int64_t id = insert("unit", {"u" + std::to_string(next_id_), u.at("name").text(), above ? db::Value(above) : nullptr,
                                          value_of(u.at("listed_from")), value_of(u.at("listed_to"))});
        units_[u.at("id").integer()] = id;
        parents_[id] = above;
        for (const auto& a : u.at("attributes").array())
            insert("unit_attribute", {id, a.object().at("kind").text(), value_of(a.object().at("from")), value_of(a.object().at("to"))});
    }
}

void Batch::add_research(const json::Array& research)
{
    for (const auto& value : research) {
        const auto& r = value.object();
        std::string code = "w" + std::to_string(experts_.size()) + "/" + r.at("code").text();
        std::int64_t id =
            insert("research_project", {code, "课题", value_of(r.at("from")), value_of(r.at("planned_end")), value_of(r.at("closed_on"))});
        for (const auto& number : r.at("people").array()) insert("research_participant", {id, person(number), "member"});
    }
}

std::int64_t Batch::add_expert(const json::Object& e)
{
    std::string name = "e" + std::to_string(next_id_);
    std::int64_t id =
        insert("expert", {name, name, e.at("name").text(), "", maybe_person(e.at("person")), "active", "2020-01-01", "2020-01-01"});
    for (const auto& value : e.at("posts").array()) {
        const auto& p = value.object();
        insert("post", {id, unit(p.at("unit")), p.at("kind").text(), value_of(p.at("from")), value_of(p.at("to"))});
    }
    for (const auto& value : e.at("relations").array()) {
        const auto& r = value.object();
        insert("relation", {id, r.at("kind").text(), r.at("other_name").text(), maybe_person(r.at("other"))});
    }
    for (const auto& value : e.at("interests").array()) {
        const auto& i = value.object();
        insert("interest",
               {id, unit(i.at("unit")), i.at("kind").text(), value_of(i.at("share")), value_of(i.at("from")), value_of(i.at("to"))});
    }
    return id;
}

void Batch::add_activity(const json::Object& window, const json::Array& projects)
{
    std::string name = name_of_activity(experts_.size());
    std::int64_t account = std::get<std::int64_t>(tables_.at("account").rows.front().front());
    std::int64_t activity = insert("activity", {name, name, "活动", "review", "approved", std::int64_t{0}, units_.begin()->second,
                                                window.at("first").text(), window.at("last").text(), account, account});
    for (std::size_t i = 0; i < projects.size(); ++i) {
        const auto& p = projects[i].object();
        const auto& lead_unit = p.at("lead_unit");
        std::int64_t id =
            insert("activity_project", {name_of_project(experts_.size(), i), activity, static_cast<std::int64_t>(i + 1),
                                        p.at("number").text(), "项目", unit(p.at("applicant")), p.at("lead_name").text(), Bytes{},
                                        person(p.at("lead")), lead_unit.is_null() ? db::Value(nullptr) : db::Value(unit(lead_unit))});
        for (const auto& partner : p.at("partners").array()) insert("activity_partner", {id, unit(partner)});
        for (const auto& member : p.at("members").array())
            insert("activity_member", {"m" + std::to_string(next_id_), id, std::int64_t{1}, "成员", Bytes{}, person(member)});
    }
}

std::vector<recusal::ProjectFacts> Batch::make_projects(const json::Array& projects) const
{
    std::vector<recusal::ProjectFacts> made;
    for (std::size_t i = 0; i < projects.size(); ++i) {
        const auto& p = projects[i].object();
        recusal::ProjectFacts facts;
        facts.public_id = name_of_project(experts_.size(), i);
        facts.number = p.at("number").text();
        facts.lead_name = p.at("lead_name").text();
        if (!p.at("lead").is_null()) facts.lead_hash = person(p.at("lead"));
        if (!p.at("applicant").is_null()) facts.applicant_entity = facts.lead_entity = entity(unit(p.at("applicant")));
        if (!p.at("lead_unit").is_null()) {
            facts.lead_unit = unit(p.at("lead_unit"));
            facts.lead_entity = entity(*facts.lead_unit);
        }
        for (const auto& partner : p.at("partners").array()) facts.partner_entities.push_back(entity(unit(partner)));
        for (const auto& member : p.at("members").array()) facts.member_hashes.push_back(person(member));
        made.push_back(std::move(facts));
    }
    return made;
}

void Batch::add(const json::Object& world)
{
    const auto& projects = world.at("projects").array();
    add_units(world.at("units").array());
    add_research(world.at("research").array());
    bool stored = std::all_of(projects.begin(), projects.end(), [](const json::Value& p) {
        return !p.object().at("lead").is_null() && !p.object().at("applicant").is_null();
    });
    if (stored) add_activity(world.at("window").object(), projects);
    by_hand_.push_back(stored ? std::vector<recusal::ProjectFacts>{} : make_projects(projects));
    std::vector<std::int64_t> experts;
    for (const auto& expert : world.at("experts").array()) experts.push_back(add_expert(expert.object()));
    experts_.push_back(std::move(experts));
}

std::vector<recusal::ProjectFacts> Batch::projects(std::size_t world, db::Connection& connection) const
{
    if (!by_hand_[world].empty()) return by_hand_[world];
    auto activity = activity::load(connection, {.scope = auth::Scope::all}, name_of_activity(world));
    std::vector<recusal::ProjectFacts> facts;
    for (const auto& project : activity.value().projects) facts.push_back(recusal::facts_of(project));
    return facts;
}

} // namespace worlds
