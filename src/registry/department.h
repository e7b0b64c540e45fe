#pragma once

#include "db/db.h"

#include <optional>
#include <string>
#include <vector>

// Operator and supervisor of a draw work in different departments (Art. 15(2)), also after units have been moved about.
namespace registry {

// How the tree is to change: `unit`, with all below it, comes to hang below `parent`; or it is dissolved into `parent`.
struct Hanging {
    std::int64_t unit = 0;
    std::optional<std::int64_t> parent;
    bool dissolved = false;
};

struct ActivityName {
    std::string number, name;
};
// Activities under way whose two people would then be in one department and are not now.
std::vector<ActivityName> joined_departments(db::Connection& connection, const Hanging& hanging);

} // namespace registry
