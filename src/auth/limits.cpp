#include "auth/limits.h"

#include <algorithm>

namespace auth {

std::optional<int> Limits::take(const Actor& actor, int cost)
{
    if (actor.account_id == 0) return std::nullopt;
    bool works = std::any_of(actor.roles.begin(), actor.roles.end(), [](const auto& role) { return role != "expert"; });
    return budgets_.take(actor.public_id, works ? rates_.staff : rates_.expert, cost, std::chrono::steady_clock::now());
}

bool Limits::missed_often(const Actor& actor)
{
    return actor.account_id != 0 && misses_.take(actor.public_id, rates_.missed, 1, std::chrono::steady_clock::now()).has_value();
}

} // namespace auth
