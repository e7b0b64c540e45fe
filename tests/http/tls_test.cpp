#include "http/site.h"

#include <filesystem>

namespace {

using support::Client;

// A certificate for "localhost", made once.
struct Certificate {
    std::string folder = testing::TempDir() + "bole-tls-" + std::to_string(getpid());
    std::string cert = folder + "/cert.pem", key = folder + "/key.pem";

    Certificate()
    {
        std::filesystem::create_directories(folder);
        std::string command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost "
                              "-addext subjectAltName=DNS:localhost -keyout " +
                              key + " -out " + cert + " 2>/dev/null";
        if (std::system(command.c_str()) != 0) throw std::runtime_error("openssl failed");
    }
    ~Certificate() { std::filesystem::remove_all(folder); }
};

http::ServerOptions secure(const Certificate& certificate)
{
    http::ServerOptions options;
    options.tls_cert = certificate.cert;
    options.tls_key = certificate.key;
    options.stream_poll_ms = 5;
    return options;
}

TEST(HttpTls, ServesRequestsBodiesAndStreams)
{
    Certificate certificate;
    Site site(secure(certificate));
    Client client(site.port(), certificate.cert);
    auto reply = client.get("/api/echo");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.header("strict-transport-security"), "max-age=31536000");
    EXPECT_EQ(client.upload("/api/file", std::string(2 << 20, 'x')).json().object().at("bytes").integer(), 2 << 20);
    EXPECT_EQ(client.get("/api/big").body.size(), std::size_t{3 << 20});
    EXPECT_EQ(client.upload("/api/file", std::string(6 << 20, 'x')).status, 413);
    auto events = client.events("/api/events?count=2");
    EXPECT_EQ(events.next(), "event 2\n第二行");
    EXPECT_EQ(events.next(), "event 1\n第二行");
    EXPECT_EQ(events.next(), std::nullopt);
    support::Wire wire(site.port(), certificate.cert);
    EXPECT_EQ(wire.protocol(), "TLSv1.3");
    wire.send("GET /api/echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    EXPECT_TRUE(wire.receive_rest().starts_with("HTTP/1.1 200 OK\r\n"));
}

TEST(HttpTls, RefusesOldVersionsAndPlainText)
{
    Certificate certificate;
    Site site(secure(certificate));
    std::string at = " -connect 127.0.0.1:" + std::to_string(site.port()) + " -CAfile " + certificate.cert + " </dev/null >/dev/null 2>&1";
    EXPECT_NE(std::system(("openssl s_client -tls1_1 -cipher DEFAULT@SECLEVEL=0" + at).c_str()), 0);
    EXPECT_EQ(std::system(("openssl s_client -tls1_2" + at).c_str()), 0);
    support::Wire plain(site.port());
    plain.send("GET /api/echo HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(plain.receive_rest().find("HTTP/1.1 200"), std::string::npos);
    EXPECT_EQ(Client(site.port(), certificate.cert).get("/api/echo").status, 200);
}

TEST(HttpTls, CutsOffClientsThatNeverShakeHands)
{
    Certificate certificate;
    auto options = secure(certificate);
    options.header_seconds = 1;
    Site site(options);
    support::Wire plain(site.port());
    plain.send("\x16\x03\x01");
    EXPECT_EQ(plain.receive_rest(), "");
}

TEST(HttpTls, StartRefusesAKeyOfAnotherCertificate)
{
    Certificate certificate;
    http::Router router;
    http::PageFiles page({});
    auto options = secure(certificate);
    options.listen = "127.0.0.1:0";
    ASSERT_EQ(std::system(("openssl genpkey -algorithm ed25519 -out " + certificate.folder + "/other.pem 2>/dev/null").c_str()), 0);
    options.tls_key = certificate.folder + "/other.pem";
    http::Server server(router, page, options, nullptr);
    EXPECT_THROW(server.start(), std::runtime_error);
}

} // namespace
