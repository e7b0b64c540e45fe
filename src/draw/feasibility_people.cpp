#include "draw/feasibility_count.h"

#include <algorithm>
#include <map>

namespace draw::feasibility {

using protocol::Plan;

std::size_t People::tag_index(const std::string& tag) const
{
    return static_cast<std::size_t>(std::find(tags.begin(), tags.end(), tag) - tags.begin());
}

int People::value_index(std::size_t tag, const std::string& value) const
{
    auto found = std::find(values[tag].begin(), values[tag].end(), value);
    return found == values[tag].end() ? -1 : static_cast<int>(found - values[tag].begin());
}

std::int64_t People::count(std::size_t tag, const std::string& value) const
{
    int number = value_index(tag, value);
    std::int64_t count = 0;
    for (const auto& kind : kinds)
        if (number >= 0 && kind.values[tag] == number) count += kind.size;
    return count;
}

People people_of(const Plan& plan, std::span<const Person> candidates)
{
    People people;
    people.tags = plan.tags();
    people.values.resize(people.tags.size());
    std::vector<std::map<std::string, int, std::less<>>> numbers(people.tags.size());
    std::map<std::pair<std::vector<int>, std::vector<int>>, std::int64_t> sizes;
    for (const auto& candidate : candidates) {
        if (candidate.groups.empty()) continue;
        std::vector<int> values(people.tags.size(), -1);
        for (std::size_t t = 0; t < people.tags.size(); ++t) {
            auto tag = candidate.tags.find(people.tags[t]);
            if (tag == candidate.tags.end()) continue;
            auto known = numbers[t].find(tag->second);
            if (known == numbers[t].end()) {
                known = numbers[t].emplace(tag->second, static_cast<int>(people.values[t].size())).first;
                people.values[t].push_back(tag->second);
            }
            values[t] = known->second;
        }
        sizes[{candidate.groups, std::move(values)}] += candidate.size;
    }
    for (auto& [key, size] : sizes) people.kinds.push_back({key.first, key.second, size});
    return people;
}

std::vector<std::int64_t> eligible_of(const People& people, std::size_t groups)
{
    std::vector<std::int64_t> eligible(groups);
    for (const auto& kind : people.kinds)
        for (int group : kind.groups) eligible[static_cast<std::size_t>(group)] += kind.size;
    return eligible;
}

} // namespace draw::feasibility
