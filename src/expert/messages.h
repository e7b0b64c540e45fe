#pragma once

#include "base/result.h"

namespace expert::messages {

inline constexpr Message unknown_code{"expert.unknown_code", "{0}中没有代码“{1}”，请重新选择。"};
inline constexpr Message unknown_status{"expert.unknown_status", "没有“{0}”这种状态，请重新选择。"};
inline constexpr Message name_too_long{"expert.name_too_long", "姓名或编号太长，请缩短后再查。"};

} // namespace expert::messages
