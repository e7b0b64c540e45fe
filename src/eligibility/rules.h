#pragma once

#include "base/rule.h"

// The readings of Art. 5, 11, 13 and 14(1) that may change, as dated values.
namespace eligibility {

inline constexpr DatedRule dated_rules[] = {
    {"14.1.from_seal",
     "第十四条第一项",
     "",
     "失信惩戒期与哪些天重合即不得选取",
     1,
     "自封存之日至活动最后一日（选取和使用）",
     "只看活动日期（0）",
     "2026-01-01",
     by_default,
     {{{1, "自封存之日至活动最后一日（选取和使用）"}, {0, "只看活动日期"}}}},
    {"5.age_max",
     "第五条",
     "R2",
     "抽取时是否有年龄上限",
     0,
     "不设；第五条只管入库",
     "周岁上限（含），战略咨询专家不适用",
     "2026-01-01",
     by_default,
     {},
     {0, 100, "周岁（含）以下，战略咨询专家不受此限", "不设；第五条只管入库"}},
    {"7.draw_consent",
     "第七条",
     "X10",
     "本人是否同意共享信息，对抽取有什么作用",
     1,
     "本人不同意或已撤回的不抽取；没有问过的照抽",
     "明确同意的才抽取（2）、不看（0）",
     "2026-01-01",
     by_default,
     {{{1, "本人不同意或已撤回的不抽取；没有问过的照抽"}, {2, "明确同意的才抽取"}, {0, "不看"}}}},
};

struct Rules {
    bool sanction_from_seal;
    std::int64_t age_max; // 0: none
    std::int64_t sharing; // 0: anybody, 1: who has not refused, 2: who has consented
};
Rules rules_on(const RuleBook& book, Day day);

} // namespace eligibility
