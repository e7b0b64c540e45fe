#include "app/ticks.h"

#include "auth/access_journal.h"
#include "catalog/editions.h"
#include "draw/draw.h"
#include "oversight/oversight.h"
#include "ruling/ruling.h"

namespace app {

namespace {

constexpr std::chrono::seconds every{1};
constexpr std::int64_t watch_every = 20; // ticks

} // namespace

Ticks::Ticks(const Library& library, Log& log)
    : platform_(*library.platform), log_(log), clock_alarm_(library, log), thread_([this](const std::stop_token& stop) { run(stop); })
{
}

Ticks::~Ticks() = default;

void Ticks::run(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        try {
            platform_.keys.refresh();
            clock_alarm_.look();
            const catalog::Pin tables;
            draw::settle_rounds(platform_, platform_.clock.now());
            platform_.accesses.move(platform_);
            if (ticks_++ % watch_every == 0) {
                oversight::watch(platform_);
                ruling::use_code_editions(platform_);
            }
        } catch (const std::exception& failure) {
            log_.failure("tick", failure.what());
        }
        std::unique_lock lock(mutex_);
        wake_.wait_for(lock, stop, every, [] { return false; });
    }
}

} // namespace app
