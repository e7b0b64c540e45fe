#pragma once

#include "base/result.h"

namespace expert::messages {

inline constexpr Message unknown_code{"expert.unknown_code", "{0}中没有代码“{1}”，请重新选择。"};
inline constexpr Message unknown_status{"expert.unknown_status", "没有“{0}”这种状态，请重新选择。"};
inline constexpr Message name_too_long{"expert.name_too_long", "姓名或编号太长，请缩短后再查。"};
inline constexpr Message unknown_facet{"expert.unknown_facet", "不能按“{0}”统计人数。"};
inline constexpr Message too_many_codes{"expert.too_many_codes", "一次最多查 {0} 个代码，请分几次查。"};

} // namespace expert::messages
