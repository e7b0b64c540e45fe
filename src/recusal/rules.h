#pragma once

#include "base/rule.h"

// The readings of Art. 14(4) that may change, as dated values.
namespace recusal {

inline constexpr std::string_view default_document = "缺省口径，待科技厅解释（第二十六条）";

inline constexpr DatedRule dated_rules[] = {
    {"14.4.4.second_level", 1, "2026-01-01", default_document,
     "与负责人同一法人但分属不同二级机构的，不因第4目回避：1 是（R5），0 同一法人一律回避"},
    {"14.4.4.retired", 0, "2026-01-01", default_document, "退休前单位按隶属关系计：0 不计，1 计"},
    {"14.4.5.main_employer", 0, "2026-01-01", default_document,
     "主要任职单位适用第5目：0 不适用，只按第4目判断（R6）；1 仅当该单位不是负责人的法人单位（第4目判断不到）；2 一律适用"},
    {"14.4.5.partners", 1, "2026-01-01", default_document, "第5、6目及于合作单位：1 是（R9），0 只及于申报单位"},
    {"14.4.6.listed_share_limit", 500, "2026-01-01", default_document,
     "持有上市申报单位股权不回避的上限，同时持有的各笔合计，万分之几；超过或比例不明的回避（R10）"},
    {"14.4.6.listed_partner", 0, "2026-01-01", default_document, "上市公司的除外情形及于合作单位：0 否，1 是（R10）"},
};

// The values of one day, as the rules read them.
struct Rules {
    bool second_level;
    bool retired;
    std::int64_t main_employer;
    bool partners;
    std::int64_t listed_share_limit; // of 10,000
    bool listed_partner;
};
Rules rules_on(Day day);

} // namespace recusal
