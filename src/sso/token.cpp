#include "sso/token.h"

#include <boost/json.hpp>

#include <algorithm>

namespace sso {

namespace {

namespace bj = boost::json;

constexpr std::size_t longest_token = 16'384, longest_subject = 255;
constexpr std::int64_t leeway_ms = 60'000, oldest_ms = 10 * 60'000;

// Documents of others: fractions and repeated names are theirs to write, depth and size are held.
std::optional<bj::object> read_object(std::string_view text)
{
    boost::system::error_code fault;
    bj::parse_options options;
    options.max_depth = 16;
    auto value = bj::parse({text.data(), text.size()}, fault, {}, options);
    if (fault || !value.is_object()) return std::nullopt;
    return value.as_object();
}

std::string text_in(const bj::object& object, std::string_view name)
{
    const auto* value = object.if_contains({name.data(), name.size()});
    const auto* text = value ? value->if_string() : nullptr;
    return text ? std::string(text->data(), text->size()) : std::string();
}

std::vector<std::string> texts_in(const bj::object& object, std::string_view name)
{
    std::vector<std::string> texts;
    const auto* value = object.if_contains({name.data(), name.size()});
    if (!value) return texts;
    if (const auto* text = value->if_string()) texts.emplace_back(text->data(), text->size());
    if (const auto* list = value->if_array())
        for (const auto& one : *list)
            if (const auto* text = one.if_string()) texts.emplace_back(text->data(), text->size());
    return texts;
}

// Seconds since 1970, as numbers of any kind.
std::optional<Instant> instant_in(const bj::object& object, std::string_view name)
{
    constexpr double latest = 253'402'300'799.0;
    const auto* value = object.if_contains({name.data(), name.size()});
    if (!value || !value->is_number()) return std::nullopt;
    double seconds = value->to_number<double>();
    if (!(seconds >= 0 && seconds <= latest)) return std::nullopt;
    return Instant{static_cast<std::int64_t>(seconds * 1000)};
}

struct Parts {
    std::string_view signed_text, payload;
    bj::object header;
    Bytes signature;
};

std::optional<Parts> take_apart(std::string_view token)
{
    auto first = token.find('.'), second = token.find('.', first == token.npos ? first : first + 1);
    if (token.size() > longest_token || second == token.npos || token.find('.', second + 1) != token.npos) return std::nullopt;
    auto header = from_base64url(token.substr(0, first)), signature = from_base64url(token.substr(second + 1));
    if (!header || !signature) return std::nullopt;
    auto object = read_object(text_of(*header));
    if (!object) return std::nullopt;
    return Parts{token.substr(0, second), token.substr(first + 1, second - first - 1), std::move(*object), std::move(*signature)};
}

std::optional<crypto::TokenKey> key_in(const bj::object& entry)
{
    if (auto use = text_in(entry, "use"); !use.empty() && use != "sig") return std::nullopt;
    auto number = [&](std::string_view name) { return from_base64url(text_in(entry, name)).value_or(Bytes()); };
    if (text_in(entry, "kty") == "RSA") return crypto::TokenKey::rsa(number("n"), number("e"));
    if (text_in(entry, "kty") == "EC" && text_in(entry, "crv") == "P-256") return crypto::TokenKey::p256(number("x"), number("y"));
    return std::nullopt;
}

// The one key that the header can mean: of its id, or the only one of its kind where it names none.
const crypto::TokenKey* key_for(const std::vector<KnownKey>& keys, const std::string& id, crypto::TokenKey::Kind kind)
{
    const crypto::TokenKey* found = nullptr;
    for (const auto& known : keys) {
        if (known.key.kind() != kind || (!id.empty() && known.id != id)) continue;
        if (found) return nullptr;
        found = &known.key;
    }
    return found;
}

std::string_view fault_of(const bj::object& claims, const Expected& expected)
{
    if (text_in(claims, "iss") != expected.issuer) return "issuer";
    auto audience = texts_in(claims, "aud");
    auto party = text_in(claims, "azp");
    if (std::find(audience.begin(), audience.end(), expected.client_id) == audience.end()) return "audience";
    if (party.empty() ? audience.size() > 1 : party != expected.client_id) return "audience";
    auto until = instant_in(claims, "exp"), made = instant_in(claims, "iat");
    if (!until || !made || expected.now - *until >= leeway_ms || expected.now - *made > oldest_ms) return "expired";
    if (*made - expected.now > leeway_ms) return "early";
    if (expected.nonce.empty() || text_in(claims, "nonce") != expected.nonce) return "nonce";
    auto subject = text_in(claims, "sub");
    return subject.empty() || subject.size() > longest_subject ? "subject" : "";
}

} // namespace

std::string to_base64url(const Bytes& bytes)
{
    std::string text = to_base64(bytes);
    std::replace(text.begin(), text.end(), '+', '-');
    std::replace(text.begin(), text.end(), '/', '_');
    text.erase(std::find(text.begin(), text.end(), '='), text.end());
    return text;
}

std::optional<Bytes> from_base64url(std::string_view text)
{
    if (text.find_first_of("+/=") != text.npos) return std::nullopt;
    std::string standard(text);
    std::replace(standard.begin(), standard.end(), '-', '+');
    std::replace(standard.begin(), standard.end(), '_', '/');
    standard.append((4 - standard.size() % 4) % 4, '=');
    return from_base64(standard);
}

std::optional<std::vector<KnownKey>> read_keys(const std::string& document)
{
    auto object = read_object(document);
    const auto* value = object ? object->if_contains("keys") : nullptr;
    const auto* list = value ? value->if_array() : nullptr;
    if (!list) return std::nullopt;
    std::vector<KnownKey> keys;
    for (const auto& entry : *list)
        if (const auto* one = entry.if_object())
            if (auto key = key_in(*one)) keys.push_back({text_in(*one, "kid"), std::move(*key)});
    return keys;
}

std::string key_id_of(std::string_view token)
{
    auto parts = take_apart(token);
    return parts ? text_in(parts->header, "kid") : "";
}

Judged judge(std::string_view token, const std::vector<KnownKey>& keys, const Expected& expected)
{
    auto parts = take_apart(token);
    if (!parts) return {{}, "form"};
    auto algorithm = text_in(parts->header, "alg");
    if (algorithm != "RS256" && algorithm != "ES256") return {{}, "algorithm"};
    if (parts->header.if_contains("crit")) return {{}, "form"};
    const auto kind = algorithm == "RS256" ? crypto::TokenKey::Kind::rsa : crypto::TokenKey::Kind::p256;
    const auto* key = key_for(keys, text_in(parts->header, "kid"), kind);
    if (!key) return {{}, "key"};
    if (!key->verifies(parts->signed_text, parts->signature)) return {{}, "signature"};
    auto payload = from_base64url(parts->payload);
    auto claims = payload ? read_object(text_of(*payload)) : std::nullopt;
    if (!claims) return {{}, "form"};
    if (auto fault = fault_of(*claims, expected); !fault.empty()) return {{}, fault};
    return {Identity{text_in(*claims, "sub"), text_in(*claims, "acr"), texts_in(*claims, "amr")}, {}};
}

} // namespace sso
