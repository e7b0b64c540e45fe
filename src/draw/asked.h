#pragma once

#include "catalog/catalog.h"
#include "draw/pool.h"

#include <algorithm>

namespace draw {

// Entries of a code table and everything below them.
class Codes {
public:
    Codes() = default;
    Codes(const catalog::Table& table, const std::vector<std::string>& codes) : asks_(!codes.empty())
    {
        for (const auto& code : codes)
            if (const auto* entry = table.find(code)) ranges_.emplace_back(entry->first, entry->last);
    }
    bool asks() const { return asks_; }
    bool holds(int entry) const
    {
        return std::any_of(ranges_.begin(), ranges_.end(), [&](const auto& r) { return r.first <= entry && entry <= r.second; });
    }
    bool fails(int entry) const { return asks_ && !holds(entry); }
    bool fails(std::span<const int> entries) const
    {
        return asks_ && std::none_of(entries.begin(), entries.end(), [&](int e) { return holds(e); });
    }

private:
    bool asks_ = false;
    std::vector<std::pair<int, int>> ranges_;
};

// A group's conditions made ready.
struct Asked {
    eligibility::Categories categories = 0; // 0: none asked
    Codes disciplines, industries, ranks, regions;
    std::vector<std::string> unit_kinds;
    std::vector<std::int64_t> units;
    bool unit_asked = false;
    std::optional<int> age_min, age_max;
    std::vector<std::string> keywords;
    std::optional<int> active_within;
};

inline Asked asked(const Conditions& c, const recusal::Places& places)
{
    Asked a{0, Codes(catalog::disciplines(), c.disciplines), Codes(catalog::industries(), c.industries),
            Codes(catalog::title_ranks(), c.ranks), Codes(catalog::regions(), c.regions)};
    for (const auto& code : c.categories)
        if (const auto* entry = catalog::expert_categories().find(code))
            for (int i = entry->first; i <= entry->last; ++i) a.categories |= eligibility::Categories{1} << i;
    a.unit_kinds = c.unit_kinds;
    a.unit_asked = !c.units.empty();
    for (const auto& id : c.units)
        if (auto unit = places.by_public_id(id)) a.units.push_back(*unit);
    a.age_min = c.age_min;
    a.age_max = c.age_max;
    a.keywords = c.keywords;
    a.active_within = c.active_within;
    return a;
}

} // namespace draw
