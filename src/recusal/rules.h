#pragma once

#include "base/rule.h"

// The readings of Art. 14(4) that may change, as dated values.
namespace recusal {

inline constexpr DatedRule dated_rules[] = {
    {"14.4.4.second_level", "第十四条第四项第4目", "R5", "与负责人同一法人、不同二级机构的，是否回避", 1,
     "不回避；同一二级机构、直属法人本级或机构不明的回避", "同一法人一律回避（0）", "2026-01-01", by_default},
    {"14.4.4.retired", "第十四条第四项第4目", "R5", "退休前单位是否按隶属关系计", 0, "不计", "计（1）", "2026-01-01", by_default},
    {"14.4.5.main_employer", "第十四条第四项第5目", "R6", "主要任职单位是否适用第5目", 0, "不适用，只按第4目判断",
     "仅当该单位不是负责人的法人单位时适用（1）；一律适用（2）", "2026-01-01", by_default},
    {"14.4.5.partners", "第十四条第四项第5目", "R9", "第5、6目是否及于合作单位", 1, "及于合作单位", "只及于申报单位（0）", "2026-01-01",
     by_default},
    {"14.4.6.listed_share_limit", "第十四条第四项第6目", "R10", "持有上市申报单位股权（同时持有的各笔合计），多少以内不回避", 500,
     "合计 5% 以内；超过或比例不明的回避", "任一万分比", "2026-01-01", by_default},
    {"14.4.6.listed_partner", "第十四条第四项第6目", "R10", "上市公司的除外情形是否及于合作单位", 0, "不及于", "及于（1）", "2026-01-01",
     by_default},
    {"14.4.7.former_years", "第十四条第四项第7目", "R11", "离开负责人单位或项目单位多少年内列为疑似", 3, "三年内", "任一年数；不列（0）",
     "2026-01-01", by_default},
    {"14.4.7.ties", "第十四条第四项第7目", "R9、R11", "与负责人的其他关系、与成员的近亲属和师生关系是否列为疑似", 1, "列为疑似",
     "不列（0）", "2026-01-01", by_default},
    {"14.4.7.avoidance", "第十四条第四项第7目", "R11", "项目单位申请回避的专家是否列为疑似", 1, "列为疑似，由专家库管理员认定", "不列（0）",
     "2026-01-01", by_default},
    {"14.4.7.undecided_blocks", "第十四条第四项第7目", "R11", "有疑似回避待定时能否封存", 0,
     "能，提示待定条数；疑似不在列明的情形之内，由专家本人申明", "不能（1）", "2026-01-01", by_default},
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
