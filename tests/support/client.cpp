#include "support/client.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace support {

namespace {

constexpr int silent_seconds = 10;

std::string lower(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

Reply read_head(std::string_view text)
{
    Reply reply;
    if (!text.starts_with("HTTP/1.") || text.size() < 12) throw std::runtime_error("no HTTP answer: " + std::string(text));
    reply.status = std::stoi(std::string(text.substr(9, 3)));
    for (auto at = text.find("\r\n"); at + 4 < text.size();) {
        auto end = text.find("\r\n", at + 2);
        auto line = text.substr(at + 2, end - at - 2);
        auto colon = line.find(':');
        if (colon == std::string_view::npos) throw std::runtime_error("bad header line: " + std::string(line));
        auto value = line.substr(colon + 1);
        if (value.starts_with(' ')) value.remove_prefix(1);
        reply.headers.emplace_back(lower(line.substr(0, colon)), value);
        at = end;
    }
    return reply;
}

} // namespace

std::string Reply::header(std::string_view name) const
{
    for (const auto& [key, value] : headers)
        if (key == name) return value;
    return {};
}

json::Value Reply::json() const
{
    auto value = json::read(body);
    if (!value) throw std::runtime_error("status " + std::to_string(status) + ", no JSON: " + body);
    return *value;
}

std::string Reply::error_code() const
{
    auto value = json::read(body);
    if (!value || !value->if_object()) return {};
    auto* error = value->object().find("error");
    return error ? error->object().at("code").text() : std::string();
}

struct Wire::Socket {
    int file = -1;
    SSL_CTX* context = nullptr;
    SSL* tls = nullptr;

    ~Socket()
    {
        if (tls) SSL_free(tls);
        if (context) SSL_CTX_free(context);
        if (file >= 0) ::close(file);
    }
};

Wire::Wire(std::uint16_t port, const std::string& ca_file) : socket_(new Socket)
{
    socket_->file = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    timeval silent{silent_seconds, 0};
    int on = 1;
    setsockopt(socket_->file, SOL_SOCKET, SO_RCVTIMEO, &silent, sizeof silent);
    setsockopt(socket_->file, SOL_SOCKET, SO_SNDTIMEO, &silent, sizeof silent);
    setsockopt(socket_->file, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(socket_->file, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error(std::string("connect: ") + std::strerror(errno));
    if (ca_file.empty()) return;
    socket_->context = SSL_CTX_new(TLS_client_method());
    if (SSL_CTX_load_verify_file(socket_->context, ca_file.c_str()) != 1) throw std::runtime_error("cannot read " + ca_file);
    SSL_CTX_set_verify(socket_->context, SSL_VERIFY_PEER, nullptr);
    socket_->tls = SSL_new(socket_->context);
    SSL_set_tlsext_host_name(socket_->tls, "localhost");
    SSL_set1_host(socket_->tls, "localhost");
    SSL_set_fd(socket_->tls, socket_->file);
    if (SSL_connect(socket_->tls) != 1) throw std::runtime_error(std::string("TLS: ") + ERR_error_string(ERR_get_error(), nullptr));
}

Wire::~Wire() = default;
Wire::Wire(Wire&&) noexcept = default;
Wire& Wire::operator=(Wire&&) noexcept = default;

bool Wire::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        ssize_t sent = socket_->tls ? SSL_write(socket_->tls, bytes.data(), static_cast<int>(std::min<std::size_t>(bytes.size(), 1 << 20)))
                                    : ::send(socket_->file, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool Wire::fill()
{
    char piece[16384];
    errno = 0;
    ssize_t size = socket_->tls ? SSL_read(socket_->tls, piece, sizeof piece) : ::recv(socket_->file, piece, sizeof piece, 0);
    if (size <= 0) {
        if (errno == EAGAIN || errno == EWOULDBLOCK) throw std::runtime_error("no answer within ten seconds");
        return false;
    }
    buffer_.append(piece, static_cast<std::size_t>(size));
    return true;
}

std::optional<std::string> Wire::receive_until(std::string_view ending)
{
    for (std::size_t from = 0;;) {
        auto at = buffer_.find(ending, from);
        if (at != std::string::npos) {
            std::string text = buffer_.substr(0, at + ending.size());
            buffer_.erase(0, text.size());
            return text;
        }
        from = buffer_.size() < ending.size() ? 0 : buffer_.size() - ending.size();
        if (!fill()) return std::nullopt;
    }
}

std::string Wire::receive_rest()
{
    while (fill()) {}
    return std::exchange(buffer_, {});
}

std::string Wire::protocol() const
{
    return socket_->tls ? SSL_get_version(socket_->tls) : "";
}

std::optional<Reply> Wire::receive(bool to_head)
{
    auto head = receive_until("\r\n\r\n");
    if (!head) return std::nullopt;
    Reply reply = read_head(*head);
    if (to_head || reply.status < 200 || reply.status == 204 || reply.status == 304) return reply;
    if (reply.header("transfer-encoding") == "chunked") {
        if (reply.header("content-type") == "text/event-stream") return reply;
        for (std::size_t size = 1; size > 0;) {
            auto line = receive_until("\r\n");
            if (!line) throw std::runtime_error("closed within a chunked body");
            size = std::stoul(*line, nullptr, 16);
            while (buffer_.size() < size + 2)
                if (!fill()) throw std::runtime_error("closed within a chunk");
            reply.body += buffer_.substr(0, size);
            buffer_.erase(0, size + 2);
        }
    } else if (auto length = reply.header("content-length"); !length.empty()) {
        std::size_t size = std::stoul(length);
        while (buffer_.size() < size)
            if (!fill()) throw std::runtime_error("closed within the body");
        reply.body = buffer_.substr(0, size);
        buffer_.erase(0, size);
    } else {
        reply.body = receive_rest();
    }
    return reply;
}

std::optional<std::string> Events::next()
{
    for (;;) {
        for (auto at = text_.find("\n\n"); at != std::string::npos; at = text_.find("\n\n")) {
            std::string event = text_.substr(0, at + 1), data;
            text_.erase(0, at + 2);
            if (event.starts_with(':')) ++comments_;
            for (std::size_t from = 0; from < event.size();) {
                auto end = event.find('\n', from);
                auto line = event.substr(from, end - from);
                if (line.starts_with("data: ")) data += (data.empty() ? "" : "\n") + line.substr(6);
                from = end + 1;
            }
            if (!data.empty()) return data;
        }
        auto line = wire_.receive_until("\r\n"); // a chunk's size
        if (!line || *line == "0\r\n") return std::nullopt;
        auto size = std::stoul(*line, nullptr, 16);
        std::string chunk;
        while (chunk.size() < size + 2) {
            auto piece = wire_.receive_until("\n");
            if (!piece) return std::nullopt;
            chunk += *piece;
        }
        text_ += chunk.substr(0, size);
    }
}

Client::Client(std::uint16_t port, std::string ca_file) : port_(port), ca_file_(std::move(ca_file)) {}

void Client::always(const std::string& name, const std::string& value)
{
    if (value.empty())
        always_.erase(name);
    else
        always_[name] = value;
}

std::string Client::text_of(const std::string& method, const std::string& path, std::string_view body, const Headers& headers) const
{
    std::string text = method + " " + path + " HTTP/1.1\r\n";
    auto given = [&](std::string_view name) {
        return std::any_of(headers.begin(), headers.end(), [&](const auto& header) { return lower(header.first) == name; });
    };
    if (!given("host")) text += "Host: localhost:" + std::to_string(port_) + "\r\n";
    for (const auto& [name, value] : headers) text += name + ": " + value + "\r\n";
    for (const auto& [name, value] : always_)
        if (!given(lower(name))) text += name + ": " + value + "\r\n";
    std::string cookies;
    for (const auto& [name, value] : cookies_) cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
    if (!cookies.empty()) text += "Cookie: " + cookies + "\r\n";
    if (!body.empty()) text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    return text + "\r\n" + std::string(body);
}

void Client::keep_cookies(const Reply& reply)
{
    for (const auto& [name, value] : reply.headers) {
        if (name != "set-cookie") continue;
        auto pair = value.substr(0, value.find(';'));
        auto equals = pair.find('=');
        if (lower(value).find("max-age=0") != std::string::npos)
            cookies_.erase(pair.substr(0, equals));
        else
            cookies_[pair.substr(0, equals)] = pair.substr(equals + 1);
    }
}

Reply Client::send(const std::string& method, const std::string& path, std::string_view body, const Headers& headers)
{
    std::string text = text_of(method, path, body, headers);
    std::optional<Reply> reply;
    if (wire_) { // the server may have closed it while it was idle
        wire_->send(text);
        reply = wire_->receive(method == "HEAD");
    }
    if (!reply) {
        wire_.emplace(port_, ca_file_);
        wire_->send(text);
        reply = wire_->receive(method == "HEAD");
    }
    if (!reply) throw std::runtime_error("closed without an answer: " + method + " " + path);
    if (reply->header("connection") == "close") wire_.reset();
    keep_cookies(*reply);
    return *reply;
}

Reply Client::get(const std::string& path, const Headers& headers)
{
    return send("GET", path, {}, headers);
}

Reply Client::head(const std::string& path, const Headers& headers)
{
    return send("HEAD", path, {}, headers);
}

namespace {

Headers as_json(Headers headers)
{
    headers.emplace_back("Content-Type", "application/json");
    return headers;
}

} // namespace

Reply Client::post(const std::string& path, const json::Value& body, const Headers& headers)
{
    return send("POST", path, json::canonical(body), as_json(headers));
}

Reply Client::post(const std::string& path)
{
    return send("POST", path);
}

Reply Client::put(const std::string& path, const json::Value& body, const Headers& headers)
{
    return send("PUT", path, json::canonical(body), as_json(headers));
}

Reply Client::patch(const std::string& path, const json::Value& body, const Headers& headers)
{
    return send("PATCH", path, json::canonical(body), as_json(headers));
}

Reply Client::remove(const std::string& path, const Headers& headers)
{
    return send("DELETE", path, {}, headers);
}

Reply Client::upload(const std::string& path, std::string_view bytes, const std::string& type)
{
    return send("PUT", path, bytes, {{"Content-Type", type}});
}

Events Client::events(const std::string& path, const Headers& headers)
{
    Wire wire(port_, ca_file_);
    wire.send(text_of("GET", path, {}, headers));
    auto head = wire.receive();
    if (!head) throw std::runtime_error("closed without an answer: " + path);
    return Events(std::move(wire), std::move(*head));
}

} // namespace support
