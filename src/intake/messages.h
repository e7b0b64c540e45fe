#pragma once

#include "base/result.h"

// What is told of a workbook. A text of the form "…，请…。" is shown in two parts: the reason, and what to change.
namespace intake::messages {

inline constexpr Message formula{"intake.formula", "这一格是公式，请改为公式的结果（复制后选择性粘贴为数值）。"};
inline constexpr Message error_value{"intake.error_value", "这一格是错误值，请改正或清空。"};
inline constexpr Message inexact{"intake.inexact", "这一格存成了数字，第 16 位起已经丢失，请把该列设为文本后重新填写。"};
inline constexpr Message required{"intake.required", "{0}没有填写，请补填。"};
inline constexpr Message beyond_titles{"intake.beyond_titles", "这一列没有标题，请删去这一格，或对照模板补上标题。"};

inline constexpr Message sheet_unmapped{"intake.sheet_unmapped", "认不出“{0}”是哪张表，请改名为{1}之一，或对照模板改列名。"};
inline constexpr Message column_unmapped{"intake.column_unmapped", "认不出“{0}”这一列，请对照模板改名，或删去这一列。"};
inline constexpr Message mapping_place{"intake.mapping_place", "文件里没有第 {0} 列，请重新打开本页再对应。"};
inline constexpr Message mapping_sheet{"intake.mapping_sheet", "没有“{0}”这张表，请从列出的表中选择。"};
inline constexpr Message mapping_field{"intake.mapping_field", "“{0}”表没有“{1}”这个字段，请从列出的字段中选择。"};
inline constexpr Message sheet_absent{"intake.sheet_absent", "文件里没有“{0}”表，请对照模板补上。"};
inline constexpr Message nothing{"intake.nothing", "文件里没有可以导入的行，请对照模板填写后再上传。"};
inline constexpr Message column_twice{"intake.column_twice", "“{0}”这一列出现了两次，请删去一列。"};
inline constexpr Message column_missing{"intake.column_missing", "缺少“{0}”这一列，请对照模板补上。"};
inline constexpr Message too_many{"intake.too_many", "一次最多导入 {0} 位专家，请拆成几个文件分别导入。"};

inline constexpr Message day{"intake.day", "“{0}”不是存在的日期，请写作 2026-03-10 的形式。"};
inline constexpr Message day_to_come{"intake.day_to_come", "{0}晚于今天，请改正。"};
inline constexpr Message share{"intake.share", "持股比例应为 0 至 100 之间的百分数、最多两位小数，请写作 12.5 的形式。"};
inline constexpr Message status{"intake.status", "没有“{0}”这种状态，请填写在库、冻结、暂停、撤销、退出之一。"};
inline constexpr Message role{"intake.role", "没有“{0}”这种角色，请填写负责人或成员。"};
inline constexpr Message attribute{"intake.attribute",
                                   "单位属性“{0}”的起止日期写法有误，请写作 高新技术企业（2021-01-01至2024-12-31）的形式。"};

inline constexpr Message qualifications{"intake.qualifications", "类别依据有 {0} 项而类别有 {1} 项，请逐项对应，或只写一项通用。"};
inline constexpr Message person_twice{"intake.person_twice", "与{0}是同一个身份证号，请合并为一行。"};
inline constexpr Message person_present{"intake.person_present", "已在库（{0}），请从本表删去这一行；修改在库专家请在专家详情中办理。"};
inline constexpr Message person_absent{"intake.person_absent", "“专家”表里没有这个身份证号，请核对号码，或先在“专家”表中添加此人。"};
inline constexpr Message name_differs{"intake.name_differs", "与“专家”表{0}的姓名“{1}”不一致，请核对姓名和身份证号。"};
inline constexpr Message same_person_numbers{
    "intake.same_person_numbers", "认定与{0}是同一人而身份证号不同，请核对后改正写错的号码再上传；认定有误的，改为“不是同一人”。"};
inline constexpr Message same_person_no_number{"intake.same_person_no_number",
                                               "认定与{0}是同一人，库中没有身份证号，请先在专家详情补填号码，再从本表删去这一行。"};
inline constexpr Message pair_absent{"intake.pair_absent", "这个文件里没有这一对人，请刷新本页再决定。"};

inline constexpr Message part_alone{"intake.part_alone", "填了内设机构而没有工作单位，请补填工作单位，或清空内设机构。"};
inline constexpr Message main_post_twice{"intake.main_post_twice", "“任职”表里已有此人的主要任职，请清空这里，或从“任职”表删去。"};

inline constexpr Message project_differs{"intake.project_differs", "同一项目编号下的{0}与{1}不一致，请改成一致。"};
inline constexpr Message participant_twice{"intake.participant_twice", "此人在同一项目中已列在{0}，请删去一行。"};
inline constexpr Message project_present{"intake.project_present", "这个项目编号已在库，请从本表删去它的各行。"};

inline constexpr Message unit_absent{"intake.unit_absent", "找不到单位“{0}”，请核对名称或统一社会信用代码，或先在“单位”表中添加。"};
inline constexpr Message unit_ambiguous{"intake.unit_ambiguous", "有不止一个单位叫“{0}”，请改填统一社会信用代码。"};
inline constexpr Message unit_twice{"intake.unit_twice", "与{0}是同一个单位，请删去一行。"};
inline constexpr Message unit_code_needed{"intake.unit_code_needed",
                                          "没有上级单位的是法人单位，须有统一社会信用代码，请补填；若是内设机构，请填上级单位。"};
inline constexpr Message unit_kind_needed{"intake.unit_kind_needed", "没有上级单位的是法人单位，须写明单位类型，请补填。"};
inline constexpr Message unit_code_below{"intake.unit_code_below", "内设机构没有自己的统一社会信用代码，请清空代码，或清空上级单位。"};
inline constexpr Message unit_differs{"intake.unit_differs", "库中这个单位的{0}是“{1}”，请改成一致；导入不修改在库单位。"};
inline constexpr Message unit_name_taken{"intake.unit_name_taken", "库中已有同名单位，其统一社会信用代码是“{0}”，请核对代码或名称。"};
inline constexpr Message unit_circle{"intake.unit_circle", "上级单位或归口管理部门绕成了一圈，请改正。"};
inline constexpr Message unit_name_slash{"intake.unit_name_slash", "单位名称里不能有“/”，请把上级填在“上级单位”列。"};

inline constexpr Message file_name{"intake.file_name", "文件名应为 1 至 200 个字，请改短后再上传。"};
inline constexpr Message not_ready{"intake.not_ready", "这个文件还不能导入，请先改正全部错误并重新上传。"};
inline constexpr Message none_held{"intake.none_held", "这个文件没有留下的行，请直接查看预检结果。"};
inline constexpr Message under_way{"intake.under_way", "这个文件正在处理，请稍候查看结果。"};
inline constexpr Message undone_already{"intake.undone_already", "这次导入已经撤销，不能再次撤销。"};
inline constexpr Message not_applied{"intake.not_applied", "这个文件没有导入，请改用“放弃”。"};
inline constexpr Message undo_obstacle{"intake.undo_obstacle", "不能撤销：有{0}（{1}），请先看撤销前的检查。"};
inline constexpr Message applied_already{"intake.applied_already", "这个文件已经导入，没有重复导入。"};
inline constexpr Message verified_both{"intake.verified_both", "核实日期和核实人须一起填写，或都不填，请补填或清空。"};
inline constexpr Message failed{"intake.failed", "处理时出了故障，没有导入任何数据，请重新上传；若再次出现，请联系系统管理员。"};

} // namespace intake::messages
