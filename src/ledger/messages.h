#pragma once

#include "base/result.h"

namespace ledger::messages {

inline constexpr Message changed_meanwhile{"ledger.changed_meanwhile", "这条记录刚被他人修改，请刷新后核对再提交；已填写的内容会保留。"};

} // namespace ledger::messages
