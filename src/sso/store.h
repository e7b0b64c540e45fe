#pragma once

#include "auth/second_factor.h"

// Identities that are bound, and redirects under way.
namespace sso {

// A redirect as the provider's answer finds it again.
struct Attempt {
    std::string nonce, verifier;
    std::optional<std::int64_t> binds; // the account that it is to be bound to; nothing: a sign-in
};
// Keeps one; gives what the provider is sent and what the browser keeps in a cookie. Refused when too many begin from one network.
struct Begun {
    std::string state, browser, nonce, verifier;
};
Result<Begun> begin_attempt(const auth::Context& c, std::optional<std::int64_t> binds);
// Uses one up: nothing when it is unknown, used, older than ten minutes or of another browser.
std::optional<Attempt> take(const auth::Context& c, const std::string& state, const std::string& browser);

// The active account that an identity opens.
struct Bound {
    std::int64_t id;
    std::string public_id;
    auth::Factors factors;
};
std::optional<Bound> account_of(const auth::Context& c, const std::string& issuer, const std::string& subject);

// When the account was bound; nothing when it is not.
std::optional<Instant> bound_at(const auth::Context& c);
// Within `act`, for the caller's entry.
Result<Done> bind_subject(ledger::Act& act, const auth::Context& c, const std::string& issuer, const std::string& subject);
Result<Done> unbind_subject(ledger::Act& act, const auth::Context& c);

} // namespace sso
