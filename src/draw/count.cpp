#include "draw/count.h"

#include <numeric>

namespace draw {

namespace {

constexpr std::size_t unqualified_code = place_of_code("missing.qualification");

constexpr std::size_t category_condition = place_of_kind("categories");

// Those of `people` whom something bars, each once by the lowest code; `unqualified` are barred by the lack as well.
ByCode by_lowest(const PoolSets& sets, Bits people, const Bits& unqualified)
{
    ByCode counts{};
    for (std::size_t code = 0; code < counts.size(); ++code) {
        const Bits& barred = code == unqualified_code ? unqualified : sets.bars()[code];
        counts[code] = count_both(people, barred);
        people -= barred;
    }
    return counts;
}

GroupCount count_group(const PoolSets& sets, const GroupSets& group, const Bits& eligible)
{
    GroupCount c;
    c.eligible = eligible.count();
    Bits unqualified = group.fits - group.qualified;
    c.excluded = by_lowest(sets, group.fits - eligible, unqualified);
    Bits nearly = group.nearly - sets.barred(); // to be drawn but for one condition, or its qualification
    for (std::size_t k = 0; k < condition_kinds.size(); ++k) {
        if (!group.passes[k]) continue;
        Bits without = nearly - *group.passes[k];
        if (k == category_condition) // any other category's qualification does then
            c.without[k] =
                count_both(without, sets.qualified_for_any()) + count_both(unqualified - sets.barred(), sets.qualified_for_any());
        else
            c.without[k] = count_both(without, group.qualified);
    }
    return c;
}

} // namespace

std::int64_t GroupCount::matching() const
{
    return std::accumulate(excluded.begin(), excluded.end(), eligible);
}

Count count(const PoolSets& sets)
{
    Count c;
    c.total = static_cast<std::int64_t>(sets.experts());
    c.no_group = c.total - sets.fits_some().count();
    c.drawable = Bits(sets.experts());
    for (std::size_t g = 0; g < sets.groups().size(); ++g) {
        c.eligible_for.push_back(sets.eligible(g));
        c.drawable |= c.eligible_for.back();
        c.groups.push_back(count_group(sets, sets.groups()[g], c.eligible_for.back()));
    }
    c.eligible = c.drawable.count();
    c.excluded = by_lowest(sets, sets.fits_some() - c.drawable, sets.unqualified_for_all());
    return c;
}

} // namespace draw
