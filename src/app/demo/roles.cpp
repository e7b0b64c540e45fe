#include "app/demo/roles.h"

#include "app/demo/accounts.h"
#include "app/demo/visitor.h"

namespace app {

void make_demo_roles(Library& library, const http::Router& router, DemoClock& clock, const DemoOptions& options)
{
    const Platform& platform = *library.platform;
    auto visitor = [&](std::string_view role) {
        auto own = demo_sign_in(options.seed, role);
        return Visitor(router, platform, clock, own.login, own.password, own.totp_secret);
    };
    auto unit = [&](const std::string& name) {
        auto snapshot = platform.database.read();
        return snapshot->connection().one("SELECT public_id FROM unit WHERE name = $1", {name},
                                          [](const db::Row& row) { return row.text(0); });
    };
    Visitor system = visitor("system_administrator");
    auto open = [&](const char* login, const char* name, const char* department) {
        json::Object form{{"login", login}, {"display_name", name}, {"unit", *unit(department)}};
        return "/api/v1/accounts/" + system.post("/api/v1/accounts", form).object().at("id").text();
    };
    std::string operator_to_be = open("baiyin", "白音", "评审一处"), moved = open("gaowa", "高娃", "综合处");
    system.post(moved + "/block", json::Object{{"reason", "已调离评估中心"}});

    Visitor security = visitor("security_administrator");
    Day today = day_of(clock.now());
    security.post(operator_to_be + "/roles", json::Object{{"role", "operator"},
                                                          {"from", to_text(today)},
                                                          {"to", to_text(add_years(today, 1) - 1)},
                                                          {"document", "北评发〔" + std::to_string(today.year()) + "〕7 号"},
                                                          {"title", "关于调整项目经办人员的通知"}});
}

} // namespace app
