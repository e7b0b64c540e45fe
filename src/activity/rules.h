#pragma once

#include "base/rule.h"

// The readings about activities that may change, as dated values.
namespace activity {

inline constexpr DatedRule dated_rules[] = {
    {"14.4.7.avoidance_cap",
     "第十四条第四项第7目",
     "R11",
     "一个项目至多可以申请几名专家回避",
     3,
     "每个项目至多三人，须写明理由",
     "任一人数；不接受申请（0）",
     "2026-01-01",
     by_default,
     {},
     {0, 20, "人（每个项目至多），须写明理由", "不接受申请"}},
};

// How many people one project may ask to be kept from judging it.
inline std::int64_t avoidance_cap(const RuleBook& book, Day day)
{
    return book.value(dated_rules, "14.4.7.avoidance_cap", day);
}

} // namespace activity
