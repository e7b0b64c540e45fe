#pragma once

#include "db/db.h"

namespace expert {

// The single number that `sql` asks of the list's tables, remembered by its text and values until an act changes one of them.
std::int64_t total_of(db::Connection& connection, const std::string& sql, const db::Values& values);

} // namespace expert
