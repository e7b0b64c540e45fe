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
                                           "打开之后{0}记录已有变更：{1}。请核对后再提交；已填写的内容会保留。"};
inline constexpr Message version_number{"amendment.version_number", "版本号应为正整数，请从版本列表中选择。"};

inline constexpr Message merge_itself{"amendment.merge_itself", "不能与自己合并，请选择另一条记录。"};
inline constexpr Message erased{"amendment.erased", "{0} 的信息已按本人申请删除，不能再改动或合并。"};
inline constexpr Message merged_already{"amendment.merged_already", "{0} 已并入 {1}，不能再改动或合并，请打开 {1}。"};
inline constexpr Message merge_running{"amendment.merge_running",
                                       "第 {0} 轮抽取（活动 {1}）正在进行，两条记录中有人在候选名单中，请待本轮确认或作废后再合并。"};
inline constexpr Message not_chosen{"amendment.not_chosen", "“{0}”不能选取，请从列出的信息项中选择。"};
inline constexpr Message too_many_codes{"amendment.too_many_codes", "两条记录共有 {1} 个{0}，最多 {2} 个，请选择保留哪些。"};
inline constexpr Message codes_unknown{"amendment.codes_unknown", "{0}只能从两条记录已有的中选择，每个一次，请重新选择。"};
inline constexpr Message choose_codes{"amendment.choose_codes", "{0}最多 {1} 个，请少选几个。"};

} // namespace amendment::messages
