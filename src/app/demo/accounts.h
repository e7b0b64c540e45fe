#pragma once

#include "app/demo/demo.h"

#include <string>
#include <string_view>

namespace app {

// How someone of the demonstration signs in; made from the seed alone.
struct DemoSignIn {
    std::string login, password;
    std::string totp_secret; // hex
};
DemoSignIn demo_sign_in(std::uint64_t seed, std::string_view role);

// The office's own units and one sign-in per role, all with the password and TOTP secret written to the accounts file.
void make_demo_accounts(Library& library, const DemoOptions& options);

} // namespace app
