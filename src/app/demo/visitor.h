#pragma once

#include "app/demo/clock.h"
#include "app/library.h"
#include "http/http.h"

#include <string>

namespace app {

// Someone of the demonstration at a browser: signs in and acts through the program's own routes, so that what the
// demonstration holds went the way everything goes.
class Visitor {
public:
    // `password` and `totp_secret` (hex; empty: none) as the account has them. Signs in; throws std::runtime_error with
    // the server's answer when refused.
    Visitor(const http::Router& router, const Platform& platform, DemoClock& clock, std::string login, const std::string& password,
            std::string totp_secret);

    // The answer's document (null when there is none); throws std::runtime_error with the server's answer when refused.
    json::Value get(const std::string& target);
    json::Value post(const std::string& target, const json::Value& body);
    json::Value put(const std::string& target, const json::Value& body);
    // The same; nothing when refused with the code `refusal`.
    std::optional<json::Value> post_unless(std::string_view refusal, const std::string& target, const json::Value& body);
    // Gives the second factor again, as sealed acts ask for.
    void step_up();

private:
    const http::Router& router_;
    const Platform& platform_;
    DemoClock& clock_;
    std::string login_, totp_secret_, cookie_, token_;

    std::optional<json::Value> send(http::Method method, const std::string& target, std::string body, std::string_view refusal = "");
    std::string code();
};

} // namespace app
