#pragma once

#include "draw/count.h"
#include "draw/disclosure.h"
#include "draw/feasibility.h"

// The smallest changes of a plan that let it be drawn, or give a thin group enough people (Art. 15(1), E5).
namespace draw {

struct Relaxation {
    Plan plan;                 // with the change made
    std::string words;         // "A 组“育种”：去掉“地区：区内”"
    std::optional<Shown> gain; // so many more could be drawn for the group whose condition gives way
    std::string share;         // of attempts that succeed then
    bool steady = false;       // more than the smallest: attempts succeed once in a hundred
};
const fields::Table& fields_of(const Relaxation*);

// What is asked of relaxations_of; holds references.
struct Relaxing {
    const Plan& plan; // as it is asked, without the conditions of recusal by project
    std::size_t projects = 0;
    const PoolSets& sets; // of with_projects(plan, projects)
    const Count& count;
    std::function<std::string(const std::string&)> unit_name;
    std::size_t most_tries = 400; // changes looked at; beyond them the list may lack some
    std::size_t most_shown = 8;
};

// Where `drawable` is false: every single change that lets the plan be drawn, each as small as does (a condition of a group
// dropped or a level wider, a bound moved, a seat fewer or in another group, fewer judges for each project, no limit on
// use); if there is none, every two of them in their smallest step. Decided by feasibility::outlook, so exactly where that
// is exact. Where it is true: the changes of one condition that give a thin group three people for each seat.
std::vector<Relaxation> relaxations_of(const Relaxing& asked, bool drawable);

} // namespace draw
