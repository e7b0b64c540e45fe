#pragma once

#include "base/rule.h"

// The readings about draws that may change, as dated values.
namespace draw {

inline constexpr DatedRule dated_rules[] = {
    {"15.1.thin_multiple", "第十五条第一款", "X8", "可抽的人少于席数的几倍，须监督员同意才能抽取", 3, "三倍", "任一倍数", "2026-01-01",
     by_default},
};

// Fewer than so many people for a seat: the draw needs the supervisor's consent.
inline std::int64_t thin_multiple(Day day)
{
    return rule_on(dated_rules, "15.1.thin_multiple", day).value;
}

} // namespace draw
