#pragma once

#include "auth/route.h"
#include "ledger/check.h"

#include <span>

// 专家信息变更: a record is changed on a document, seen whole before and after, every version kept (Art. 10).
namespace amendment {

// /api/v1/experts/{id}/form, PUT /api/v1/experts/{id}, /api/v1/experts/{id}/versions …
std::span<const auth::Route> routes();
// /api/v1/experts/{id}/namesakes, /api/v1/experts/{id}/merge.
std::span<const auth::Route> merge_routes();

// What must always hold of mergings: who is merged has a record that goes on, and the way there ends. Empty when all is well.
std::vector<ledger::Finding> check_merges(db::Connection& connection);

} // namespace amendment
