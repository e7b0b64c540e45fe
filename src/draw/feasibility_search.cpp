#include "draw/feasibility_search.h"

#include <algorithm>
#include <set>

namespace draw::feasibility {

using protocol::PanelCondition;
using protocol::Plan;

namespace {

class Search {
public:
    Search(const Plan& plan, const std::vector<PanelCondition>& conditions, const People& people, std::size_t nodes)
        : kinds_(people.kinds), budget_(nodes), groups_(plan.groups.size()), of_kind_(people.kinds.size())
    {
        for (const auto& group : plan.groups) state_.push_back(group.seats);
        for (const auto& condition : conditions) {
            std::size_t tag = people.tag_index(condition.tag);
            if (!condition.value) {
                for (std::size_t v = 0; v < people.values[tag].size(); ++v) add_bound(tag, static_cast<int>(v), 0, condition.max);
                continue;
            }
            int value = people.value_index(tag, *condition.value);
            if (value < 0 && condition.min.value_or(0) > 0) impossible_ = true;
            if (value >= 0) add_bound(tag, value, condition.min.value_or(0), condition.max);
        }
        // Who can still come: people of the kinds from `k` on, per group and per bound.
        left_.resize(kinds_.size() + 1, std::vector<std::int64_t>(groups_ + bounds_));
        for (std::size_t k = kinds_.size(); k-- > 0;) {
            left_[k] = left_[k + 1];
            for (int g : kinds_[k].groups) left_[k][static_cast<std::size_t>(g)] += kinds_[k].size;
            for (auto b : of_kind_[k]) left_[k][groups_ + b] += kinds_[k].size;
        }
        for (std::size_t b = 0; b < bounds_; ++b) state_.push_back(room_[b]);
        for (std::size_t b = 0; b < bounds_; ++b) state_.push_back(need_[b]);
    }

    std::optional<bool> run()
    {
        if (impossible_) return false;
        bool found = from(0);
        if (!found && spent_ > budget_) return std::nullopt;
        return found;
    }

private:
    const std::vector<Kind>& kinds_;
    std::size_t budget_, spent_ = 0, groups_, bounds_ = 0;
    std::vector<std::vector<std::size_t>> of_kind_; // bounds that count each kind
    std::vector<std::int64_t> room_, need_;         // of each bound
    std::vector<std::int64_t> state_;               // seats open per group, then room and need per bound
    std::vector<std::vector<std::int64_t>> left_;
    std::set<std::pair<std::size_t, std::vector<std::int64_t>>> failed_;
    bool impossible_ = false;

    void add_bound(std::size_t tag, int value, std::int64_t min, std::optional<std::int64_t> max)
    {
        std::int64_t seats = 0;
        for (std::size_t g = 0; g < groups_; ++g) seats += state_[g];
        room_.push_back(std::min(max.value_or(seats), seats));
        need_.push_back(min);
        for (std::size_t k = 0; k < kinds_.size(); ++k)
            if (kinds_[k].values[tag] == value) of_kind_[k].push_back(bounds_);
        ++bounds_;
    }

    bool reachable(std::size_t k) const
    {
        for (std::size_t g = 0; g < groups_; ++g)
            if (state_[g] > left_[k][g]) return false;
        for (std::size_t b = 0; b < bounds_; ++b)
            if (state_[groups_ + bounds_ + b] > left_[k][groups_ + b]) return false;
        return true;
    }

    // Whether the kinds from `k` on can fill what is open.
    bool from(std::size_t k)
    {
        if (++spent_ > budget_ || !reachable(k)) return false;
        bool full = std::all_of(state_.begin(), state_.begin() + static_cast<std::ptrdiff_t>(groups_), [](auto n) { return n == 0; });
        if (full)
            return std::all_of(state_.begin() + static_cast<std::ptrdiff_t>(groups_ + bounds_), state_.end(),
                               [](auto n) { return n <= 0; });
        if (k == kinds_.size() || failed_.contains({k, state_})) return false;
        if (place(k, 0, kinds_[k].size)) return true;
        failed_.emplace(k, state_);
        return false;
    }

    // Seats `most` people of the kind at most, in its groups from the `at`-th on; more first, as seats want filling.
    bool place(std::size_t k, std::size_t at, std::int64_t most)
    {
        if (at == kinds_[k].groups.size()) return from(k + 1);
        auto group = static_cast<std::size_t>(kinds_[k].groups[at]);
        std::int64_t limit = std::min(most, state_[group]);
        for (auto b : of_kind_[k]) limit = std::min(limit, state_[groups_ + b]);
        for (std::int64_t n = limit; n >= 0; --n) {
            take(k, group, n);
            bool found = place(k, at + 1, most - n);
            take(k, group, -n);
            if (found) return true;
            if (spent_ > budget_) return false;
        }
        return false;
    }

    void take(std::size_t k, std::size_t group, std::int64_t n)
    {
        state_[group] -= n;
        for (auto b : of_kind_[k]) {
            state_[groups_ + b] -= n;
            state_[groups_ + bounds_ + b] -= n;
        }
    }
};

} // namespace

std::optional<bool> search_panel(const Plan& plan, const std::vector<PanelCondition>& conditions, const People& people, std::size_t nodes)
{
    return Search(plan, conditions, people, nodes).run();
}

} // namespace draw::feasibility
