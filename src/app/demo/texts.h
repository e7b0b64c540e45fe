#pragma once

#include "app/demo/demo.h"
#include "http/http.h"

namespace app {

// Texts ordered anew: one approved for a later day, one that waits for approval.
void make_demo_texts(Library& library, const http::Router& router, DemoClock& clock, const DemoOptions& options);

} // namespace app
