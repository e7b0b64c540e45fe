#pragma once

#include "base/result.h"
#include "base/time.h"

#include <optional>
#include <vector>

// Which roles may stand beside each other on one account (三权分立; Art. 12, A2).
namespace account {

// A role from a day on, until a day or for good.
struct Term {
    std::string role;
    Day from{};
    std::optional<Day> to;
};

// Why `wanted` may not come to an account that holds the others or has been asked for them; nothing when it may. Only days that both have
// count: who was one may be the other afterwards.
std::optional<Error> refuse_beside(const std::vector<Term>& others, const Term& wanted);

// "使用单位经办，2026-12-01 起，长期"
std::string in_words(const Term& term);

} // namespace account
