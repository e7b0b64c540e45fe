#include "app/demo/texts.h"

#include "app/demo/accounts.h"
#include "app/demo/visitor.h"

namespace app {

void make_demo_texts(Library& library, const http::Router& router, DemoClock& clock, const DemoOptions& options)
{
    auto visitor = [&](std::string_view role) {
        auto own = demo_sign_in(options.seed, role);
        return Visitor(router, *library.platform, clock, own.login, own.password, own.totp_secret);
    };
    Visitor administrator = visitor("library_administrator"), department = visitor("science_department");
    Day today = day_of(clock.now());
    auto propose = [&](const std::string& code, const char* title, const char* body, int days) {
        return administrator.post("/api/v1/texts/" + code + "/orders",
                                  json::Object{{"title", title},
                                               {"body", body},
                                               {"from", to_text(today + days)},
                                               {"document", "北科发〔" + std::to_string(today.year()) + "〕8 号（演示）"}});
    };
    auto guidance =
        propose("guidance.erase", "申请删除的说明",
                "不愿意继续在库的，可以申请删除您的信息。由科技厅在十五个工作日内决定；批准后立即删除，不能恢复，您的账号也随之停用。", 30);
    department.post("/api/v1/text-orders/" + guidance.object().at("id").text() + "/approve", json::Object{{"version", 1}});
    propose("sms.sign_in_code", "登录验证码",
            "【科技专家库】登录验证码 {code}，{minutes} 分钟内有效。工作人员不会向您索要，请勿告诉他人。咨询电话 0470-5550100。", 30);
}

} // namespace app
