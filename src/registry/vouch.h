#pragma once

#include "registry/ask.h"

// The competent department vouches for a unit that asks, or refuses (Art. 7; T9: nobody vouches for oneself).
namespace registry {

// Something the reviewer is told before deciding; `blocks`: then there is no vouching.
struct Flag {
    std::string text;
    bool blocks = false;
};
const fields::Table& fields_of(const Flag*);

// Who looks at it.
struct Reviewer {
    std::int64_t account_id = 0;
    std::string name;
    std::optional<std::int64_t> expert_id, entity_id;
    Bytes peer_hash;
};
// `known`: the unit of the library that has the code, where the account is to be opened with it.
struct Look {
    std::vector<Flag> flags;
    std::optional<Unit> known;

    bool blocked() const;
};
Look look_at(db::Connection& connection, const Ask& ask, const Contact& contact, const Reviewer& reviewer);

// What came of vouching; the code is shown once.
struct Vouched {
    std::string unit, login, code;
};
// The unit is in the library from now on, verified by its department, and its contact has an account that waits to be opened.
Result<Vouched> vouch(ledger::Act& act, const crypto::Keyring& keys, const Ask& ask, const Contact& contact, const Look& look,
                      const std::string& login, const std::string& checked, std::int64_t account_id);

} // namespace registry
