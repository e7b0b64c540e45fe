#include "draw/protocol/panel.h"

#include "draw/protocol/messages.h"
#include "draw/protocol/numbers.h"

#include <algorithm>
#include <limits>

namespace draw::protocol {

Result<PanelDraw> PanelDraw::over(const Plan& plan, const std::vector<Entry>& pool)
{
    PanelDraw draw;
    draw.lists_.resize(plan.groups.size());
    for (const auto& group : plan.groups) draw.seats_.push_back(group.seats);
    for (std::uint32_t person = 0; person < pool.size(); ++person)
        for (int group : pool[person].groups) draw.lists_[static_cast<std::size_t>(group)].push_back(person);
    for (std::size_t g = 0; g < draw.lists_.size(); ++g)
        if (static_cast<std::int64_t>(draw.lists_[g].size()) < draw.seats_[g])
            return refuse(ErrorKind::invalid, messages::too_few_entries, {std::to_string(g + 1)});

    constexpr std::int64_t unbounded = std::numeric_limits<std::int64_t>::max();
    draw.bounds_.resize(pool.size());
    for (const auto& condition : plan.panel) {
        std::map<std::string, std::uint32_t, std::less<>> of_value;
        auto add_bound = [&](std::int64_t min, std::int64_t max) {
            draw.bound_.push_back({min, max});
            return static_cast<std::uint32_t>(draw.bound_.size() - 1);
        };
        if (condition.value) of_value[*condition.value] = add_bound(condition.min.value_or(0), condition.max.value_or(unbounded));
        for (std::uint32_t person = 0; person < pool.size(); ++person) {
            auto tag = pool[person].tags.find(condition.tag);
            if (tag == pool[person].tags.end()) continue;
            auto known = of_value.find(tag->second);
            if (known == of_value.end()) {
                if (condition.value) continue;
                known = of_value.emplace(tag->second, add_bound(0, *condition.max)).first;
            }
            draw.bounds_[person].push_back(known->second);
        }
    }
    draw.taken_.resize(draw.bound_.size());
    draw.seated_.resize(pool.size());
    return draw;
}

// Seats a person unless already seated or a maximum is exceeded; a failed attempt is cleared as a whole.
bool PanelDraw::seat(std::uint32_t person)
{
    if (seated_[person]) return false;
    seated_[person] = true;
    chosen_.push_back(person);
    bool within = true;
    for (auto bound : bounds_[person]) within = ++taken_[bound] <= bound_[bound].max && within;
    return within;
}

void PanelDraw::clear()
{
    for (auto person : chosen_) {
        seated_[person] = false;
        for (auto bound : bounds_[person]) --taken_[bound];
    }
    chosen_.clear();
}

bool PanelDraw::attempt(const Uniform& uniform, Seats& seats)
{
    struct Swap {
        std::size_t group, j, r;
    };
    std::vector<Swap> swaps;
    seats.assign(lists_.size(), {});
    bool holds = true;
    for (std::size_t g = 0; g < lists_.size() && holds; ++g) {
        auto& list = lists_[g];
        for (std::size_t j = 0; j < static_cast<std::size_t>(seats_[g]) && holds; ++j) {
            std::size_t r = j + uniform(list.size() - j);
            std::swap(list[j], list[r]);
            swaps.push_back({g, j, r});
            holds = seat(list[j]);
            seats[g].push_back(list[j]);
        }
    }
    for (std::size_t b = 0; b < bound_.size() && holds; ++b) holds = taken_[b] >= bound_[b].min;
    for (auto swap = swaps.rbegin(); swap != swaps.rend(); ++swap) std::swap(lists_[swap->group][swap->j], lists_[swap->group][swap->r]);
    clear();
    return holds;
}

std::optional<Panel> PanelDraw::draw(Suite suite, const Hash& seed, std::int64_t limit)
{
    Numbers numbers(suite, seed);
    const Uniform uniform = [&](std::uint64_t m) { return numbers.uniform(m); };
    Panel panel;
    for (panel.attempt = 0; panel.attempt < limit; ++panel.attempt) {
        numbers.start("panel", static_cast<std::uint64_t>(panel.attempt));
        if (attempt(uniform, panel.seats)) return panel;
    }
    return std::nullopt;
}

Seats PanelDraw::substitutes(Suite suite, const Hash& seed, const Seats& panel, std::int64_t count)
{
    std::vector<bool> sits(bounds_.size());
    for (const auto& group : panel)
        for (auto person : group) sits[person] = true;
    Numbers numbers(suite, seed);
    Seats orders;
    for (std::size_t g = 0; g < lists_.size(); ++g) {
        std::vector<std::uint32_t> list;
        std::copy_if(lists_[g].begin(), lists_[g].end(), std::back_inserter(list), [&](auto person) { return !sits[person]; });
        numbers.start("substitute", g);
        std::size_t wanted = std::min(list.size(), static_cast<std::size_t>(count));
        for (std::size_t j = 0; j < wanted; ++j) std::swap(list[j], list[j + numbers.uniform(list.size() - j)]);
        list.resize(wanted);
        orders.push_back(std::move(list));
    }
    return orders;
}

} // namespace draw::protocol
