#include "http/connection.h"

#include <netinet/tcp.h>
#include <sys/resource.h>
#include <thread>

namespace http {

namespace {

constexpr int refused_at_once = 64; // connections over the limit that still get a 503

// A peer that vanished without a word is noticed within half a minute.
void set_socket_options(tcp::socket& socket)
{
    beast::error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    socket.set_option(asio::socket_base::keep_alive(true), ignored);
    socket.set_option(asio::detail::socket_option::integer<IPPROTO_TCP, TCP_USER_TIMEOUT>(30'000), ignored);
}

std::string address_of(const tcp::socket& socket)
{
    beast::error_code error;
    auto address = socket.remote_endpoint(error).address();
    if (error) return "-";
    if (address.is_v6() && address.to_v6().is_v4_mapped()) address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
    return address.to_string();
}

// Sockets beside the files that the database and the program have open.
void raise_file_limit(int connections)
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = std::min(limit.rlim_max, std::max<rlim_t>(limit.rlim_cur, static_cast<rlim_t>(connections) + 512));
    setrlimit(RLIMIT_NOFILE, &limit);
}

asio::ssl::context tls_context(const ServerOptions& options)
{
    asio::ssl::context context(asio::ssl::context::tls_server);
    SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
    context.set_options(asio::ssl::context::default_workarounds | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    beast::error_code error;
    context.use_certificate_chain_file(options.tls_cert, error);
    if (error) throw std::runtime_error("证书文件 " + options.tls_cert + " 不能用：" + error.message());
    context.use_private_key_file(options.tls_key, asio::ssl::context::pem, error);
    if (error) throw std::runtime_error("私钥文件 " + options.tls_key + " 不能用：" + error.message());
    if (SSL_CTX_check_private_key(context.native_handle()) != 1)
        throw std::runtime_error("私钥文件 " + options.tls_key + " 与证书文件 " + options.tls_cert + " 不是一对。");
    return context;
}

tcp::endpoint endpoint_of(asio::io_context& io, const std::string& listen)
{
    auto colon = listen.rfind(':');
    std::string host = listen.substr(0, colon), port = colon == std::string::npos ? "" : listen.substr(colon + 1);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    bool digits = !port.empty() && port.size() <= 5 && port.find_first_not_of("0123456789") == std::string::npos;
    if (host.empty() || !digits || std::stoi(port) > 65535)
        throw std::runtime_error("监听地址“" + listen + "”写法有误，应为 主机:端口，例如 127.0.0.1:8080。");
    beast::error_code error;
    auto found = tcp::resolver(io).resolve(host, port, tcp::resolver::passive, error);
    if (error) throw std::runtime_error("找不到监听地址 " + host + "：" + error.message());
    return *found.begin();
}

} // namespace

struct Server::Parts {
    Service service;
    std::optional<tcp::acceptor> acceptor;
    std::optional<asio::steady_timer> pause;
    std::vector<std::thread> threads;
    std::uint16_t port = 0;
    bool stopped = false;

    Parts(const Router& router, const PageFiles& page, ServerOptions options, std::function<void(const Finished&)> finished)
        : service(router, page, std::move(options), std::move(finished))
    {
    }

    void accept()
    {
        acceptor->async_accept(asio::make_strand(*service.io), [this](beast::error_code error, tcp::socket socket) {
            if (!acceptor->is_open()) return;
            if (!error) admit(std::move(socket));
            if (!error || error == asio::error::connection_aborted) return accept();
            // Out of files: trying again at once would only burn the processor.
            service.waiting.dismiss_oldest();
            pause->expires_after(std::chrono::milliseconds(50));
            pause->async_wait([this](beast::error_code stopped_early) {
                if (!stopped_early && acceptor->is_open()) accept();
            });
        });
    }

    void admit(tcp::socket socket)
    {
        int over = service.connections - service.options.connections;
        bool refused = over >= 0 && !service.waiting.dismiss_oldest();
        if (over >= refused_at_once || (refused && service.tls)) return;
        set_socket_options(socket);
        std::string peer = address_of(socket);
        beast::tcp_stream stream(std::move(socket));
        if (service.tls) {
            using Tls = beast::ssl_stream<beast::tcp_stream>;
            std::make_shared<Connection<Tls>>(service, Tls(std::move(stream), *service.tls), std::move(peer))->start();
            return;
        }
        auto connection = std::make_shared<Connection<beast::tcp_stream>>(service, std::move(stream), std::move(peer));
        if (refused)
            connection->start_refused();
        else
            connection->start();
    }

    // A connection's handler that throws (no memory left) ends that connection only.
    void run()
    {
        for (;;) {
            try {
                service.io->run();
                return;
            } catch (const std::exception& failure) {
                service.failed("-", failure.what());
            }
        }
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
{
    auto& service = parts_->service;
    const auto& options = service.options;
    if (options.tls_cert.empty() != options.tls_key.empty()) throw std::runtime_error("证书和私钥要一起给出：--tls-cert 与 --tls-key。");
    if (!options.tls_cert.empty()) service.tls.emplace(tls_context(options));
    tcp::endpoint endpoint = endpoint_of(*service.io, options.listen);
    raise_file_limit(options.connections);
    try {
        parts_->acceptor.emplace(asio::make_strand(*service.io), endpoint);
    } catch (const boost::system::system_error& error) {
        throw std::runtime_error("无法在 " + options.listen + " 提供服务：" + error.code().message());
    }
    parts_->pause.emplace(parts_->acceptor->get_executor());
    parts_->port = parts_->acceptor->local_endpoint().port();
    parts_->accept();
    for (int i = 0; i < 2; ++i) parts_->threads.emplace_back([this] { parts_->run(); });
}

std::uint16_t Server::port() const
{
    return parts_->port;
}

void Server::stop(int grace_seconds)
{
    auto& parts = *parts_;
    auto& service = parts.service;
    if (std::exchange(parts.stopped, true)) return;
    service.stopping = true;
    if (parts.acceptor)
        asio::post(parts.acceptor->get_executor(), [&parts] {
            beast::error_code ignored;
            parts.acceptor->close(ignored);
            parts.pause->cancel();
        });
    service.running.wait_for_none(std::chrono::seconds(grace_seconds));
    for (auto* pool : {&service.workers, &service.queue}) {
        (*pool)->stop();
        (*pool)->join();
    }
    service.io->stop();
    for (auto& thread : parts.threads) thread.join();
    // Connections that are left die here, workers before io because queued work holds sockets.
    service.workers.reset();
    service.queue.reset();
    parts.acceptor.reset();
    parts.pause.reset();
    service.io.reset();
}

} // namespace http
