#pragma once

#include "base/result.h"

namespace registry::messages {

inline constexpr Message code_check{
    "registry.code_check",
    "统一社会信用代码校验位不符：按前 17 位，第 18 位应为 {0}，现为 {1}。请对照证书核对；若前面有错，校验位也会不同。"};
inline constexpr Message code_organisation_check{
    "registry.code_organisation_check",
    "统一社会信用代码中的组织机构代码校验不符：按第 9 至 16 位，第 17 位应为 {0}，现为 {1}。请对照证书核对。"};
inline constexpr Message code_one{"registry.code_one",
                                  "统一社会信用代码校验不符。只错一位的话，只能是第 {0} 位：{1} 应为 {2}。请对照证书核对。"};
inline constexpr Message code_taken{"registry.code_taken", "“{0}”已登记这个统一社会信用代码。如是同一单位，请用“合并”，不要另建。"};
inline constexpr Message code_below{"registry.code_below", "内设机构没有统一社会信用代码，请清空；有代码的应登记为法人单位。"};
inline constexpr Message name_slash{"registry.name_slash", "名称里不能有“/”，上下级请分别登记，再用“上级单位”连起来。"};
inline constexpr Message name_taken{"registry.name_taken", "{0}已有叫“{1}”的单位，请核对；同一单位登记了两次的，请用“合并”。"};
inline constexpr Message kind_needed{"registry.kind_needed", "法人单位须选择单位类型。"};
inline constexpr Message kind_unknown{"registry.kind_unknown", "没有这个单位类型，请从列出的类型中选择。"};
inline constexpr Message region_unknown{"registry.region_unknown", "没有这个地区，请从列出的地区中选择。"};
inline constexpr Message attribute_unknown{"registry.attribute_unknown", "没有这个单位属性，请从列出的属性中选择。"};
inline constexpr Message entity_only{"registry.entity_only", "{0}只属于法人单位，内设机构请清空。"};
inline constexpr Message unit_unknown{"registry.unit_unknown", "找不到这个单位，请从列出的单位中选择。"};
inline constexpr Message department_needed{"registry.department_needed",
                                           "法人单位须指明归口管理部门（第七条）；本身是政府部门的可以不填。"};
inline constexpr Message department_itself{"registry.department_itself", "归口管理部门不能是本单位或它的下级，请另选。"};
inline constexpr Message days_crossed{"registry.days_crossed", "{0}早于{1}，请改正。"};
inline constexpr Message verified_both{"registry.verified_both", "核验日期和核验人须一起填写，或都不填。"};
inline constexpr Message verified_to_come{"registry.verified_to_come", "核验日期晚于今天，请改正。"};
inline constexpr Message nothing_changed{"registry.nothing_changed", "没有改动任何内容，不用保存。"};
inline constexpr Message changed_meanwhile{"registry.changed_meanwhile", "打开之后“{0}”已有改动，请刷新核对后再提交；已填写的内容会保留。"};
inline constexpr Message merged_away{"registry.merged_away", "“{0}”已并入“{1}”，不能再改动，请打开“{1}”。"};
inline constexpr Message move_same{"registry.move_same", "它已经在那里，没有移动。"};
inline constexpr Message move_circle{"registry.move_circle", "“{0}”在“{1}”之下，不能做它的上级，请另选。"};
inline constexpr Message move_code{
    "registry.move_code",
    "“{0}”有统一社会信用代码，是法人单位，不能移作内设机构。确已撤销法人资格的，请先在“修改”里去掉代码并写明文件，再移动。"};

inline constexpr Message merge_itself{"registry.merge_itself", "不能与自己合并，请另选一个单位。"};
inline constexpr Message merge_codes{
    "registry.merge_codes", "两个单位的统一社会信用代码不同（{0} 的 {1}，{2} 的 "
                            "{3}），是两个法人。其中一个确已注销的，请先在“修改”里去掉它的代码并写明文件，再合并；登记错了的，先改正。"};
inline constexpr Message merge_into_part{
    "registry.merge_into_part", "“{0}”有统一社会信用代码，是法人单位，不能并入内设机构“{1}”。请并入法人单位，或先去掉代码并写明文件。"};
inline constexpr Message merge_above{"registry.merge_above", "“{0}”在“{1}”之下，“{1}”不能并入自己的下级。请反过来合并。"};
inline constexpr Message merge_running{"registry.merge_running",
                                       "活动 {0}（{1}）的抽取正在进行，涉及这两个单位，请待这一轮确认或作废之后再合并。"};
inline constexpr Message one_department{
    "registry.one_department",
    "这样改动后，活动 {0}（{1}）的经办人与监督员会在同一部门，违反第十五条第（二）项。请先更换监督员或调整人员的部门。"};

inline constexpr Message ask_department{"registry.ask_department", "没有这个归口管理部门，请从列出的部门中选择。"};
inline constexpr Message ask_login{"registry.ask_login", "用户名应为 3 至 30 个小写字母、数字或 . _ -，以字母开头，请改正。"};
inline constexpr Message ask_truthful{"registry.ask_truthful", "请勾选承诺：所填信息真实。"};
inline constexpr Message ask_too_many{
    "registry.ask_too_many", "从这个网络地址提交的申请已达 {0} 份，请二十四小时后再提交，或由归口管理部门协助；已填写的内容会保留。"};
inline constexpr Message ask_decided{"registry.ask_decided", "申请 {0} 已有人办理，请刷新后查看。"};
inline constexpr Message ask_blocked{"registry.ask_blocked", "不能认可：{0}"};
inline constexpr Message login_taken{"registry.login_taken", "用户名“{0}”已有人使用，请与联系人另商量一个。"};

} // namespace registry::messages
