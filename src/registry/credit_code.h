#pragma once

#include "base/result.h"

namespace registry {

// The code in its stored form, or what is wrong with it. Where a single other character would make it right and that one is the only
// one, or a check character, the refusal names it (GB 32100, with the organisation code of GB 11714 inside).
Result<std::string> read_credit_code(const std::string& typed);

// Characters 9 to 17 of a code, as they were written before 2015: "12345678-9".
std::string organisation_code(const std::string& code);

} // namespace registry
