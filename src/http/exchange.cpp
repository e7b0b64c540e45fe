#include "http/exchange.h"

#include "base/text.h"
#include "crypto/random.h"
#include "http/messages.h"
#include "http/target.h"

#include <algorithm>
#include <array>

namespace http {

namespace {

constexpr std::size_t longest_target = 4096;
constexpr std::size_t most_fields = 100;

struct Name {
    std::string_view text;
    Method method;
};
constexpr std::array<Name, 6> methods{{{"GET", Method::get},
                                       {"HEAD", Method::get},
                                       {"POST", Method::post},
                                       {"PUT", Method::put},
                                       {"PATCH", Method::patch},
                                       {"DELETE", Method::remove}}};

std::optional<Method> method_of(std::string_view text)
{
    auto found = std::find_if(methods.begin(), methods.end(), [&](const Name& name) { return name.text == text; });
    return found == methods.end() ? std::nullopt : std::optional(found->method);
}

std::string lower(std::string_view text)
{
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
}

bool same_name(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
               return x == y || ((x ^ y) == 32 && (x | 32) >= 'a' && (x | 32) <= 'z');
           });
}

// Host names compare without case and without the scheme's own port.
std::string host_of(std::string_view authority)
{
    std::string host = lower(authority);
    for (std::string_view port : {":80", ":443"})
        if (host.ends_with(port)) host.resize(host.size() - port.size());
    return host;
}

void read_cookies(std::string_view header, std::map<std::string, std::string>& cookies)
{
    while (!header.empty()) {
        auto pair = header.substr(0, header.find(';'));
        header.remove_prefix(std::min(pair.size() + 1, header.size()));
        pair = trimmed(pair);
        auto equals = pair.find('=');
        if (equals != std::string_view::npos) cookies.emplace(pair.substr(0, equals), pair.substr(equals + 1));
    }
}

// The address that the gateway itself saw: it adds it last, what stands before comes from the client.
std::optional<std::string> forwarded_peer(const std::string& list)
{
    auto last = std::string(trimmed(std::string_view(list).substr(list.rfind(',') + 1)));
    bool address = !last.empty() && last.size() <= 45 && last.find_first_not_of("0123456789abcdefABCDEF:.") == std::string::npos;
    return address ? std::optional(last) : std::nullopt;
}

} // namespace

Response refusal(int status, const Message& message, std::initializer_list<std::string> arguments)
{
    Response response = answer(refuse(ErrorKind::invalid, message, arguments));
    response.status = status;
    return response;
}

std::string media_type(std::string_view value)
{
    return lower(trimmed(value.substr(0, value.find(';'))));
}

bool headers_sound(const Response& response)
{
    auto sound = [](std::string_view text) {
        return std::none_of(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) < 32 && c != '\t') || c == 127; });
    };
    return sound(response.type) && std::all_of(response.headers.begin(), response.headers.end(),
                                               [&](const auto& header) { return sound(header.first) && sound(header.second); });
}

Exchange::Exchange(const Router& router, const PageFiles& page, const ServerOptions& options)
    : router_(router), page_(page), options_(options)
{
    std::string_view url = options.public_url;
    if (auto scheme = url.find("://"); scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
    public_host_ = host_of(url.substr(0, url.find('/')));
}

Plan Exchange::plan(const Head& head, const std::string& peer) const
{
    Plan plan;
    plan.request.request_id = crypto::random_id().substr(0, 16);
    plan.request.peer = peer;
    plan.head_only = head.method == "HEAD";
    plan.https = !options_.tls_cert.empty();
    if (auto method = method_of(head.method)) plan.request.method = *method;
    plan.answer = take_fields(plan, head, peer);
    if (!plan.answer) decide(plan, head);
    return plan;
}

// Fields and target into the request; what has two readings is refused.
std::optional<Response> Exchange::take_fields(Plan& plan, const Head& head, const std::string& peer) const
{
    Request& request = plan.request;
    if (head.target.size() > longest_target) return refusal(414, messages::head_too_large);
    if (head.fields.size() > most_fields) return refusal(431, messages::head_too_large);
    for (const auto& [given_name, value] : head.fields) {
        std::string name = lower(given_name);
        if (!is_utf8(value) || has_control(value)) return refusal(400, messages::malformed);
        auto [place, first] = request.headers.emplace(name, value);
        if (first) continue;
        if (name == "host" || name == "content-type" || name == "origin") return refusal(400, messages::malformed);
        place->second += (name == "cookie" ? "; " : ", ") + std::string(value);
    }
    read_cookies(request.header("cookie").value_or(""), request.cookies);
    if (options_.behind_gateway) {
        if (auto list = request.header("x-forwarded-for")) request.peer = forwarded_peer(*list).value_or(peer);
        plan.https = plan.https || request.header("x-forwarded-proto") == "https";
    }
    // A body whose end is not certain could hide a second request from a gateway.
    auto length = request.header("content-length");
    if (length && length->find_first_not_of("0123456789") != std::string::npos) return refusal(400, messages::malformed);
    bool coded = request.headers.contains("transfer-encoding");
    if (coded && (!head.chunked || head.content_length || head.http_1_0)) return refusal(400, messages::malformed);
    if (!head.http_1_0 && !request.headers.contains("host")) return refusal(400, messages::malformed);
    auto target = parse_target(head.target);
    if (!target) {
        Response response = answer(target.error());
        response.status = 400;
        return response;
    }
    request.path = std::move(target->path);
    request.query = std::move(target->query);
    return std::nullopt;
}

void Exchange::decide(Plan& plan, const Head& head) const
{
    Request& request = plan.request;
    if (!public_host_.empty() && host_of(request.header("host").value_or("")) != public_host_) {
        plan.answer = refusal(421, messages::wrong_host, {options_.public_url});
        return;
    }
    Router::Match match;
    if (method_of(head.method)) {
        match = router_.match(request.method, request.path);
    } else {
        match.allow = router_.allowed(request.path);
        match.status = 405;
    }
    if (!match.endpoint) {
        plan.answer = no_endpoint(request, match.status, match.allow);
        return;
    }
    const Endpoint& endpoint = *match.endpoint;
    plan.endpoint = &endpoint;
    request.parameters = std::move(match.parameters);
    if (head.content_length.value_or(0) > endpoint.max_body)
        plan.answer = refusal(413, messages::body_too_large, {std::to_string(endpoint.max_body)});
    else if (head.has_body() && !endpoint.raw_body && media_type(request.header("content-type").value_or("")) != "application/json")
        plan.answer = refusal(415, messages::not_json);
    else if (auto expected = request.header("expect"); expected && lower(*expected) != "100-continue")
        plan.answer = refusal(417, messages::malformed);
    else
        plan.go_on_expected = expected.has_value() && !head.http_1_0 && head.has_body();
}

Response Exchange::no_endpoint(const Request& request, int status, const std::string& allow) const
{
    if (status == 404) {
        if (auto file = page_.find(request)) return *file;
        return refusal(404, messages::no_such_path);
    }
    Response response = refusal(405, messages::method_not_allowed);
    response.headers.emplace_back("Allow", allow.empty() ? "GET, HEAD" : allow);
    return response;
}

void Exchange::dress(Response& response, const Plan& plan) const
{
    auto standard = [&](std::string_view name, std::string_view value) {
        bool set = std::any_of(response.headers.begin(), response.headers.end(),
                               [&](const auto& header) { return same_name(header.first, name); });
        if (!set) response.headers.emplace_back(name, value);
    };
    standard("Content-Security-Policy", "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
                                        "form-action 'self'; frame-ancestors 'none'");
    standard("X-Content-Type-Options", "nosniff");
    standard("Referrer-Policy", "no-referrer");
    standard("Permissions-Policy", "camera=(self), accelerometer=(), display-capture=(), geolocation=(), "
                                   "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()");
    standard("Cross-Origin-Opener-Policy", "same-origin");
    standard("Cross-Origin-Resource-Policy", "same-origin");
    if (plan.https) standard("Strict-Transport-Security", "max-age=31536000");
    standard("Cache-Control", "no-store");
    if (!plan.request.request_id.empty()) standard("X-Request-Id", plan.request.request_id);
}

} // namespace http
