#pragma once

#include "auth/route.h"
#include "ledger/table.h"

// Dated rules as people see and set them (Art. 26: the science department interprets; A10, A15).
namespace ruling {

// /api/v1/rules, /api/v1/rules/{code}/…, /api/v1/rule-orders/{id}/…
std::span<const auth::Route> routes();
// /api/v1/texts, /api/v1/texts/{code}/…, /api/v1/text-orders/{id}/…
std::span<const auth::Route> text_routes();
// /api/v1/code-tables, /api/v1/code-tables/{table}/…, /api/v1/code-editions/{id}/…
std::span<const auth::Route> code_routes();

extern const ledger::Table code_edition_table;
// The code tables hold what is approved and has begun. Asked before the first request, and now and then.
void use_code_editions(const Platform& platform);

} // namespace ruling
