#include "recusal/screen.h"

#include <algorithm>

namespace recusal {

Screen::Screen(std::span<const Project> projects)
{
    for (const auto& project : projects) {
        traces_.people.insert(project.lead);
        traces_.people.insert(project.members.begin(), project.members.end());
        traces_.names.insert(project.lead_name);
        for (const auto& r : project.lead_relations) {
            traces_.people.insert(r.other);
            if (r.other == 0) traces_.own_names.insert(r.other_name);
        }
        for (const auto& p : project.lead_places) traces_.entities.insert(p.place.entity);
        for (const auto& u : project.units) traces_.entities.insert(u.entity);
        traces_.research.insert(project.lead_research.begin(), project.lead_research.end());
    }
    traces_.people.erase(0);
    traces_.entities.erase(0);
}

bool Screen::may_meet(const Person& person) const
{
    const Traces& t = traces_;
    auto meets = [](const auto& list, auto test) { return std::any_of(list.begin(), list.end(), test); };
    return t.people.contains(person.key) || meets(t.own_names, [&](const auto& name) { return person.is_called(name); }) ||
           meets(person.posts, [&](const Post& p) { return t.entities.contains(p.place.entity); }) ||
           meets(person.interests, [&](const Interest& i) { return t.entities.contains(i.place.entity); }) ||
           meets(person.research, [&](std::uint32_t r) { return t.research.contains(r); }) ||
           meets(person.relations,
                 [&](const Relation& r) { return r.other ? t.people.contains(r.other) : t.names.contains(r.other_name); });
}

} // namespace recusal
