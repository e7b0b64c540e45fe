#include "recusal/screen.h"

#include <algorithm>

namespace recusal {

Screen::Screen(std::span<const Project> projects)
{
    for (const auto& project : projects) {
        people_.insert(project.lead);
        people_.insert(project.members.begin(), project.members.end());
        names_.insert(project.lead_name);
        for (const auto& r : project.lead_relations) {
            people_.insert(r.other);
            if (r.other == 0) named_.insert(r.other_name);
        }
        for (const auto& p : project.lead_places) entities_.insert(p.place.entity);
        for (const auto& u : project.units) entities_.insert(u.entity);
        research_.insert(project.lead_research.begin(), project.lead_research.end());
    }
    people_.erase(0);
    entities_.erase(0);
}

bool Screen::may_meet(const Person& person) const
{
    auto meets = [](const auto& list, auto test) { return std::any_of(list.begin(), list.end(), test); };
    return people_.contains(person.key) || (!named_.empty() && named_.contains(std::string(person.name))) ||
           meets(person.posts, [&](const Post& p) { return entities_.contains(p.place.entity); }) ||
           meets(person.interests, [&](const Interest& i) { return entities_.contains(i.place.entity); }) ||
           meets(person.research, [&](std::uint32_t r) { return research_.contains(r); }) ||
           meets(person.relations, [&](const Relation& r) { return r.other ? people_.contains(r.other) : names_.contains(r.other_name); });
}

} // namespace recusal
