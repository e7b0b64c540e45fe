#pragma once

#include "app/demo/clock.h"
#include "app/demo/demo.h"
#include "http/http.h"

namespace app {

// The demonstration's expert is given a record of the library; its fields are looked at, and one day somebody looks at too many; the expert
// takes note of what is told and asks for a correction.
void make_demo_readings(Library& library, const http::Router& router, DemoClock& clock, const DemoOptions& options);

} // namespace app
