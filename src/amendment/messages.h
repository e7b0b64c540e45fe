#pragma once

#include "base/result.h"

namespace amendment::messages {

inline constexpr Message member_missing{"amendment.member_missing", "请一并提交{0}；没有内容的填空。"};
inline constexpr Message dry_run{"amendment.dry_run", "dry_run 只能是 true 或 false，请改正。"};
inline constexpr Message row_unknown{"amendment.row_unknown", "这一行不属于这位专家，或已被删去，请刷新后再改。"};
inline constexpr Message unit_unknown{"amendment.unit_unknown", "找不到这个单位，请从列出的单位中选择。"};
inline constexpr Message number_needed{"amendment.number_needed", "身份证号和护照等证件号至少要有一个，请填写，或保留原号码。"};
inline constexpr Message number_taken{"amendment.number_taken", "库中 {0} 已登记这个身份证号，请核对号码。"};
inline constexpr Message passport_taken{"amendment.passport_taken", "库中 {0} 已登记这个证件号，请核对号码。"};
inline constexpr Message verified_both{"amendment.verified_both", "核验日期和核验人须一起填写，或都不填，请补填或清空。"};
inline constexpr Message verified_to_come{"amendment.verified_to_come", "核验日期晚于今天，请改正。"};
inline constexpr Message verify_needs{"amendment.verify_needs", "核验没有改动的内容须有核验日期和核验人，请补填，或不勾选核验。"};
inline constexpr Message changed_meanwhile{"amendment.changed_meanwhile",
                                           "打开之后这条记录已有变更：{0}。请核对后再提交；已填写的内容会保留。"};
inline constexpr Message version_number{"amendment.version_number", "版本号应为正整数，请从版本列表中选择。"};

} // namespace amendment::messages
