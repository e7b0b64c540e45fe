#pragma once

#include "base/result.h"

namespace consent::messages {

inline constexpr Message not_linked{"consent.not_linked", "这个账号还没有与专家记录关联，请与专家库管理员联系。"};
inline constexpr Message edition{"consent.edition", "文本已经换了新版，请刷新后看过新版再答复。"};
inline constexpr Message notice_only{"consent.notice_only", "告知书只需知悉，不用同意；不愿意继续在库的，可以申请删除信息。"};
inline constexpr Message same{"consent.same", "您上一次就是这样答复的，不用再答复。"};

} // namespace consent::messages
