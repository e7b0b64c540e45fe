#pragma once

#include "base/rule.h"

// The readings of Art. 5, 11, 13 and 14(1) that may change, as dated values.
namespace eligibility {

inline constexpr DatedRule dated_rules[] = {
    {"14.1.from_seal", 1, "2026-01-01", "缺省口径，待科技厅解释（第二十六条）",
     "失信惩戒期与哪些天重合即不得选取：1 自封存之日至活动最后一日（选取和使用），0 只看活动日期"},
    {"5.age_max", 0, "2026-01-01", "缺省口径，待科技厅解释（第二十六条）",
     "抽取时的年龄上限（周岁，含）：0 不设，第五条只管入库；战略咨询专家不适用（R2）"},
};

struct Rules {
    bool sanction_from_seal;
    std::int64_t age_max; // 0: none
};
Rules rules_on(Day day);

} // namespace eligibility
