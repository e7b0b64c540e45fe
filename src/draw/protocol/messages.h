#pragma once

#include "base/result.h"

namespace draw::protocol::messages {

inline constexpr Message plan_not_object{"draw.plan_not_object", "抽取方案应为一个 JSON 对象。"};
inline constexpr Message plan_too_deep{"draw.plan_too_deep", "抽取方案嵌套超过 60 层，请简化。"};
inline constexpr Message plan_groups{"draw.plan_groups", "方案至少要有一个组，每组写明名称和席位（1 以上的整数）。"};
inline constexpr Message plan_seats{"draw.plan_seats", "第 {0} 组的席位应为 1 以上的整数。"};
inline constexpr Message plan_panel{"draw.plan_panel", "“跨组条件”应为列表，没有条件时为空列表。"};
inline constexpr Message plan_condition{
    "draw.plan_condition",
    "跨组条件第 {0} 条写法不对：应为 {\"tag\",\"max\"}，或 {\"tag\",\"value\"} 加 \"min\"、\"max\" 之一或两者，0 ≤ min ≤ "
    "max；单位（unit）只能写上限，且不写 value。"};
inline constexpr Message plan_substitutes{"draw.plan_substitutes", "候补人数应为 0 以上的整数。"};
inline constexpr Message plan_beacon{"draw.plan_beacon", "公开随机源应写明来源（source）。"};
inline constexpr Message entry_form{"draw.entry_form", "候选名册中的条目格式不对：{0}。"};
inline constexpr Message seal_form{"draw.seal_form", "封存单格式不对：{0}。"};
inline constexpr Message too_few_entries{"draw.too_few_entries", "第 {0} 组可选的人少于席位数，不能抽取。"};

} // namespace draw::protocol::messages
