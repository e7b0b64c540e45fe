#include "app/demo/visitor.h"

#include "base/bytes.h"
#include "crypto/random.h"
#include "crypto/totp.h"

#include <algorithm>
#include <stdexcept>

namespace app {

void DemoClock::pass_to(int days, int hour, int minute)
{
    Instant wanted = start_of(day_of(now_) + days) + (hour * 60 + minute) * 60'000ll;
    now_ = std::max(now_, wanted);
}

Visitor::Visitor(const http::Router& router, const Platform& platform, DemoClock& clock, std::string login, const std::string& password,
                 std::string totp_secret)
    : router_(router), platform_(platform), clock_(clock), login_(std::move(login)), totp_secret_(std::move(totp_secret))
{
    auto answer = post("/api/v1/session/password", json::Object{{"name", login_}, {"password", password}});
    if (answer.object().at("stage").text() == "totp") post("/api/v1/session/totp", json::Object{{"code", code()}});
    token_ = get("/api/v1/session").object().at("token").text();
}

json::Value Visitor::get(const std::string& target)
{
    return *send(http::Method::get, target, "");
}

json::Value Visitor::post(const std::string& target, const json::Value& body)
{
    return *send(http::Method::post, target, json::canonical(body));
}

std::optional<json::Value> Visitor::post_unless(std::string_view refusal, const std::string& target, const json::Value& body)
{
    return send(http::Method::post, target, json::canonical(body), refusal);
}

json::Value Visitor::put(const std::string& target, const json::Value& body)
{
    return *send(http::Method::put, target, json::canonical(body));
}

void Visitor::step_up()
{
    post("/api/v1/session/step-up", json::Object{{"code", code()}});
}

std::string Visitor::code()
{
    clock_.pass(31'000); // a code is used once
    return crypto::totp_code(from_hex(totp_secret_).value(), crypto::totp_step(clock_.now()));
}

std::optional<json::Value> Visitor::send(http::Method method, const std::string& target, std::string body, std::string_view refusal)
{
    http::Request request;
    request.method = method;
    request.path = target;
    auto match = router_.match(method, target);
    if (!match.endpoint) throw std::logic_error("no route " + target);
    request.parameters = std::move(match.parameters);
    request.body = std::move(body);
    request.peer = "127.0.0.1";
    request.request_id = crypto::random_id();
    request.headers = {
        {"origin", platform_.public_url}, {"x-bole-token", token_}, {"idempotency-key", crypto::random_id()}, {"user-agent", "bole demo"}};
    if (!cookie_.empty()) request.cookies["__Host-bole"] = cookie_;
    clock_.pass(1'000);
    auto response = match.endpoint->handle(request);
    constexpr std::string_view name = "__Host-bole=";
    for (const auto& [header, value] : response.headers)
        if (header == "Set-Cookie" && value.starts_with(name)) cookie_ = value.substr(name.size(), value.find(';') - name.size());
    auto read = json::read(response.body);
    json::Value document = read ? *read : json::Value(); // a file is none
    if (response.status < 300) return document;
    if (document.object().at("error").object().at("code").text() == refusal) return std::nullopt;
    throw std::runtime_error(login_ + " " + target + ": " + response.body);
}

} // namespace app
