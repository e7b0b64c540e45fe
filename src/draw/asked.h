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
    // First and last entry of each code.
    const std::vector<std::pair<int, int>>& ranges() const { return ranges_; }
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
    Codes disciplines, industries, ranks, regions, languages, category_codes;
    std::vector<std::string> unit_kinds;
    std::vector<std::int64_t> units;
    bool unit_asked = false;
    std::optional<int> age_min, age_max;
    std::vector<std::string> keywords;
    std::optional<int> active_within;
};

// Where someone works: the main post of the days that count, else the unit of retirement. nullptr: unknown.
inline const recusal::Post* home_of(std::span<const recusal::Post> posts, const recusal::Window& window)
{
    const recusal::Post* retired = nullptr;
    for (const auto& post : posts) {
        if (post.kind == recusal::PostKind::main && post.days.touches(window.first, window.last)) return &post;
        if (post.kind == recusal::PostKind::retired && !retired) retired = &post;
    }
    return retired;
}

// Of a kind that someone in it works; a former one did while its end is recorded.
inline bool is_work(const recusal::Post& post)
{
    switch (post.kind) {
    case recusal::PostKind::main:
    case recusal::PostKind::concurrent:
    case recusal::PostKind::reemployed:
        return true;
    case recusal::PostKind::former:
        return post.days.last.has_value();
    default:
        return false;
    }
}

// 一线: in a post, or in a research project, on a recorded day of the last years (Art. 14(3)). Days that are not
// recorded prove nothing (R16).
inline bool is_active(const recusal::Person& person, std::span<const recusal::Research> research, Day seal_day, int years)
{
    Day since = add_years(seal_day, -years);
    auto runs = [&](const Span& days) { return days.first && *days.first <= seal_day && (!days.last || *days.last >= since); };
    return std::any_of(person.posts.begin(), person.posts.end(), [&](const auto& post) { return is_work(post) && runs(post.days); }) ||
           std::any_of(person.research.begin(), person.research.end(), [&](std::uint32_t r) {
               return runs({research[r].from, research[r].closed_on});
           });
}

inline Asked asked(const Conditions& c, const recusal::Places& places)
{
    Asked a{0,
            Codes(catalog::disciplines(), c.disciplines),
            Codes(catalog::industries(), c.industries),
            Codes(catalog::title_ranks(), c.ranks),
            Codes(catalog::regions(), c.regions),
            Codes(catalog::languages(), c.languages),
            Codes(catalog::expert_categories(), c.categories)};
    for (auto [first, last] : a.category_codes.ranges())
        for (int i = first; i <= last; ++i) a.categories |= eligibility::Categories{1} << i;
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
