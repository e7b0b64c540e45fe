#pragma once

#include "app/demo/clock.h"
#include "app/demo/demo.h"
#include "app/demo/units.h"
#include "http/http.h"

namespace app {

// A college that went into a university, and a company that asks to be registered.
void make_demo_registry(Library& library, const http::Router& router, DemoClock& clock, const DemoOptions& options,
                        const std::vector<DemoEntity>& entities);

} // namespace app
