#pragma once

#include "app/metrics.h"
#include "auth/route.h"

namespace app {

// What anyone may ask about the instance: GET /api/v1/status.
std::span<const auth::Route> status_routes();

// /healthz (200 once the database answers) and /metrics (Prometheus text), outside the API.
void add_operation_endpoints(http::Router& router, const Platform& platform, const Metrics& metrics);

} // namespace app
