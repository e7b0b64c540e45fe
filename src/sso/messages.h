#pragma once

#include "base/result.h"

namespace sso::messages {

inline constexpr Message none{"sso.none", "本库没有接入统一身份认证，请用用户名和密码登录。"};
inline constexpr Message away{"sso.away", "暂时连不上统一身份认证，请稍后再试，或用用户名和密码登录。"};
inline constexpr Message state{"sso.state", "这次统一身份认证已经用过、已过期，或不是从这个浏览器开始的。请重新开始。"};
inline constexpr Message refused{"sso.refused", "统一身份认证的回应核对不通过，没有登录。请重新开始；仍然不行的，请告诉系统管理员。"};
inline constexpr Message declined{"sso.declined", "统一身份认证没有完成，没有登录。请重新开始，或用用户名和密码登录。"};
inline constexpr Message unbound{"sso.unbound",
                                 "统一身份认证通过了，但还没有账号绑定这个身份。请先用用户名和密码登录，再到“我的账号”绑定。"};
inline constexpr Message often{"sso.often", "从这里开始的统一身份认证太多，请过十分钟再试。"};
inline constexpr Message bound{"sso.bound", "账号已绑定统一身份认证。要换一个身份，请先解除绑定。"};
inline constexpr Message taken{"sso.taken", "这个统一身份已绑定另一个账号，一个身份只能绑定一个账号。"};
inline constexpr Message not_bound{"sso.not_bound", "账号没有绑定统一身份认证，不需要解除。"};

} // namespace sso::messages
