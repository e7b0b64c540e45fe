#pragma once

#include "base/rule.h"

// From when on what happens is an alert (Art. 12, 20; T10, T11), as dated values.
namespace alert {

inline constexpr DatedRule dated_rules[] = {
    {"20.readings_per_hour",
     "第二十条",
     "",
     "一个账号一小时内看到个人信息几次以上，向安全管理员告警",
     300,
     "三百次以上",
     "任一次数；不告警（0）",
     "2026-01-01",
     by_default,
     {},
     {0, 100'000, "次以上（一小时内）", "不告警"}},
    {"12.lockouts_in_ten_minutes",
     "第十二条",
     "",
     "十分钟内几个用户名以上因多次输错被锁定，向安全管理员告警",
     5,
     "五个以上",
     "任一个数；不告警（0）",
     "2026-01-01",
     by_default,
     {},
     {0, 1'000, "个以上（十分钟内）", "不告警"}},
    {"12.moves_per_hour",
     "第十二条",
     "",
     "一个账号一小时内几次以上在另一处登录、顶替先前的一处，向安全管理员告警",
     3,
     "三次以上（可能几个人在用同一个账号）",
     "任一次数；不告警（0）",
     "2026-01-01",
     by_default,
     {},
     {0, 100, "次以上（一小时内；可能几个人在用同一个账号）", "不告警"}},
};

} // namespace alert
