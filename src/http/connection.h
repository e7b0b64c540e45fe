#pragma once

#include "http/frames.h"
#include "http/messages.h"
#include "http/refused.h"
#include "http/service.h"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/beast/ssl.hpp>

#include <sstream>

// One connection of the server, from its first byte to its last. Included by server.cpp alone.
namespace http {

// One connection, plain (Stream = beast::tcp_stream) or TLS. All its handlers run on one strand.
template <class Stream>
class Connection : public Guest, public std::enable_shared_from_this<Connection<Stream>> {
public:
    Connection(Service& service, Stream stream, std::string peer) : service_(service), stream_(std::move(stream)), peer_(std::move(peer))
    {
        ++service_.connections;
    }
    ~Connection() override
    {
        end_running();
        release_body();
        stop_waiting();
        if (in_stream_) service_.streams.leave(plan_.request.peer);
        --service_.connections;
    }

    void start()
    {
        asio::dispatch(stream_.get_executor(), [self = this->shared_from_this()] {
            int seconds = self->service_.options.header_seconds;
            if constexpr (is_tls) {
                self->start_waiting();
                self->expire_in(seconds);
                self->stream_.async_handshake(asio::ssl::stream_base::server,
                                              self->then([seconds](Connection& c) { c.wait_for_request(seconds); }));
            } else {
                self->wait_for_request(seconds);
            }
        });
    }

    // All places are taken: says so and ends.
    void start_refused()
    {
        asio::dispatch(stream_.get_executor(), [self = this->shared_from_this()] { self->send(refusal(503, messages::overloaded)); });
    }

    void give_way(std::uint64_t ticket) override
    {
        asio::post(stream_.get_executor(), [self = this->shared_from_this(), ticket] {
            if (self->ticket_ == ticket) self->drop();
        });
    }

private:
    static constexpr bool is_tls = !std::is_same_v<Stream, beast::tcp_stream>;

    Service& service_;
    Stream stream_;
    std::string peer_;
    beast::flat_buffer buffer_{most_buffered};
    std::optional<wire::request_parser<wire::string_body>> parser_;
    Plan plan_;
    Steady::time_point began_;
    std::optional<wire::response<wire::string_body>> response_;
    std::uint64_t ticket_ = 0;   // while it waits for a head
    bool request_whole_ = false; // nothing of the request is left unread
    bool running_ = false;
    std::size_t body_memory_ = 0;

    // Of an event stream.
    bool in_stream_ = false, gone_ = false;
    NextEvents next_;
    std::optional<asio::steady_timer> timer_;
    Steady::time_point last_sent_;
    std::string chunk_;
    std::size_t discarded_ = 0;

    // A completion that goes on when there was no error and lets the connection die otherwise.
    template <class Next>
    auto then(Next next)
    {
        return [self = this->shared_from_this(), next](beast::error_code error, auto...) {
            if (!error) next(*self);
        };
    }

    void expire_in(int seconds) { beast::get_lowest_layer(stream_).expires_after(std::chrono::seconds(seconds)); }
    void expire_never() { beast::get_lowest_layer(stream_).expires_never(); }
    void drop() { beast::get_lowest_layer(stream_).close(); }

    void start_waiting()
    {
        if (ticket_ == 0) ticket_ = service_.waiting.enter(this->weak_from_this());
    }
    void stop_waiting()
    {
        if (ticket_ != 0) service_.waiting.leave(std::exchange(ticket_, 0));
    }
    void begin_running()
    {
        if (!std::exchange(running_, true)) service_.running.begin();
    }
    void end_running()
    {
        if (std::exchange(running_, false)) service_.running.end();
    }
    void release_body() { service_.body_memory -= std::exchange(body_memory_, 0); }

    void wait_for_request(int seconds)
    {
        start_waiting();
        expire_in(seconds);
        if (buffer_.size() > 0) return read_head();
        stream_.async_read_some(buffer_.prepare(4096), [self = this->shared_from_this()](beast::error_code error, std::size_t size) {
            if (error) return self->drop();
            self->buffer_.commit(size);
            self->read_head();
        });
    }

    // The deadline covers the whole head, so that a client that drips bytes is cut off.
    void read_head()
    {
        parser_.emplace();
        parser_->header_limit(most_header_bytes);
        parser_->body_limit(boost::none);
        plan_ = {};
        request_whole_ = false;
        began_ = Steady::now();
        expire_in(service_.options.header_seconds);
        wire::async_read_header(stream_, buffer_, *parser_, [self = this->shared_from_this()](beast::error_code error, std::size_t) {
            self->stop_waiting();
            if (!error) return self->head_read();
            if (error == wire::error::header_limit || error == wire::error::buffer_overflow)
                return self->send(refusal(431, messages::head_too_large));
            self->malformed(error);
        });
    }

    // An answer where the client said something wrong; nothing where it left or was too slow.
    void malformed(beast::error_code error)
    {
        static const auto& category = wire::make_error_code(wire::error::bad_method).category();
        bool left = error == wire::error::end_of_stream || error == wire::error::partial_message;
        if (error.category() == category && !left)
            send(refusal(400, messages::malformed));
        else
            drop();
    }

    void head_read()
    {
        Head head = head_of(*parser_);
        plan_ = service_.exchange.plan(head, peer_);
        request_whole_ = !head.has_body();
        if (plan_.answer) return send(std::move(*plan_.answer));
        double cost = plan_.endpoint->queued ? queued_cost : 1;
        if (auto seconds = service_.budgets.take(network_of(plan_.request.peer), service_.options.address_rate, cost, began_))
            return send(later(429, messages::too_many_requests, *seconds));
        if (request_whole_) return handle();
        if (!take_body_memory(head)) return send(refusal(503, messages::overloaded));
        parser_->body_limit(plan_.endpoint->max_body);
        expire_in(service_.options.body_seconds);
        if (!plan_.go_on_expected) return read_body();
        static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
        asio::async_write(stream_, asio::buffer(go_on.data(), go_on.size()), then([](Connection& c) { c.read_body(); }));
    }

    bool take_body_memory(const Head& head)
    {
        std::uint64_t size = head.chunked ? plan_.endpoint->max_body : *head.content_length;
        if (size <= large_body) return true;
        body_memory_ = size;
        return service_.body_memory.fetch_add(size) + size <= service_.options.body_memory;
    }

    void read_body()
    {
        wire::async_read(stream_, buffer_, *parser_, [self = this->shared_from_this()](beast::error_code error, std::size_t) {
            if (error == wire::error::body_limit)
                return self->send(refusal(413, messages::body_too_large, {std::to_string(self->plan_.endpoint->max_body)}));
            if (error) return self->malformed(error);
            self->request_whole_ = true;
            self->plan_.request.body = std::move(self->parser_->get().body());
            self->handle();
        });
    }

    // Handlers run on a worker; the answer comes back to the strand.
    void handle()
    {
        expire_never();
        bool queued = plan_.endpoint->queued;
        if (queued && service_.queued.fetch_add(1) >= service_.options.queue_length) {
            --service_.queued;
            return send(later(503, messages::queue_full, queue_retry_seconds));
        }
        begin_running();
        asio::post(queued ? *service_.queue : *service_.workers, [self = this->shared_from_this()] {
            auto result = std::make_shared<std::variant<NextEvents, Response>>(self->run_handler());
            if (self->plan_.endpoint->queued) --self->service_.queued;
            asio::post(self->stream_.get_executor(), [self, result] {
                if (auto* response = std::get_if<Response>(result.get()))
                    self->send(std::move(*response));
                else
                    self->begin_stream(std::get<NextEvents>(std::move(*result)));
            });
        });
    }

    static Response later(int status, const Message& message, int seconds)
    {
        Response response = refusal(status, message, {std::to_string(seconds)});
        response.headers.emplace_back("Retry-After", std::to_string(seconds));
        return response;
    }

    std::variant<NextEvents, Response> run_handler()
    {
        const Request& request = plan_.request;
        try {
            std::variant<NextEvents, Response> result;
            if (plan_.endpoint->stream)
                result = plan_.endpoint->stream(request);
            else
                result = plan_.endpoint->handle(request);
            auto* response = std::get_if<Response>(&result);
            if (!response || headers_sound(*response)) return result;
            service_.failed(request.request_id, "a header with a line end");
        } catch (const Refused& refused) {
            service_.failed(request.request_id, refused.what());
            return refused.answer;
        } catch (const std::exception& failure) {
            service_.failed(request.request_id, failure.what());
        } catch (...) {
            service_.failed(request.request_id, "unknown exception");
        }
        return refusal(500, messages::broken, {request.request_id});
    }

    void send(Response response)
    {
        begin_running();
        bool empty = response.status == 204 || response.status == 304;
        if (empty) response.body.clear();
        bool keep = parser_ && request_whole_ && parser_->get().keep_alive() && !service_.stopping;
        response_.emplace(static_cast<wire::status>(response.status), parser_ && parser_->get().version() == 10 ? 10 : 11);
        auto& message = *response_;
        service_.exchange.dress(response, plan_);
        message.set(wire::field::date, date_now());
        if (!response.body.empty()) message.set(wire::field::content_type, response.type);
        for (const auto& [name, value] : response.headers) message.insert(name, value);
        message.keep_alive(keep);
        if (!empty) message.content_length(response.body.size());
        int extra = static_cast<int>(response.body.size() / slowest_reader);
        if (!plan_.head_only) message.body() = std::move(response.body);
        report(response.status);
        expire_in(service_.options.body_seconds + extra);
        wire::async_write(stream_, message, [self = this->shared_from_this(), keep](beast::error_code error, std::size_t) {
            self->end_running();
            self->release_body();
            if (error)
                self->drop();
            else if (keep)
                self->wait_for_request(self->service_.options.idle_seconds);
            else
                self->finish();
        });
    }

    void report(int status)
    {
        if (!service_.finished) return;
        auto spent = std::chrono::duration_cast<std::chrono::microseconds>(Steady::now() - began_).count();
        const Request& request = plan_.request;
        if (request.request_id.empty()) return; // no head could be read
        service_.finished({request.method, plan_.endpoint ? plan_.endpoint->path : "-", status, spent, request.request_id, request.peer});
    }

    // Closing while the client still sends would make its system throw our answer away: the rest is read and dropped.
    void finish()
    {
        expire_in(linger_seconds);
        if constexpr (is_tls) {
            if (request_whole_) return shut_tls();
        } else {
            beast::error_code ignored;
            stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
        }
        discard();
    }

    void discard()
    {
        buffer_.clear();
        stream_.async_read_some(buffer_.prepare(most_buffered),
                                [self = this->shared_from_this()](beast::error_code error, std::size_t size) {
                                    self->discarded_ += size;
                                    if (!error && self->discarded_ < most_discarded)
                                        self->discard();
                                    else if (is_tls && error != beast::error::timeout)
                                        self->shut_tls();
                                    else
                                        self->drop();
                                });
    }

    void shut_tls()
    {
        if constexpr (is_tls) stream_.async_shutdown([self = this->shared_from_this()](beast::error_code) { self->drop(); });
    }

    void begin_stream(NextEvents next)
    {
        const std::string& peer = plan_.request.peer;
        if (!plan_.head_only) {
            if (!service_.streams.enter(peer)) return send(refusal(429, messages::too_many_streams));
            in_stream_ = true;
        }
        Response response;
        response.headers.emplace_back("X-Accel-Buffering", "no"); // gateways pass events on at once
        response.type = "text/event-stream";
        service_.exchange.dress(response, plan_);
        bool chunks = parser_->get().version() == 11;
        wire::response<wire::empty_body> message(wire::status::ok, parser_->get().version());
        message.set(wire::field::content_type, response.type);
        message.set(wire::field::date, date_now());
        for (const auto& [name, value] : response.headers) message.insert(name, value);
        message.keep_alive(false);
        message.chunked(chunks);
        std::ostringstream head;
        head << message.base();
        report(200);
        end_running();
        chunk_ = head.str();
        expire_in(service_.options.body_seconds);
        if (plan_.head_only) {
            asio::async_write(stream_, asio::buffer(chunk_), then([](Connection& c) { c.finish(); }));
            return;
        }
        chunk_ += framed("retry: 1000\n\n", chunks);
        next_ = std::move(next);
        timer_.emplace(stream_.get_executor());
        last_sent_ = Steady::now();
        asio::async_write(stream_, asio::buffer(chunk_), then([](Connection& c) {
                              c.expire_never();
                              c.watch();
                              c.poll();
                          }));
    }

    // A listener says nothing more; reading tells at once when it leaves.
    void watch()
    {
        buffer_.clear();
        stream_.async_read_some(buffer_.prepare(1024), [self = this->shared_from_this()](beast::error_code error, std::size_t size) {
            self->discarded_ += size;
            if (!error && self->discarded_ < most_header_bytes) return self->watch();
            self->gone_ = true;
            self->timer_->cancel();
            self->drop();
        });
    }

    void poll()
    {
        if (gone_ || service_.stopping) return drop();
        asio::post(*service_.workers, [self = this->shared_from_this()] {
            auto events = std::make_shared<Events>();
            try {
                *events = self->next_();
            } catch (const std::exception& failure) {
                self->service_.failed(self->plan_.request.request_id, failure.what());
                events->end = true; // the client connects again and asks afresh
            }
            asio::post(self->stream_.get_executor(), [self, events] { self->polled(*events); });
        });
    }

    void polled(const Events& events)
    {
        if (gone_ || service_.stopping) return drop();
        std::string text = event_text(events);
        bool quiet = Steady::now() - last_sent_ >= std::chrono::milliseconds(service_.options.stream_heartbeat_ms);
        if (text.empty() && quiet) text = ": still here\n\n";
        bool chunks = parser_->get().version() == 11;
        chunk_ = text.empty() ? "" : framed(text, chunks);
        if (events.end && chunks) chunk_ += "0\r\n\r\n";
        if (chunk_.empty()) return events.end ? drop() : rest();
        last_sent_ = Steady::now();
        expire_in(service_.options.body_seconds);
        asio::async_write(stream_, asio::buffer(chunk_),
                          [self = this->shared_from_this(), end = events.end](beast::error_code error, std::size_t) {
                              if (error || end)
                                  self->drop();
                              else
                                  self->rest();
                          });
    }

    void rest()
    {
        timer_->expires_after(std::chrono::milliseconds(service_.options.stream_poll_ms));
        timer_->async_wait(then([](Connection& c) { c.poll(); }));
    }
};

} // namespace http
