#include "app/demo/registry.h"

#include "app/demo/accounts.h"
#include "app/demo/visitor.h"
#include "base/identity.h"

#include <algorithm>

namespace app {

namespace {

constexpr std::uint64_t code_of_company = 5001; // beyond those of the entities

} // namespace

void make_demo_registry(Library& library, const http::Router& router, DemoClock& clock, const DemoOptions& options,
                        const std::vector<DemoEntity>& entities)
{
    auto own = demo_sign_in(options.seed, "system_administrator");
    Visitor administrator(router, *library.platform, clock, own.login, own.password, own.totp_secret);
    auto choices = administrator.get("/api/v1/public/unit-asks/choices").object();
    std::string department = choices.at("departments").array().at(0).object().at("value").text();
    auto id_of = [](const json::Value& unit) { return unit.object().at("id"); };

    auto university = std::find_if(entities.begin(), entities.end(), [](const auto& e) { return e.kind == "university"; });
    std::string survivor = [&] {
        auto snapshot = library.database->read();
        return snapshot->connection()
            .one("SELECT public_id FROM unit WHERE id = $1", {university->id}, [](const db::Row& row) { return row.text(0); })
            .value();
    }();
    json::Object college{{"name", "塞北农牧专科学校"}, {"kind", "university"},         {"region", "150100"},
                         {"department", department},   {"source", "事业单位法人证书"}, {"aliases", json::Array{"塞北农专"}}};
    json::Value absorbed = administrator.post("/api/v1/units", json::Object{{"unit", college}});
    for (const char* part : {"草业科学系", "动物医学系"})
        administrator.post("/api/v1/units", json::Object{{"parent", id_of(absorbed)}, {"unit", json::Object{{"name", part}}}});
    administrator.post("/api/v1/units/" + survivor + "/merge", json::Object{{"version", 1},
                                                                            {"other", id_of(absorbed)},
                                                                            {"other_version", absorbed.object().at("version")},
                                                                            {"grounds", "北疆编委〔2026〕3 号：两校合并"}});

    administrator.post("/api/v1/public/unit-asks", json::Object{{"name", "乌拉盖草原生态科技有限公司"},
                                                                {"code", identity::invent_credit_code("91", "150000", code_of_company)},
                                                                {"kind", "enterprise"},
                                                                {"region", "152500"},
                                                                {"department", department},
                                                                {"licence", "营业执照（副本）2-1"},
                                                                {"contact_name", "斯琴高娃"},
                                                                {"phone", "13800000021"},
                                                                {"login", "siqin"},
                                                                {"truthful", true}});
}

} // namespace app
