#pragma once

#include "base/json.h"
#include "base/result.h"
#include "http/budget.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// HTTP as the rest of the program sees it: Beast, TLS and event streams stay behind this header.
namespace http {

enum class Method { get, post, put, patch, remove };

std::string_view to_text(Method method); // "GET" …

struct Request {
    Method method = Method::get;
    std::string path;                              // decoded, without the query
    std::map<std::string, std::string> query;      // decoded; a name given twice is refused before the handler
    std::map<std::string, std::string> parameters; // from the route's path: {id}
    std::map<std::string, std::string> headers;    // names in lower case
    std::map<std::string, std::string> cookies;
    std::string body;
    std::string peer;       // the client's address (behind a declared gateway: the forwarded one)
    std::string request_id; // random, also in the log and the answer's X-Request-Id

    // Nothing if absent.
    std::optional<std::string> header(std::string_view name) const;
    std::optional<std::string> cookie(std::string_view name) const;
    std::optional<std::string> parameter(std::string_view name) const;
    std::optional<std::string> query_value(std::string_view name) const;
};

struct Response {
    int status = 200;
    std::string type = "application/json; charset=utf-8";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
};

// 200 with the canonical JSON of `value`; 204 without a body; a file to save.
Response answer(const json::Value& value, int status = 200);
Response no_content();
Response attachment(std::string body, std::string type, std::string_view file_name);
// {"error":{"code","message","fields":[{"path","code","message"}]}} with the status of the error's kind.
Response answer(const Error& error);

// A stream of events (text/event-stream). The server calls `next` on a worker about every 250 ms while the client
// listens; it gives the data lines to send now, or nothing. The stream ends when `next` gives `end`.
struct Events {
    std::vector<std::string> data;
    bool end = false;
};
using NextEvents = std::function<Events()>;

using Handler = std::function<Response(const Request&)>;
// Gives the stream's source, or the answer that refuses it.
using StreamHandler = std::function<std::variant<NextEvents, Response>(const Request&)>;

// One endpoint. `path` is written whole, {name} stands for one segment: "/api/v1/experts/{id}".
struct Endpoint {
    Method method;
    std::string path;
    Handler handle; // unset for a stream
    StreamHandler stream = nullptr;
    std::size_t max_body = 1 << 20; // bytes; more is refused with 413 before it is read
    bool queued = false;            // costly: few at a time, the others wait their turn
    bool raw_body = false;          // an upload; otherwise a body must be application/json (415)
};

// Finds endpoints; unknown paths are 404, known paths with another method 405 (with Allow). A path written whole goes
// before one with parameters.
class Router {
public:
    // Throws std::logic_error for a method and path that are there already.
    void add(Endpoint endpoint);
    // The endpoint and the path's parameters; sets `status` to 404 or 405 and `allow` otherwise.
    struct Match {
        const Endpoint* endpoint = nullptr;
        std::map<std::string, std::string> parameters;
        int status = 404;
        std::string allow;
    };
    Match match(Method method, std::string_view path) const;
    // The methods of a path as Allow names them ("GET, HEAD, POST"); empty for an unknown path.
    std::string allowed(std::string_view path) const;
    const std::vector<Endpoint>& endpoints() const { return endpoints_; }

private:
    std::vector<Endpoint> endpoints_;
    std::vector<std::vector<std::string>> patterns_; // the segments of each endpoint's path
};

// The embedded web page: files by path, index.html for the page's own routes, nothing below /api/.
class PageFiles {
public:
    // Paths below web/dist/ with their content, which must outlive this.
    explicit PageFiles(const std::vector<std::pair<std::string, std::string_view>>& files);
    std::optional<Response> find(const Request& request) const;

private:
    struct File {
        std::string_view content, type;
        std::string etag;
    };
    std::map<std::string, File> files_;
};

struct ServerOptions {
    std::string listen = "127.0.0.1:8080"; // HOST:PORT or [v6]:PORT; port 0 takes a free one
    std::string tls_cert, tls_key;         // PEM files; both or neither
    bool behind_gateway = false;           // trust X-Forwarded-For (its last entry) and X-Forwarded-Proto
    int workers = 4;                       // threads that run handlers
    int queue_workers = 1;                 // threads that run queued endpoints, behind all others
    int queue_length = 200;                // more that wait are answered 503
    Rate address_rate;                     // requests of endpoints from one address (IPv6: its /64); more are answered 429
    int connections = 2000;                // beyond it the one longest without a whole request gives way, else 503
    std::size_t body_memory = 256 << 20;   // bytes of large bodies (over 64 KiB) held at once; beyond it 503
    int header_seconds = 10;               // for the whole request head
    int body_seconds = 60;                 // for the whole body
    int idle_seconds = 60;                 // between requests of one connection
    int streams_per_peer = 64;             // open event streams from one address; more are answered 429
    int stream_poll_ms = 250;              // how often a stream's source is asked
    int stream_heartbeat_ms = 15'000;      // a comment after so long without data, so that gateways keep it open
    std::string public_url;                // where set, requests for another host are refused (421)
    std::function<void(const std::string& request_id, const std::string& what)> failed; // a handler threw
};

// What the server tells about each finished request; never the query, the body or a cookie.
struct Finished {
    Method method;
    std::string route; // the endpoint's pattern, not the path; "-" when none matched
    int status;
    std::int64_t microseconds;
    std::string request_id;
    std::string peer;
};

// Serves HTTP/1.0 and 1.1 until stop(). HEAD is answered as GET without the body. Sends the strict security headers (CSP default-src
// 'self', no inline, nosniff, frame-ancestors 'none', Referrer-Policy no-referrer, HSTS under TLS) with every answer and Cache-Control:
// no-store unless the handler set another. A handler that throws is answered 500 with the request id and no detail.
class Server {
public:
    Server(const Router& router, const PageFiles& page, ServerOptions options, std::function<void(const Finished&)> finished);
    ~Server();
    // Binds and starts the threads; throws std::runtime_error in Chinese when the address is taken or a file is unfit.
    void start();
    // The port that was bound.
    std::uint16_t port() const;
    // Ends: no new connections, running requests get up to `grace_seconds` to be answered (a handler that has begun is
    // waited for in any case), streams end at once.
    void stop(int grace_seconds = 10);

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace http
