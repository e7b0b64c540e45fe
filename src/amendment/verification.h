#pragma once

#include "expert/expert.h"

// X11: what is changed is verified by the document of the change, or not at all.
namespace amendment {

struct Verification {
    std::optional<Day> on;
    std::string by;
};

// Sets the verification of `now`, which `before` becomes (nullptr: it is new). What says the same as before keeps what it has,
// unless `verify` asks to verify it as well.
void settle(expert::Post& now, const expert::Post* before, const Verification& given, bool verify);
void settle(expert::Category& now, const expert::Category* before, const Verification& given, bool verify);

// Whether both say the same, verification aside.
bool says_the_same(const expert::Post& a, const expert::Post& b);
bool says_the_same(const expert::Category& a, const expert::Category& b);

} // namespace amendment
