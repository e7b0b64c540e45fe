#pragma once

#include "auth/route.h"
#include "registry/unit.h"

// What the requests that change a unit have in common.
namespace registry {

inline const fields::Rule version_rule{.label = "版本", .required = true, .min = 1};
inline const fields::Rule grounds_rule{.label = "依据", .required = true, .max = 500, .multiline = true, .note = "文件的名称文号，或理由"};

// The unit as it stands when it may be changed: in the filter, of that version, not merged into another.
Result<Unit> for_change(db::Connection& connection, const auth::Filter& filter, const std::string& public_id, std::int64_t version);

// What an entry says: what was done, and on which grounds.
std::string reason_of(const std::string& told, const std::string& grounds);

} // namespace registry
