#pragma once

#include "base/rule.h"

// The readings about use of the library that may change, as dated values.
namespace library_use {

inline constexpr DatedRule dated_rules[] = {
    {"12.use_granted",
     "第十二条",
     "",
     "使用单位用专家库抽取专家，是否须先经科技厅准予使用",
     1,
     "须先准予：写明用途、专家类别和期限",
     "不须另行准予",
     "2026-01-01",
     by_default,
     {{{1, "须先准予：写明用途、专家类别和期限"}, {0, "不须另行准予"}}}},
    {"12.use_years",
     "第十二条",
     "",
     "准予使用一次最长几年",
     3,
     "三年，到期自行终止，可以再申请",
     "一至十年",
     "2026-01-01",
     by_default,
     {},
     {1, 10, "年，到期自行终止，可以再申请", {}}},
};

} // namespace library_use
