#pragma once

#include "auth/undertaking.h"

// The three texts, each by itself.
namespace consent {

struct Kind {
    std::string_view code, name;
    bool may_refuse;          // the notice is only taken note of: what it tells of rests on law
    std::string_view refused; // what follows from a no
    std::vector<auth::Edition> editions;

    const auth::Edition& edition_on(Day day) const { return auth::edition_on(editions, day); }
};
std::span<const Kind> kinds();
const Kind* find_kind(std::string_view code);

} // namespace consent
