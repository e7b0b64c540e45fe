#pragma once

#include "base/result.h"

// The message catalogue of base: what any input may be told.
namespace messages {

inline constexpr Message json_not_utf8{"json.not_utf8", "内容不是 UTF-8 编码，请改用 UTF-8 后重试。"};
inline constexpr Message json_malformed{"json.malformed", "第 {0} 字节处不是有效的 JSON：{1}。"};

inline constexpr Message field_required{"field.required", "请填写{0}。"};
inline constexpr Message field_unknown{"field.unknown", "不认识的字段“{0}”，请去掉。"};
inline constexpr Message field_type{"field.type", "{0}应为{1}。"};
inline constexpr Message field_too_long{"field.too_long", "{0}最多 {1} 个字，现有 {2} 个字，请删减。"};
inline constexpr Message field_too_short{"field.too_short", "{0}至少 {1} 个字，请补充。"};
inline constexpr Message field_range{"field.range", "{0}应在 {1} 至 {2} 之间。"};
inline constexpr Message field_too_many{"field.too_many", "{0}最多 {1} 项，请删减。"};
inline constexpr Message field_too_few{"field.too_few", "{0}至少 {1} 项，请补充。"};
inline constexpr Message field_day{"field.day", "{0}应为存在的日期，写作 2026-03-10 的形式。"};
inline constexpr Message field_instant{"field.instant", "{0}应为带时区的时间，写作 2026-03-10T09:00:00+08:00 的形式。"};
inline constexpr Message field_choice{"field.choice", "{0}不能是“{1}”，可选：{2}。"};
inline constexpr Message field_control{"field.control", "{0}含有不可见的控制字符，请删去。"};

}  // namespace messages
