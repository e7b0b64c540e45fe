#include "draw/feasibility_caps.h"

#include <random>

namespace draw::feasibility {

using protocol::PanelCondition;
using protocol::Plan;

namespace {

// One weighted attempt after another over the same people.
class Trial {
public:
    Trial(const Plan& plan, const Caps& caps, const People& people) : plan_(plan), people_(people), bounds_(people.kinds.size())
    {
        std::map<std::pair<std::size_t, int>, std::size_t> numbers;
        auto bound_of = [&](std::size_t tag, int value, Caps::Bound bound) {
            auto [place, fresh] = numbers.try_emplace({tag, value}, bound_.size());
            if (fresh) bound_.push_back({});
            Caps::Bound& into = bound_[place->second];
            into = {std::max(into.min, bound.min), std::min(into.max, bound.max)};
            return place->second;
        };
        for (const auto& [key, bound] : caps.named) {
            int value = people.value_index(key.first, key.second);
            if (value < 0 && bound.min > 0) impossible_ = true;
            if (value < 0) continue;
            bound_of(key.first, value, bound);
        }
        for (std::size_t k = 0; k < people.kinds.size(); ++k)
            for (std::size_t tag = 0; tag < people.tags.size(); ++tag) {
                int value = people.kinds[k].values[tag];
                auto every = caps.every.find(tag);
                if (value < 0) continue;
                if (every != caps.every.end())
                    bounds_[k].push_back(bound_of(tag, value, {0, every->second}));
                else if (auto named = numbers.find({tag, value}); named != numbers.end())
                    bounds_[k].push_back(named->second);
            }
        in_group_.resize(plan.groups.size());
        for (std::size_t k = 0; k < people.kinds.size(); ++k)
            for (int group : people.kinds[k].groups) in_group_[static_cast<std::size_t>(group)].push_back(k);
        eligible_ = eligible_of(people, plan.groups.size());
    }

    // The attempt's weight: how likely all its seats were; 0 when it fails.
    long double run(std::mt19937_64& chance)
    {
        if (impossible_) return 0;
        std::vector<std::int64_t> seated(people_.kinds.size()), taken(bound_.size());
        long double weight = 1;
        auto open = [&](std::size_t kind) -> std::int64_t {
            for (auto bound : bounds_[kind])
                if (taken[bound] >= bound_[bound].max) return 0;
            return people_.kinds[kind].size - seated[kind];
        };
        for (std::size_t g = 0; g < plan_.groups.size(); ++g)
            for (std::int64_t j = 0; j < plan_.groups[g].seats; ++j) {
                std::int64_t allowed = 0;
                for (auto kind : in_group_[g]) allowed += open(kind);
                if (allowed == 0) return 0;
                auto r = static_cast<std::int64_t>(chance() % static_cast<std::uint64_t>(allowed));
                auto kind = std::find_if(in_group_[g].begin(), in_group_[g].end(), [&](std::size_t k) { return (r -= open(k)) < 0; });
                ++seated[*kind];
                for (auto bound : bounds_[*kind]) ++taken[bound];
                weight *= static_cast<long double>(allowed) / static_cast<long double>(eligible_[g] - j);
            }
        for (std::size_t b = 0; b < bound_.size(); ++b)
            if (taken[b] < bound_[b].min) return 0;
        return weight;
    }

private:
    const Plan& plan_;
    const People& people_;
    bool impossible_ = false;
    std::vector<Caps::Bound> bound_;
    std::vector<std::vector<std::size_t>> bounds_; // of each kind
    std::vector<std::vector<std::size_t>> in_group_;
    std::vector<std::int64_t> eligible_;
};

} // namespace

long double tried_share(const Plan& plan, const std::vector<PanelCondition>& conditions, const People& people, const Work& work)
{
    Trial trial(plan, Caps(conditions, people, plan.seats()), people);
    std::mt19937_64 chance(work.seed);
    long double sum = 0;
    for (int i = 0; i < work.tries; ++i) sum += trial.run(chance);
    return sum / work.tries;
}

} // namespace draw::feasibility
