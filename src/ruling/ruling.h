#pragma once

#include "auth/route.h"

// Dated rules as people see and set them (Art. 26: the science department interprets; A10, A15).
namespace ruling {

// /api/v1/rules, /api/v1/rules/{code}/…, /api/v1/rule-orders/{id}/…
std::span<const auth::Route> routes();
// /api/v1/texts, /api/v1/texts/{code}/…, /api/v1/text-orders/{id}/…
std::span<const auth::Route> text_routes();

} // namespace ruling
