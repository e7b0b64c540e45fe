#include "app/clock_alarm.h"

#include "ledger/high_water.h"

namespace app {

void ClockAlarm::look()
{
    const Platform& platform = *library_.platform;
    Instant now = platform.clock.now();
    auto* machine = dynamic_cast<const SystemClock*>(&platform.clock);
    std::int64_t set_by_ms = machine ? machine->set_by_ms() : 0;
    std::int64_t behind_ms = [&] {
        auto snapshot = platform.database.read();
        return ledger::behind_ms(snapshot->connection(), now);
    }();
    bool wrong = behind_ms != 0 || set_by_ms != 0;
    if (wrong && !raised_) raise(behind_ms, set_by_ms, now);
    if (!wrong && raised_) log_.event("clock_right");
    raised_ = wrong;
}

void ClockAlarm::raise(std::int64_t behind_ms, std::int64_t set_by_ms, Instant now)
{
    log_.event(behind_ms != 0 ? "clock_behind_ledger" : "clock_was_set");
    ledger::Act act(library_.platform->database, library_.platform->keys, {"system", "clock"}, now);
    act.append({"ledger.clock_alarm/1", "", "", json::Object{{"behind_ms", behind_ms}, {"set_by_ms", set_by_ms}}});
    act.commit();
}

} // namespace app
