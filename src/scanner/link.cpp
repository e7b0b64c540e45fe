#include "scanner/link.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace scanner {

namespace {

constexpr std::size_t longest_answer = 1024;
constexpr std::string_view local = "unix:", loopback = "tcp:";

union Address {
    sockaddr any;
    sockaddr_un path;
    sockaddr_in v4;
    sockaddr_in6 v6;
};

std::optional<std::uint16_t> port_of(std::string_view text)
{
    if (text.empty() || text.size() > 5 || !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) return {};
    int port = std::stoi(std::string(text));
    return port > 0 && port < 65536 ? std::optional(static_cast<std::uint16_t>(port)) : std::nullopt;
}

bool is_loopback(const Address& address)
{
    if (address.any.sa_family == AF_INET) return ntohl(address.v4.sin_addr.s_addr) >> 24 == 127;
    return IN6_IS_ADDR_LOOPBACK(&address.v6.sin6_addr);
}

// The length of the address; nothing when the text is none of this machine.
std::optional<socklen_t> parse(std::string_view text, Address& address)
{
    std::memset(&address, 0, sizeof address);
    if (text.starts_with(local)) {
        text.remove_prefix(local.size());
        if (!text.starts_with('/') || text.size() >= sizeof address.path.sun_path) return std::nullopt;
        address.path.sun_family = AF_UNIX;
        text.copy(address.path.sun_path, text.size());
        return sizeof address.path;
    }
    if (!text.starts_with(loopback)) return std::nullopt;
    text.remove_prefix(loopback.size());
    auto colon = text.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    auto port = port_of(text.substr(colon + 1));
    std::string host(text.substr(0, colon));
    if (!port) return std::nullopt;
    if (host.starts_with('[') && host.ends_with(']')) {
        address.v6.sin6_family = AF_INET6;
        address.v6.sin6_port = htons(*port);
        bool read = ::inet_pton(AF_INET6, host.substr(1, host.size() - 2).c_str(), &address.v6.sin6_addr) == 1;
        return read && is_loopback(address) ? std::optional<socklen_t>(sizeof address.v6) : std::nullopt;
    }
    address.v4.sin_family = AF_INET;
    address.v4.sin_port = htons(*port);
    bool read = ::inet_pton(AF_INET, host.c_str(), &address.v4.sin_addr) == 1;
    return read && is_loopback(address) ? std::optional<socklen_t>(sizeof address.v4) : std::nullopt;
}

} // namespace

std::optional<std::string> fault_of_address(std::string_view text)
{
    Address address;
    if (text.empty() || parse(text, address)) return std::nullopt;
    return "设置 malware_scanner 应写作 unix:/run/clamav/clamd.ctl 或 tcp:127.0.0.1:3310（只能在本机），不查毒则留空。";
}

Link::Link(const std::string& address, Clock::time_point end) : end_(end)
{
    connected_ = connect(address);
}

Link::~Link()
{
    if (socket_ >= 0) ::close(socket_);
}

bool Link::connect(const std::string& text)
{
    Address address;
    auto size = parse(text, address);
    if (!size) return false;
    socket_ = ::socket(address.any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (socket_ < 0) return false;
    // A unix socket with a full queue says EAGAIN: the scanner is too busy to count as there.
    if (::connect(socket_, &address.any, *size) == 0) return true;
    if (errno != EINPROGRESS || !wait_for(POLLOUT)) return false;
    int fault = 0;
    socklen_t length = sizeof fault;
    return ::getsockopt(socket_, SOL_SOCKET, SO_ERROR, &fault, &length) == 0 && fault == 0;
}

bool Link::wait_for(short what) const
{
    for (;;) {
        auto left = std::chrono::ceil<std::chrono::milliseconds>(end_ - Clock::now()).count();
        if (left <= 0) return false;
        pollfd one{socket_, what, 0};
        int ready = ::poll(&one, 1, static_cast<int>(left));
        if (ready > 0) return true;
        if (ready < 0 && errno != EINTR) return false;
    }
}

bool Link::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        if (!wait_for(POLLOUT)) return false;
        auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent > 0)
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        else if (errno != EAGAIN && errno != EINTR)
            return false;
    }
    return true;
}

std::optional<std::string> Link::receive()
{
    std::string answer;
    char buffer[256];
    while (answer.size() <= longest_answer && wait_for(POLLIN)) {
        auto got = ::recv(socket_, buffer, sizeof buffer, 0);
        if (got < 0 && (errno == EAGAIN || errno == EINTR)) continue;
        if (got <= 0) return std::nullopt;
        answer.append(buffer, static_cast<std::size_t>(got));
        if (auto end = answer.find('\0'); end != std::string::npos) return answer.substr(0, end);
    }
    return std::nullopt;
}

} // namespace scanner
