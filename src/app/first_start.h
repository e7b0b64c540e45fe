#pragma once

#include "app/library.h"

namespace app {

// The three administrators of an empty library (三权分立), each with a code that opens the account once. No account can be used before.
struct FirstAccount {
    std::string login, role_name, code;
};
std::vector<FirstAccount> add_administrators(Library& library);

} // namespace app
