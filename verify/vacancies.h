#pragma once

#include "draw.h"
#include "event.h"

namespace verify {

// Holds every vacancy and substitute of a round against draw.md, 1.9; throws Problem for the first that is not so.
void check_vacancies(const Draw& draw, const Plan& plan, const std::vector<Entry>& pool, const std::vector<People>& panel,
                     const std::vector<Event>& events);

} // namespace verify
