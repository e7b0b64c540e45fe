#include "sso/provider.h"

#include "crypto/hash.h"
#include "sso/fetch.h"

#include <boost/json.hpp>
#include <boost/url.hpp>

#include <algorithm>
#include <mutex>

namespace sso {

namespace {

namespace bj = boost::json;

constexpr std::int64_t kept_ms = 10 * 60'000, between_ms = 60'000;

// By its spelling: "127.0.0.1.example" is another machine.
bool is_plain_loopback(std::string_view address)
{
    constexpr std::string_view scheme = "http://";
    if (!address.starts_with(scheme)) return false;
    auto authority = address.substr(scheme.size(), address.find('/', scheme.size()) - scheme.size());
    for (std::string_view host : {"127.0.0.1", "localhost", "[::1]"}) {
        if (!authority.starts_with(host)) continue;
        auto port = authority.substr(host.size());
        if (port.empty() || (port[0] == ':' && port.find_first_not_of("0123456789", 1) == port.npos)) return true;
    }
    return false;
}

// https, or http on this machine where the settings let it through; nothing that would hide another address.
bool is_fit(const Settings& settings, const std::string& address, bool query = false)
{
    auto url = boost::urls::parse_uri(address);
    if (!url || url->host().empty() || url->has_userinfo() || url->has_fragment() || (url->has_query() && !query)) return false;
    if (url->scheme() == "https") return true;
    return settings.plain_loopback && is_plain_loopback(address);
}

struct Metadata {
    std::string authorization, token, keys;
    bool basic = true; // client_secret_basic; otherwise in the body
};

std::string text_in(const bj::object& object, std::string_view name)
{
    const auto* value = object.if_contains({name.data(), name.size()});
    const auto* text = value ? value->if_string() : nullptr;
    return text ? std::string(text->data(), text->size()) : "";
}

bool lists(const bj::object& object, std::string_view name, std::string_view wanted, bool otherwise)
{
    const auto* value = object.if_contains({name.data(), name.size()});
    const auto* list = value ? value->if_array() : nullptr;
    if (!list) return otherwise;
    return std::any_of(list->begin(), list->end(), [&](const auto& one) { return one.is_string() && one.as_string() == wanted; });
}

bj::object object_of(const Fetched& answer, std::string_view what)
{
    boost::system::error_code fault;
    auto value = bj::parse(answer.body, fault);
    if (answer.status != 200 || fault || !value.is_object())
        throw Unreachable(std::string(what) + " answered " + std::to_string(answer.status));
    return value.as_object();
}

Metadata metadata_of(const Settings& settings, const bj::object& document)
{
    if (text_in(document, "issuer") != settings.issuer) throw Unreachable("discovery names another issuer");
    if (!lists(document, "code_challenge_methods_supported", "S256", false)) throw Unreachable("discovery offers no PKCE with S256");
    Metadata found{text_in(document, "authorization_endpoint"), text_in(document, "token_endpoint"), text_in(document, "jwks_uri"),
                   lists(document, "token_endpoint_auth_methods_supported", "client_secret_basic", true)};
    if (!is_fit(settings, found.authorization, true) || !is_fit(settings, found.token) || !is_fit(settings, found.keys))
        throw Unreachable("discovery names addresses that are not https");
    return found;
}

std::mutex in_use_mutex;
std::shared_ptr<const Provider>& in_use()
{
    static std::shared_ptr<const Provider> provider;
    return provider;
}

} // namespace

struct Provider::Parts {
    Settings settings;
    std::mutex mutex;
    std::optional<Metadata> metadata;
    Instant metadata_at{}, keys_at{};
    std::vector<KnownKey> keys;

    Fetched get(const std::string& url) const { return fetch({url, {}, "", "", settings.ca_file, settings.plain_loopback}); }

    Metadata described(Instant now)
    {
        {
            std::lock_guard lock(mutex);
            if (metadata && now - metadata_at < kept_ms) return *metadata;
        }
        std::string base = settings.issuer.ends_with('/') ? settings.issuer.substr(0, settings.issuer.size() - 1) : settings.issuer;
        auto found = metadata_of(settings, object_of(get(base + "/.well-known/openid-configuration"), "discovery"));
        std::lock_guard lock(mutex);
        metadata = found;
        metadata_at = now;
        return found;
    }
};

Provider::Provider(Settings settings) : parts_(new Parts)
{
    parts_->settings = std::move(settings);
}
Provider::~Provider() = default;

const Settings& Provider::settings() const
{
    return parts_->settings;
}

std::string Provider::authorization_url(const Exchange& exchange, Instant now) const
{
    const Settings& settings = parts_->settings;
    std::string address = parts_->described(now).authorization;
    std::vector<std::pair<std::string, std::string>> query{
        {"response_type", "code"},
        {"scope", "openid"},
        {"client_id", settings.client_id},
        {"redirect_uri", exchange.redirect},
        {"state", exchange.state},
        {"nonce", exchange.nonce},
        {"code_challenge", to_base64url(crypto::bytes_of(crypto::sha256(exchange.verifier)))},
        {"code_challenge_method", "S256"}};
    if (!settings.acr.empty()) query.emplace_back("acr_values", settings.acr);
    return address + (address.find('?') == std::string::npos ? "?" : "&") + encoded(query);
}

std::optional<std::string> Provider::redeem(const std::string& code, const Exchange& exchange, Instant now) const
{
    const Settings& settings = parts_->settings;
    Metadata metadata = parts_->described(now);
    Fetch request{metadata.token, {}, "", "", settings.ca_file, settings.plain_loopback};
    request.form = {
        {"grant_type", "authorization_code"}, {"code", code}, {"redirect_uri", exchange.redirect}, {"code_verifier", exchange.verifier}};
    bool secret = !settings.client_secret.empty();
    if (secret && metadata.basic) {
        request.user = settings.client_id;
        request.password = settings.client_secret.reveal();
    } else {
        request.form.emplace_back("client_id", settings.client_id);
        if (secret) request.form.emplace_back("client_secret", settings.client_secret.reveal());
    }
    Fetched answer = fetch(request);
    if (answer.status == 400) return std::nullopt; // invalid_grant and the like; 401 is our own registration's fault
    std::string token = text_in(object_of(answer, "token endpoint"), "id_token");
    if (token.empty()) throw Unreachable("token endpoint gave no id_token");
    return token;
}

std::vector<KnownKey> Provider::keys(const std::string& id, Instant now) const
{
    Parts& p = *parts_;
    auto knows = [&] { return std::any_of(p.keys.begin(), p.keys.end(), [&](const auto& known) { return id.empty() || known.id == id; }); };
    {
        std::lock_guard lock(p.mutex);
        std::int64_t age = now - p.keys_at;
        if (age < between_ms || (age < kept_ms && knows())) return p.keys;
    }
    Fetched answer = p.get(p.described(now).keys);
    auto found = answer.status == 200 ? read_keys(answer.body) : std::nullopt;
    if (!found) throw Unreachable("keys answered " + std::to_string(answer.status));
    std::lock_guard lock(p.mutex);
    p.keys = std::move(*found);
    p.keys_at = now;
    return p.keys;
}

void use(Settings settings)
{
    std::shared_ptr<const Provider> next;
    if (!settings.issuer.empty()) {
        if (!is_fit(settings, settings.issuer)) throw std::runtime_error("设置 oidc_issuer 应为 https 开头的网址，没有 ? 和 #。");
        if (settings.client_id.empty()) throw std::runtime_error("设置了 oidc_issuer，还应设置 oidc_client_id。");
        next = std::make_shared<const Provider>(std::move(settings));
    }
    std::lock_guard lock(in_use_mutex);
    in_use() = std::move(next);
}

std::shared_ptr<const Provider> provider()
{
    std::lock_guard lock(in_use_mutex);
    return in_use();
}

} // namespace sso
