#pragma once

#include "base/result.h"

namespace delegation::messages {

inline constexpr Message unit_unknown{"delegation.unit_unknown", "单位库中没有这个单位，请重新选择。"};
inline constexpr Message not_an_entity{"delegation.not_an_entity", "受托的须是法人单位，请选择“{0}”所属的法人。"};
inline constexpr Message own_unit{"delegation.own_unit", "不能委托给本单位，请选择受托的专业机构。"};
inline constexpr Message no_unit{"delegation.no_unit", "您的账号没有所属单位，不能委托，请联系系统管理员补全。"};
inline constexpr Message days_reversed{"delegation.days_reversed", "结束日期不能早于开始日期（{0}），请改正。"};
inline constexpr Message days_past{"delegation.days_past", "结束日期已经过去（今天是 {0}），请改正。"};
inline constexpr Message too_long{"delegation.too_long", "委托最长五年，请核对结束日期。"};
inline constexpr Message power_unknown{"delegation.power_unknown", "没有“{0}”这项权力，请刷新后重新选择。"};
inline constexpr Message power_reserved{"delegation.power_reserved",
                                        "“{0}”一般不得委托；依据文件写明了这一项的，请先勾选“文件写明了”，否则请去掉这一项。"};
inline constexpr Message over{"delegation.over", "这项委托已经结束，不必收回。"};

} // namespace delegation::messages
