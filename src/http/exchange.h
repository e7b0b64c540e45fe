#pragma once

#include "http/http.h"

// What the server decides about a request around its handler, without sockets. Private to this folder.
namespace http {

// A parsed request head; views into the connection's buffer.
struct Head {
    std::string_view method, target;
    bool http_1_0 = false;
    std::vector<std::pair<std::string_view, std::string_view>> fields;
    bool chunked = false;
    std::optional<std::uint64_t> content_length;

    bool has_body() const { return chunked || content_length.value_or(0) > 0; }
};

// What happens to a request: either `answer` is sent at once, or the body is read and `endpoint` called.
struct Plan {
    Request request;
    const Endpoint* endpoint = nullptr; // also set where `answer` refuses a known endpoint's request
    std::optional<Response> answer;
    bool head_only = false;      // HEAD
    bool go_on_expected = false; // the client waits for "100 Continue"
    bool https = false;
};

class Exchange {
public:
    Exchange(const Router& router, const PageFiles& page, const ServerOptions& options);

    // `peer` is the address of the other end of the socket.
    Plan plan(const Head& head, const std::string& peer) const;

    // The headers every answer carries where the handler set none of that name, Set-Cookie and others kept.
    void dress(Response& response, const Plan& plan) const;

private:
    const Router& router_;
    const PageFiles& page_;
    const ServerOptions& options_;
    std::string public_host_; // lower case, without the scheme's own port; empty: any

    void decide(Plan& plan, const Head& head) const;
    std::optional<Response> take_fields(Plan& plan, const Head& head, const std::string& peer) const;
    Response no_endpoint(const Request& request, int status, const std::string& allow) const;
};

// An error in the API's form with a status of its own.
Response refusal(int status, const Message& message, std::initializer_list<std::string> arguments = {});

// A media type without its parameters, lower case: "application/json".
std::string media_type(std::string_view value);

// False when a header would break the head: no handler may put a line end there.
bool headers_sound(const Response& response);

} // namespace http
