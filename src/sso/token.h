#pragma once

#include "base/time.h"
#include "crypto/token_key.h"

#include <string>
#include <string_view>
#include <vector>

// What an identity provider signs (OpenID Connect Core 3.1.3.7), judged without network or clock.
namespace sso {

// base64url without padding (RFC 7515); nothing for any other spelling.
std::string to_base64url(const Bytes& bytes);
std::optional<Bytes> from_base64url(std::string_view text);

// The keys of a JWKS document that can verify; others are passed over. Nothing when it is no such document.
struct KnownKey {
    std::string id; // may be empty
    crypto::TokenKey key;
};
std::optional<std::vector<KnownKey>> read_keys(const std::string& document);

// The key id that a token names; empty: none, or no token at all.
std::string key_id_of(std::string_view token);

struct Expected {
    std::string issuer, client_id, nonce;
    Instant now;
};
struct Identity {
    std::string subject, acr;
    std::vector<std::string> amr;
};
// Who the token speaks of, or what is wrong with it in one word: form, algorithm, key, signature, issuer, audience, expired, early, nonce,
// subject.
struct Judged {
    std::optional<Identity> identity;
    std::string_view fault{};
};
Judged judge(std::string_view token, const std::vector<KnownKey>& keys, const Expected& expected);

} // namespace sso
