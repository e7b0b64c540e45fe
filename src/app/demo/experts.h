#pragma once

#include "app/demo/units.h"

namespace app {

// Someone who may lead a project under review.
struct DemoLead {
    std::string name, citizen_id;
    std::int64_t entity_id, unit_id; // legal entity and place in it
};

// Invented experts with every kind of fact that recusal and eligibility read, in acts of 500. Gives
// some of them as leads, so that projects bring every kind of conflict.
std::vector<DemoLead> make_demo_experts(Library& library, const DemoOptions& options, const std::vector<DemoEntity>& entities,
                                        DemoRandom& random,
                                        const std::function<void(std::string_view, std::int64_t, std::int64_t)>& progress);

} // namespace app
