#include "base/percent.h"

std::string percent(std::int64_t of_ten_thousand)
{
    std::string part = std::to_string(of_ten_thousand % 100 + 100).substr(1);
    while (!part.empty() && part.back() == '0') part.pop_back();
    return std::to_string(of_ten_thousand / 100) + (part.empty() ? "" : "." + part) + "%";
}
