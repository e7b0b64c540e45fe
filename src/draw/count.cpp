#include "draw/count.h"

#include <bit>
#include <numeric>

namespace draw {

namespace {

constexpr std::size_t unqualified_code = place_of_code("missing.qualification");

constexpr std::size_t category_condition = place_of_kind("categories");

// The lowest code of someone who may not be drawn, with or without the missing qualification among them.
std::size_t lowest(std::uint32_t bars, bool unqualified)
{
    if (unqualified) bars |= std::uint32_t{1} << unqualified_code;
    return static_cast<std::size_t>(std::countr_zero(bars));
}

} // namespace

std::int64_t GroupCount::matching() const
{
    return std::accumulate(excluded.begin(), excluded.end(), eligible);
}

Count count(const Facts& facts, const Plan& plan, const Judgement& judgement)
{
    Count c;
    c.total = static_cast<std::int64_t>(facts.size());
    c.groups.resize(plan.groups.size());
    for (std::size_t i = 0; i < facts.size(); ++i) {
        Verdict v = judgement.verdict(i);
        if (!v.fits)
            ++c.no_group;
        else if (v.eligible()) {
            ++c.eligible;
            c.drawable.push_back(i);
        } else
            ++c.excluded[lowest(v.bars, v.unqualified == v.fits)];
        for (std::size_t g = 0; g < plan.groups.size(); ++g) {
            std::uint32_t bit = std::uint32_t{1} << g;
            GroupCount& group = c.groups[g];
            if (v.eligible() & bit)
                ++group.eligible;
            else if (v.fits & bit) {
                ++group.excluded[lowest(v.bars, v.unqualified & bit)];
                if ((v.by_category & bit) && !v.bars) ++group.without[category_condition];
            } else if ((v.nearly & bit) && !(v.nearly_unqualified & bit) && !v.bars)
                ++group.without[static_cast<std::size_t>(std::countr_zero(judgement.failed(i, g)))];
        }
    }
    return c;
}

} // namespace draw
