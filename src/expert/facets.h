#pragma once

#include <string>
#include <vector>

// The derived table that the list filters by: an expert's codes, each with every code above it, and search terms.
namespace expert {

// How a typed name is looked up among terms: "ouyang", "oyx" or the name itself, as the beginning of a term.
std::string term_of(std::string_view typed);

} // namespace expert
