#pragma once

#include "base/result.h"

namespace expert::messages {

inline constexpr Message unknown_code{"expert.unknown_code", "{0}中没有代码“{1}”，请重新选择。"};
inline constexpr Message unknown_status{"expert.unknown_status", "没有“{0}”这种状态，请重新选择。"};
inline constexpr Message name_too_long{"expert.name_too_long", "姓名或编号太长，请缩短后再查。"};
inline constexpr Message unknown_facet{"expert.unknown_facet", "不能按“{0}”统计人数。"};
inline constexpr Message too_many_codes{"expert.too_many_codes", "一次最多查 {0} 个代码，请分几次查。"};

inline constexpr Message sex_differs{"expert.sex_differs", "性别与身份证号不符，请核对后改正其中一个。"};
inline constexpr Message birth_differs{"expert.birth_differs", "出生日期与身份证号不符，请核对后改正其中一个。"};
inline constexpr Message day_order{"expert.day_order", "{0}早于{1}，请改正其中一个。"};
inline constexpr Message listed_twice{"expert.listed_twice", "“{0}”写了两次，请删去一个。"};
inline constexpr Message own_relation{"expert.own_relation", "对方身份证号与本人相同，请改正。"};

} // namespace expert::messages
