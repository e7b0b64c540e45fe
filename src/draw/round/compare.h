#pragma once

#include "base/fields.h"
#include "draw/disclosure.h"
#include "draw/plan.h"
#include "draw/round/round.h"

// The plan beside the activity's last round: what an operator says when a draw is repeated (R17, E7).
namespace draw::round {

struct LastRound {
    std::int64_t round = 1;
    std::string status_name;
    Instant sealed_at{};
    std::vector<std::string> changes; // "去掉“…”", "增加“…”"; empty: the same plan
    Shown eligible;                   // in that round
};
const fields::Table& fields_of(const LastRound*);

// Nothing before the first round.
std::optional<LastRound> last_round_of(db::Connection& connection, const crypto::Keyring& keys, std::int64_t activity_id, const Plan& plan);

} // namespace draw::round
