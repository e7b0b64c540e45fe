#pragma once

#include "consent/consent.h"

namespace consent {

// One answer.
struct Answer {
    std::string kind, edition;
    bool given = false;
    Instant at{};
};
// All of a person, oldest first: of the record that goes on and of those that went into it.
std::vector<Answer> answers_of(db::Connection& connection, std::int64_t expert_id);

} // namespace consent
