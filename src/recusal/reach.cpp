#include "recusal/reach.h"

#include "recusal/recusal.h"

#include <algorithm>

namespace recusal {

namespace {

void add(std::vector<std::uint32_t>& list, std::uint32_t expert)
{
    if (list.empty() || list.back() != expert) list.push_back(expert);
}

} // namespace

void Traces::add(const Traces& other)
{
    people.insert(other.people.begin(), other.people.end());
    names.insert(other.names.begin(), other.names.end());
    own_names.insert(other.own_names.begin(), other.own_names.end());
    entities.insert(other.entities.begin(), other.entities.end());
    research.insert(other.research.begin(), other.research.end());
}

Reach::Reach(const Library& library) : library_(library), in_research_(library.research().size())
{
    for (std::uint32_t i = 0; i < library.ids().size(); ++i) {
        Person person = library.person(i);
        if (person.key) keys_.emplace_back(person.key, i);
        for (const auto& post : person.posts) add(in_entity_[post.place.entity], i);
        for (const auto& interest : person.interests) add(in_entity_[interest.place.entity], i);
        for (auto research : person.research) add(in_research_[research], i);
        for (const auto& relation : person.relations) {
            if (relation.other)
                related_.emplace_back(relation.other, i);
            else
                add(named_[relation.other_name], i);
        }
    }
    std::sort(keys_.begin(), keys_.end());
    std::sort(related_.begin(), related_.end());
}

std::vector<std::uint32_t> Reach::of(const Traces& traces) const
{
    Experts found;
    auto take = [&](const Experts& list) { found.insert(found.end(), list.begin(), list.end()); };
    auto take_from = [&](const auto& map, const auto& key) {
        if (auto list = map.find(key); list != map.end()) take(list->second);
    };
    for (Key person : traces.people)
        for (const auto* list : {&keys_, &related_}) {
            auto [from, to] = std::equal_range(list->begin(), list->end(), std::pair{person, std::uint32_t{0}},
                                               [](const auto& a, const auto& b) { return a.first < b.first; });
            for (auto it = from; it != to; ++it) found.push_back(it->second);
        }
    for (const auto& name : traces.names) take_from(named_, std::string_view(name));
    for (auto entity : traces.entities) take_from(in_entity_, entity);
    for (auto research : traces.research) take(in_research_[research]);
    auto has_name = [&](const Person& person) {
        return traces.own_names.contains(person.name) || std::any_of(person.other_names.begin(), person.other_names.end(),
                                                                     [&](const auto& name) { return traces.own_names.contains(name); });
    };
    if (!traces.own_names.empty()) // seldom asked for
        for (std::uint32_t i = 0; i < library_.ids().size(); ++i)
            if (has_name(library_.person(i))) found.push_back(i);
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

} // namespace recusal
