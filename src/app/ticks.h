#pragma once

#include "app/clock_alarm.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace app {

// What the server does by itself while it serves, about every second: rounds of draws whose time is over or whose
// result is due; the watch over the clock; keys that were added; the access journal; what is suspicious in the ledger. Any number of nodes
// may do it on one database. A failure is logged and tried again.
class Ticks {
public:
    Ticks(const Library& library, Log& log);
    ~Ticks();

private:
    void run(const std::stop_token& stop);

    const Platform& platform_;
    Log& log_;
    ClockAlarm clock_alarm_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::int64_t ticks_ = 0;
    std::jthread thread_;
};

} // namespace app
