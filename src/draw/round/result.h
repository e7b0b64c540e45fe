#pragma once

#include "draw/round/round.h"

namespace draw::round {

// Does what has come due in a round: void when a reveal is late, the result once all values are in. May be called at any
// time by any node; true when this call did something.
bool settle(const Platform& platform, std::int64_t id, Instant now);
// The same for all rounds; gives how many were settled.
int settle_all(const Platform& platform, Instant now);

} // namespace draw::round
