#pragma once

#include "auth/route.h"

#include <span>

// 我的信息: the rights of an expert over the own record (Art. 10, 21; Personal Information Protection Law 44 to 47).
namespace own_record {

// /api/v1/account/record …
std::span<const auth::Route> routes();

} // namespace own_record
