#pragma once

#include "base/rule.h"

namespace auth {

// Whose account is signed in at one place at a time: values of the rule "12.one_place".
enum class OnePlace : std::int64_t { nobody = 0, who_draws_or_administers = 1, staff = 2 };

inline constexpr DatedRule dated_rules[] = {
    {"12.undertaking_years",
     "第十二条",
     "X5",
     "工作人员的保密承诺书几年签一次",
     1,
     "首次使用前签署，满一年再签",
     "任一年数；只签一次（0）",
     "2026-01-01",
     by_default,
     {},
     {0, 5, "年，首次使用前签署，期满再签", "首次使用前签署，只签一次"}},
    {"12.undertaking_grace_days",
     "第十二条",
     "X5",
     "保密承诺书到期或换版时宽限几天",
     7,
     "到期前、换版后的七天里提醒，仍可办理；过后未签的不能办理",
     "任一天数；不宽限（0）",
     "2026-01-01",
     by_default,
     {},
     {0, 30, "天，到期前、换版后提醒而仍可办理", "不宽限"}},
    {"12.password_days",
     "第十二条",
     "",
     "密码多少天须更换",
     90,
     "工作人员满 90 天须更换（GB/T 22239），到期前两周提醒",
     "任一天数；不定期更换（0，OWASP ASVS）",
     "2026-01-01",
     by_default,
     {},
     {0, 365, "天，工作人员期满须更换，到期前两周提醒", "不定期更换（OWASP ASVS）"}},
    {"12.passwords_kept",
     "第十二条",
     "",
     "新密码不得与最近几个相同",
     5,
     "不得与现在的和以前的共五个相同（GB/T 22239）",
     "任一个数；不限（0，OWASP ASVS）",
     "2026-01-01",
     by_default,
     {},
     {0, 24, "个，连同现在的", "不限（OWASP ASVS）"}},
    {"12.one_place",
     "第十二条",
     "",
     "哪些角色同时只能在一处登录",
     1,
     "使用单位经办、使用单位审批人、监督员和系统、安全、审计管理员：在另一处登录时先前的一处结束",
     "所有工作人员（2）；都不限（0）",
     "2026-01-01",
     by_default,
     {{{1, "使用单位经办、使用单位审批人、监督员和系统、安全、审计管理员：在另一处登录时先前的一处结束"},
       {2, "所有工作人员：在另一处登录时先前的一处结束"},
       {0, "都不限"}}}},
};

} // namespace auth
