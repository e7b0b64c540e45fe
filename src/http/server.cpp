// Longer than most: Beast is expensive to compile, so everything that needs it stands in this one file.
#include "crypto/random.h"
#include "http/http.h"
#include "http/messages.h"
#include "http/target.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include <atomic>
#include <chrono>
#include <mutex>
#include <set>
#include <thread>

namespace http {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace wire = boost::beast::http;
using tcp = asio::ip::tcp;

namespace {

using Steady = std::chrono::steady_clock;
constexpr std::uint32_t most_header_bytes = 16 * 1024;
constexpr auto stream_every = std::chrono::milliseconds(250);
constexpr int polls_per_heartbeat = 60;

std::optional<Method> method_of(wire::verb verb)
{
    switch (verb) {
    case wire::verb::get:
    case wire::verb::head: return Method::get;
    case wire::verb::post: return Method::post;
    case wire::verb::put: return Method::put;
    case wire::verb::patch: return Method::patch;
    case wire::verb::delete_: return Method::remove;
    default: return std::nullopt;
    }
}

std::string lower(std::string_view text)
{
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
}

void read_cookies(std::string_view header, std::map<std::string, std::string>& cookies)
{
    while (!header.empty()) {
        auto pair = header.substr(0, header.find(';'));
        header.remove_prefix(std::min(pair.size() + 1, header.size()));
        while (pair.starts_with(' ')) pair.remove_prefix(1);
        auto equals = pair.find('=');
        if (equals != std::string_view::npos) cookies.emplace(pair.substr(0, equals), pair.substr(equals + 1));
    }
}

Response refusal(int status, const Message& message, std::initializer_list<std::string> arguments = {})
{
    Response response = answer(refuse(ErrorKind::invalid, message, arguments));
    response.status = status;
    return response;
}

// What every connection shares.
struct Service {
    const Router& router;
    const PageFiles& page;
    ServerOptions options;
    std::function<void(const Finished&)> finished;
    asio::io_context io{1};
    asio::thread_pool workers;
    std::optional<asio::ssl::context> tls;
    std::string public_host;
    std::atomic<int> connections{0};
    std::atomic<int> running{0};
    std::atomic<bool> stopping{false};

    Service(const Router& r, const PageFiles& p, ServerOptions o, std::function<void(const Finished&)> f)
        : router(r), page(p), options(std::move(o)), finished(std::move(f)), workers(static_cast<std::size_t>(options.workers))
    {
    }
};

bool allowed_host(const Service& service, std::string_view host)
{
    return service.public_host.empty() || host == service.public_host;
}

// The request as handlers see it; the body is added once it is read.
Result<Request> request_of(const Service& service, const wire::request_header<>& head, const std::string& peer)
{
    Request request;
    request.method = *method_of(head.method());
    request.request_id = crypto::random_id().substr(0, 16);
    request.peer = peer;
    auto target = parse_target(std::string_view(head.target().data(), head.target().size()));
    if (!target) return target.error();
    request.path = std::move(target->path);
    request.query = std::move(target->query);
    for (const auto& field : head) {
        std::string name = lower({field.name_string().data(), field.name_string().size()});
        std::string value(field.value().data(), field.value().size());
        if (name == "cookie") read_cookies(value, request.cookies);
        request.headers[name] = std::move(value);
    }
    if (service.options.behind_gateway)
        if (auto forwarded = request.header("x-forwarded-for")) request.peer = forwarded->substr(forwarded->rfind(' ') + 1);
    return request;
}

template <class Wire>
void set_common_headers(const Service& service, Wire& message)
{
    message.set("Content-Security-Policy", "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
                                           "form-action 'self'; frame-ancestors 'none'");
    message.set("X-Content-Type-Options", "nosniff");
    message.set("Referrer-Policy", "no-referrer");
    message.set("Permissions-Policy", "camera=(self), microphone=(), geolocation=()");
    message.set("Cross-Origin-Opener-Policy", "same-origin");
    message.set("Cross-Origin-Resource-Policy", "same-origin");
    if (service.tls) message.set(wire::field::strict_transport_security, "max-age=31536000");
}

// One connection, plain (Stream = beast::tcp_stream) or TLS. All its handlers run on one strand.
template <class Stream>
class Connection : public std::enable_shared_from_this<Connection<Stream>> {
public:
    Connection(Service& service, Stream stream, std::string peer) : service_(service), stream_(std::move(stream)), peer_(std::move(peer))
    {
        ++service_.connections;
    }
    ~Connection() { --service_.connections; }

    void start()
    {
        if constexpr (is_tls) {
            expire_in(service_.options.header_seconds);
            stream_.async_handshake(asio::ssl::stream_base::server, [self = this->shared_from_this()](beast::error_code error) {
                if (!error) self->read_head();
            });
        } else {
            asio::dispatch(stream_.get_executor(), [self = this->shared_from_this()] { self->read_head(); });
        }
    }

private:
    static constexpr bool is_tls = !std::is_same_v<Stream, beast::tcp_stream>;

    Service& service_;
    Stream stream_;
    std::string peer_;
    beast::flat_buffer buffer_{1 << 17};
    std::optional<wire::request_parser<wire::string_body>> parser_;
    const Endpoint* endpoint_ = nullptr;
    Request request_;
    Steady::time_point began_;
    std::optional<wire::response<wire::string_body>> response_;
    std::optional<asio::steady_timer> stream_timer_;
    std::string chunk_;
    int polls_ = 0;
    bool first_ = true;

    void expire_in(int seconds) { beast::get_lowest_layer(stream_).expires_after(std::chrono::seconds(seconds)); }

    // The deadline covers the whole head, so that a client that drips bytes is cut off.
    void read_head()
    {
        parser_.emplace();
        parser_->header_limit(most_header_bytes);
        parser_->body_limit(boost::none);
        expire_in(first_ ? service_.options.header_seconds : service_.options.idle_seconds);
        first_ = false;
        wire::async_read_header(stream_, buffer_, *parser_, [self = this->shared_from_this()](beast::error_code error, std::size_t) {
            if (error == wire::error::header_limit) self->send(refusal(431, messages::malformed), true);
            else if (error && error.category() == wire::make_error_code(wire::error::end_of_stream).category() &&
                     error != wire::error::end_of_stream && error != wire::error::partial_message)
                self->send(refusal(400, messages::malformed), true);
            else if (error) self->close();
            else self->head_read();
        });
    }

    void head_read()
    {
        began_ = Steady::now();
        endpoint_ = nullptr;
        request_ = {};
        const auto& head = parser_->get();
        if (!method_of(head.method())) return send(refusal(405, messages::method_not_allowed), true);
        auto request = request_of(service_, head, peer_);
        if (!request) {
            Response response = answer(request.error());
            response.status = 400;
            return send(response, true);
        }
        request_ = std::move(*request);
        if (!allowed_host(service_, request_.header("host").value_or(""))) return send(refusal(421, messages::wrong_host), true);
        auto match = service_.router.match(request_.method, request_.path);
        if (!match.endpoint) return no_endpoint(match);
        endpoint_ = match.endpoint;
        request_.parameters = std::move(match.parameters);
        read_body();
    }

    void no_endpoint(const Router::Match& match)
    {
        if (match.status == 404)
            if (auto file = service_.page.find(request_)) return send(*file, has_body());
        Response response = match.status == 405 ? refusal(405, messages::method_not_allowed) : refusal(404, messages::no_such_path);
        if (match.status == 405) response.headers.emplace_back("Allow", match.allow);
        send(response, has_body());
    }

    bool has_body() const { return parser_->chunked() || parser_->content_length().value_or(0) > 0; }

    void read_body()
    {
        if (parser_->content_length().value_or(0) > endpoint_->max_body) return too_large();
        if (has_body() && !endpoint_->raw_body && !request_.header("content-type").value_or("").starts_with("application/json"))
            return send(refusal(415, messages::not_json), true);
        parser_->body_limit(endpoint_->max_body);
        expire_in(service_.options.body_seconds);
        if (beast::iequals(parser_->get()[wire::field::expect], "100-continue")) {
            static const std::string go_on = "HTTP/1.1 100 Continue\r\n\r\n";
            asio::async_write(stream_, asio::buffer(go_on), [self = this->shared_from_this()](beast::error_code error, std::size_t) {
                if (!error) self->read_rest();
            });
        } else {
            read_rest();
        }
    }

    void too_large() { send(refusal(413, messages::body_too_large, {std::to_string(endpoint_->max_body)}), true); }

    void read_rest()
    {
        wire::async_read(stream_, buffer_, *parser_, [self = this->shared_from_this()](beast::error_code error, std::size_t) {
            if (error == wire::error::body_limit) return self->too_large();
            if (error) return self->close();
            self->request_.body = std::move(self->parser_->get().body());
            self->handle();
        });
    }

    // Handlers run on a worker; the answer comes back to the strand.
    void handle()
    {
        beast::get_lowest_layer(stream_).expires_never();
        ++service_.running;
        asio::post(service_.workers, [self = this->shared_from_this()] {
            std::variant<NextEvents, Response> result = self->run_handler();
            --self->service_.running;
            asio::post(self->stream_.get_executor(), [self, result = std::move(result)]() mutable {
                if (auto* response = std::get_if<Response>(&result)) self->send(*response, false);
                else self->begin_stream(std::get<NextEvents>(std::move(result)));
            });
        });
    }

    std::variant<NextEvents, Response> run_handler()
    {
        try {
            if (endpoint_->stream) return endpoint_->stream(request_);
            return endpoint_->handle(request_);
        } catch (const std::exception& failure) {
            if (service_.options.failed) service_.options.failed(request_.request_id, failure.what());
        }
        Response response = refusal(500, messages::broken, {request_.request_id});
        return response;
    }

    void send(const Response& response, bool close_after)
    {
        bool head_only = parser_ && parser_->get().method() == wire::verb::head;
        response_.emplace(static_cast<wire::status>(response.status), 11);
        auto& message = *response_;
        set_common_headers(service_, message);
        if (!response.body.empty()) message.set(wire::field::content_type, response.type);
        message.set(wire::field::cache_control, "no-store");
        if (!request_.request_id.empty()) message.set("X-Request-Id", request_.request_id);
        for (const auto& [name, value] : response.headers) {
            if (name == "Set-Cookie") message.insert(name, value);
            else message.set(name, value);
        }
        bool keep = parser_ && parser_->get().keep_alive() && !close_after && !service_.stopping;
        message.keep_alive(keep);
        if (response.status != 204 && response.status != 304) message.content_length(response.body.size());
        if (!head_only) message.body() = response.body;
        report(response.status);
        expire_in(service_.options.body_seconds);
        wire::async_write(stream_, message, [self = this->shared_from_this(), keep](beast::error_code error, std::size_t) {
            if (error || !keep) self->close();
            else self->read_head();
        });
    }

    void report(int status)
    {
        if (!service_.finished || request_.request_id.empty()) return;
        auto spent = std::chrono::duration_cast<std::chrono::microseconds>(Steady::now() - began_).count();
        service_.finished({request_.method, endpoint_ ? endpoint_->path : "-", status, spent, request_.request_id, request_.peer});
    }

    void begin_stream(NextEvents next)
    {
        wire::response<wire::empty_body> message(wire::status::ok, 11);
        set_common_headers(service_, message);
        message.set(wire::field::content_type, "text/event-stream");
        message.set(wire::field::cache_control, "no-store");
        message.keep_alive(false);
        std::ostringstream head;
        head << message.base();
        chunk_ = head.str();
        stream_timer_.emplace(stream_.get_executor());
        report(200);
        write_chunk(std::move(next));
    }

    void write_chunk(NextEvents next)
    {
        expire_in(service_.options.body_seconds);
        asio::async_write(stream_, asio::buffer(chunk_), [self = this->shared_from_this(), next = std::move(next)](beast::error_code error, std::size_t) mutable {
            if (!error) self->wait_for_events(std::move(next));
        });
    }

    void wait_for_events(NextEvents next)
    {
        if (service_.stopping) return close();
        beast::get_lowest_layer(stream_).expires_never();
        stream_timer_->expires_after(stream_every);
        stream_timer_->async_wait([self = this->shared_from_this(), next = std::move(next)](beast::error_code error) mutable {
            if (error) return;
            asio::post(self->service_.workers, [self, next = std::move(next)]() mutable {
                Events events;
                try {
                    events = next();
                } catch (const std::exception&) {
                    events.end = true;  // the client connects again and asks afresh
                }
                asio::post(self->stream_.get_executor(), [self, events = std::move(events), next = std::move(next)]() mutable {
                    self->send_events(events, std::move(next));
                });
            });
        });
    }

    void send_events(const Events& events, NextEvents next)
    {
        if (events.end) return close();
        chunk_.clear();
        for (const auto& line : events.data) chunk_ += "data: " + line + "\n\n";
        if (chunk_.empty() && ++polls_ % polls_per_heartbeat == 0) chunk_ = ": still here\n\n";
        if (chunk_.empty()) wait_for_events(std::move(next));
        else write_chunk(std::move(next));
    }

    void close()
    {
        if constexpr (is_tls) {
            expire_in(2);
            stream_.async_shutdown([self = this->shared_from_this()](beast::error_code) {});
        } else {
            beast::error_code ignored;
            stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
        }
    }
};

}  // namespace

struct Server::Parts {
    Service service;
    std::optional<tcp::acceptor> acceptor;
    std::vector<std::thread> threads;
    std::uint16_t port = 0;
    bool stopped = false;

    Parts(const Router& router, const PageFiles& page, ServerOptions options, std::function<void(const Finished&)> finished)
        : service(router, page, std::move(options), std::move(finished))
    {
    }

    void accept()
    {
        acceptor->async_accept(asio::make_strand(service.io), [this](beast::error_code error, tcp::socket socket) {
            if (error == asio::error::operation_aborted) return;
            if (!error && service.connections < service.options.connections) {
                beast::error_code ignored;
                socket.set_option(tcp::no_delay(true), ignored);
                auto endpoint = socket.remote_endpoint(ignored);
                std::string peer = ignored ? "-" : endpoint.address().to_string();
                beast::tcp_stream stream(std::move(socket));
                if (service.tls) {
                    using Tls = beast::ssl_stream<beast::tcp_stream>;
                    std::make_shared<Connection<Tls>>(service, Tls(std::move(stream), *service.tls), std::move(peer))->start();
                } else {
                    std::make_shared<Connection<beast::tcp_stream>>(service, std::move(stream), std::move(peer))->start();
                }
            }
            accept();
        });
    }
};

Server::Server(const Router& router, const PageFiles& page, ServerOptions options, std::function<void(const Finished&)> finished)
    : parts_(new Parts(router, page, std::move(options), std::move(finished)))
{
}

Server::~Server()
{
    stop(0);
}

void Server::start()
try {
    auto& service = parts_->service;
    const auto& options = service.options;
    auto colon = options.listen.rfind(':');
    if (colon == std::string::npos) throw std::runtime_error("监听地址应写作 主机:端口，例如 127.0.0.1:8080。");
    std::string host = options.listen.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    tcp::endpoint endpoint(asio::ip::make_address(host), static_cast<std::uint16_t>(std::stoi(options.listen.substr(colon + 1))));
    if (!options.tls_cert.empty()) {
        service.tls.emplace(asio::ssl::context::tls_server);
        service.tls->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1);
        service.tls->use_certificate_chain_file(options.tls_cert);
        service.tls->use_private_key_file(options.tls_key, asio::ssl::context::pem);
    }
    if (auto at = options.public_url.find("://"); at != std::string::npos) service.public_host = options.public_url.substr(at + 3);
    parts_->acceptor.emplace(service.io, endpoint);
    parts_->port = parts_->acceptor->local_endpoint().port();
    parts_->accept();
    for (int i = 0; i < 2; ++i) parts_->threads.emplace_back([&service] { service.io.run(); });
} catch (const boost::system::system_error& error) {
    throw std::runtime_error("无法在 " + parts_->service.options.listen + " 提供服务：" + error.code().message());
}

std::uint16_t Server::port() const
{
    return parts_->port;
}

void Server::stop(int grace_seconds)
{
    auto& service = parts_->service;
    if (std::exchange(parts_->stopped, true)) return;
    service.stopping = true;
    asio::post(service.io, [this] {
        beast::error_code ignored;
        if (parts_->acceptor) parts_->acceptor->close(ignored);
    });
    auto until = Steady::now() + std::chrono::seconds(grace_seconds);
    while (service.running > 0 && Steady::now() < until) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    service.workers.join();
    service.io.stop();
    for (auto& thread : parts_->threads) thread.join();
}

}  // namespace http
