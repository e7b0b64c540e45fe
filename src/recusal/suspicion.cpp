#include "recusal/suspicion.h"

#include "recusal/recusal.h"

#include "catalog/catalog.h"

#include <algorithm>

namespace recusal {

namespace {

constexpr std::size_t least_name = 12; // bytes: four Chinese characters

std::string day_words(const std::optional<Day>& day)
{
    return day ? to_text(*day) : "日期未登记";
}

std::string kind_name(const std::string& kind)
{
    const auto* entry = catalog::relation_kinds().find(kind);
    return entry ? entry->name : kind;
}

bool employs(PostKind kind)
{
    return kind != PostKind::former && kind != PostKind::retired;
}

// The same for the same facts, and for no others.
std::string basis_of(std::initializer_list<std::string> facts)
{
    std::string text;
    for (const auto& fact : facts) text += fact + "\n";
    return text;
}

} // namespace

bool Person::is_called(std::string_view one) const
{
    return one == name || std::find(other_names.begin(), other_names.end(), one) != other_names.end();
}

bool alike(std::string_view a, std::string_view b)
{
    if (a.size() > b.size()) std::swap(a, b);
    return a.size() >= least_name && b.starts_with(a);
}

SuspicionRules suspicion_rules_on(const RuleBook& book, Day day)
{
    auto value = [&](std::string_view code) { return book.value(dated_rules, code, day); };
    return {value("14.4.7.former_years"), value("14.4.7.ties") != 0, value("14.4.7.avoidance") != 0};
}

Suspects::Suspects(const Library& library, const Project& project, activity::Named named)
    : library_(library), project_(project), named_(std::move(named))
{
    for (const auto& place : project.lead_places) lead_entities_.insert(place.place.entity);
    for (const auto& unit : project.units) project_entities_.insert(unit.entity);
    lead_entities_.erase(0);
    project_entities_.erase(0);
    std::set<std::int64_t> known = lead_entities_;
    for (const auto& unit : project.units)
        if (unit.applicant && unit.entity) known.insert(unit.entity);
    const Places& places = library.places();
    for (const Unit& other : places.all()) {
        if (other.parent != 0 || lead_entities_.contains(other.id) || project_entities_.contains(other.id)) continue;
        for (std::int64_t id : known)
            if (const Unit* unit = places.find(id); unit && like(*unit, other)) alike_.insert(other.id);
    }
}

bool Suspects::like(const Unit& unit, const Unit& other)
{
    auto names = [](const Unit& u) {
        std::vector<std::string_view> all(u.aliases.begin(), u.aliases.end());
        all.push_back(u.name);
        return all;
    };
    for (auto a : names(unit))
        for (auto b : names(other))
            if (alike(a, b)) return true;
    return false;
}

Traces Suspects::traces() const
{
    Traces traces;
    traces.people = {project_.members.begin(), project_.members.end()};
    traces.people.insert(project_.lead);
    traces.names = {named_.members.begin(), named_.members.end()};
    traces.names.insert(project_.lead_name);
    for (const auto& one : named_.avoidances) traces.own_names.insert(one.name);
    for (const Relation& r : project_.lead_relations) traces.people.insert(r.other);
    for (const auto* entities : {&lead_entities_, &project_entities_, &alike_}) traces.entities.insert(entities->begin(), entities->end());
    traces.people.erase(0);
    return traces;
}

std::vector<Suspicion> Suspects::about(const Person& person, Window window, const SuspicionRules& rules) const
{
    std::vector<Suspicion> found;
    if (rules.ties) add_ties(person, found);
    add_posts(person, window, rules, found);
    if (rules.avoidances) add_avoidances(person, found);
    return found;
}

void Suspects::add_ties(const Person& person, std::vector<Suspicion>& found) const
{
    for (const Relation& r : person.relations) {
        bool lead = r.other ? r.other == project_.lead : r.other_name == project_.lead_name;
        bool member = r.other ? std::find(project_.members.begin(), project_.members.end(), r.other) != project_.members.end()
                              : std::find(named_.members.begin(), named_.members.end(), r.other_name) != named_.members.end();
        if (!lead && !member) continue;
        std::string kind = kind_name(r.kind), source = r.other ? "身份证号相同" : "只有姓名相同，可能是同名";
        if (lead && r.tie == Tie::other)
            found.push_back({Doubt::other_tie, "登记有“" + kind + "”关系，对方是项目负责人（" + source + "）",
                             basis_of({"tie", r.kind, r.other_name, std::to_string(r.other == project_.lead)})});
        if (member && r.tie != Tie::other) // R9: of members these are no item, but a suspicion under item 7
            found.push_back({Doubt::member_tie, "登记有“" + kind + "”关系，对方是项目成员（" + source + "）",
                             basis_of({"member", r.kind, r.other_name, std::to_string(r.other != 0)})});
    }
    for (const Relation& r : project_.lead_relations)
        if (r.tie == Tie::other && r.other != 0 && r.other == person.key)
            found.push_back({Doubt::other_tie, "项目负责人登记本人为其“" + kind_name(r.kind) + "”", basis_of({"lead", r.kind})});
}

// Whoever bears the name is told of: what a unit is called, people write in many ways.
void Suspects::add_avoidances(const Person& person, std::vector<Suspicion>& found) const
{
    for (const auto& one : named_.avoidances) {
        if (!person.is_called(one.name)) continue;
        bool same_unit = !one.unit.empty() && works_at(person, one.unit);
        std::string meets = one.unit.empty() ? "姓名相同，申请没有写单位"
                            : same_unit      ? "姓名和单位相同"
                                             : "姓名相同，单位对不上，可能是同名";
        found.push_back({Doubt::avoidance, "项目单位申请回避，理由：" + one.reason + "（" + meets + "）",
                         basis_of({"avoidance", one.unit, one.reason, std::to_string(same_unit)})});
    }
}

bool Suspects::works_at(const Person& person, std::string_view unit) const
{
    for (const Post& post : person.posts) {
        if (std::string_view(library_.places().path(post.place.unit)).find(unit) != std::string_view::npos) return true;
        const Unit* entity = library_.places().find(post.place.entity);
        if (!entity) continue;
        if (unit.starts_with(entity->name)) return true;
        for (const auto& alias : entity->aliases)
            if (unit.starts_with(alias)) return true;
    }
    return false;
}

void Suspects::add_posts(const Person& person, Window window, const SuspicionRules& rules, std::vector<Suspicion>& found) const
{
    for (const Post& post : person.posts) {
        std::int64_t entity = post.place.entity;
        bool of_lead = lead_entities_.contains(entity), of_project = project_entities_.contains(entity), is_alike = alike_.contains(entity);
        if (!of_lead && !of_project && !is_alike) continue;
        const Unit* unit = library_.places().find(entity);
        if (!unit) continue;
        std::string where = library_.places().path(post.place.unit), from = day_words(post.days.first), to = day_words(post.days.last);
        bool ended = post.kind == PostKind::former || (post.days.last && *post.days.last < window.first);
        if (ended && (of_lead || of_project) && rules.former_years > 0) {
            // An end that is not recorded may lie within the window (R16).
            Day since = add_years(window.first, -static_cast<int>(rules.former_years));
            if (!post.days.last || *post.days.last >= since)
                found.push_back({Doubt::former_employer, "曾在 " + where + " 任职（" + from + " 至 " + to + "）",
                                 basis_of({"former", unit->public_id, from, to})});
        }
        if (ended || !employs(post.kind)) continue;
        if (post.kind == PostKind::main && of_project && !of_lead)
            found.push_back({Doubt::main_employer, "在 " + where + " 主要任职，该单位是项目单位，但不是负责人所在单位",
                             basis_of({"main", unit->public_id, from})});
        if (is_alike)
            found.push_back({Doubt::unit_name, "所在的“" + unit->name + "”与负责人单位或申报单位名称相近，系统中是两个法人单位",
                             basis_of({"name", unit->public_id, unit->name})});
    }
}

} // namespace recusal
