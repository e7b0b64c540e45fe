#pragma once

#include "app/demo/units.h"

namespace app {

// Invented experts with every kind of fact that recusal and eligibility read, in acts of 500.
void make_demo_experts(Library& library, const DemoOptions& options, const std::vector<DemoEntity>& entities, DemoRandom& random,
                       const std::function<void(std::string_view, std::int64_t, std::int64_t)>& progress);

} // namespace app
