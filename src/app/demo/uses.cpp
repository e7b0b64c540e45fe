#include "app/demo/uses.h"

#include "app/demo/accounts.h"
#include "app/demo/visitor.h"

namespace app {

void make_demo_uses(Library& library, const http::Router& router, DemoClock& clock, const DemoOptions& options)
{
    auto visitor = [&](std::string_view role) {
        auto own = demo_sign_in(options.seed, role);
        return Visitor(router, *library.platform, clock, own.login, own.password, own.totp_secret);
    };
    const std::string path = "/api/v1/library-uses";
    Visitor approver = visitor("approver"), department = visitor("science_department");
    Day today = day_of(clock.now()), end = add_years(today, 1);
    auto apply = [&](const char* purpose, json::Array categories, Day from) {
        approver.post(path, json::Object{{"purpose", purpose},
                                         {"categories", std::move(categories)},
                                         {"from", to_text(from)},
                                         {"to", to_text(add_years(from, 1) - 1)},
                                         {"promised", true}});
    };
    apply("受科技厅委托组织自治区科技计划项目的评审、论证和验收", {"research", "industry", "strategy", "finance", "other"}, today);
    auto asked = department.get(path).object().at("items").array().at(0).object();
    department.post(
        path + "/" + asked.at("id").text() + "/grant",
        json::Object{{"version", asked.at("version").integer()}, {"document", "北科发〔" + std::to_string(today.year()) + "〕5 号"}});
    apply("下一年度科技计划项目的财务验收", {"finance"}, end);
}

} // namespace app
