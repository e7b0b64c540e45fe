#pragma once

#include <cstdint>
#include <string>

// A share of ten thousand as people write it: 200 is "2%", 250 "2.5%", 5 "0.05%".
std::string percent(std::int64_t of_ten_thousand);
