#pragma once

#include "http/http.h"
#include "support/client.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <mutex>
#include <thread>

// A server on a free port with a handful of endpoints, for the tests of http/.
class Site {
public:
    explicit Site(http::ServerOptions options = {})
    {
        options.listen = "127.0.0.1:0";
        options.failed = [this](const std::string& request_id, const std::string& what) {
            std::lock_guard lock(mutex_);
            failures_.push_back(request_id + " " + what);
        };
        add_endpoints();
        server_.emplace(router_, page_, options, [this](const http::Finished& finished) {
            std::lock_guard lock(mutex_);
            finished_.push_back(finished);
        });
        server_->start();
    }

    std::uint16_t port() const { return server_->port(); }
    http::Server& server() { return *server_; }
    std::vector<http::Finished> finished() const
    {
        std::lock_guard lock(mutex_);
        return finished_;
    }
    std::vector<std::string> failures() const
    {
        std::lock_guard lock(mutex_);
        return failures_;
    }
    // /gate waits for this.
    std::promise<void> gate;
    std::promise<void> gate_reached;
    std::atomic<int> polls{0};
    // Requests of /slow, which is queued: now, and the most at once.
    std::atomic<int> slow_running{0}, most_slow{0};

private:
    using Pages = std::vector<std::pair<std::string, std::string_view>>;
    http::Router router_;
    http::PageFiles page_{Pages{{"index.html", "<!doctype html>伯乐"}, {"assets/app-1a2b.js", "run()"}, {"favicon.svg", "<svg/>"}}};
    mutable std::mutex mutex_;
    std::vector<http::Finished> finished_;
    std::vector<std::string> failures_;
    std::optional<http::Server> server_;

    static http::Response echo(const http::Request& request)
    {
        json::Object query, parameters;
        for (const auto& [name, value] : request.query) query.set(name, value);
        for (const auto& [name, value] : request.parameters) parameters.set(name, value);
        return http::answer(json::Object{{"method", http::to_text(request.method)},
                                         {"path", request.path},
                                         {"query", std::move(query)},
                                         {"parameters", std::move(parameters)},
                                         {"peer", request.peer},
                                         {"cookie", request.cookie("a").value_or("-")},
                                         {"bytes", request.body.size()},
                                         {"body", request.body.size() < 100 ? request.body : ""}});
    }

    void add_endpoints()
    {
        using http::Method;
        router_.add({Method::get, "/api/echo", echo});
        router_.add({Method::post, "/api/echo", echo, nullptr, 1000});
        router_.add({Method::get, "/api/experts/{id}", echo});
        router_.add({Method::remove, "/api/experts/{id}", [](const http::Request&) { return http::no_content(); }});
        router_.add({Method::get, "/api/experts/count", [](const http::Request&) { return http::answer(json::Object{{"count", 3}}); }});
        http::Endpoint file{Method::put, "/api/file", echo, nullptr, 4 << 20};
        file.raw_body = true;
        router_.add(std::move(file));
        router_.add(
            {Method::get, "/api/throws", [](const http::Request&) -> http::Response { throw std::runtime_error("secret detail"); }});
        router_.add({Method::get, "/api/throws-int", [](const http::Request&) -> http::Response { throw 1; }});
        router_.add({Method::get, "/api/splits", [](const http::Request&) {
                         http::Response response;
                         response.headers.emplace_back("X-Name", "a\r\nSet-Cookie: b=c");
                         return response;
                     }});
        router_.add({Method::get, "/api/file", [](const http::Request&) {
                         auto response = http::attachment("内容", "text/csv; charset=utf-8", "专家 1.csv");
                         response.headers.emplace_back("Cache-Control", "private, max-age=5");
                         response.headers.emplace_back("Set-Cookie", "a=1; HttpOnly");
                         response.headers.emplace_back("Set-Cookie", "b=2; HttpOnly");
                         return response;
                     }});
        router_.add({Method::get, "/api/gate", [this](const http::Request&) {
                         gate_reached.set_value();
                         gate.get_future().wait();
                         return http::answer(json::Object{{"through", true}});
                     }});
        http::Endpoint slow{Method::get, "/api/slow", [this](const http::Request&) {
                                ++slow_running;
                                most_slow = std::max(most_slow.load(), slow_running.load());
                                std::this_thread::sleep_for(std::chrono::milliseconds(30));
                                --slow_running;
                                return http::no_content();
                            }};
        slow.queued = true;
        router_.add(std::move(slow));
        router_.add({Method::get, "/api/big", [](const http::Request&) {
                         http::Response response;
                         response.body.assign(3 << 20, 'x');
                         return response;
                     }});
        router_.add({Method::get, "/api/events", nullptr, [this](const http::Request& request) { return events(request); }});
    }

    // ?count=N sends N events and ends; otherwise it goes on without any.
    std::variant<http::NextEvents, http::Response> events(const http::Request& request)
    {
        if (request.query_value("refused")) return http::answer(refuse(ErrorKind::forbidden, Message{"test.no", "不行。"}));
        if (request.query_value("throws")) return http::NextEvents([]() -> http::Events { throw std::runtime_error("source lost"); });
        auto text = request.query_value("count");
        return http::NextEvents([this, left = text ? std::stoi(*text) : -1]() mutable {
            ++polls;
            http::Events events;
            if (left < 0) return events;
            if (left > 0) events.data.push_back("event " + std::to_string(left--) + "\n第二行");
            events.end = left == 0;
            return events;
        });
    }
};
