#pragma once

#include "base/result.h"

namespace auth::messages {

inline constexpr Message sign_in_first{"auth.sign_in_first", "请先登录。"};
inline constexpr Message signed_in_elsewhere{
    "auth.signed_in_elsewhere", "您的账号于 {0} 在另一处登录（网络地址 {1}），这里已退出。不是您本人登录的，请重新登录后立即修改密码。"};
inline constexpr Message not_permitted{"auth.not_permitted", "您的角色没有这项权限。"};
inline constexpr Message too_fast{"auth.too_fast", "操作得太快了，请 {0} 秒后再试；已填写的内容会保留。"};
inline constexpr Message not_found{"auth.not_found", "没有找到这个{0}，或不在您的权限范围内。"};
inline constexpr Message foreign_origin{"auth.foreign_origin", "请求来自其他网站，已拒绝。"};
inline constexpr Message token_missing{"auth.token_missing", "页面已过期，请刷新后重试；已填写的内容会保留。"};
inline constexpr Message step_up_required{"auth.step_up_required", "这一步需要再次确认是您本人。"};
inline constexpr Message key_reused{"auth.key_reused", "同一个操作编号用于了不同内容，请刷新后重试。"};
inline constexpr Message already_done{"auth.already_done", "这一步已经完成，请刷新查看结果。"};
inline constexpr Message undertaking_first{"auth.undertaking_first", "请先签署保密承诺书，签署后即可继续。"};
inline constexpr Message password_first{"auth.password_first", "密码已到期，请先在“我的账号”中修改密码，修改后即可继续。"};
inline constexpr Message database_busy{"auth.database_busy",
                                       "数据库暂时不可用（连接中断、繁忙或磁盘已满），请稍后重试；已经完成的不会重复办理。"};
inline constexpr Message page_range{"auth.page_range", "页码或每页条数应为 1 至 {0} 的整数。"};

inline constexpr Message wrong_password{"auth.wrong_password", "用户名或密码不正确。"};
inline constexpr Message wrong_current{"auth.wrong_current", "现在的密码不正确，请重新输入；多次有误会暂停登录。"};
inline constexpr Message wrong_code{"auth.wrong_code", "动态口令不正确，请输入验证器上当前的六位数字。"};
inline constexpr Message wrong_recovery_code{"auth.wrong_recovery_code", "恢复码不正确或已经用过，请核对后重新输入，或换一个恢复码。"};
inline constexpr Message locked{"auth.locked", "多次输入有误，已暂停登录，请在 {0} 后再试。"};
inline constexpr Message not_at_this_stage{"auth.not_at_this_stage", "请从用户名和密码重新登录。"};
inline constexpr Message no_second_factor{
    "auth.no_second_factor", "本账号没有设置动态口令。请用短信验证码；没有绑定手机的，先在“我的账号”里绑定，或重新登录并设置动态口令。"};

} // namespace auth::messages
