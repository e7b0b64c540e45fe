#pragma once

#include "base/result.h"

namespace http::messages {

inline constexpr Message no_such_path{"http.no_such_path", "没有这个地址。"};
inline constexpr Message method_not_allowed{"http.method_not_allowed", "这个地址不支持该操作。"};
inline constexpr Message bad_target{"http.bad_target", "网址写法有误，请检查后重试。"};
inline constexpr Message query_repeated{"http.query_repeated", "查询参数“{0}”出现了两次，请只保留一个。"};
inline constexpr Message malformed{"http.malformed", "请求格式有误。"};
inline constexpr Message head_too_large{"http.head_too_large", "网址或请求头过长，请缩短后重试。"};
inline constexpr Message body_too_large{"http.body_too_large", "内容超过 {0} 字节的上限，请减小后重试。"};
inline constexpr Message not_json{"http.not_json", "内容类型应为 application/json。"};
inline constexpr Message wrong_host{"http.wrong_host", "请从系统公布的网址 {0} 访问。"};
inline constexpr Message overloaded{"http.overloaded", "连接过多，请稍后重试。"};
inline constexpr Message too_many_requests{"http.too_many_requests", "从您所在网络来的请求太多，请 {0} 秒后再试。"};
inline constexpr Message queue_full{"http.queue_full", "现在登录的人很多，请 {0} 秒后再试。"};
inline constexpr Message too_many_streams{"http.too_many_streams", "实时更新的页面打开过多，请关闭一些后重试。"};
inline constexpr Message broken{"http.broken", "系统内部出错，操作没有生效；请记下编号 {0} 联系管理员。"};

} // namespace http::messages
