#include "http/site.h"

namespace {

using support::Client;

TEST(HttpPage, ServesFilesAndThePagesOwnRoutes)
{
    Site site;
    Client client(site.port());
    struct Case {
        const char* path;
        int status;
        const char* type;
        const char* cache;
    };
    const char* json = "application/json; charset=utf-8";
    const char* html = "text/html; charset=utf-8";
    const Case cases[] = {
        {"/", 200, html, "no-cache"},
        {"/index.html", 200, html, "no-cache"},
        {"/draws/abc/room", 200, html, "no-cache"},
        {"/apiary", 200, html, "no-cache"},
        {"/assets/app-1a2b.js", 200, "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"},
        {"/favicon.svg", 200, "image/svg+xml", "no-cache"},
        {"/assets/old-0000.js", 404, json, "no-store"},
        {"/missing.png", 404, json, "no-store"},
        {"/api/missing", 404, json, "no-store"},
    };
    for (const auto& c : cases) {
        auto reply = client.get(c.path);
        EXPECT_EQ(reply.status, c.status) << c.path;
        EXPECT_EQ(reply.header("content-type"), c.type) << c.path;
        EXPECT_EQ(reply.header("cache-control"), c.cache) << c.path;
    }
    EXPECT_EQ(client.get("/draws/abc/room").body, "<!doctype html>伯乐");
    EXPECT_EQ(client.post("/").status, 404);
}

TEST(HttpPage, AnswersUnchangedFilesWith304)
{
    Site site;
    Client client(site.port());
    auto etag = client.get("/").header("etag");
    ASSERT_EQ(etag.size(), 34u);
    EXPECT_NE(client.get("/favicon.svg").header("etag"), etag);
    for (std::string sent : {etag, "W/" + etag, "\"other\", " + etag}) {
        auto reply = client.get("/", {{"If-None-Match", sent}});
        EXPECT_EQ(reply.status, 304) << sent;
        EXPECT_EQ(reply.header("etag"), etag);
        EXPECT_EQ(reply.header("content-type"), "");
    }
    EXPECT_EQ(client.get("/", {{"If-None-Match", "\"other\""}}).status, 200);
}

} // namespace
