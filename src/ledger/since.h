#pragma once

#include "db/db.h"

#include <span>
#include <string_view>

// What was derived from protected tables may be kept as long as no act has changed them.
namespace ledger {

// Where the ledger stood. The leaf of its newest entry is random, so it tells libraries and histories apart.
struct Position {
    std::int64_t size = 0;
    Bytes leaf;
};
Position position_of(db::Connection& connection);

enum class Since {
    nothing, // `then` still stands: the entries since tell of no change in these tables
    change,  // or so many entries that reading everything again costs less than reading them
    earlier  // this connection sees less than `then`, or another ledger
};
Since since(db::Connection& connection, const Position& then, const Position& now, std::span<const std::string_view> tables);

} // namespace ledger
