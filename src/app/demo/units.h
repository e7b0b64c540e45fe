#pragma once

#include "app/demo/demo.h"
#include "app/demo/random.h"
#include "ledger/act.h"

#include <vector>

namespace app {

// An invented legal entity with its sub-units.
struct DemoEntity {
    std::int64_t id;
    std::string name, kind, region;
    std::vector<std::int64_t> parts;
};

// About 150 units, ids into the act; the caller appends the entry.
std::vector<DemoEntity> add_demo_entities(ledger::Act& act, DemoRandom& random, Day verified_on);

} // namespace app
