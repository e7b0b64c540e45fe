#pragma once

#include "base/result.h"

namespace reading::messages {

inline constexpr Message unknown_reason{"reading.unknown_reason", "没有这种事由，请从列出的事由中选择。"};
inline constexpr Message words_needed{"reading.words_needed", "选了“其他”的，请用至少 {0} 个字写明具体事由。"};
inline constexpr Message words_short{"reading.words_short", "具体事由至少 {0} 个字，请写明办什么事。"};
inline constexpr Message words_empty{"reading.words_empty", "“{0}”没有说明办什么事，请写具体。"};
inline constexpr Message words_number{"reading.words_number", "事由里不要写证件号、电话等号码，请去掉其中的长数字。"};
inline constexpr Message nothing_there{"reading.nothing_there", "这位专家没有登记{0}。"};
inline constexpr Message refused_by_owner{"reading.refused_by_owner",
                                          "专家本人不同意处理敏感个人信息，银行账号不能查看；劳务费请与本人另行约定领取。"};
inline constexpr Message own_limit{
    "reading.own_limit",
    "您今天已查看 {0} 次，到了每日上限，已告知安全管理员。确需继续的，请向安全管理员说明理由，由他为您放宽一天；或明天再看。"};
inline constexpr Message role_limit{
    "reading.role_limit",
    "{0}今天合计已查看 {1} 次，到了每日上限，已告知安全管理员。确需继续的，请向安全管理员说明理由，由他为您放宽一天；或明天再看。"};
inline constexpr Message no_such_reader{"reading.no_such_reader", "没有这个账号，或它不能查看敏感信息，请从列出的人中选择。"};
inline constexpr Message own_account{"reading.own_account", "不能为自己放宽，请由另一位安全管理员办理。"};

} // namespace reading::messages
