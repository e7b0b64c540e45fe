#pragma once

#include "draw/pool.h"

#include <span>

namespace draw {

// The seats people were drawn for elsewhere, and what a plan makes of them (E2).
class Uses {
public:
    // Holds references: plan and question outlive it.
    Uses(const Plan& plan, const Question& question);

    // Everyone who was drawn for some seat, ascending.
    std::vector<std::int64_t> experts() const;
    // The plan's own limits on how often and how soon again someone is drawn.
    bool over_load(std::int64_t expert) const;
    // Not drawn in the last years.
    bool fresh(std::int64_t expert) const;
    std::string load_words(std::int64_t expert) const;

private:
    const Plan& plan_;
    const Question& question_;
    std::vector<Use> uses_; // ascending by expert
    Day new_year_, since_;

    std::span<const Use> of(std::int64_t expert) const;
    std::int64_t this_year(std::span<const Use> uses) const;
};

} // namespace draw
