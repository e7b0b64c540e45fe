#pragma once

#include "base/fields.h"
#include "db/db.h"

#include <cstdint>
#include <string>
#include <vector>

namespace intake {

// What a batch wrote. Its act held the ledger's head, so the ids of its rows follow one another, in every table.
struct BatchRows {
    std::int64_t batch_id = 0; // and the first id
    std::int64_t last_id = 0;
    std::int64_t seq = 0; // of its entry "import.applied/1"
};

// One kind of thing that stands on the rows of a batch.
struct Obstacle {
    std::string what;
    std::int64_t count = 0;
    std::vector<std::string> names; // the first twenty
};
const fields::Table& fields_of(const Obstacle*);

// Everything that stands on them; nothing when the batch can be taken back.
std::vector<Obstacle> find_obstacles(db::Connection& connection, const BatchRows& rows);

} // namespace intake
