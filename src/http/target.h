#pragma once

#include "base/result.h"

#include <map>
#include <string>
#include <string_view>

namespace http {

// A request target taken apart: path and query decoded, refused when it holds what has two readings
// (bad percent codes, U+0000, "..", ill-formed UTF-8, a query name twice).
struct Target {
    std::string path;
    std::map<std::string, std::string> query;
};
Result<Target> parse_target(std::string_view target);

} // namespace http
