#pragma once

#include "base/result.h"

namespace notify::messages {

inline constexpr Message none{"notify.none", "本库还没有接通短信，不能用手机验证码。请用用户名和密码登录。"};
inline constexpr Message soon{"notify.soon", "一分钟内已发过验证码，请稍等再要。"};
inline constexpr Message often{"notify.often", "要验证码的次数太多，请过一小时再试；一天内已多次的，请明天再试或用密码登录。"};
inline constexpr Message wrong{"notify.wrong", "验证码不正确，或这个手机号不能用来办这件事。请核对短信中的六位数字后重新输入。"};
inline constexpr Message over{"notify.over", "验证码已过期、用过或输错次数太多，请重新获取。"};
inline constexpr Message state{"notify.state", "没有“{0}”这种状态，请重新选择。"};

} // namespace notify::messages
