#pragma once

#include "recusal/facts.h"

#include <unordered_set>

namespace recusal {

// Tells quickly who can have nothing to do with any of the projects: judge() finds nothing but lead_missing for them.
class Screen {
public:
    explicit Screen(std::span<const Project> projects);
    bool may_meet(const Person& person) const;

private:
    std::unordered_set<Key> people_;            // leads, members, those whom leads name
    std::unordered_set<std::string> names_;     // of leads
    std::unordered_set<std::string> named_;     // by leads, without identity number
    std::unordered_set<std::int64_t> entities_; // of leads and projects
    std::unordered_set<std::uint32_t> research_;
};

} // namespace recusal
