#pragma once

#include "base/result.h"

namespace activity::messages {

inline constexpr Message no_such_step{"activity.no_such_step", "活动现在是“{0}”，不能{1}，请刷新后查看。"};
inline constexpr Message not_yours{"activity.not_yours", "您的角色不能{0}这项活动。"};
inline constexpr Message held{"activity.held", "这项活动正在抽取，抽取结束或作废之后才能继续。"};
inline constexpr Message own_work{"activity.own_work", "您经办过这项活动，审批须由另一人进行。"};
inline constexpr Message supervises{"activity.supervises", "您是这项活动的监督员，审批须由另一人进行。"};
inline constexpr Message no_projects{"activity.no_projects", "活动还没有登记项目，无法计算回避，请先登记（论证、咨询事项也登记为项目）。"};
inline constexpr Message over{"activity.over", "活动的结束日期已经过去，请先改正日期。"};

inline constexpr Message days_reversed{"activity.days_reversed", "结束日期不能早于开始日期（{0}），请改正。"};
inline constexpr Message days_past{"activity.days_past", "结束日期已经过去（今天是 {0}），请改正。"};
inline constexpr Message days_too_long{"activity.days_too_long", "活动最长一年，请核对开始和结束日期的年份。"};
inline constexpr Message no_unit{"activity.no_unit", "您的账号没有所属部门，请联系系统管理员补全后再创建活动。"};
inline constexpr Message unit_unknown{"activity.unit_unknown",
                                      "单位库中没有这个单位，请重新选择；确实没有的，请联系专家库管理员先导入该单位。"};
inline constexpr Message unit_twice{"activity.unit_twice", "合作单位重复，请去掉一个。"};
inline constexpr Message partner_is_applicant{"activity.partner_is_applicant", "合作单位与申报单位相同，请去掉。"};
inline constexpr Message supervisor_unfit{
    "activity.supervisor_unfit", "监督员须是其他部门的在任监督员（不在您的部门及其上下级），且没有经办、填写过本活动，请重新选择。"};
inline constexpr Message number_twice{"activity.number_twice", "项目编号“{0}”在本活动中重复，请改正其中一个。"};
inline constexpr Message project_unknown{"activity.project_unknown", "本活动中没有这个项目，可能已被他人删除，请刷新后核对。"};
inline constexpr Message member_unknown{"activity.member_unknown", "本项目中没有这名成员，可能已被他人删除，请刷新后核对。"};
inline constexpr Message citizen_id_needed{"activity.citizen_id_needed", "请填写{0}的身份证号，回避要据此计算。"};
inline constexpr Message person_twice{"activity.person_twice", "这个身份证号在本项目中出现了两次（负责人不必再列为成员），请去掉一个。"};
inline constexpr Message avoidance_cap{"activity.avoidance_cap", "一个项目最多申请 {0} 名专家回避，请只留最有必要的。"};
inline constexpr Message avoidance_twice{"activity.avoidance_twice", "“{0}”已在本项目申请回避的名单里，请去掉一个。"};
inline constexpr Message too_many_projects{"activity.too_many_projects", "一项活动最多 {0} 个项目，请拆成几项活动。"};

inline constexpr Message sheet_absent{"activity.sheet_absent", "文件里没有“{0}”表，请下载模板，在其中填写。"};
inline constexpr Message sheet_empty{"activity.sheet_empty", "表里没有项目，请从第二行起填写，一行一个项目。"};
inline constexpr Message column_unknown{"activity.column_unknown", "没有“{0}”这一列，请对照模板改名，或删去这一列。"};
inline constexpr Message column_twice{"activity.column_twice", "“{0}”这一列出现了两次，请删去一列。"};
inline constexpr Message column_missing{"activity.column_missing", "缺少“{0}”这一列，请对照模板补上。"};
inline constexpr Message cell_untitled{"activity.cell_untitled", "这一列没有标题，请删去这一格，或对照模板补上标题。"};
inline constexpr Message cell_required{"activity.cell_required", "请填写{0}。"};
inline constexpr Message cell_formula{"activity.cell_formula", "这一格是公式，请改为公式的结果（复制后选择性粘贴为数值）。"};
inline constexpr Message cell_error{"activity.cell_error", "这一格是错误值，请改正或清空。"};
inline constexpr Message cell_inexact{"activity.cell_inexact", "这一格存成了数字，第 16 位起已经丢失，请把该列设为文本后重新填写。"};
inline constexpr Message unit_unwritten{"activity.unit_unwritten",
                                        "单位库中没有“{0}”，请核对名称或统一社会信用代码；确实没有的，请联系专家库管理员先导入该单位。"};
inline constexpr Message unit_ambiguous{"activity.unit_ambiguous", "有不止一个单位叫“{0}”，请改填统一社会信用代码，或写作 单位/机构。"};
inline constexpr Message unreadable_version{"activity.unreadable_version", "缺少活动的版本，请刷新后重试。"};

inline constexpr Message unknown_status{"activity.unknown_status", "没有“{0}”这种状态，请重新选择。"};
inline constexpr Message text_too_long{"activity.text_too_long", "查询文字太长，请缩短后再查。"};

} // namespace activity::messages
