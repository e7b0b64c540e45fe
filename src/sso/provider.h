#pragma once

#include "sso/sso.h"
#include "sso/token.h"

#include <memory>

// The one identity provider of the settings: its discovery document and keys, kept for some minutes. Any thread may call.
namespace sso {

// What is sent with a browser, and later with the code it brings.
struct Exchange {
    std::string redirect, state, nonce, verifier;
};

class Provider {
public:
    explicit Provider(Settings settings);
    ~Provider();
    const Settings& settings() const;

    // Where the browser goes. Throws Unreachable, also when what the provider says of itself is unfit.
    std::string authorization_url(const Exchange& exchange, Instant now) const;
    // The ID token for a code. Nothing when the provider does not take it; throws Unreachable.
    std::optional<std::string> redeem(const std::string& code, const Exchange& exchange, Instant now) const;
    // The keys, fetched again when none has the id, once a minute at most.
    std::vector<KnownKey> keys(const std::string& id, Instant now) const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

// That of use(); nullptr: none.
std::shared_ptr<const Provider> provider();

} // namespace sso
