#pragma once

#include "auth/route.h"

#include <span>

// 专家信息变更: a record is changed on a document, seen whole before and after, every version kept (Art. 10).
namespace amendment {

// /api/v1/experts/{id}/form, PUT /api/v1/experts/{id}, /api/v1/experts/{id}/versions …
std::span<const auth::Route> routes();

} // namespace amendment
