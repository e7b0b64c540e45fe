#pragma once

#include "auth/route.h"

namespace app {

// GET /api/v1/rules: every reading of the regulation as it stands today and what it was before (Art. 26, A10).
std::span<const auth::Route> rule_routes();

} // namespace app
