#pragma once

#include "app/demo/clock.h"
#include "app/library.h"

#include <cstdint>
#include <functional>

namespace app {

struct DemoOptions {
    int experts = 2000;
    std::uint64_t seed = 1;
    std::string accounts_file; // where the sign-ins are written as JSON; empty: nowhere
};

// How long before the present a demonstration begins, so that what it holds is past.
inline constexpr int demo_days = 30;

// Fills a new demonstration library, made on `clock`, with invented units, people and work. The same seed gives the same
// content.
void make_demo(Library& library, DemoClock& clock, const DemoOptions& options,
               const std::function<void(std::string_view, std::int64_t, std::int64_t)>& progress);

} // namespace app
