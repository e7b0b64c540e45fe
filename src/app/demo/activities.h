#pragma once

#include "app/demo/experts.h"
#include "http/http.h"

namespace app {

// Activities in every state, some drawn and finished, one with a void round: made through the program's own routes by the
// demonstration's people. Draws need a library of at least 200 experts; a smaller one gets none.
void make_demo_activities(Library& library, const http::Router& router, DemoClock& clock, const DemoOptions& options,
                          const std::vector<DemoEntity>& entities, const std::vector<DemoLead>& leads);

} // namespace app
