#pragma once

#include "auth/permission.h"
#include "matrix/world.h"

namespace matrix {

// Who calls: a role's account, a passer-by, someone who has given only a password.
struct Caller {
    std::string name;
    auth::Permissions permissions;
    bool signed_in = true;
};
inline const std::string half_signed_in = "half signed in";
std::vector<Caller> callers();

// The scope in which the caller may use the route; empty: not at all.
std::string scope_for(const Route& route, const Caller& caller);

support::Client client_of(World& world, const Caller& caller);

} // namespace matrix
