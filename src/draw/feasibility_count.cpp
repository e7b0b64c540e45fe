#include "draw/feasibility_count.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <map>
#include <numeric>
#include <random>

namespace draw::feasibility {

using protocol::PanelCondition;
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
        ++sizes[{candidate.groups, std::move(values)}];
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

namespace {

constexpr std::int64_t unbounded = std::numeric_limits<std::int64_t>::max();

// Conditions in the two forms the counts need, several about the same thing taken together.
struct Caps {
    std::map<std::size_t, std::int64_t> every; // tag → most people of any one value
    struct Bound {
        std::int64_t min = 0, max = unbounded;
    };
    std::map<std::pair<std::size_t, std::string>, Bound> named;

    Caps(const std::vector<PanelCondition>& conditions, const People& people, std::int64_t seats)
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
};

// A state packs small numbers into one word: the seats filled per group, then a count per named value. Each field has
// a spare bit on top, so that one addition and one mask tell whether any of them went over its limit.
struct Layout {
    struct Field {
        int shift = 0;
        std::uint64_t limit = 0, mask = 0;
        bool saturates = false; // a minimum alone: more does not matter
        std::uint64_t least = 0;
    };
    std::vector<Field> fields;
    std::size_t groups = 0;
    std::uint64_t guard = 0, slack = 0;
    int bits = 0;

    void add(std::uint64_t limit, bool saturates, std::uint64_t least)
    {
        Field field{bits, limit, 0, saturates, least};
        int width = std::bit_width(limit) + 1;
        if (bits + width <= 63) {
            field.mask = ((std::uint64_t{1} << width) - 1) << bits;
            std::uint64_t top = std::uint64_t{1} << (width - 1);
            if (!saturates) {
                guard |= top << bits;
                slack += (top - 1 - limit) << bits;
            }
        }
        bits += width;
        fields.push_back(field);
    }
    std::uint64_t get(std::uint64_t state, const Field& field) const { return (state & field.mask) >> field.shift; }
    // The sum of two states; nothing when a limit is broken.
    std::optional<std::uint64_t> sum(std::uint64_t a, std::uint64_t b) const
    {
        std::uint64_t state = a + b;
        if ((state + slack) & guard) return std::nullopt;
        for (const auto& field : fields)
            if (field.saturates && get(state, field) > field.limit) state = (state & ~field.mask) | (field.limit << field.shift);
        return state;
    }
    std::int64_t seated(std::uint64_t state) const
    {
        std::int64_t sum = 0;
        for (std::size_t g = 0; g < groups; ++g) sum += static_cast<std::int64_t>(get(state, fields[g]));
        return sum;
    }
};

struct Term {
    std::uint64_t state;
    std::int64_t seated; // over all groups
    long double ways;
};
using Terms = std::vector<Term>;

// Adds up the ways of equal states: open addressing, as this is where the time goes.
class Sums {
public:
    void add(std::uint64_t state, std::int64_t seated, long double ways)
    {
        if (terms_.size() * 2 >= slots_.size()) grow();
        std::size_t at = slot_of(state);
        if (slots_[at] == 0) {
            terms_.push_back({state, seated, ways});
            slots_[at] = static_cast<std::uint32_t>(terms_.size());
        } else {
            terms_[slots_[at] - 1].ways += ways;
        }
    }
    Terms take() { return std::move(terms_); }

private:
    Terms terms_;
    std::vector<std::uint32_t> slots_ = std::vector<std::uint32_t>(64);

    std::size_t slot_of(std::uint64_t state) const
    {
        std::size_t at = (state * 0x9E3779B97F4A7C15ull) >> (64 - std::bit_width(slots_.size() - 1));
        while (slots_[at] != 0 && terms_[slots_[at] - 1].state != state) at = (at + 1) & (slots_.size() - 1);
        return at;
    }
    void grow()
    {
        slots_.assign(slots_.size() * 2, 0);
        for (std::size_t i = 0; i < terms_.size(); ++i) slots_[slot_of(terms_[i].state)] = static_cast<std::uint32_t>(i + 1);
    }
};

long double choose(std::int64_t n, std::int64_t k)
{
    long double ways = 1;
    for (std::int64_t i = 0; i < k; ++i) ways = ways * static_cast<long double>(n - i) / static_cast<long double>(i + 1);
    return ways;
}

class Programme {
public:
    Programme(const Plan& plan, const Caps& caps, const People& people, const Work& work)
        : people_(people), budget_(work.states), seats_(plan.seats())
    {
        layout_.groups = plan.groups.size();
        for (const auto& group : plan.groups)
            layout_.add(static_cast<std::uint64_t>(group.seats), false, static_cast<std::uint64_t>(group.seats));
        for (const auto& [key, bound] : caps.named) {
            counted_.push_back({key.first, people.value_index(key.first, key.second)});
            bool capped = bound.max < seats_;
            layout_.add(static_cast<std::uint64_t>(std::min(capped ? bound.max : bound.min, seats_ + 1)), !capped,
                        static_cast<std::uint64_t>(std::min(bound.min, seats_ + 1)));
        }
        // Coarse values first.
        for (const auto& [tag, max] : caps.every) levels_.push_back({tag, max});
        std::stable_sort(levels_.begin(), levels_.end(),
                         [&](const auto& a, const auto& b) { return people.values[a.tag].size() < people.values[b.tag].size(); });
        std::vector<std::pair<std::vector<int>, const Kind*>> paths;
        for (const auto& kind : people.kinds) paths.emplace_back(path_of(kind), &kind);
        std::sort(paths.begin(), paths.end());
        for (const auto& path : paths) order_.push_back(path.second);
    }

    // Nothing when the values of one level cut across another's, or the work does not do.
    std::optional<long double> choices_that_hold()
    {
        if (layout_.bits > 63 || !nested()) return std::nullopt;
        Terms all = level(0, order_.data(), order_.data() + order_.size(), seats_);
        if (spent_ > budget_) return std::nullopt;
        long double sum = 0;
        for (const auto& term : all)
            if (std::all_of(layout_.fields.begin(), layout_.fields.end(),
                            [&](const auto& field) { return layout_.get(term.state, field) >= field.least; }))
                sum += term.ways;
        return sum;
    }

private:
    struct Level {
        std::size_t tag;
        std::int64_t max;
    };
    const People& people_;
    std::size_t budget_, spent_ = 0;
    std::int64_t seats_;
    Layout layout_;
    std::vector<std::pair<std::size_t, int>> counted_; // tag and value of each count
    std::vector<Level> levels_;
    std::vector<const Kind*> order_;

    std::vector<int> path_of(const Kind& kind) const
    {
        std::vector<int> path;
        for (const auto& step : levels_) path.push_back(kind.values[step.tag]);
        return path;
    }

    bool nested() const
    {
        for (std::size_t l = 1; l < levels_.size(); ++l) {
            std::map<int, std::vector<int>> above;
            for (const Kind* kind : order_) {
                if (kind->values[levels_[l].tag] < 0) continue;
                auto path = path_of(*kind);
                path.resize(l);
                if (above.try_emplace(kind->values[levels_[l].tag], path).first->second != path) return false;
            }
        }
        return true;
    }

    Terms product(const Terms& a, const Terms& b, std::int64_t most)
    {
        spent_ += a.size() * b.size();
        if (spent_ > budget_) return {};
        Sums sums;
        for (const auto& x : a)
            for (const auto& y : b) {
                if (x.seated + y.seated > most) continue;
                if (auto state = layout_.sum(x.state, y.state)) sums.add(*state, x.seated + y.seated, x.ways * y.ways);
            }
        return sums.take();
    }

    // The ways to take at most `most` of these people, who share the values of all levels above.
    Terms level(std::size_t depth, const Kind* const* from, const Kind* const* to, std::int64_t most)
    {
        Terms terms{{0, 0, 1}};
        if (depth == levels_.size()) {
            for (; from != to && spent_ <= budget_; ++from) terms = product(terms, of_kind(**from, most), most);
            return terms;
        }
        while (from != to && spent_ <= budget_) {
            int value = (*from)->values[levels_[depth].tag];
            const Kind* const* end = std::find_if(from, to, [&](const Kind* kind) { return kind->values[levels_[depth].tag] != value; });
            std::int64_t within = value < 0 ? most : std::min(most, levels_[depth].max);
            terms = product(terms, level(depth + 1, from, end, within), most);
            from = end;
        }
        return terms;
    }

    Terms of_kind(const Kind& kind, std::int64_t most)
    {
        std::uint64_t person = 0; // what one person of this kind adds to the counts
        for (std::size_t c = 0; c < counted_.size(); ++c)
            if (counted_[c].second >= 0 && kind.values[counted_[c].first] == counted_[c].second)
                person |= std::uint64_t{1} << layout_.fields[layout_.groups + c].shift;
        Sums sums;
        add_ways(kind, 0, person, Term{0, 0, 1}, kind.size, std::min(most, kind.size), sums);
        return sums.take();
    }

    // For group `at` of the kind and those after it: how many of `left` people sit there.
    void add_ways(const Kind& kind, std::size_t at, std::uint64_t person, Term term, std::int64_t left, std::int64_t most, Sums& sums)
    {
        if (++spent_ > budget_) return;
        if (at == kind.groups.size()) return sums.add(term.state, term.seated, term.ways);
        const auto& field = layout_.fields[static_cast<std::size_t>(kind.groups[at])];
        Term next = term;
        for (std::int64_t k = 0;; ++k) {
            add_ways(kind, at + 1, person, next, left - k, most, sums);
            if (next.seated == most) return;
            auto state = layout_.sum(next.state, (std::uint64_t{1} << field.shift) + person);
            if (!state) return;
            next = {*state, next.seated + 1, next.ways * static_cast<long double>(left - k) / static_cast<long double>(k + 1)};
        }
    }
};

} // namespace

std::optional<long double> exact_share(const Plan& plan, const std::vector<PanelCondition>& conditions, const People& people,
                                       const Work& work)
{
    Caps caps(conditions, people, plan.seats());
    auto hold = Programme(plan, caps, people, work).choices_that_hold();
    if (!hold) return std::nullopt;
    auto eligible = eligible_of(people, plan.groups.size());
    long double all = 1;
    for (std::size_t g = 0; g < plan.groups.size(); ++g) all *= choose(eligible[g], plan.groups[g].seats);
    return all == 0 ? 0 : *hold / all;
}

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
