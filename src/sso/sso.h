#pragma once

#include "auth/route.h"
#include "ledger/table.h"
#include "sso/rules.h"

// 统一身份认证: signing in by OpenID Connect (A6, A14). An identity opens the account that bound it beforehand, never one that happens to
// have its e-mail or name.
namespace sso {

extern const ledger::Table identity_table;

// The provider, as the settings say.
struct Settings {
    std::string issuer;                // empty: there is none
    std::string client_id;             // as registered there
    crypto::Secret client_secret;      // empty: a public client, PKCE alone
    std::string name = "统一身份认证"; // on the button
    std::string acr;                   // asked for, and taken for a second factor; empty: none
    std::string ca_file;               // PEM of who certifies it; empty: the system's list
    bool plain_loopback = false;       // http on this machine is let through: for tests
};
// That of this process from now on. Throws std::runtime_error in Chinese when the settings are unfit.
void use(Settings settings);

// /api/v1/session/oidc…, /api/v1/account/sso
std::span<const auth::Route> routes();

} // namespace sso
