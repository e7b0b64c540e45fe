#pragma once

#include "app/library.h"
#include "app/log.h"

namespace app {

// Watches the clock while the server serves (T25): when it is behind the ledger, or the machine's was set by more than a
// minute, the log and an entry of the ledger say so, once, and the log again when all is right.
class ClockAlarm {
public:
    ClockAlarm(const Library& library, Log& log) : library_(library), log_(log) {}
    // Called about every second.
    void look();

private:
    const Library& library_;
    Log& log_;
    bool raised_ = false;

    void raise(std::int64_t behind_ms, std::int64_t set_by_ms, Instant now);
};

} // namespace app
