#pragma once

#include "base/time.h"

#include <functional>

namespace app {

// Milliseconds that some clock shows.
using Reading = std::function<std::int64_t()>;

// The machine's clock, the one place that reads it. While the program runs it is held against the time since the start, which
// nobody can set: small corrections are followed; when someone sets it by more than a minute the program goes on as before, so that
// no deadline comes early (T25). A restart takes the machine's clock as it is then.
class SystemClock : public Clock {
public:
    SystemClock();
    // For tests: `wall` since 1970, `running` since anything.
    SystemClock(Reading wall, Reading running);
    Instant now() const override;
    // By how much the machine's clock stands apart when that is more than a minute, else 0.
    std::int64_t set_by_ms() const;

private:
    Reading wall_, running_;
    std::int64_t start_; // wall - running at the start

    std::int64_t apart() const { return wall_() - running_() - start_; }
};

// Begins at `start` and runs on: for demonstrations and tests, on demonstration data only.
class RunningClock : public Clock {
public:
    explicit RunningClock(Instant start);
    Instant now() const override;

private:
    std::int64_t start_; // start - running
};

} // namespace app
