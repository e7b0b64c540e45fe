#include "alert/alert.h"

#include <algorithm>

namespace alert {

namespace {

constexpr Kind list[] = {
    {"sms_flood", "短信验证码要得太多",
     "查看留痕里“要求发验证码”的网络地址。确是一处集中办理的，可以提高口径的条数；不是的，请在网关拦下那个网段。"},
    {"reveal_limit", "查看完整信息超过每日上限",
     "先问本人在办什么事。确有需要的，给他放宽一天并写明理由；说不清用途的，请系统管理员停用账号，并报告科技厅。"},
};

} // namespace

std::span<const Kind> kinds()
{
    return list;
}

const Kind* find_kind(std::string_view code)
{
    const auto* found = std::find_if(std::begin(list), std::end(list), [&](const Kind& kind) { return kind.code == code; });
    return found == std::end(list) ? nullptr : found;
}

} // namespace alert
