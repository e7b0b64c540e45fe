#pragma once

#include "app/demo/demo.h"

namespace app {

// The office's own units and one sign-in per role, all with the password and TOTP secret written to the accounts file.
void make_demo_accounts(Library& library, const DemoOptions& options);

} // namespace app
