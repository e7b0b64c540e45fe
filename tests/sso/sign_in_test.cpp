#include "sso/sso.h"

#include "crypto/random.h"
#include "crypto/totp.h"
#include "http/target.h"
#include "rulebook/rulebook.h"
#include "sso/signer.h"
#include "sso/token.h"
#include "support/orders.h"

#include <gtest/gtest.h>

using support::body_of;
using support::code_of;
using support::TestLibrary;

namespace {

// A provider on this machine that says what a test lets it say.
class Provider {
public:
    Provider()
    {
        http::ServerOptions options;
        options.listen = "127.0.0.1:0";
        auto document = [&] {
            return R"({"issuer":")" + issuer() + R"(","authorization_endpoint":")" + issuer() + R"(/auth","token_endpoint":")" + issuer() +
                   R"(/token","jwks_uri":")" + issuer() + R"(/keys","code_challenge_methods_supported":["S256"]})";
        };
        auto get = [&](const char* path, std::function<std::string()> body) {
            router_.add({http::Method::get, path, [body](const http::Request&) {
                             http::Response answer;
                             answer.body = body();
                             return answer;
                         }});
        };
        get("/.well-known/openid-configuration", document);
        get("/keys", [this] { return signer.jwks(); });
        http::Endpoint token{http::Method::post, "/token", [this](const http::Request& request) {
                                 asked = request;
                                 http::Response answer;
                                 answer.status = refuses ? 400 : 200;
                                 answer.body = refuses ? R"({"error":"invalid_grant"})" : R"({"id_token":")" + signer.token(claims) + "\"}";
                                 return answer;
                             }};
        token.raw_body = true;
        router_.add(std::move(token));
        server_ = std::make_unique<http::Server>(router_, page_, options, [](const http::Finished&) {});
        server_->start();
    }
    ~Provider() { server_->stop(0); }
    std::string issuer() const { return "http://127.0.0.1:" + std::to_string(server_->port()); }

    const support::Signer& signer = support::Signer::of(support::Signer::Kind::p256);
    std::string claims;
    bool refuses = false;
    http::Request asked;

private:
    http::Router router_;
    http::PageFiles page_{{}};
    std::unique_ptr<http::Server> server_;
};

// A browser with all its cookies.
class Surfer {
public:
    explicit Surfer(TestLibrary& library) : library_(library) {}
    std::map<std::string, std::string> cookies;

    http::Response send(http::Method method, const std::string& path, const json::Value& body = {})
    {
        http::Request request;
        request.method = method;
        request.path = path;
        request.peer = "127.0.0.1";
        request.cookies = cookies;
        request.headers = {{"origin", "https://bole.test"}, {"x-bole-token", token_}, {"idempotency-key", crypto::random_id()}};
        if (!body.is_null()) request.body = json::canonical(body);
        auto answer = library_.handle(std::move(request));
        for (const auto& [name, value] : answer.headers) {
            if (name != "Set-Cookie") continue;
            auto equals = value.find('=');
            cookies[value.substr(0, equals)] = value.substr(equals + 1, value.find(';') - equals - 1);
        }
        return answer;
    }
    http::Response post(const std::string& path, const json::Value& body = json::Object{}) { return send(http::Method::post, path, body); }
    http::Response get(const std::string& path) { return send(http::Method::get, path); }
    bool is_in()
    {
        auto session = get("/api/v1/session");
        if (session.status == 200) token_ = body_of(session).object().at("token").text();
        return session.status == 200;
    }
    std::string code()
    {
        library_.clock().advance(31'000);
        return crypto::totp_code(support::test_totp_secret(), crypto::totp_step(library_.clock().now()));
    }
    void sign_in(const std::string& login)
    {
        post("/api/v1/session/password", json::Object{{"name", login}, {"password", support::test_password}});
        post("/api/v1/session/totp", json::Object{{"code", code()}});
        ASSERT_TRUE(is_in());
    }

private:
    TestLibrary& library_;
    std::string token_;
};

std::string stage_of(const http::Response& answer)
{
    return answer.status == 200 ? body_of(answer).object().at("stage").text() : code_of(answer);
}

class Sso : public testing::TestWithParam<db::Engine> {
protected:
    Sso()
    {
        sso::Settings settings;
        settings.issuer = provider.issuer();
        settings.client_id = "bole";
        settings.client_secret = crypto::Secret("s3cret");
        settings.plain_loopback = true;
        sso::use(settings);
        library.add_account("chen", "operator");
    }
    ~Sso() override { sso::use({}); }

    Provider provider;
    TestLibrary library{GetParam()};

    // What a redirect put into the address.
    std::map<std::string, std::string> sent_by(const http::Response& answer)
    {
        EXPECT_EQ(answer.status, 200) << answer.body;
        std::string url = body_of(answer).object().at("url").text();
        return http::parse_target(url.substr(provider.issuer().size()))->query;
    }
    // The provider will say that this is who it has before it.
    void says(std::map<std::string, std::string>& sent, const std::string& subject, const std::string& more = "")
    {
        std::int64_t second = library.clock().now().ms / 1000;
        provider.claims = R"({"iss":")" + provider.issuer() + R"(","aud":"bole","sub":")" + subject + R"(","nonce":")" + sent["nonce"] +
                          R"(","iat":)" + std::to_string(second) + R"(,"exp":)" + std::to_string(second + 300) + more + "}";
    }
    http::Response come_back(Surfer& surfer, std::map<std::string, std::string>& sent, const std::string& code = "c0de")
    {
        return surfer.post("/api/v1/session/oidc/return", json::Object{{"state", sent["state"]}, {"code", code}});
    }
    http::Response start_binding(Surfer& surfer)
    {
        surfer.post("/api/v1/session/step-up", json::Object{{"code", surfer.code()}});
        return surfer.post("/api/v1/account/sso", json::Object{{"current", support::test_password}});
    }
    void bind(const std::string& login, const std::string& subject)
    {
        Surfer surfer(library);
        surfer.sign_in(login);
        auto sent = sent_by(start_binding(surfer));
        says(sent, subject);
        EXPECT_EQ(stage_of(come_back(surfer, sent)), "bound");
    }
    void order_rule(const std::string& code, std::int64_t value)
    {
        support::order_rule(library, library.add_account("li", "science_department"), code, value);
    }
    std::string goes_in(Surfer& surfer, const std::string& subject, const std::string& more = "")
    {
        auto sent = sent_by(surfer.post("/api/v1/session/oidc"));
        says(sent, subject, more);
        return stage_of(come_back(surfer, sent));
    }
};

TEST_P(Sso, OpensWhatWasBoundAndAsksTheSecondFactor)
{
    Surfer stranger(library);
    EXPECT_EQ(goes_in(stranger, "chen"), "sso.unbound") << "a subject like the sign-in name opens nothing";
    bind("chen", "u1");
    Surfer surfer(library);
    EXPECT_EQ(goes_in(surfer, "u1"), "totp");
    EXPECT_FALSE(surfer.is_in());
    surfer.post("/api/v1/session/totp", json::Object{{"code", surfer.code()}});
    EXPECT_TRUE(surfer.is_in());
    EXPECT_EQ(goes_in(stranger, "u2"), "sso.unbound");
    EXPECT_EQ(library.check(), "");
}

TEST_P(Sso, ExchangesTheCodeWithSecretAndVerifier)
{
    Surfer surfer(library);
    auto sent = sent_by(surfer.post("/api/v1/session/oidc"));
    EXPECT_EQ(sent["redirect_uri"], "https://bole.test/sign-in/sso");
    EXPECT_EQ(sent["code_challenge_method"], "S256");
    says(sent, "u1");
    come_back(surfer, sent);
    EXPECT_EQ(provider.asked.header("authorization"), "Basic " + to_base64(bytes_of("bole:s3cret")));
    auto form = http::parse_target("/?" + provider.asked.body)->query;
    EXPECT_EQ(form["code"], "c0de");
    std::string verifier = form["code_verifier"];
    EXPECT_GE(verifier.size(), 43u);
    EXPECT_EQ(sso::to_base64url(crypto::bytes_of(crypto::sha256(verifier))), sent["code_challenge"]);
}

// CSRF at sign-in, and replay: a state is good once, in its own browser, for ten minutes.
TEST_P(Sso, AStateIsGoodOnceInTheBrowserThatBegan)
{
    bind("chen", "u1");
    Surfer surfer(library), victim(library);
    auto sent = sent_by(surfer.post("/api/v1/session/oidc"));
    says(sent, "u1");
    EXPECT_EQ(stage_of(come_back(victim, sent)), "sso.state") << "without a cookie";
    sent_by(victim.post("/api/v1/session/oidc"));
    EXPECT_EQ(stage_of(come_back(victim, sent)), "sso.state") << "with a cookie of its own";
    auto cookie = surfer.cookies["__Host-bole-sso"];
    EXPECT_EQ(stage_of(come_back(surfer, sent)), "totp");
    surfer.cookies["__Host-bole-sso"] = cookie;
    EXPECT_EQ(stage_of(come_back(surfer, sent)), "sso.state") << "a second time";
    auto late = sent_by(surfer.post("/api/v1/session/oidc"));
    library.clock().advance(10 * 60'000);
    says(late, "u1");
    EXPECT_EQ(stage_of(come_back(surfer, late)), "sso.state") << "after ten minutes";
}

TEST_P(Sso, ATokenOfAnotherSignInOpensNothing)
{
    bind("chen", "u1");
    Surfer surfer(library);
    auto first = sent_by(surfer.post("/api/v1/session/oidc"));
    auto second = sent_by(surfer.post("/api/v1/session/oidc"));
    says(first, "u1");
    EXPECT_EQ(stage_of(come_back(surfer, second)), "sso.refused");
    provider.refuses = true;
    auto third = sent_by(surfer.post("/api/v1/session/oidc"));
    EXPECT_EQ(stage_of(come_back(surfer, third)), "sso.declined");
    auto fourth = sent_by(surfer.post("/api/v1/session/oidc"));
    EXPECT_EQ(stage_of(come_back(surfer, fourth, "")), "sso.declined") << "the person said no there";
    EXPECT_FALSE(surfer.is_in());
}

TEST_P(Sso, IsBoundOnceByPasswordAndCode)
{
    library.add_account("li", "operator");
    Surfer surfer(library);
    surfer.sign_in("chen");
    EXPECT_EQ(surfer.post("/api/v1/account/sso", json::Object{{"current", "wrong"}}).status, 422);
    library.clock().advance(6 * 60'000);
    EXPECT_EQ(surfer.post("/api/v1/account/sso", json::Object{{"current", support::test_password}}).status, 428);
    // Begun by one, brought back by another who is signed in here meanwhile.
    auto sent = sent_by(start_binding(surfer));
    says(sent, "u1");
    Surfer other(library);
    other.sign_in("li");
    other.cookies["__Host-bole-sso"] = surfer.cookies["__Host-bole-sso"];
    EXPECT_EQ(stage_of(come_back(other, sent)), "sso.state");
    bind("chen", "u1");
    auto again = sent_by(start_binding(other));
    says(again, "u1");
    EXPECT_EQ(stage_of(come_back(other, again)), "sso.taken");
    surfer.sign_in("chen");
    EXPECT_EQ(code_of(start_binding(surfer)), "sso.bound");
    EXPECT_EQ(surfer.send(http::Method::remove, "/api/v1/account/sso").status, 204);
    EXPECT_EQ(goes_in(other, "u1"), "sso.unbound");
    EXPECT_EQ(library.check(), "");
}

// X6: only by an ordered rule, and only where the provider says so.
TEST_P(Sso, TheProvidersSecondFactorCountsWhereTheRuleSaysSo)
{
    bind("chen", "u1");
    Surfer surfer(library);
    EXPECT_EQ(goes_in(surfer, "u1", R"(,"amr":["pwd","mfa"])"), "totp");
    order_rule("12.sso_second_factor", 1);
    EXPECT_EQ(goes_in(surfer, "u1", R"(,"amr":["pwd"])"), "totp");
    EXPECT_EQ(goes_in(surfer, "u1", R"(,"amr":["pwd","mfa"])"), "done");
    EXPECT_TRUE(surfer.is_in());
}

TEST_P(Sso, WithoutAProviderNothingIsOffered)
{
    sso::use({});
    Surfer surfer(library);
    EXPECT_FALSE(body_of(surfer.get("/api/v1/session/oidc")).object().at("offered").boolean());
    EXPECT_EQ(surfer.post("/api/v1/session/oidc").status, 409);
}

TEST(SsoSettings, RefuseWhatIsNoSafeAddress)
{
    auto refused = [](const std::string& issuer, bool plain) {
        sso::Settings settings;
        settings.issuer = issuer;
        settings.client_id = "bole";
        settings.plain_loopback = plain;
        try {
            sso::use(settings);
        } catch (const std::runtime_error&) {
            return true;
        }
        sso::use({});
        return false;
    };
    EXPECT_FALSE(refused("https://id.example", false));
    EXPECT_FALSE(refused("http://127.0.0.1:9", true));
    EXPECT_TRUE(refused("http://127.0.0.1:9", false));
    for (const char* address : {"http://id.example", "http://127.0.0.1.example", "http://localhost@id.example", "https://id.example?x=1",
                                "id.example", "file:///etc"})
        EXPECT_TRUE(refused(address, true)) << address;
}

INSTANTIATE_TEST_SUITE_P(Engines, Sso, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
