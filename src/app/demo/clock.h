#pragma once

#include "base/time.h"

namespace app {

// The clock that a demonstration library is made on: it stands still unless moved, so that weeks of work pass at once.
class DemoClock : public Clock {
public:
    explicit DemoClock(Instant start) : now_(start) {}
    Instant now() const override { return now_; }
    void pass(std::int64_t ms) { now_ = now_ + ms; }
    // Moves on to a time of day (+08:00), `days` later; never back.
    void pass_to(int days, int hour, int minute);

private:
    Instant now_;
};

} // namespace app
