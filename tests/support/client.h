#pragma once

#include "base/json.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// A small blocking HTTP client for tests, over sockets of its own so that tests see what is on the wire.
namespace support {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Reply {
    int status = 0;
    Headers headers; // names in lower case, in the order they came
    std::string body;

    // The first of that name (lower case); empty when absent.
    std::string header(std::string_view name) const;
    // Throws std::runtime_error with the body when it is no JSON.
    json::Value json() const;
    // The member "error.code" of an error's body; empty when there is none.
    std::string error_code() const;
};

// A TCP or TLS connection to 127.0.0.1. Everything throws std::runtime_error after ten silent seconds.
class Wire {
public:
    // With `ca_file` (PEM) it speaks TLS and checks the certificate against it for the name "localhost".
    explicit Wire(std::uint16_t port, const std::string& ca_file = {});
    ~Wire();
    Wire(Wire&&) noexcept;
    Wire& operator=(Wire&&) noexcept;

    // False when the other side has closed.
    bool send(std::string_view bytes);
    // One answer, interim ones (1xx) given too; `to_head`: there is no body. Nothing when the other side closed before.
    std::optional<Reply> receive(bool to_head = false);
    // Up to and with `ending`; nothing when the other side closed before.
    std::optional<std::string> receive_until(std::string_view ending);
    // What comes until the other side closes.
    std::string receive_rest();
    // "TLSv1.3"; empty without TLS.
    std::string protocol() const;

private:
    struct Socket;
    std::unique_ptr<Socket> socket_;
    std::string buffer_;
    bool fill();
};

// Listens to an event stream.
class Events {
public:
    Events(Wire wire, Reply head) : wire_(std::move(wire)), head_(std::move(head)) {}
    // The answer's head; a refusal has its body too.
    const Reply& head() const { return head_; }
    // The data of the next event; nothing when the stream has ended. Comments are counted and passed over.
    std::optional<std::string> next();
    int comments() const { return comments_; }

private:
    Wire wire_;
    Reply head_;
    std::string text_;
    int comments_ = 0;
};

// One browser: keeps cookies and a connection.
class Client {
public:
    explicit Client(std::uint16_t port, std::string ca_file = {});

    Reply get(const std::string& path, const Headers& headers = {});
    Reply head(const std::string& path, const Headers& headers = {});
    Reply post(const std::string& path, const json::Value& body, const Headers& headers = {});
    Reply post(const std::string& path); // without a body
    Reply put(const std::string& path, const json::Value& body, const Headers& headers = {});
    Reply patch(const std::string& path, const json::Value& body, const Headers& headers = {});
    Reply remove(const std::string& path, const Headers& headers = {});
    // A raw PUT body.
    Reply upload(const std::string& path, std::string_view bytes, const std::string& type = "application/octet-stream");
    // Anything.
    Reply send(const std::string& method, const std::string& path, std::string_view body = {}, const Headers& headers = {});
    // An event stream on a connection of its own.
    Events events(const std::string& path, const Headers& headers = {});

    // Sent with every request from now on, e.g. "X-Bole-Token"; an empty value takes it away.
    void always(const std::string& name, const std::string& value);
    std::map<std::string, std::string>& cookies() { return cookies_; }
    std::uint16_t port() const { return port_; }

private:
    std::uint16_t port_;
    std::string ca_file_;
    std::optional<Wire> wire_;
    std::map<std::string, std::string> cookies_;
    std::map<std::string, std::string> always_;

    std::string text_of(const std::string& method, const std::string& path, std::string_view body, const Headers& headers) const;
    void keep_cookies(const Reply& reply);
};

} // namespace support
