#pragma once

#include "db/db.h"

#include <optional>

namespace units {

// Brings the closure up to date when the unit, with all below it, comes to hang below `parent` or becomes a legal entity.
void hang(db::Connection& connection, std::int64_t id, std::optional<std::int64_t> parent);

} // namespace units
