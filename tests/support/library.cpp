#include "support/library.h"

#include "app/service.h"
#include "app/tables.h"
#include "auth/account.h"
#include "auth/undertaking.h"
#include "crypto/random.h"
#include "crypto/totp.h"
#include "http/target.h"
#include "ledger/check.h"
#include "library_use/library_use.h"
#include "support/migrated.h"
#include "units/units.h"

#include <stdexcept>

namespace support {

namespace {

constexpr Instant start{1'795'000'000'000}; // 2026-11-18T08:26:40Z

} // namespace

TestLibrary::TestLibrary(db::Engine engine, crypto::Suite suite)
{
    app::Config config;
    config.data = folder_.path() / "library";
    config.database = migrated_database(engine, folder_);
    config.keys = folder_.path() / "keys";
    config.public_url = "https://bole.test";
    config.staff_requests = config.expert_requests = 0;
    auto clock = std::make_unique<SetClock>(start);
    clock_ = clock.get();
    library_ = app::create_library(config, "demonstration", suite, std::move(clock));
    config_ = config;
    for (auto routes : app::all_routes()) auth::mount(router_, *library_.platform, routes);
}

void TestLibrary::restart()
{
    auto clock = std::make_unique<SetClock>(clock_->now());
    router_ = {};
    library_ = {};
    clock_ = clock.get();
    library_ = app::open_library(config_, std::move(clock));
    for (auto routes : app::all_routes()) auth::mount(router_, *library_.platform, routes);
}

http::Response TestLibrary::handle(http::Request request)
{
    auto match = router_.match(request.method, request.path);
    if (!match.endpoint) return {.status = match.status};
    request.parameters = match.parameters;
    return match.endpoint->handle(request);
}

http::NextEvents TestLibrary::listen(http::Request request)
{
    auto match = router_.match(request.method, request.path);
    if (!match.endpoint || !match.endpoint->stream) throw std::runtime_error("no stream at " + request.path);
    request.parameters = match.parameters;
    auto opened = match.endpoint->stream(request);
    if (auto* refused = std::get_if<http::Response>(&opened)) throw std::runtime_error("refused: " + refused->body);
    return std::get<http::NextEvents>(opened);
}

ledger::Act TestLibrary::act()
{
    return ledger::Act(platform().database, platform().keys, {"console", "test", std::nullopt, std::nullopt}, clock_->now());
}

std::int64_t TestLibrary::add_unit(const std::string& name, std::optional<std::int64_t> parent)
{
    auto act = this->act();
    units::NewUnit unit;
    unit.name = name;
    unit.parent_id = parent;
    std::int64_t id = units::add_unit(act, unit);
    act.append({"test.unit/1", "", "", {}});
    act.commit();
    return id;
}

std::int64_t TestLibrary::add_account(const std::string& login, const std::string& role, std::optional<std::int64_t> unit_id)
{
    auto act = this->act();
    auth::NewAccount account;
    account.login = login;
    account.display_name = login;
    account.unit_id = unit_id;
    account.password = crypto::Secret(test_password);
    account.totp_secret = crypto::Secret(to_hex(test_totp_secret()));
    account.roles = {role};
    account.from = day_of(clock_->now());
    account.document = "测试";
    std::int64_t id = auth::add_account(act, platform().keys, account).id;
    act.append({"test.account/1", "", "", {}});
    if (role != "expert") auth::sign_undertaking(act, platform().keys, id, login);
    act.commit();
    return id;
}

void TestLibrary::allow_use(std::int64_t unit_id, std::int64_t by)
{
    auto act = this->act();
    act.insert(library_use::library_use_table, {{"public_id", db::Value(crypto::random_id())},
                                                {"unit_id", unit_id},
                                                {"purpose", db::Value("科技计划项目评审")},
                                                {"categories", db::Value("research industry strategy finance other")},
                                                {"from_day", db::Value("2026-01-01")},
                                                {"to_day", db::Value("2036-12-31")},
                                                {"state", db::Value("granted")},
                                                {"asked_by", by},
                                                {"asked_at", db::Value(to_text(clock_->now()))}});
    act.append({"test.use/1", "", "", {}});
    act.commit();
}

int TestLibrary::run_jobs()
{
    int count = 0;
    auto failed = [](std::string_view kind, const std::string& what) { throw std::runtime_error(std::string(kind) + ": " + what); };
    while (jobs::run_one(platform(), app::all_jobs(), failed)) ++count;
    return count;
}

std::string TestLibrary::check()
{
    auto snapshot = platform().database.read();
    auto report = ledger::check(snapshot->connection(), platform().keys, app::covered_tables());
    std::string lines;
    for (const auto& finding : report.findings) lines += finding.code + " " + finding.place + "\n";
    return lines;
}

Bytes test_totp_secret()
{
    return Bytes(crypto::totp_secret_size, 7);
}

http::Request Browser::request_of(http::Method method, const std::string& target) const
{
    auto parsed = http::parse_target(target);
    if (!parsed) throw std::runtime_error("target " + target);
    http::Request request;
    request.method = method;
    request.path = parsed->path;
    request.query = parsed->query;
    request.peer = "127.0.0.1";
    request.request_id = "test";
    request.headers = headers;
    request.headers["x-bole-token"] = token;
    request.headers["origin"] = "https://bole.test";
    if (!cookie_.empty()) request.cookies["__Host-bole"] = cookie_;
    return request;
}

http::NextEvents Browser::listen(const std::string& target)
{
    return library_.listen(request_of(http::Method::get, target));
}

http::Response Browser::send(http::Method method, const std::string& target, std::string body, const std::string& key)
{
    auto request = request_of(method, target);
    request.body = std::move(body);
    request.headers["idempotency-key"] = key.empty() ? crypto::random_id() : key;
    auto response = library_.handle(std::move(request));
    constexpr std::string_view name = "__Host-bole=";
    for (const auto& [header, value] : response.headers)
        if (header == "Set-Cookie" && value.starts_with(name)) cookie_ = value.substr(name.size(), value.find(';') - name.size());
    return response;
}

std::string Browser::code()
{
    library_.clock().advance(31'000); // the code before was used
    return crypto::totp_code(test_totp_secret(), crypto::totp_step(library_.clock().now()));
}

http::Response Browser::sign_in(const std::string& login)
{
    auto response = post("/api/v1/session/password", json::Object{{"name", login}, {"password", test_password}});
    if (response.status == 200 && body_of(response).object().at("stage").text() == "totp")
        response = post("/api/v1/session/totp", json::Object{{"code", code()}});
    if (response.status == 200) token = body_of(get("/api/v1/session")).object().at("token").text();
    return response;
}

void Browser::step_up()
{
    auto response = post("/api/v1/session/step-up", json::Object{{"code", code()}});
    if (response.status != 204) throw std::runtime_error("step-up: " + response.body);
}

json::Value body_of(const http::Response& response)
{
    auto value = json::read(response.body);
    if (!value) throw std::runtime_error("not JSON: " + response.body);
    return *value;
}

std::string code_of(const http::Response& response)
{
    if (response.body.empty()) return "";
    auto value = body_of(response);
    const json::Value* error = value.if_object() ? value.object().find("error") : nullptr;
    return error ? error->object().at("code").text() : "";
}

} // namespace support
