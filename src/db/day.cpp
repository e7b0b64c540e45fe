#include "db/day.h"

namespace db {

std::optional<Day> maybe_day(const Row& row, int column)
{
    if (row.is_null(column)) return std::nullopt;
    auto day = parse_day(row.text(column));
    if (!day) throw Failure(Fault::other, "column " + std::to_string(column) + " is no day");
    return day;
}

} // namespace db
