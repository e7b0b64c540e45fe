#include "matrix/callers.h"

#include <stdexcept>

namespace matrix {

namespace {

bool holds(const auth::Permissions& held, const std::string& permission)
{
    for (std::size_t i = 0; i < auth::permission_count; ++i)
        if (auto p = static_cast<auth::Permission>(i); auth::to_text(p) == permission) return held.has(p);
    throw std::runtime_error("no permission " + permission);
}

} // namespace

std::vector<Caller> callers()
{
    std::vector<Caller> list{{"anonymous", {}, false}, {half_signed_in, {}, false}};
    for (const auto& role : auth::roles()) list.push_back({std::string(role.code), role.permissions});
    return list;
}

std::string scope_for(const Route& route, const Caller& caller)
{
    for (std::size_t i = 0; i < route.permissions.size(); ++i)
        if (holds(caller.permissions, route.permissions[i])) return route.scopes[i];
    return "";
}

support::Client client_of(World& world, const Caller& caller)
{
    if (caller.name == "anonymous") return support::Client(world.port());
    if (caller.name == half_signed_in) return world.half_signed_in();
    return world.as(caller.name);
}

} // namespace matrix
