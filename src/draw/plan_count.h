#pragma once

#include "draw/count.h"
#include "draw/feasibility.h"
#include "draw/plan_answers.h"

namespace draw {

// Whether the counted experts can fill the plan, with what stands in the way in words.
struct Outlook {
    bool drawable = false;
    std::string share;
    std::vector<PlanProblem> problems;
    std::optional<feasibility::Chances> chances;
};
Outlook outlook_of(const Plan& plan, const PoolSets& sets, const Count& count);

// The answer that the plan page shows; the caller adds the ledger's size.
CountAnswer count_answer(const Facts& facts, const Plan& plan, const Question& question);

} // namespace draw
