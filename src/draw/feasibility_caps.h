#pragma once

#include "draw/feasibility_count.h"

#include <algorithm>
#include <limits>
#include <map>

namespace draw::feasibility {

inline constexpr std::int64_t unbounded = std::numeric_limits<std::int64_t>::max();

// Conditions in the two forms the counts need, several about the same thing taken together.
struct Caps {
    std::map<std::size_t, std::int64_t> every; // tag → most people of any one value
    struct Bound {
        std::int64_t min = 0, max = unbounded;
    };
    std::map<std::pair<std::size_t, std::string>, Bound> named;

    Caps(const std::vector<protocol::PanelCondition>& conditions, const People& people, std::int64_t seats)
    {
        for (const auto& condition : conditions) {
            std::size_t tag = people.tag_index(condition.tag);
            if (!condition.value) {
                std::int64_t max = std::min(*condition.max, every.contains(tag) ? every[tag] : unbounded);
                if (max < seats) every[tag] = max;
                continue;
            }
            Bound& bound = named[{tag, *condition.value}];
            bound.min = std::max(bound.min, condition.min.value_or(0));
            bound.max = std::min(bound.max, condition.max.value_or(unbounded));
        }
        std::erase_if(named, [&](const auto& entry) {
            const auto& [tag, value] = entry.first;
            return entry.second.min == 0 && entry.second.max >= std::min(seats, people.count(tag, value));
        });
    }

    // The same with all "of every value" conditions but the one of the most values said value by value, so that none cuts
    // across another.
    Caps spelled_out(const People& people) const
    {
        Caps caps = *this;
        auto most = std::max_element(every.begin(), every.end(), [&](const auto& a, const auto& b) {
            return people.values[a.first].size() < people.values[b.first].size();
        });
        for (const auto& [tag, max] : every) {
            if (tag == most->first) continue;
            caps.every.erase(tag);
            for (const auto& value : people.values[tag]) {
                if (people.count(tag, value) <= max) continue;
                Bound& bound = caps.named[{tag, value}];
                bound.max = std::min(bound.max, max);
            }
        }
        return caps;
    }
};

} // namespace draw::feasibility
