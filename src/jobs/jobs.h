#pragma once

#include "auth/platform.h"
#include "ledger/act.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

// Work that outlasts a request: queued with the act that asks for it, claimed by one process at a time, and found again after a crash.
namespace jobs {

// How one kind of work is done, for the thing with public id `object_id`.
struct Kind {
    std::string_view name;
    // Does the work. The transaction that has its effect calls finish(). May be called again after a crash or a failure, and, when a
    // lease ran out, while another process still works: what it does must be such that the second one finds it done.
    void (*run)(const Platform& platform, const std::string& object_id);
    // It failed for good: says so where people look, and calls finish().
    void (*give_up)(const Platform& platform, const std::string& object_id);
};

// Queues work with the rest of `act`; a job that waits already is left as it is.
void enqueue(ledger::Act& act, std::string_view kind, const std::string& object_id);
// Takes the job off the queue, in the transaction of its effect.
void finish(db::Connection& connection, std::string_view kind, const std::string& object_id);

// Leaves it on the queue to go on with after what waits already, as if for the first time, and not before `earliest`: for work that is
// done in pieces or has to wait for something.
void again(db::Connection& connection, std::string_view kind, const std::string& object_id, Instant earliest = Instant{});

inline constexpr std::int64_t lease_ms = 15'000; // after it another process may claim the job of one that died
inline constexpr int most_attempts = 3;

// Claims and runs the job that waits longest. False when none is free. `failed` is told what an attempt ended with.
bool run_one(const Platform& platform, std::span<const Kind> kinds,
             const std::function<void(std::string_view kind, const std::string& what)>& failed = {});

// A thread that runs jobs until destroyed; a job that has begun is finished first.
class Worker {
public:
    Worker(const Platform& platform, std::span<const Kind> kinds,
           std::function<void(std::string_view kind, const std::string& what)> failed);
    ~Worker();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

// How far work has come, told by who does it and read by requests of the same process: another node knows only the state.
struct Progress {
    std::int64_t done = 0, of = 0;
};
void report(const std::string& object_id, Progress progress);
void forget(const std::string& object_id);
std::optional<Progress> progress_of(const std::string& object_id);

} // namespace jobs
