#pragma once

#include "http/exchange.h"
#include "http/load.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <algorithm>
#include <atomic>
#include <ctime>

// What the server's connections share. Included by server.cpp and connection.h alone: Beast is expensive to compile.
namespace http {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace wire = boost::beast::http;
using tcp = asio::ip::tcp;

using Steady = std::chrono::steady_clock;
inline constexpr std::uint32_t most_header_bytes = 16 * 1024;
inline constexpr std::size_t most_buffered = 128 * 1024;
inline constexpr std::uint64_t large_body = 64 * 1024;
inline constexpr std::size_t most_discarded = 16 << 20;
inline constexpr int linger_seconds = 2;
inline constexpr int queue_retry_seconds = 5;
inline constexpr double queued_cost = 20;                // of a request that waits in the queue, in others
inline constexpr std::size_t slowest_reader = 64 * 1024; // bytes a second that a client must take from us

// What every connection shares. The order counts: connections in io and workers use what stands above them.
struct Service {
    const ServerOptions options;
    const Exchange exchange;
    const std::function<void(const Finished&)> finished;
    Running running;
    Waiting waiting;
    StreamCount streams;
    Budgets budgets;
    std::atomic<int> connections{0};
    std::atomic<int> queued{0}; // requests that wait or run in the queue
    std::atomic<std::size_t> body_memory{0};
    std::atomic<bool> stopping{false};
    std::optional<asio::ssl::context> tls;
    std::optional<asio::io_context> io;
    std::optional<asio::thread_pool> workers;
    std::optional<asio::thread_pool> queue;

    Service(const Router& router, const PageFiles& page, ServerOptions o, std::function<void(const Finished&)> f)
        : options(std::move(o)), exchange(router, page, options), finished(std::move(f)), streams(options.streams_per_peer), io(2),
          workers(static_cast<std::size_t>(std::max(1, options.workers))),
          queue(static_cast<std::size_t>(std::max(1, options.queue_workers)))
    {
    }

    void failed(const std::string& request_id, const std::string& what) const
    {
        if (options.failed) options.failed(request_id, what);
    }
};

inline std::string date_now()
{
    std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[32];
    return {text, std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts)};
}

inline std::string_view view(boost::core::string_view text)
{
    return {text.data(), text.size()};
}

template <class Parser>
Head head_of(const Parser& parser)
{
    const auto& message = parser.get();
    Head head{view(message.method_string()), view(message.target()), message.version() == 10, {}, parser.chunked(), {}};
    for (const auto& field : message) head.fields.emplace_back(view(field.name_string()), view(field.value()));
    if (auto length = parser.content_length()) head.content_length = *length;
    return head;
}

} // namespace http
