#pragma once

#include "base/result.h"

namespace draw::clearing::messages {

inline constexpr Message not_over{"draw.clearing_not_over", "活动到 {0} 才结束，请在这一天之后清除资料、登记回执。"};
inline constexpr Message nobody_drawn{"draw.clearing_nobody_drawn", "这项活动没有确认的抽取结果，没有名单需要清除。"};
inline constexpr Message done{"draw.clearing_done", "这项活动的资料清除已经登记，请刷新后查看回执。"};
inline constexpr Message no_way{"draw.clearing_no_way", "请勾选名单是怎样清除的；没有留存过的，勾选“没有留存过名单”。"};
inline constexpr Message none_and_some{"draw.clearing_none_and_some", "“没有留存过名单”不能与其他各项同时勾选，请改正。"};
inline constexpr Message not_promised{"draw.clearing_not_promised", "请先核对并勾选“名单已全部清除”的确认。"};
inline constexpr Message state_unknown{"draw.clearing_state_unknown", "没有“{0}”这种状态，请从列表中选择。"};
inline constexpr Message not_cleared{"draw.clearing_not_cleared", "这项活动还没有登记资料清除，没有回执。"};

} // namespace draw::clearing::messages
