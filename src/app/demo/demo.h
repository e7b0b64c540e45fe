#pragma once

#include "app/library.h"

#include <cstdint>
#include <functional>

namespace app {

struct DemoOptions {
    int experts = 2000;
    std::uint64_t seed = 1;
    std::string accounts_file; // where the sign-ins are written as JSON; empty: nowhere
};

// The clock demonstration libraries are made on: two weeks before the present, so that what they hold is past.
std::unique_ptr<Clock> demo_clock();

// Fills a new demonstration library with invented units, people and work. The same seed gives the same content.
void make_demo(Library& library, const DemoOptions& options,
               const std::function<void(std::string_view, std::int64_t, std::int64_t)>& progress);

} // namespace app
