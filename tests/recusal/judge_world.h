#pragma once

#include "recusal/recusal.h"

// One expert and one project, for the clauses of Art. 14(4) to be tried on.
namespace support {

using namespace recusal;

inline constexpr Key lead_key = 7, member_key = 8, expert_key = 9, stranger_key = 10;
inline constexpr std::int64_t university = 1, chemistry = 2, chemistry_lab = 3, physics = 4, company = 5, partner = 6, elsewhere = 7,
                              office = 8;

inline Day day(std::string_view text)
{
    return *parse_day(text);
}

inline const Window window{day("2026-11-24"), day("2026-11-26")};

inline Rules default_rules()
{
    return rules_on({}, day("2026-11-24"));
}

// One expert and one project that have nothing to do with each other, for cases to change.
struct World {
    Key key = expert_key;
    std::vector<Post> posts;
    std::vector<Relation> relations;
    std::vector<Interest> interests;
    std::vector<std::uint32_t> research_of;
    std::vector<std::string> other_names;
    std::vector<Research> research;
    Project project;
    Rules rules = default_rules();

    World()
    {
        posts.push_back({1, {elsewhere, elsewhere, 0}, PostKind::main, {}});
        project.public_id = "p1";
        project.number = "G01";
        project.lead = lead_key;
        project.lead_name = "娜仁花";
        project.lead_places = {{{chemistry_lab, university, chemistry}, {}, true}};
        project.members = {member_key};
        project.units = {{company, true, {}}, {partner, false, {}}};
    }
    void post(PostKind kind, Place place, Span days = {}) { posts = {{1, place, kind, days}}; }
    void relation(std::string kind, Tie tie, Key other, std::string name = "某人") { relations = {{1, tie, kind, name, other}}; }
    void interest(std::string kind, std::int64_t entity, std::optional<std::int64_t> share, Span days = {})
    {
        interests = {{1, {entity, entity, 0}, kind, share, days}};
    }
    void share_research(std::optional<Day> from, std::optional<Day> closed)
    {
        research = {{1, "KY1", "甲", {}, {}}, {2, "KY2", "乙", from, closed}};
        research_of = {1};
        project.lead_research = {1};
    }
    // The codes found, joined by blanks.
    std::string codes() const
    {
        Person person{key, "某某", posts, relations, interests, research_of, other_names};
        std::string text;
        for (const auto& e : judge(person, project, research, window, rules))
            text += (text.empty() ? "" : " ") + std::string(code_of(e.item));
        return text;
    }
};

} // namespace support
