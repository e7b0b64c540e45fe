#pragma once

#include "base/rule.h"

// How much may be exported and how long a grant stands, as dated values (Art. 20; X5).
namespace exporting {

inline constexpr DatedRule dated_rules[] = {
    {"20.export_rows",
     "第二十条",
     "X5",
     "一次导出至多多少人",
     1000,
     "一千人；要更多的分几次申请，各写用途",
     "任一人数，至多 4000",
     "2026-01-01",
     by_default,
     {},
     {1, 4000, "人；要更多的分几次申请，各写用途", {}}},
    {"20.export_days",
     "第二十条",
     "X5",
     "导出批准后几天内有效",
     3,
     "三天，自批准之时起；只能生成一次文件",
     "任一天数",
     "2026-01-01",
     by_default,
     {},
     {1, 30, "天，自批准之时起；只能生成一次文件", {}}},
    {"20.export_silent",
     "第二十条",
     "",
     "没有答复过是否同意共享的专家，报送其他单位时是否列入",
     0,
     "不列入；只列入同意共享的专家（《个人信息保护法》第二十三条）",
     "列入，不同意的除外",
     "2026-01-01",
     by_default,
     {{{0, "不列入；只列入同意共享的专家（《个人信息保护法》第二十三条）"}, {1, "列入，不同意的除外"}}}},
};

} // namespace exporting
