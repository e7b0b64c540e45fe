#pragma once

#include "base/result.h"

namespace own_record::messages {

inline constexpr Message not_linked{"own_record.not_linked", "这个账号还没有与专家记录关联，请与专家库管理员联系。"};
inline constexpr Message no_paper_font{"own_record.no_paper_font", "服务器没有打印用的中文字体，暂时不能生成 PDF；可以先带走 JSON。"};
inline constexpr Message unknown_field{"own_record.unknown_field", "没有这项信息，请从列出的信息项中选择。"};
inline constexpr Message asked_already{"own_record.asked_already", "您已经要求过，正在办理；要改内容，请先撤回上一次的要求。"};
inline constexpr Message decided{"own_record.decided", "这项要求已经办过或撤回了，请刷新。"};
inline constexpr Message sanction_open{"own_record.sanction_open", "现在不能申请删除：{0}。期满后可以再申请。"};
inline constexpr Message obstacles{"own_record.obstacles", "现在不能删除，因为此人{0}。"};
inline constexpr Message erased{"own_record.erased", "您的信息已经删除，不用再要求。"};

inline constexpr Message claim_changed{"own_record.claim_changed", "档案刚刚有变动，请重新获取验证码；再不行的，请与专家库管理员联系。"};
inline constexpr Message claimed{"own_record.claimed", "此人已有账号“{0}”，不用再认领；忘了密码或手机丢失的，请系统管理员办理。"};
inline constexpr Message cannot_be_claimed{"own_record.cannot_be_claimed", "这条记录已并入另一条或已按本人申请删除，不能认领。"};

} // namespace own_record::messages
