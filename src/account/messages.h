#pragma once

#include "base/result.h"

namespace account::messages {

inline constexpr Message code{"account.code", "代码不正确、已经用过或已过期。请核对后重新输入；确实无误的，请向给您代码的人要一个新的。"};
inline constexpr Message password_short{"account.password_short", "密码至少 {0} 个字符，请加长。"};
inline constexpr Message password_kinds{"account.password_kinds", "密码应含大写字母、小写字母、数字、其他符号中的至少三种，请补上。"};
inline constexpr Message password_name{"account.password_name", "密码里不能有用户名或姓名，请换一个。"};
inline constexpr Message password_common{"account.password_common", "这个密码太常见或太有规律，容易被猜到，请换一个。"};
inline constexpr Message password_same{"account.password_same", "新密码与现在的相同，请换一个。"};

} // namespace account::messages
