#pragma once

#include "rulebook/texts.h"

// The three texts, each by itself.
namespace consent {

struct Kind {
    std::string_view code, name;
    bool may_refuse;          // the notice is only taken note of: what it tells of rests on law
    std::string_view refused; // what follows from a no

    std::string text() const { return "consent." + std::string(code); }
    rulebook::Edition edition_on(db::Connection& connection, Day day) const { return rulebook::edition_on(connection, text(), day); }
};
std::span<const Kind> kinds();
const Kind* find_kind(std::string_view code);

} // namespace consent
