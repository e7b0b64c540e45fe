#pragma once

#include "base/result.h"

namespace own_record::messages {

inline constexpr Message not_linked{"own_record.not_linked", "这个账号还没有与专家记录关联，请与专家库管理员联系。"};
inline constexpr Message no_paper_font{"own_record.no_paper_font", "服务器没有打印用的中文字体，暂时不能生成 PDF；可以先带走 JSON。"};

} // namespace own_record::messages
