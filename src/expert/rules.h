#pragma once

#include "base/rule.h"

// The readings about experts in the library that may change, as dated values.
namespace expert {

inline constexpr DatedRule dated_rules[] = {
    {"11.confirm_years",
     "第十一条",
     "R4",
     "多久没有确认信息即冻结",
     2,
     "连续两年，自入库或上次确认之日起逐日计算，到期日 24 时止",
     "任一年数",
     "2026-01-01",
     by_default,
     {},
     {1, 10, "年，自入库或上次确认之日起逐日计算，到期日 24 时止", {}}},
};

// How long a confirmation lasts, in years.
inline int confirm_years(const RuleBook& book, Day day)
{
    return static_cast<int>(book.value(dated_rules, "11.confirm_years", day));
}

} // namespace expert
