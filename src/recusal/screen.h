#pragma once

#include "recusal/reach.h"

namespace recusal {

// Tells quickly who can have nothing to do with any of the projects: judge() finds nothing but lead_missing for them.
class Screen {
public:
    explicit Screen(std::span<const Project> projects);
    bool may_meet(const Person& person) const;
    // Reach::of(traces()) are exactly those who may meet.
    const Traces& traces() const { return traces_; }

private:
    Traces traces_;
};

} // namespace recusal
