#pragma once

#include "auth/permission.h"
#include "base/time.h"
#include "db/db.h"

#include <optional>
#include <span>
#include <string>

namespace auth {

// What the science department may lend to an agency (Art. 2: 日常管理、专家服务).
struct Power {
    std::string_view code, name;
    Permission permission;
    bool reserved; // lent only when the document names it (A7)
};
std::span<const Power> powers();
const Power* find_power(std::string_view code);

// What is lent to the legal entity on that day, and in whose name its people then act.
struct Lent {
    Permissions permissions;
    std::optional<std::string> lender; // public id of a unit; nothing when nothing is lent
};
Lent lent_to(db::Connection& connection, std::int64_t entity_id, Day today);

} // namespace auth
