#include "account/separation.h"

#include "account/administrators.h"
#include "account/messages.h"
#include "auth/permission.h"

namespace account {

namespace {

bool overlap(const Term& a, const Term& b)
{
    return (!a.to || *a.to >= b.from) && (!b.to || *b.to >= a.from);
}

std::string name_of(const std::string& role)
{
    return std::string(auth::find_role(role)->name);
}

} // namespace

std::optional<Error> refuse_beside(const std::vector<Term>& others, const Term& wanted)
{
    for (const auto& other : others) {
        if (!overlap(other, wanted)) continue;
        if (other.role == wanted.role) return refuse_field("role", messages::role_held, {in_words(other)});
        bool here = is_administrator(wanted.role), there = is_administrator(other.role);
        if (here && there) return refuse_field("role", messages::two_administrators, {in_words(other)});
        if (here != there) return refuse_field("role", messages::administrator_and_business, {in_words(other)});
    }
    return std::nullopt;
}

std::string in_words(const Term& term)
{
    return name_of(term.role) + "，" + to_text(term.from) + " 起，" + (term.to ? "至 " + to_text(*term.to) : std::string("长期"));
}

} // namespace account
