#pragma once

#include "intake/draft.h"
#include "intake/fault.h"

namespace intake {

inline constexpr std::size_t most_experts = 50'000; // of one file: it is written in one transaction

// Rules between the cells of a row and the rows of a file, of everything about persons; fills in what follows from an identity
// number.
void complete_people(Draft& draft, Day today, Faults& faults);

} // namespace intake
