#include "draw/feasibility_caps.h"

#include <bit>

namespace draw::feasibility {

using protocol::PanelCondition;
using protocol::Plan;

namespace {

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
    // The place of a state that was added, in the order of adding.
    std::size_t place_of(std::uint64_t state) const { return slots_[slot_of(state)] - 1; }

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
        std::size_t root = level(0, order_.data(), order_.data() + order_.size(), seats_);
        if (spent_ > budget_) return std::nullopt;
        long double sum = 0;
        for (const auto& term : steps_[root].terms)
            if (holds(term)) sum += term.ways;
        return sum;
    }

    // How likely one person of each kind is drawn, in the order of the people's kinds; every step is kept for it. The sum
    // over choices is differentiated backwards: what a term is worth is what all that goes on from it holds.
    std::optional<std::vector<long double>> chances()
    {
        keeps_ = true;
        auto all = choices_that_hold();
        if (!all || *all == 0) return std::nullopt;
        std::vector<std::vector<long double>> worth(steps_.size());
        for (const auto& term : steps_.back().terms) worth.back().push_back(holds(term) ? 1 : 0);
        std::vector<long double> chances(people_.kinds.size());
        for (std::size_t at = steps_.size(); at-- > 0;) {
            const Step& step = steps_[at];
            if (worth[at].empty()) continue;
            if (step.kind) {
                long double drawn = 0;
                for (std::size_t t = 0; t < step.terms.size(); ++t)
                    drawn += step.terms[t].ways * worth[at][t] * static_cast<long double>(step.terms[t].seated);
                chances[static_cast<std::size_t>(step.kind - people_.kinds.data())] =
                    drawn / *all / static_cast<long double>(step.kind->size);
            } else if (step.left != none) {
                spread(step, worth[at], worth[step.left], worth[step.right]);
            }
            worth[at] = {};
        }
        return chances;
    }

private:
    struct Level {
        std::size_t tag;
        std::int64_t max;
    };
    static constexpr std::size_t none = std::numeric_limits<std::size_t>::max(), most_kept = 2'000'000;
    struct Step {
        Terms terms;
        std::size_t left = none, right = none; // a product of these steps
        const Kind* kind = nullptr;            // or the ways to take people of this kind
        std::int64_t most = 0;
    };
    const People& people_;
    bool keeps_ = false; // every step's terms, else only those still needed
    std::vector<Step> steps_;
    std::size_t kept_ = 0;
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

    bool holds(const Term& term) const
    {
        return std::all_of(layout_.fields.begin(), layout_.fields.end(),
                           [&](const auto& field) { return layout_.get(term.state, field) >= field.least; });
    }

    std::size_t push(Step step)
    {
        kept_ += keeps_ ? step.terms.size() : 0;
        if (kept_ > most_kept) spent_ = budget_ + 1;
        steps_.push_back(std::move(step));
        return steps_.size() - 1;
    }

    std::size_t product(std::size_t left, std::size_t right, std::int64_t most)
    {
        Terms &a = steps_[left].terms, &b = steps_[right].terms;
        spent_ += a.size() * b.size();
        Sums sums;
        if (spent_ <= budget_)
            for (const auto& x : a)
                for (const auto& y : b) {
                    if (x.seated + y.seated > most) continue;
                    if (auto state = layout_.sum(x.state, y.state)) sums.add(*state, x.seated + y.seated, x.ways * y.ways);
                }
        if (!keeps_) a.clear(), b.clear(), a.shrink_to_fit(), b.shrink_to_fit();
        return push({sums.take(), left, right, nullptr, most});
    }

    // What the terms of a product are worth goes to the two factors of each.
    void spread(const Step& step, const std::vector<long double>& worth, std::vector<long double>& left, std::vector<long double>& right)
    {
        const Terms &a = steps_[step.left].terms, &b = steps_[step.right].terms;
        left.resize(a.size());
        right.resize(b.size());
        Sums places;
        for (std::size_t t = 0; t < step.terms.size(); ++t) places.add(step.terms[t].state, 0, 0);
        for (std::size_t x = 0; x < a.size(); ++x)
            for (std::size_t y = 0; y < b.size(); ++y) {
                if (a[x].seated + b[y].seated > step.most) continue;
                auto state = layout_.sum(a[x].state, b[y].state);
                if (!state) continue;
                long double value = worth[places.place_of(*state)];
                left[x] += value * b[y].ways;
                right[y] += value * a[x].ways;
            }
    }

    // The ways to take at most `most` of these people, who share the values of all levels above.
    std::size_t level(std::size_t depth, const Kind* const* from, const Kind* const* to, std::int64_t most)
    {
        std::size_t all = push({{{0, 0, 1}}});
        if (depth == levels_.size()) {
            for (; from != to && spent_ <= budget_; ++from) all = product(all, of_kind(**from, most), most);
            return all;
        }
        while (from != to && spent_ <= budget_) {
            int value = (*from)->values[levels_[depth].tag];
            const Kind* const* end = std::find_if(from, to, [&](const Kind* kind) { return kind->values[levels_[depth].tag] != value; });
            std::int64_t within = value < 0 ? most : std::min(most, levels_[depth].max);
            all = product(all, level(depth + 1, from, end, within), most);
            from = end;
        }
        return all;
    }

    std::size_t of_kind(const Kind& kind, std::int64_t most)
    {
        std::uint64_t person = 0; // what one person of this kind adds to the counts
        for (std::size_t c = 0; c < counted_.size(); ++c)
            if (counted_[c].second >= 0 && kind.values[counted_[c].first] == counted_[c].second)
                person |= std::uint64_t{1} << layout_.fields[layout_.groups + c].shift;
        Sums sums;
        add_ways(kind, 0, person, Term{0, 0, 1}, kind.size, std::min(most, kind.size), sums);
        return push({sums.take(), none, none, &kind, most});
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
    if (!hold && caps.every.size() > 1) hold = Programme(plan, caps.spelled_out(people), people, work).choices_that_hold();
    if (!hold) return std::nullopt;
    auto eligible = eligible_of(people, plan.groups.size());
    long double all = 1;
    for (std::size_t g = 0; g < plan.groups.size(); ++g) all *= choose(eligible[g], plan.groups[g].seats);
    return all == 0 ? 0 : *hold / all;
}

std::optional<std::vector<long double>> exact_chances(const Plan& plan, const std::vector<PanelCondition>& conditions, const People& people,
                                                      const Work& work)
{
    Caps caps(conditions, people, plan.seats());
    auto chances = Programme(plan, caps, people, work).chances();
    if (!chances && caps.every.size() > 1) chances = Programme(plan, caps.spelled_out(people), people, work).chances();
    return chances;
}

} // namespace draw::feasibility
