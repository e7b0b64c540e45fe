#pragma once

#include "base/result.h"

namespace oversight::messages {

inline constexpr Message unknown_actor{"oversight.unknown_actor", "不认识的经手人“{0}”，请从列表中选择。"};
inline constexpr Message unknown_kind{"oversight.unknown_kind", "没有“{0}”这种对象，请重新选择。"};
inline constexpr Message unknown_type{"oversight.unknown_type", "没有“{0}”这种事项，请重新选择。"};
inline constexpr Message bad_day{"oversight.bad_day", "日期应写作 2026-03-10 的形式，请改正。"};
inline constexpr Message days_crossed{"oversight.days_crossed", "结束日期早于开始日期，请调换。"};
inline constexpr Message number_too_long{"oversight.number_too_long", "对象编号太长，请核对。"};
inline constexpr Message unknown_state{"oversight.unknown_state", "告警只有待处置（open）和已处置（closed）两种，请重新选择。"};
inline constexpr Message alert_closed{"oversight.alert_closed", "这条告警已处置，请刷新后查看。"};
inline constexpr Message bad_place{"oversight.bad_place", "页码的起点不对，请重新搜索。"};

} // namespace oversight::messages
