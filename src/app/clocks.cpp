#include "app/clocks.h"

#include <time.h>

namespace app {

namespace {

constexpr std::int64_t most_apart_ms = 60'000;

std::int64_t read_clock(clockid_t id)
{
    timespec now{};
    ::clock_gettime(id, &now);
    return std::int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
}

std::int64_t running_ms()
{
    return read_clock(CLOCK_BOOTTIME); // goes on while the machine sleeps
}

} // namespace

SystemClock::SystemClock() : SystemClock([] { return read_clock(CLOCK_REALTIME); }, running_ms) {}

SystemClock::SystemClock(Reading wall, Reading running) : wall_(std::move(wall)), running_(std::move(running)), start_(wall_() - running_())
{
}

std::int64_t SystemClock::set_by_ms() const
{
    std::int64_t by = apart();
    return by > most_apart_ms || by < -most_apart_ms ? by : 0;
}

Instant SystemClock::now() const
{
    return Instant{wall_()} - set_by_ms();
}

RunningClock::RunningClock(Instant start) : start_(start.ms - running_ms()) {}

Instant RunningClock::now() const
{
    return Instant{start_ + running_ms()};
}

} // namespace app
