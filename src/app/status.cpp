#include "app/status.h"

namespace app {

namespace {

struct StatusAnswer {
    std::string instance, origin;
    Day today{};
};
const fields::Table& fields_of(const StatusAnswer*)
{
    static const fields::Table table{
        fields::field<&StatusAnswer::instance>("instance", {.choices = {"demonstration", "real"}}),
        fields::field<&StatusAnswer::origin>("origin", {.label = "账本名称"}),
        fields::field<&StatusAnswer::today>("today", {.label = "今天"}),
    };
    return table;
}

Result<http::Response> show_status(auth::Context& c)
{
    return http::answer(fields::write(StatusAnswer{c.platform.instance, c.platform.origin, c.today}));
}

const auth::Route routes[] = {
    {http::Method::get,
     "/api/v1/status",
     {auth::Permission::anyone, auth::Scope::nothing},
     show_status,
     {"实例种类与账本名称", nullptr, auth::table_of<StatusAnswer>}},
};

http::Response plain(std::string body, int status = 200)
{
    http::Response response;
    response.status = status;
    response.type = "text/plain; charset=utf-8";
    response.body = std::move(body);
    return response;
}

} // namespace

std::span<const auth::Route> status_routes()
{
    return routes;
}

void add_operation_endpoints(http::Router& router, const Platform& platform, const Metrics& metrics)
{
    router.add({http::Method::get, "/healthz", [&platform](const http::Request&) {
                    try {
                        auto snapshot = platform.database.read();
                        if (ledger::read_head(snapshot->connection())) return plain("ok\n");
                    } catch (const std::exception&) {
                    }
                    return plain("database\n", 503);
                }});
    router.add({http::Method::get, "/metrics", [&metrics](const http::Request&) { return plain(metrics.text()); }});
}

} // namespace app
