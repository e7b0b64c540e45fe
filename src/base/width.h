#pragma once

#include <string>
#include <string_view>

// Full-width forms of ASCII (U+FF01 to U+FF5E) and the blanks U+3000 and U+00A0 in their narrow form; everything else as it is.
std::string half_width(std::string_view text);
