#pragma once

#include "base/rule.h"

#include <string_view>

namespace ruling {

// The rules of one part of the program.
struct Part {
    std::span<const DatedRule> rules;
    std::string_view state; // ruled: may be set; settled: by the program; waiting: its part is not at work yet
};
std::span<const Part> parts();

// The part whose rule of this code can be set; nullptr when there is none.
const Part* part_of(std::string_view code);

} // namespace ruling
