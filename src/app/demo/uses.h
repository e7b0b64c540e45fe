#pragma once

#include "app/demo/demo.h"
#include "http/http.h"

namespace app {

// The using unit's right to use the library, granted, and its application for the year after, which waits (Art. 12).
void make_demo_uses(Library& library, const http::Router& router, DemoClock& clock, const DemoOptions& options);

} // namespace app
