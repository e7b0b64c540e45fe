#include "http/site.h"

namespace {

using support::Client;
using support::Wire;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point began)
{
    return std::chrono::duration<double>(Clock::now() - began).count();
}

// The status that `bytes` on a fresh connection gets; 0 when it is closed without an answer.
int status_of(std::uint16_t port, std::string_view bytes)
{
    Wire wire(port);
    wire.send(bytes);
    auto reply = wire.receive();
    return reply ? reply->status : 0;
}

TEST(HttpLimits, RefusesMalformedHeads)
{
    Site site;
    struct Case {
        int status;
        std::string bytes;
    };
    const std::string start = "GET /api/echo HTTP/1.1\r\n",
                      post = "POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
    const Case cases[] = {
        {400, "\x16\x03\x01\x02 no HTTP\r\n\r\n"},
        {400, "GET /api/echo\r\n\r\n"},
        {400, "GET  /api/echo HTTP/1.1\r\nHost: a\r\n\r\n"},
        {400, "GET /api/echo HTTP/2.0\r\nHost: a\r\n\r\n"},
        {400, "GET /api/echo HTTP/0.9\r\nHost: a\r\n\r\n"},
        {400, start + "\r\n"}, // no Host
        {400, start + "Host: a\r\nHost: b\r\n\r\n"},
        {400, start + "Host: a\r\nOrigin: a\r\nOrigin: b\r\n\r\n"},
        {400, start + "Host: a\r\nno colon\r\n\r\n"},
        {400, start + "Host: a\r\nName : x\r\n\r\n"},
        {400, start + "Host: a\r\nX: \xff\xfe\r\n\r\n"},
        {400, start + "Host: a\r\nX: a\x01z\r\n\r\n"},
        {400, post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"},
        {400, post + "Content-Length: -2\r\n\r\n{}"},
        {400, post + "Content-Length: 2, 2\r\n\r\n{}"},
        {400, post + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
        {400, post + "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n0\r\n\r\n"},
        {400, post + "Transfer-Encoding: gzip\r\n\r\n"},
        {400, post + "Transfer-Encoding: chunked, gzip\r\n\r\n"},
        {400, "POST /api/echo HTTP/1.0\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
        {400, post + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n"},
        {417, post + "Expect: miracles\r\nContent-Length: 2\r\n\r\n"},
        {414, "GET /api/echo?a=" + std::string(5000, 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n"},
        {431, start + "Host: a\r\nX: " + std::string(17000, 'x') + "\r\n\r\n"},
        {431, start + "X: " + std::string(200'000, 'x')},
    };
    for (const auto& c : cases) EXPECT_EQ(status_of(site.port(), c.bytes), c.status) << c.bytes.substr(0, 200);
    std::string many = start + "Host: a\r\n";
    for (int i = 0; i < 120; ++i) many += "X-" + std::to_string(i) + ": 1\r\n";
    EXPECT_EQ(status_of(site.port(), many + "\r\n"), 431);
    EXPECT_EQ(Client(site.port()).get("/api/echo").status, 200);
}

TEST(HttpLimits, RefusesBodiesOverTheRoutesLimitBeforeTheyAreRead)
{
    Site site;
    Client client(site.port());
    std::string most(1000, ' '), more(1001, ' ');
    support::Headers as_json{{"Content-Type", "application/json"}};
    EXPECT_EQ(client.send("POST", "/api/echo", most, as_json).status, 200);
    EXPECT_EQ(client.send("POST", "/api/echo", more, as_json).error_code(), "http.body_too_large");
    // Only announced, never sent: refused all the same, and no "100 Continue".
    std::string head = "POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
    EXPECT_EQ(status_of(site.port(), head + "Content-Length: 99999999999\r\n\r\n"), 413);
    EXPECT_EQ(status_of(site.port(), head + "Expect: 100-continue\r\nContent-Length: 1001\r\n\r\n"), 413);
    EXPECT_EQ(status_of(site.port(), head + "Transfer-Encoding: chunked\r\n\r\n3e9\r\n" + more + "\r\n0\r\n\r\n"), 413);
    // A client that sends everything before it reads still sees the answer.
    EXPECT_EQ(client.upload("/api/file", std::string(6 << 20, 'x')).status, 413);
    EXPECT_EQ(client.send("POST", "/api/nothing", std::string(1 << 20, 'x')).status, 404);
}

TEST(HttpLimits, BoundsTheMemoryOfBodies)
{
    http::ServerOptions options;
    options.body_memory = 1 << 20;
    Site site(options);
    Client client(site.port());
    for (int i = 0; i < 5; ++i) EXPECT_EQ(client.upload("/api/file", std::string(900'000, 'x')).status, 200); // given back each time
    EXPECT_EQ(client.upload("/api/file", std::string(1'100'000, 'x')).error_code(), "http.overloaded");
    EXPECT_EQ(client.upload("/api/file", std::string(900'000, 'x')).status, 200);
}

TEST(HttpLimits, CutsOffSlowAndIdleClients)
{
    http::ServerOptions options;
    options.header_seconds = options.body_seconds = options.idle_seconds = 1;
    Site site(options);
    struct Drip {
        const char* what;
        std::string before; // then one byte each 100 ms
    };
    const Drip drips[] = {{"head", "GET /api/echo HTTP/1.1\r\nHost: a\r\nX: "},
                          {"body", "POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n"}};
    std::vector<std::future<double>> open;
    for (const auto& drip : drips)
        open.push_back(std::async(std::launch::async, [&site, before = drip.before] {
            auto began = Clock::now();
            Wire wire(site.port());
            wire.send(before);
            auto closed = std::async(std::launch::async, [&wire] { return wire.receive_rest(); });
            while (closed.wait_for(std::chrono::milliseconds(100)) != std::future_status::ready) wire.send("x");
            return seconds_since(began);
        }));
    for (std::string sent : {"", "GET /api/echo HTTP/1.1\r\nHost: a\r\n\r\n"}) // nothing; idle after an answer
        open.push_back(std::async(std::launch::async, [&site, sent] {
            auto began = Clock::now();
            Wire wire(site.port());
            wire.send(sent);
            wire.receive_rest();
            return seconds_since(began);
        }));
    for (auto& each : open) {
        double seconds = each.get();
        EXPECT_GE(seconds, 0.9);
        EXPECT_LE(seconds, 3);
    }
}

TEST(HttpLimits, AThousandHalfSentRequestsDoNotStopFreshOnes)
{
    http::ServerOptions options;
    options.connections = 300;
    Site site(options);
    std::vector<Wire> half_sent;
    for (int i = 0; i < 1000; ++i) {
        half_sent.emplace_back(site.port());
        half_sent.back().send("GET /api/echo HTTP/1.1\r\nHo");
    }
    for (int i = 0; i < 20; ++i) EXPECT_EQ(Client(site.port()).get("/api/echo").status, 200);
}

TEST(HttpLimits, SaysSoWhenAllPlacesWork)
{
    http::ServerOptions options;
    options.connections = 1;
    Site site(options);
    auto working = std::async(std::launch::async, [&] { return Client(site.port()).get("/api/gate").status; });
    site.gate_reached.get_future().wait();
    Wire wire(site.port());
    wire.send("GET /api/echo HTTP/1.1\r\nHost: a\r\n\r\n");
    auto reply = wire.receive();
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 503);
    EXPECT_EQ(reply->error_code(), "http.overloaded");
    site.gate.set_value();
    EXPECT_EQ(working.get(), 200);
}

TEST(HttpStop, LetsRunningRequestsFinish)
{
    Site site;
    Wire idle(site.port()), working(site.port());
    working.send("GET /api/gate HTTP/1.1\r\nHost: a\r\n\r\n");
    site.gate_reached.get_future().wait();
    auto stopped = std::async(std::launch::async, [&] { site.server().stop(10); });
    EXPECT_EQ(stopped.wait_for(std::chrono::milliseconds(50)), std::future_status::timeout);
    site.gate.set_value();
    auto reply = working.receive();
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 200);
    EXPECT_EQ(reply->header("connection"), "close");
    stopped.get();
    EXPECT_EQ(idle.receive_rest(), "");
    EXPECT_THROW(Client(site.port()).get("/api/echo"), std::runtime_error);
    site.server().stop(10); // again: nothing
}

TEST(HttpStop, UnderLoadEveryAnswerIsWhole)
{
    Site site;
    std::atomic<int> answered{0}, broken{0};
    std::vector<std::future<void>> clients;
    for (int i = 0; i < 8; ++i)
        clients.push_back(std::async(std::launch::async, [&] {
            try {
                for (;;) {
                    Wire wire(site.port());
                    while (wire.send("GET /api/big HTTP/1.1\r\nHost: a\r\n\r\n")) {
                        auto reply = wire.receive();
                        if (!reply) break;
                        if (reply->body.size() != 3 << 20) ++broken;
                        ++answered;
                    }
                }
            } catch (const std::exception& error) {
                if (std::string(error.what()).starts_with("closed within")) ++broken;
            }
        }));
    while (answered < 40) std::this_thread::yield();
    site.server().stop(10);
    for (auto& client : clients) client.get();
    EXPECT_EQ(broken, 0);
}

TEST(HttpLimits, QueueWhatIsCostlyAndAnswerTheRest)
{
    http::ServerOptions options;
    options.queue_length = 8;
    Site site(options);
    std::vector<std::future<int>> slow;
    for (int i = 0; i < 20; ++i)
        slow.push_back(std::async(std::launch::async, [&] { return Client(site.port()).get("/api/slow").status; }));
    Client reader(site.port());
    while (site.slow_running == 0) std::this_thread::yield();
    for (int i = 0; i < 20; ++i) EXPECT_EQ(reader.get("/api/echo").status, 200);
    int done = 0, refused = 0;
    for (auto& one : slow) {
        int status = one.get();
        done += status == 204;
        refused += status == 503;
    }
    EXPECT_EQ(done + refused, 20);
    EXPECT_GE(done, options.queue_length);
    EXPECT_EQ(site.most_slow, 1) << "one at a time";
    EXPECT_EQ(Client(site.port()).get("/api/slow").status, 204) << "places in the queue come free again";
}

TEST(HttpLimits, RefuseAnAddressThatAsksTooOften)
{
    http::ServerOptions options;
    options.address_rate = {1, 5};
    options.behind_gateway = true;
    Site site(options);
    Client client(site.port());
    auto ask = [&](const std::string& peer) { return client.get("/api/echo", {{"X-Forwarded-For", peer}}); };
    for (int i = 0; i < 5; ++i) EXPECT_EQ(ask("2001:db8:1:2::" + std::to_string(i)).status, 200);
    auto refused = ask("2001:db8:1:2:ffff::9");
    EXPECT_EQ(refused.status, 429) << "of the same /64";
    EXPECT_EQ(refused.header("retry-after"), "1");
    EXPECT_EQ(ask("2001:db8:1:3::1").status, 200);
    EXPECT_EQ(ask("192.0.2.7").status, 200);
    EXPECT_EQ(client.get("/", {{"X-Forwarded-For", "2001:db8:1:2::1"}}).status, 200) << "the page itself still opens";
}

} // namespace
