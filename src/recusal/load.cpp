#include "recusal/recusal.h"

#include "catalog/catalog.h"
#include "db/day.h"
#include "db/pages.h"
#include "expert/expert.h"

#include <algorithm>

namespace recusal {

namespace {

Tie tie_of(const std::string& kind)
{
    const auto& kinds = catalog::relation_kinds();
    if (kinds.is_within(kind, "near_relative")) return Tie::near_relative;
    return kinds.is_within(kind, "teacher_student") ? Tie::teacher_student : Tie::other;
}

} // namespace

ProjectFacts facts_of(const activity::Project& p)
{
    return {p.public_id, p.number,         p.applicant_entity_id, p.partner_entity_ids, p.lead_name,
            p.lead_hash, p.lead_entity_id, p.lead_unit_id,        p.member_hashes};
}

Library::Library(db::Connection& connection)
{
    load_units(connection);
    load_experts(connection);
    load_facts(connection);
    load_research(connection);
}

Key Library::intern(const std::optional<Bytes>& hash)
{
    if (!hash || hash->empty()) return 0;
    return key_of_.try_emplace(text_of(*hash), static_cast<Key>(key_of_.size() + 1)).first->second;
}

Key Library::find_key(const Bytes& hash) const
{
    if (hash.empty()) return 0;
    auto found = key_of_.find(text_of(hash));
    return found == key_of_.end() ? -1 : found->second;
}

void Library::load_units(db::Connection& connection)
{
    // By its public id, as plans have it, a unit that was merged is the one it went into; nothing else names it any more.
    connection.each("SELECT merged_into_id, public_id FROM unit WHERE merged_into_id IS NOT NULL", {}, [&](const db::Row& row) {
        places_.add({row.integer(0), row.integer(0), row.text(1), "", "", ""});
    });
    constexpr std::string_view columns =
        "SELECT id, parent_id, public_id, name, kind, region, listed_from, listed_to FROM unit WHERE merged_into_id IS NULL";
    connection.each(columns, {}, [&](const db::Row& row) {
        Unit unit{row.integer(0), row.maybe_integer(1).value_or(0), row.text(2),
                  row.text(3),    row.maybe_text(4).value_or(""),   row.maybe_text(5).value_or("")};
        // Without the day of listing nothing is excepted (R16).
        if (auto from = db::maybe_day(row, 6)) unit.listed.push_back({from, db::maybe_day(row, 7)});
        places_.add(std::move(unit));
    });
    connection.each(
        "SELECT a.unit_id, a.name FROM unit_alias a JOIN unit u ON u.id = a.unit_id WHERE u.merged_into_id IS NULL ORDER BY a.id", {},
        [&](const db::Row& row) { places_.find(row.integer(0))->aliases.push_back(row.text(1)); });
    connection.each(
        "SELECT a.unit_id, a.kind, a.from_day, a.to_day FROM unit_attribute a JOIN unit u ON u.id = a.unit_id WHERE u.merged_into_id IS "
        "NULL",
        {}, [&](const db::Row& row) {
            auto from = db::maybe_day(row, 2);
            if (!from || !catalog::unit_attributes().is_within(row.text(1), "listed")) return;
            places_.find(row.integer(0))->listed.push_back({from, db::maybe_day(row, 3)});
        });
}

// A record that was merged into another is no person of its own: its number and its name are those of the one that goes on.
void Library::load_experts(db::Connection& connection)
{
    expert::Merges merges(connection);
    std::vector<std::pair<std::int64_t, std::string>> gave_way;
    db::each_by_key(connection, "SELECT id, COALESCE(citizen_id_hash, passport_hash), name FROM expert", "id", [&](const db::Row& row) {
        if (merges.absorbed(row.integer(0))) {
            gave_way.emplace_back(merges.lasting(row.integer(0)), row.text(2));
            return;
        }
        Key key = intern(row.maybe_bytes(1));
        if (key != 0) index_of_[key] = ids_.size();
        ids_.push_back(row.integer(0));
        keys_.push_back(key);
        names_.push_back(row.text(2));
    });
    for (auto& [survivor, name] : gave_way) {
        std::size_t place = place_in(ids_, survivor);
        if (place < ids_.size() && names_[place] != name) other_names_[place].push_back(std::move(name));
    }
    for (const auto& [hash, survivor] : merges.numbers()) {
        std::size_t place = place_in(ids_, merges.lasting(survivor));
        if (place < ids_.size() && keys_[place] != 0) key_of_.try_emplace(text_of(hash), keys_[place]);
    }
}

void Library::load_facts(db::Connection& connection)
{
    ListFiller posts(posts_, ids_.size());
    db::each_of(
        connection, "SELECT expert_id, id, unit_id, kind, from_day, to_day FROM post", "expert_id", "id", ids_, [&](const db::Row& row) {
            posts.add(
                place_in(ids_, row.integer(0)),
                {row.integer(1), places_.place_of(row.integer(2)), post_kind(row.text(3)), {db::maybe_day(row, 4), db::maybe_day(row, 5)}});
        });
    ListFiller relations(relations_, ids_.size());
    db::each_of(
        connection, "SELECT expert_id, id, kind, other_name, other_hash FROM relation", "expert_id", "id", ids_, [&](const db::Row& row) {
            std::string kind = row.text(2);
            Tie tie = tie_of(kind);
            relations.add(place_in(ids_, row.integer(0)), {row.integer(1), tie, std::move(kind), row.text(3), intern(row.maybe_bytes(4))});
        });
    ListFiller interests(interests_, ids_.size());
    db::each_of(connection, "SELECT expert_id, id, unit_id, kind, share, from_day, to_day FROM interest", "expert_id", "id", ids_,
                [&](const db::Row& row) {
                    interests.add(place_in(ids_, row.integer(0)), {row.integer(1),
                                                                   places_.place_of(row.integer(2)),
                                                                   row.text(3),
                                                                   row.maybe_integer(4),
                                                                   {db::maybe_day(row, 5), db::maybe_day(row, 6)}});
                });
}

void Library::load_research(db::Connection& connection)
{
    std::unordered_map<std::int64_t, std::uint32_t> places;
    db::each_by_key(connection, "SELECT id, code, name, from_day, closed_on FROM research_project", "id", [&](const db::Row& row) {
        places[row.integer(0)] = static_cast<std::uint32_t>(research_.size());
        research_.push_back({row.integer(0), row.text(1), row.text(2), db::maybe_day(row, 3), db::maybe_day(row, 4)});
    });
    std::vector<std::pair<Key, std::uint32_t>> parts;
    db::each_by_key(connection, "SELECT id, project_id, person_hash FROM research_participant", "id", [&](const db::Row& row) {
        if (Key key = intern(row.bytes(2)); key != 0) parts.emplace_back(key, places.at(row.integer(1)));
    });
    std::sort(parts.begin(), parts.end());
    parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
    ListFiller filler(research_of_, key_of_.size() + 1);
    for (const auto& [key, research] : parts) filler.add(static_cast<std::size_t>(key), research);
}

Person Library::person(std::size_t index) const
{
    Key key = keys_[index];
    Person person{
        key, names_[index], posts_.of(index), relations_.of(index), interests_.of(index), research_of_.of(static_cast<std::size_t>(key))};
    if (auto others = other_names_.find(index); others != other_names_.end()) person.other_names = others->second;
    return person;
}

Project Library::project(const ProjectFacts& facts) const
{
    Project project{facts.public_id, facts.number, find_key(facts.lead_hash), facts.lead_name};
    LeadPlace stated{{facts.lead_unit.value_or(0), facts.lead_entity, 0}, {}, true};
    if (facts.lead_unit) {
        Place place = places_.place_of(*facts.lead_unit);
        if (place.entity == facts.lead_entity) stated.place = place; // of another entity: unknown within this one
    }
    project.lead_places.push_back(stated);
    if (auto lead = index_of_.find(project.lead); lead != index_of_.end()) {
        for (const Post& post : posts_.of(lead->second))
            if (post.kind != PostKind::former)
                project.lead_places.push_back({post.place, post.days, false, post.kind == PostKind::retired});
        auto relations = relations_.of(lead->second);
        project.lead_relations.assign(relations.begin(), relations.end());
    }
    if (project.lead > 0) {
        auto research = research_of_.of(static_cast<std::size_t>(project.lead));
        project.lead_research.assign(research.begin(), research.end());
    }
    for (const Bytes& hash : facts.member_hashes)
        if (Key key = find_key(hash); key > 0) project.members.push_back(key);
    auto add_unit = [&](std::int64_t entity, bool applicant) {
        const Unit* unit = places_.find(entity);
        project.units.push_back({entity, applicant, unit ? unit->listed : std::vector<Span>{}});
    };
    add_unit(facts.applicant_entity, true);
    for (std::int64_t entity : facts.partner_entities) add_unit(entity, false);
    return project;
}

} // namespace recusal
