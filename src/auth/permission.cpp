#include "auth/permission.h"

namespace auth {

std::string_view to_text(Permission permission)
{
    static constexpr std::array<std::string_view, permission_count> names{
        "anyone",        "signed_in",        "library_read",  "library_import", "library_edit",    "suspicion_decide",
        "activity_edit", "activity_approve", "activity_read", "draw_operate",   "draw_supervise",  "draw_inspect",
        "trail_read",    "ledger_check",     "unit_edit",     "unit_vouch",     "account_edit",    "role_grant",
        "role_approve",  "power_delegate",   "use_apply",     "use_grant",      "personal_reveal", "export_request",
        "export_grant",  "rules_edit",       "rules_approve", "alert_read",     "record_own",
    };
    return names[static_cast<std::size_t>(permission)];
}

std::string_view to_text(Scope scope)
{
    static constexpr std::array<std::string_view, 6> names{"nothing", "self", "own_entity", "assigned", "own_charge", "all"};
    return names[static_cast<std::size_t>(scope)];
}

const std::array<Role, 13>& roles()
{
    using enum Permission;
    static const std::array<Role, 13> list{{
        {"expert", "专家", {signed_in, record_own}, false},
        {"unit_reviewer", "单位审核员", {signed_in}, true},
        {"department_reviewer", "归口部门审核员", {signed_in, unit_vouch}, true},
        {"science_department",
         "科技厅",
         {signed_in, library_read, role_approve, power_delegate, use_grant, export_grant, rules_approve},
         true},
        {"library_administrator",
         "专家库管理员",
         {signed_in, library_read, library_import, library_edit, suspicion_decide, draw_inspect, personal_reveal, export_request,
          rules_edit},
         true},
        {"agency", "专业机构", {signed_in, library_read}, true},
        {"operator", "使用单位经办", {signed_in, activity_read, activity_edit, draw_operate}, true},
        {"approver", "使用单位审批人", {signed_in, activity_read, activity_approve, use_apply}, true},
        {"supervisor", "监督员", {signed_in, activity_read, draw_supervise, trail_read, ledger_check}, true},
        {"inspector", "纪检", {signed_in, draw_inspect}, true},
        {"system_administrator", "系统管理员", {signed_in, unit_edit, account_edit}, true},
        {"security_administrator", "安全管理员", {signed_in, role_grant, alert_read}, true},
        {"audit_administrator", "审计管理员", {signed_in, trail_read, ledger_check}, true},
    }};
    return list;
}

const Role* find_role(std::string_view code)
{
    for (const auto& role : roles())
        if (role.code == code) return &role;
    return nullptr;
}

} // namespace auth
