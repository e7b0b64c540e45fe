#include "http/site.h"

namespace {

using support::Client;

http::ServerOptions quick()
{
    http::ServerOptions options;
    options.stream_poll_ms = 5;
    options.stream_heartbeat_ms = 20;
    options.streams_per_peer = 3;
    options.workers = 2;
    return options;
}

TEST(HttpStream, SendsEventsUntilTheSourceEnds)
{
    Site site(quick());
    auto events = Client(site.port()).events("/api/events?count=3");
    EXPECT_EQ(events.head().status, 200);
    EXPECT_EQ(events.head().header("content-type"), "text/event-stream");
    EXPECT_EQ(events.head().header("cache-control"), "no-store");
    for (int left = 3; left > 0; --left) EXPECT_EQ(events.next(), "event " + std::to_string(left) + "\n第二行");
    EXPECT_EQ(events.next(), std::nullopt);
}

TEST(HttpStream, RefusesAndEndsOnFailure)
{
    Site site(quick());
    Client client(site.port());
    EXPECT_EQ(client.get("/api/events?refused=1").error_code(), "test.no");
    EXPECT_EQ(client.events("/api/events?throws=1").next(), std::nullopt);
    EXPECT_NE(site.failures().at(0).find("source lost"), std::string::npos);
}

TEST(HttpStream, SendsHeartbeatsAndHoldsNoWorker)
{
    Site site(quick());
    Client client(site.port());
    std::vector<support::Events> listeners; // more than workers
    for (int i = 0; i < 3; ++i) listeners.push_back(client.events("/api/events"));
    EXPECT_EQ(client.get("/api/echo").status, 200);
    support::Wire wire(site.port());
    EXPECT_EQ(client.get("/api/events").error_code(), "http.too_many_streams");
    auto listener = std::async(std::launch::async, [&] { return listeners[0].next(); });
    while (site.polls < 50) std::this_thread::yield();
    site.server().stop(0);
    EXPECT_EQ(listener.get(), std::nullopt);
    EXPECT_GE(listeners[0].comments(), 1);
}

TEST(HttpStream, StopsAskingWhenTheListenerLeaves)
{
    Site site(quick());
    Client client(site.port());
    for (int i = 0; i < 20; ++i) { // each one leaves, or the fourth would be refused
        auto until = std::chrono::steady_clock::now() + std::chrono::seconds(5);
        int status = 0;
        while (status != 200 && std::chrono::steady_clock::now() < until) status = client.events("/api/events").head().status;
        ASSERT_EQ(status, 200) << i;
    }
}

TEST(HttpStream, StopEndsStreamsAtOnce)
{
    Site site(quick());
    Client client(site.port());
    auto events = client.events("/api/events");
    auto began = std::chrono::steady_clock::now();
    site.server().stop(10);
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(3));
    EXPECT_EQ(events.next(), std::nullopt);
}

} // namespace
