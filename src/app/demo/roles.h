#pragma once

#include "app/demo/demo.h"
#include "http/http.h"

namespace app {

// Beside the sign-ins: somebody whose role waits for the science department, and somebody who was blocked; through the program's own
// routes.
void make_demo_roles(Library& library, const http::Router& router, DemoClock& clock, const DemoOptions& options);

} // namespace app
