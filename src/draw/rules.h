#pragma once

#include "base/rule.h"

// The readings about plans and draws that may change, as dated values.
namespace draw {

inline constexpr DatedRule dated_rules[] = {
    {"15.1.thin_multiple",
     "第十五条第一项",
     "X8",
     "可抽的人少于席数的几倍，须监督员同意才能抽取",
     3,
     "三倍",
     "任一倍数",
     "2026-01-01",
     by_default,
     {},
     {1, 20, "倍", {}}},
    {"14.3.field_share",
     "第十四条第三项",
     "",
     "限定了学科或行业的席位占总席位的百分之几以下，提示不合“主要选取同行业同学科的专家”",
     50,
     "不足百分之五十时提示",
     "任一百分数",
     "2026-01-01",
     by_default,
     {},
     {0, 100, "%，不足时提示", "不提示"}},
    {"draw.home_province", "第十四条第二项", "", "抽前体检中“区内”指哪个省级行政区划", 150000, "内蒙古自治区", "任一省级代码", "2026-01-01",
     by_default},
    {"draw.home_capital", "第十四条第二项", "", "抽前体检中“首府”指哪个行政区划", 150100, "呼和浩特市", "任一地级代码", "2026-01-01",
     by_default},
    {"draw.fresh_years",
     "第十四条第二项",
     "",
     "“近年未参加过评审”指几年",
     2,
     "至封存日的两年内没有被抽中参加活动",
     "任一年数",
     "2026-01-01",
     by_default,
     {},
     {1, 20, "年内没有被抽中参加活动，至封存日", {}}},
    {"21.clear_days",
     "第二十一条",
     "",
     "活动结束后多少日内使用单位须清除专家名单",
     30,
     "三十日；到期或登记清除后，系统不再向使用单位和监督员显示专家姓名",
     "任一日数",
     "2026-01-01",
     by_default,
     {},
     {1, 365, "日；到期或登记清除后，系统不再向使用单位和监督员显示专家姓名", {}}},
};

// Fewer than so many people for a seat: the draw needs the supervisor's consent.
inline std::int64_t thin_multiple(const RuleBook& book, Day day)
{
    return book.value(dated_rules, "15.1.thin_multiple", day);
}

} // namespace draw
