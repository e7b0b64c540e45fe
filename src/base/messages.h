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

inline constexpr Message citizen_id_length{"citizen_id.length", "身份证号应为 18 位，现有 {0} 位，请对照证件补全。"};
inline constexpr Message citizen_id_old{"citizen_id.old", "15 位旧身份证号已停用且没有写明世纪，请填写 18 位身份证号。"};
inline constexpr Message citizen_id_character{"citizen_id.character", "身份证号前 17 位应为数字，末位应为数字或 X，请改正。"};
inline constexpr Message citizen_id_area{"citizen_id.area", "身份证号前两位不是任何省级行政区的代码，请对照证件改正。"};
inline constexpr Message citizen_id_birth{"citizen_id.birth", "身份证号第 7 至 14 位不是存在的出生日期，请对照证件改正。"};
inline constexpr Message citizen_id_check{"citizen_id.check", "身份证号校验位不符，至少有一位填错，请对照证件逐位核对。"};
inline constexpr Message credit_code_length{"credit_code.length", "统一社会信用代码应为 18 位，现有 {0} 位，请对照证书补全。"};
inline constexpr Message credit_code_character{"credit_code.character",
                                               "统一社会信用代码只用数字和大写字母，且不用 I、O、S、V、Z（I 多为 1，O 多为 0），请改正。"};
inline constexpr Message credit_code_area{"credit_code.area", "统一社会信用代码第 3 至 8 位应为数字（登记机关行政区划），请改正。"};
inline constexpr Message credit_code_check{"credit_code.check", "统一社会信用代码校验位不符，至少有一位填错，请对照证书逐位核对。"};
inline constexpr Message credit_code_organisation{"credit_code.organisation",
                                                  "统一社会信用代码第 9 至 17 位（组织机构代码）校验不符，请对照证书逐位核对。"};
inline constexpr Message passport_form{"passport.form", "护照等证件号应为 5 至 15 位字母和数字，请对照证件改正。"};
inline constexpr Message phone_form{"phone.form", "手机号应为 11 位数字，以 13 至 19 开头，请改正。"};
inline constexpr Message email_form{"email.form", "电子邮箱应写作 name@example.cn 的形式，不含中文和空格，请改正。"};
inline constexpr Message bank_card_length{"bank_card.length", "银行卡号应为 16 至 19 位数字，请对照银行卡改正。"};
inline constexpr Message bank_card_check{"bank_card.check", "银行卡号校验位不符，至少有一位填错，请对照银行卡逐位核对。"};

} // namespace messages
