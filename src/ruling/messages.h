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
inline constexpr Message no_such_step{"ruling.no_such_step", "这项改定现在是“{0}”，不能再办，请刷新后查看。"};
inline constexpr Message own_proposal{"ruling.own_proposal", "改定由您提出，须由另一人批准。"};
inline constexpr Message not_proposer{"ruling.not_proposer", "改定由他人提出，只能由提出的人撤回。"};
inline constexpr Message too_late{"ruling.too_late", "施行日期 {0} 已到，批准后会影响已经作出的决定；请退回，由提出的人另定日期。"};

} // namespace ruling::messages
