#pragma once

#include "base/result.h"

namespace ruling::messages {

inline constexpr Message value_unfit{"ruling.value_unfit", "这条口径不能定为 {0}，{1}。还可以定为：{2}。"};
inline constexpr Message value_same{"ruling.value_same", "这条口径在 {0} 已经是“{1}”，不必改定。"};
inline constexpr Message from_past{"ruling.from_past", "施行日期须在今天（{0}）之后，已经作出的决定才不受影响，请改后再提。"};
inline constexpr Message from_malformed{"ruling.from_malformed", "施行日期应写成 2027-01-01 的样子。"};
inline constexpr Message already_proposed{"ruling.already_proposed", "这条口径已有一项改定等待批准，请等它批准、退回或撤回之后再提。"};
inline constexpr Message text_waiting{"ruling.text_waiting", "这份文本已有一项改定等待批准，请等它批准、退回或撤回之后再提。"};
inline constexpr Message text_same{"ruling.text_same", "{0} 施行的已经是这份文字（{1}），不必改定。"};
inline constexpr Message text_long{"ruling.text_long", "正文有 {0} 个字，至多 {1} 个字，请删减。"};
inline constexpr Message text_signature{"ruling.text_signature", "短信须以【发送单位】开头，例如“【科技专家库】……”，请补上。"};
inline constexpr Message text_lines{"ruling.text_lines", "短信不能分行，请改为一行。"};
inline constexpr Message text_personal{"ruling.text_personal",
                                       "正文中有 {0}，像是手机号或身份证号。文本中不得写个人信息，请删去；单位电话请写区号和座机。"};
inline constexpr Message text_brace{"ruling.text_brace", "花括号只用来写占位，须成对。{0}，请改正。"};
inline constexpr Message text_unknown{"ruling.text_unknown", "没有 {0} 这个占位，发出时没有内容可填。{1}，请改正。"};
inline constexpr Message text_missing{"ruling.text_missing", "正文缺少占位 {0}（{1}），收到的人就看不到它，请补上。"};
inline constexpr Message codes_waiting{"ruling.codes_waiting", "这张代码表已有一个新版等待批准，请等它批准、退回或撤回之后再提。"};
inline constexpr Message codes_before{"ruling.codes_before", "{0} 版自 {1} 施行，新版须在它之后，请改施行日期。"};
inline constexpr Message codes_standard{"ruling.codes_standard", "请填写标准号，例如 GB/T 13745-2029。"};
inline constexpr Message codes_edition{"ruling.codes_edition", "请填写版次，例如 2029。"};
inline constexpr Message codes_document{"ruling.codes_document", "请填写依据文件的文号和名称，四到二百个字。"};
inline constexpr Message codes_empty{"ruling.codes_empty", "表里没有内容。第一行写列名“代码、名称、上级代码、原代码”，以下每行一个代码。"};
inline constexpr Message codes_column{"ruling.codes_column", "第一行缺少“{0}”这一列，请补上。"};
inline constexpr Message codes_code{"ruling.codes_code", "代码“{0}”不合写法，只能是数字、字母、点和连字符，至多二十位。"};
inline constexpr Message codes_name{"ruling.codes_name", "名称为空、超过八十个字或含有半角逗号、引号、换行，请改正。"};
inline constexpr Message codes_twice{"ruling.codes_twice", "代码 {0} 在表里出现了两次，请留一行。"};
inline constexpr Message codes_parent{"ruling.codes_parent", "上级代码 {0} 不在这张表里，请补上它的一行，或改正。"};
inline constexpr Message codes_retired{"ruling.codes_retired", "代码 {0} 原是“{1}”，已经停用，再用会改变旧记录的意思，请另用一个代码。"};
inline constexpr Message codes_moved{"ruling.codes_moved",
                                     "代码 {0}“{1}”换了上级，会改变旧记录的意思：请恢复原来的上级，或给它新代码并把 {0} 写在“原代码”。"};
inline constexpr Message codes_former_unknown{"ruling.codes_former_unknown", "原代码 {0} 不在现行的代码表里，请改正。"};
inline constexpr Message codes_former_stays{"ruling.codes_former_stays", "原代码 {0} 在新版里还在用，不必对应，请删去，或删去它的一行。"};
inline constexpr Message codes_same{"ruling.codes_same", "与现行的代码表完全相同，不必提新版。"};
inline constexpr Message no_such_step{"ruling.no_such_step", "这项改定现在是“{0}”，不能再办，请刷新后查看。"};
inline constexpr Message own_proposal{"ruling.own_proposal", "改定由您提出，须由另一人批准。"};
inline constexpr Message not_proposer{"ruling.not_proposer", "改定由他人提出，只能由提出的人撤回。"};
inline constexpr Message too_late{"ruling.too_late", "施行日期 {0} 已到，批准后会影响已经作出的决定；请退回，由提出的人另定日期。"};

} // namespace ruling::messages
