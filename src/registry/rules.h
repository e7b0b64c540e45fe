#pragma once

#include "base/rule.h"

namespace registry {

inline constexpr DatedRule dated_rules[] = {
    {"7.asks_per_day",
     "第七条",
     "",
     "同一网络地址二十四小时内最多提交几份单位登记申请",
     5,
     "五份",
     "任一份数",
     "2026-01-01",
     by_default,
     {},
     {1, 100, "份", {}}},
};

} // namespace registry
