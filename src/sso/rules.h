#pragma once

#include "base/rule.h"

namespace sso {

inline constexpr DatedRule dated_rules[] = {
    {"12.sso_second_factor",
     "第十二条",
     "X6",
     "从统一身份认证登录，动态口令还问不问",
     0,
     "须用动态口令的，照常输入",
     "统一身份认证已验证第二因素的不再问（1）",
     "2026-01-01",
     by_default,
     {{{0, "须用动态口令的，照常输入"}, {1, "统一身份认证已验证第二因素、本人也设置了动态口令的，登录时不再问；办封存等事项时照常再问"}}}},
};

} // namespace sso
