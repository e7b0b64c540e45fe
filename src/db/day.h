#pragma once

#include "db/db.h"

namespace db {

// A legal day in a text column; nothing when NULL. Throws Failure when the text is no day.
std::optional<Day> maybe_day(const Row& row, int column);

} // namespace db
