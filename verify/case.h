#pragma once

#include "json.h"

namespace verify {

// Runs a case of tests/data/draw_vectors: everything from the plan and the experts to the result, as one document;
// {"error":"no panel"} when none of the first `attempts` gives a panel.
Value run_case(const Value& document, std::int64_t attempts);

} // namespace verify
