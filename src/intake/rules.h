#pragma once

#include "base/rule.h"

namespace intake {

inline constexpr DatedRule dated_rules[] = {
    {"21.keep_upload_days",
     "第二十一条",
     "",
     "没有导入的上传文件保存多少日",
     30,
     "三十日，下一次上传时清除；导入或放弃的随即清除内容",
     "任一日数",
     "2026-01-01",
     by_default,
     {},
     {1, 365, "日，下一次上传时清除；导入或放弃的随即清除内容", {}}},
};

} // namespace intake
