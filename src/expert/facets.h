#pragma once

#include "db/db.h"

#include <string>

// The derived table that the list filters by: an expert's codes, each with every code above it, and search terms.
namespace expert {

// How a typed name is looked up among terms: "ouyang", "oyx" or the name itself, as the beginning of a term.
std::string term_of(std::string_view typed);

// Writes those of one expert again from the covered tables.
void rewrite_facets(db::Connection& connection, std::int64_t id);

} // namespace expert
