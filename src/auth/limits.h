#pragma once

#include "auth/route.h"
#include "http/budget.h"

namespace auth {

// How often an account may ask (T10, T26): people of the library for themselves, staff for their work.
struct AccountRates {
    http::Rate expert, staff;
    http::Rate missed; // looks at records that are not there for the account
};

class Limits {
public:
    explicit Limits(AccountRates rates) : rates_(rates) {}
    // Takes what a request costs. Nothing when there was enough, else in how many seconds there is. Nobody: not limited here, the address
    // is.
    std::optional<int> take(const Actor& actor, int cost);
    // Counts that the account asked for a record that is not there for it; true when it did so too often (T16).
    bool missed_often(const Actor& actor);

private:
    AccountRates rates_;
    http::Budgets budgets_, misses_;
};

} // namespace auth
