#include "alert/alert.h"

#include <algorithm>

namespace alert {

namespace {

constexpr Kind list[] = {
    {"sms_flood", "短信验证码要得太多",
     "查看留痕里“要求发验证码”的网络地址。确是一处集中办理的，可以提高口径的条数；不是的，请在网关拦下那个网段。"},
    {"reveal_limit", "查看完整信息超过每日上限",
     "先问本人在办什么事。确有需要的，给他放宽一天并写明理由；说不清用途的，请系统管理员停用账号，并报告科技厅。"},
    {"bulk_reading", "短时间内看到大量个人信息",
     "在“留痕检索”按这个账号查他看了什么，问本人和所在部门在办什么事。说不清用途的，请系统管理员停用账号，并报告科技厅（第二十条）。"},
    {"lockout_storm", "许多用户名同时被锁定",
     "多半有人在猜密码。在“留痕检索”查登录失败来自哪些地址，请网络管理员封住；告诉被锁定的人半小时后再登录，仍担心的请改密码。"},
    {"parallel_use", "一个账号反复在两处登录",
     "可能几个人在用同一个账号。问本人：不是本人的，请系统管理员停用并重新邀请；借给别人的，按第十二条账号不得借用和转让处理。"},
    {"probing", "反复查看不在自己范围内的记录",
     "可能在猜别的单位的记录编号。在“留痕检索”查这个账号，问本人在找什么；说不清用途的，请系统管理员停用账号。"},
    {"ledger_break", "账本检查发现问题",
     "不要再改动数据库。请系统管理员保留现场，用 bole check --against 和手边的检查点核对，从备份恢复之前先报告科技厅和纪检。"},
    {"malware", "上传的文件查出病毒",
     "先请上传的人停用那台电脑并查杀病毒，问清文件从哪里来、还给过谁。文件的内容没有保存；确认误报的，请运行维护人员更新病毒库后再上传。"},
    {"scanner_away", "查毒程序没有应答",
     "请运行维护人员看查毒程序（ClamAV）是否在运行、病毒库是否更新。恢复后等待的文件会自动查毒，不必重新上传。"},
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
