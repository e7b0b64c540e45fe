#pragma once

#include "base/result.h"

namespace messages {

inline constexpr Message code_unknown{"code.unknown", "{0}“{1}”不在《{2}》中，请对照代码表填写。"};
inline constexpr Message code_near{"code.near", "{0}“{1}”不在《{2}》中，相近的有：{3}，请核对后填写。"};
inline constexpr Message code_retired{"code.retired", "{0}“{1} {2}”自 {3} 起停用，请改用：{4}。"};
inline constexpr Message code_ambiguous{"code.ambiguous", "{0}“{1}”在《{2}》中有多项：{3}，请改填代码。"};

}  // namespace messages
