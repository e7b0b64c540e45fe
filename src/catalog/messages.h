#pragma once

#include "base/result.h"

namespace catalog::messages {

inline constexpr Message code_unknown{"catalog.unknown", "{0}“{1}”不在《{2}》中，请对照代码表填写。"};
inline constexpr Message code_near{"catalog.near", "{0}“{1}”不在《{2}》中，相近的有：{3}，请核对后填写。"};
inline constexpr Message code_retired{"catalog.retired", "{0}“{1} {2}”自 {3} 起停用，请改用：{4}。"};
inline constexpr Message code_ambiguous{"catalog.ambiguous", "{0}“{1}”在《{2}》中有多项：{3}，请改填代码。"};

} // namespace catalog::messages
