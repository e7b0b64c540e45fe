#include "http/site.h"

namespace {

using support::Client;
using support::Wire;

struct Case {
    const char* method;
    const char* target;
    int status;
    const char* code; // of the error; empty for none
};

class HttpTargets : public testing::TestWithParam<Case> {};

TEST_P(HttpTargets, AreAnswered)
{
    static Site site;
    Client client(site.port());
    auto reply = client.send(GetParam().method, GetParam().target);
    EXPECT_EQ(reply.status, GetParam().status);
    EXPECT_EQ(reply.error_code(), GetParam().code);
}

const Case cases[] = {
    {"GET", "/api/echo", 200, ""},
    {"GET", "/api/echo?a=%E4%B8%93%E5%AE%B6&b=1+2", 200, ""},
    {"GET", "/api/experts/7", 200, ""},
    {"GET", "/api/experts/%E6%9D%8E", 200, ""},
    {"GET", "/api/experts/count", 200, ""},
    {"DELETE", "/api/experts/7", 204, ""},
    {"POST", "/api/experts/7", 405, "http.method_not_allowed"},
    {"OPTIONS", "/api/experts/7", 405, "http.method_not_allowed"},
    {"BREW", "/api/experts/7", 405, "http.method_not_allowed"},
    {"TRACE", "/", 405, "http.method_not_allowed"},
    {"GET", "/api/experts/", 404, "http.no_such_path"},
    {"GET", "/api/experts", 404, "http.no_such_path"},
    {"GET", "/api/experts/7/8", 404, "http.no_such_path"},
    {"GET", "/api//echo", 404, "http.no_such_path"},
    {"GET", "/api/echo/", 404, "http.no_such_path"},
    {"GET", "/api", 404, "http.no_such_path"},
    {"GET", "/api/nothing", 404, "http.no_such_path"},
    {"GET", "/api/experts/%00", 400, "http.bad_target"},
    {"GET", "/api/experts/a%2Fb", 400, "http.bad_target"},
    {"GET", "/api/experts/%0A", 400, "http.bad_target"},
    {"GET", "/api/../secret", 400, "http.bad_target"},
    {"GET", "/api/%2e%2E/secret", 400, "http.bad_target"},
    {"GET", "/api/./echo", 400, "http.bad_target"},
    {"GET", "/api/echo?a=%ff", 400, "http.bad_target"},
    {"GET", "/api/echo?a=%ED%A0%80", 400, "http.bad_target"},
    {"GET", "/api/echo?a=%00", 400, "http.bad_target"},
    {"GET", "/api/echo?a=%4", 400, "http.bad_target"},
    {"GET", "/api/echo?a=%zz", 400, "http.bad_target"},
    {"GET", "/api/echo#part", 400, "http.bad_target"},
    {"GET", "http://localhost/api/echo", 400, "http.bad_target"},
    {"GET", "/api/echo?a=1&a=2", 400, "http.query_repeated"},
    {"GET", "/api/echo?a=1&%61=2", 400, "http.query_repeated"},
};

INSTANTIATE_TEST_SUITE_P(Table, HttpTargets, testing::ValuesIn(cases));

TEST(Http, DecodesPathQueryAndCookies)
{
    Site site;
    Client client(site.port());
    client.cookies()["a"] = "x=1";
    auto echo = client.get("/api/experts/%E6%9D%8E%20%C2%B7?q=%E4%B8%93+%E5%AE%B6&empty=&flag").json().object();
    EXPECT_EQ(echo.at("parameters").object().at("id").text(), "李 ·");
    EXPECT_EQ(echo.at("query"), (json::Value(json::Object{{"q", "专 家"}, {"empty", ""}, {"flag", ""}})));
    EXPECT_EQ(echo.at("cookie").text(), "x=1");
    EXPECT_EQ(echo.at("peer").text(), "127.0.0.1");
}

TEST(Http, WholePathGoesBeforeParameter)
{
    Site site;
    EXPECT_EQ(Client(site.port()).get("/api/experts/count").json().object().at("count").integer(), 3);
}

TEST(Http, NamesTheAllowedMethods)
{
    Site site;
    EXPECT_EQ(Client(site.port()).post("/api/experts/7").header("allow"), "GET, HEAD, DELETE");
}

TEST(Http, EveryAnswerCarriesTheSecurityHeaders)
{
    Site site;
    Client client(site.port());
    for (std::string path :
         {"/api/echo", "/api/nothing", "/", "/api/throws", "/api/experts/%00", "/api/events?refused=1", "/api/events?count=1"}) {
        auto reply = path.find("count") == std::string::npos ? client.get(path) : client.events(path).head();
        EXPECT_EQ(
            reply.header("content-security-policy"),
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
            << path;
        EXPECT_EQ(reply.header("x-content-type-options"), "nosniff") << path;
        EXPECT_EQ(reply.header("referrer-policy"), "no-referrer") << path;
        EXPECT_TRUE(reply.header("permissions-policy").starts_with("camera=(self), ")) << path;
        EXPECT_EQ(reply.header("cross-origin-opener-policy"), "same-origin") << path;
        EXPECT_EQ(reply.header("cross-origin-resource-policy"), "same-origin") << path;
        EXPECT_EQ(reply.header("cache-control"), path == "/" ? "no-cache" : "no-store") << path;
        EXPECT_EQ(reply.header("x-request-id").size(), 16u) << path;
        EXPECT_EQ(reply.header("strict-transport-security"), "") << path;
        EXPECT_EQ(reply.header("date").size(), 29u) << path;
    }
}

TEST(Http, HandlersMaySetHeaders)
{
    Site site;
    auto reply = Client(site.port()).get("/api/file");
    EXPECT_EQ(reply.header("cache-control"), "private, max-age=5");
    EXPECT_EQ(reply.header("content-disposition"), "attachment; filename*=UTF-8''%E4%B8%93%E5%AE%B6%201.csv");
    EXPECT_EQ(reply.header("content-type"), "text/csv; charset=utf-8");
    int cookies = 0;
    for (const auto& [name, value] : reply.headers) cookies += name == "set-cookie";
    EXPECT_EQ(cookies, 2);
    EXPECT_EQ(reply.body, "内容");
}

TEST(Http, HandlerThatThrowsIsA500WithoutDetail)
{
    Site site;
    Client client(site.port());
    auto reply = client.get("/api/throws");
    EXPECT_EQ(reply.status, 500);
    EXPECT_EQ(reply.error_code(), "http.broken");
    auto id = reply.header("x-request-id");
    EXPECT_NE(reply.body.find(id), std::string::npos);
    EXPECT_EQ(reply.body.find("secret"), std::string::npos);
    EXPECT_EQ(client.get("/api/throws-int").status, 500);
    EXPECT_EQ(client.get("/api/splits").status, 500);
    EXPECT_EQ(site.failures().at(0), id + " secret detail");
    EXPECT_EQ(site.failures().size(), 3u);
    EXPECT_EQ(client.get("/api/echo").status, 200);
}

TEST(Http, HeadIsGetWithoutABody)
{
    Site site;
    Client client(site.port());
    for (std::string path : {"/api/echo", "/", "/api/nothing"}) {
        auto head = client.head(path), get = client.get(path);
        EXPECT_EQ(head.status, get.status) << path;
        EXPECT_EQ(head.header("content-length"), get.header("content-length")) << path;
        EXPECT_EQ(head.header("content-type"), get.header("content-type")) << path;
        EXPECT_NE(head.header("content-length"), "0") << path;
    }
    EXPECT_EQ(client.head("/api/events").header("content-type"), "text/event-stream");
}

TEST(Http, KeepsConnectionsAndAnswersPipelinedRequestsInOrder)
{
    Site site;
    Wire wire(site.port());
    std::string all;
    for (int i = 0; i < 50; ++i)
        all += i % 2 ? "GET /api/experts/" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\n"
                     : "POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n" +
                           std::to_string(10 + i);
    wire.send(all);
    for (int i = 0; i < 50; ++i) {
        auto echo = wire.receive()->json().object();
        if (i % 2)
            EXPECT_EQ(echo.at("parameters").object().at("id").text(), std::to_string(i));
        else
            EXPECT_EQ(echo.at("body").text(), std::to_string(10 + i));
    }
}

TEST(Http, ClosesWhenTheClientAsks)
{
    Site site;
    Wire wire(site.port());
    wire.send("GET /api/echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(wire.receive()->header("connection"), "close");
    EXPECT_EQ(wire.receive_rest(), "");
    Wire old(site.port());
    old.send("GET /api/echo HTTP/1.0\r\n\r\n");
    EXPECT_TRUE(old.receive_rest().starts_with("HTTP/1.0 200 OK\r\n"));
    Wire old_kept(site.port());
    old_kept.send("GET /api/echo HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_EQ(old_kept.receive()->header("connection"), "keep-alive");
}

TEST(Http, ReadsBodiesOfAllForms)
{
    Site site;
    Client client(site.port());
    std::string two_megabytes(2 << 20, 'b');
    EXPECT_EQ(client.upload("/api/file", two_megabytes).json().object().at("bytes").integer(), 2 << 20);
    Wire wire(site.port());
    wire.send("POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Type: Application/JSON; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"
              "3\r\n{\"a\r\n4;x=y\r\n\":1}\r\n0\r\nTrailer: 1\r\n\r\n");
    EXPECT_EQ(wire.receive()->json().object().at("body").text(), "{\"a\":1}");
    wire.send("POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    EXPECT_EQ(wire.receive()->status, 100);
    wire.send("{}");
    EXPECT_EQ(wire.receive()->json().object().at("body").text(), "{}");
    EXPECT_EQ(client.post("/api/echo").status, 200);
}

TEST(Http, SendsLargeAnswers)
{
    Site site;
    EXPECT_EQ(Client(site.port()).get("/api/big").body, std::string(3 << 20, 'x'));
}

TEST(Http, RefusesBodiesThatAreNotJson)
{
    Site site;
    Client client(site.port());
    for (std::string type : {"text/plain", "application/jsonp", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"})
        EXPECT_EQ(client.send("POST", "/api/echo", "{}", {{"Content-Type", type}}).status, 415) << type;
    EXPECT_EQ(client.send("POST", "/api/echo", "{}").error_code(), "http.not_json");
    EXPECT_EQ(client.send("PUT", "/api/file", "{}", {{"Content-Type", "text/plain"}}).status, 200);
}

TEST(Http, TellsOfFinishedRequestsByRouteOnly)
{
    Site site;
    Client client(site.port());
    auto id = client.get("/api/experts/42?name=secret").header("x-request-id");
    client.get("/api/nothing?name=secret");
    client.get("/");
    client.get("/api/experts/%00");
    auto finished = site.finished();
    ASSERT_EQ(finished.size(), 4u);
    EXPECT_EQ(finished[0].route, "/api/experts/{id}");
    EXPECT_EQ(finished[0].request_id, id);
    EXPECT_EQ(finished[0].status, 200);
    EXPECT_GE(finished[0].microseconds, 0);
    EXPECT_EQ(finished[0].peer, "127.0.0.1");
    EXPECT_EQ(finished[1].route, "-");
    EXPECT_EQ(finished[1].status, 404);
    EXPECT_EQ(finished[2].status, 200);
    EXPECT_EQ(finished[3].status, 400);
}

TEST(Http, TrustsForwardedHeadersOnlyBehindAGateway)
{
    support::Headers forwarded{{"X-Forwarded-For", "10.9.9.9,203.0.113.7"}, {"X-Forwarded-Proto", "https"}};
    Site open;
    auto reply = Client(open.port()).get("/api/echo", forwarded);
    EXPECT_EQ(reply.json().object().at("peer").text(), "127.0.0.1");
    EXPECT_EQ(reply.header("strict-transport-security"), "");

    http::ServerOptions options;
    options.behind_gateway = true;
    Site behind(options);
    Client client(behind.port());
    reply = client.get("/api/echo", forwarded);
    EXPECT_EQ(reply.json().object().at("peer").text(), "203.0.113.7");
    EXPECT_EQ(reply.header("strict-transport-security"), "max-age=31536000");
    EXPECT_EQ(client.get("/api/echo", {{"X-Forwarded-For", "<b>"}}).json().object().at("peer").text(), "127.0.0.1");
    EXPECT_EQ(client.get("/api/echo").json().object().at("peer").text(), "127.0.0.1");
}

TEST(Http, RefusesOtherHosts)
{
    http::ServerOptions options;
    options.public_url = "https://bole.example";
    Site site(options);
    Client client(site.port());
    EXPECT_EQ(client.get("/api/echo", {{"Host", "bole.example"}}).status, 200);
    EXPECT_EQ(client.get("/api/echo", {{"Host", "BOLE.example:443"}}).status, 200);
    for (std::string host : {"evil.example", "bole.example.evil", "bole.example:8443", ""}) {
        auto reply = client.get("/api/echo", {{"Host", host}});
        EXPECT_EQ(reply.status, 421) << host;
        EXPECT_NE(reply.body.find("https://bole.example"), std::string::npos);
    }
}

TEST(Http, StartSaysWhatIsWrong)
{
    http::Router router;
    http::PageFiles page({});
    auto fault = [&](http::ServerOptions options) -> std::string {
        http::Server server(router, page, options, nullptr);
        try {
            server.start();
        } catch (const std::runtime_error& error) {
            return error.what();
        }
        return "";
    };
    Site site;
    http::ServerOptions options;
    options.listen = "127.0.0.1:" + std::to_string(site.port());
    EXPECT_TRUE(fault(options).starts_with("无法在 127.0.0.1:"));
    for (std::string listen : {"8080", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:70000", ":80"}) {
        options.listen = listen;
        EXPECT_NE(fault(options).find("写法有误"), std::string::npos) << listen;
    }
    options.listen = "127.0.0.1:0";
    options.tls_cert = "/nonexistent.pem";
    EXPECT_NE(fault(options).find("一起给出"), std::string::npos);
    options.tls_key = "/nonexistent.key";
    EXPECT_NE(fault(options).find("/nonexistent.pem"), std::string::npos);
}

} // namespace
