#include "draw/round/abstentions.h"

#include "draw/plan.h"

#include <algorithm>

namespace draw::round {

bool recuses_by_project(const json::Value& plan)
{
    const json::Value* recusal = plan.object().find("recusal");
    return recusal && recusal->object().at("scope").text() == "project";
}

std::map<std::string, std::vector<std::string>> abstentions_of(const json::Value& plan, const Bytes& pool_leaves,
                                                               const std::vector<std::string>& refs)
{
    std::map<std::string, std::vector<std::string>> abstentions;
    if (!recuses_by_project(plan)) return abstentions;
    const auto& numbers = plan.object().at("recusal").object().at("projects").array();
    for (const auto& leaf : unpack_leaves(pool_leaves)) {
        bool wanted = std::any_of(refs.begin(), refs.end(), [&](const auto& ref) { return leaf.entry.find(ref) != std::string::npos; });
        if (!wanted) continue;
        auto entry = json::read(leaf.entry);
        std::vector<std::size_t> projects;
        for (const auto& tag : entry->object().at("tags").object())
            if (auto project = project_of_tag(tag.first)) projects.push_back(*project);
        std::sort(projects.begin(), projects.end());
        for (std::size_t project : projects) abstentions[entry->object().at("ref").text()].push_back(numbers[project].text());
    }
    return abstentions;
}

} // namespace draw::round
