#pragma once

#include "base/rule.h"

namespace account {

inline constexpr DatedRule dated_rules[] = {
    {"12.password",
     "第十二条",
     "",
     "密码须满足什么",
     1,
     "至少 10 个字符，大小写字母、数字、符号中的三种（GB/T 22239），且不常见、不含姓名",
     "至少 12 个字符，不限种类，且不常见、不含姓名（0，OWASP ASVS）",
     "2026-01-01",
     by_default,
     {{{1, "至少 10 个字符，大小写字母、数字、符号中的三种（GB/T 22239），且不常见、不含姓名"},
       {0, "至少 12 个字符，不限种类（OWASP ASVS），且不常见、不含姓名"}}}},
    {"12.invitation_days",
     "第十二条",
     "",
     "开通账号的一次性代码几天有效",
     7,
     "七天，自发出之时起",
     "任一天数",
     "2026-01-01",
     by_default,
     {},
     {1, 30, "天，自发出之时起", {}}},
};

} // namespace account
