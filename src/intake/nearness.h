#pragma once

#include <string>
#include <vector>

namespace intake {

// How alike two names are, 0 to 1: by the pairs of neighbouring characters they share, or by how few changes lead from one to the other.
double likeness(const std::string& a, const std::string& b);
// The names most like `text`, at least half alike, the likest first, at most three.
std::vector<std::string> nearest(const std::string& text, const std::vector<std::string>& names);

} // namespace intake
