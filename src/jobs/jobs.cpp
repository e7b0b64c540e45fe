#include "jobs/jobs.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace jobs {

namespace {

struct Job {
    std::int64_t id;
    std::string kind, object_id, lease;
    std::int64_t attempts;
};

std::optional<Job> waiting_longest(db::Connection& connection, Instant now)
{
    return connection.one("SELECT id, kind, object_id, lease, attempts FROM job WHERE lease < $1 ORDER BY lease, id LIMIT 1",
                          {to_text(now)}, [](const db::Row& row) {
                              return Job{row.integer(0), row.text(1), row.text(2), row.text(3), row.integer(4)};
                          });
}

// True when this process got it: who reads the same lease and writes second changes nothing.
bool claim(const Platform& platform, const Job& job, Instant now)
{
    auto transaction = platform.database.write();
    bool mine = transaction->connection().run("UPDATE job SET lease = $3, attempts = attempts + 1 WHERE id = $1 AND lease = $2",
                                              {job.id, job.lease, to_text(now + lease_ms)}) == 1;
    transaction->commit();
    return mine;
}

std::mutex progress_mutex;
std::map<std::string, Progress>& progress_list()
{
    static std::map<std::string, Progress> list;
    return list;
}

} // namespace

void enqueue(ledger::Act& act, std::string_view kind, const std::string& object_id)
{
    act.connection().run("INSERT INTO job (id, kind, object_id, lease, attempts, made_at) VALUES ($1, $2, $3, '', 0, $4) "
                         "ON CONFLICT (kind, object_id) DO NOTHING",
                         {act.new_id(), std::string(kind), object_id, to_text(act.now())});
}

void finish(db::Connection& connection, std::string_view kind, const std::string& object_id)
{
    connection.run("DELETE FROM job WHERE kind = $1 AND object_id = $2", {std::string(kind), object_id});
}

void again(db::Connection& connection, std::string_view kind, const std::string& object_id, Instant earliest)
{
    // A lease of 1970 is over long since, but comes after those never claimed.
    connection.run("UPDATE job SET lease = $3, attempts = 0 WHERE kind = $1 AND object_id = $2",
                   {std::string(kind), object_id, to_text(earliest)});
}

bool run_one(const Platform& platform, std::span<const Kind> kinds,
             const std::function<void(std::string_view kind, const std::string& what)>& failed)
{
    Instant now = platform.clock.now();
    std::optional<Job> job;
    {
        auto snapshot = platform.database.read();
        job = waiting_longest(snapshot->connection(), now);
    }
    if (!job || !claim(platform, *job, now)) return false;
    auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& k) { return k.name == job->kind; });
    if (kind == kinds.end()) throw std::logic_error("no kind of job " + job->kind);
    try {
        // The attempt before may have taken the process with it.
        if (job->attempts >= most_attempts)
            kind->give_up(platform, job->object_id);
        else
            kind->run(platform, job->object_id);
    } catch (const std::exception& failure) {
        // It stays claimed until its lease ends, and is then tried again.
        if (failed) failed(kind->name, failure.what());
    }
    forget(job->object_id);
    return true;
}

struct Worker::Parts {
    std::mutex mutex;
    std::condition_variable changed;
    bool stopping = false;
    std::thread thread;
};

Worker::Worker(const Platform& platform, std::span<const Kind> kinds,
               std::function<void(std::string_view kind, const std::string& what)> failed)
    : parts_(new Parts)
{
    parts_->thread = std::thread([&platform, kinds, failed = std::move(failed), parts = parts_.get()] {
        constexpr auto pause = std::chrono::milliseconds(250);
        std::unique_lock lock(parts->mutex);
        while (!parts->stopping) {
            lock.unlock();
            bool worked = false;
            try {
                worked = run_one(platform, kinds, failed);
            } catch (const std::exception& failure) {
                if (failed) failed("queue", failure.what());
            }
            lock.lock();
            if (!worked) parts->changed.wait_for(lock, pause, [&] { return parts->stopping; });
        }
    });
}

Worker::~Worker()
{
    {
        std::lock_guard lock(parts_->mutex);
        parts_->stopping = true;
    }
    parts_->changed.notify_all();
    parts_->thread.join();
}

void report(const std::string& object_id, Progress progress)
{
    std::lock_guard lock(progress_mutex);
    progress_list()[object_id] = progress;
}

void forget(const std::string& object_id)
{
    std::lock_guard lock(progress_mutex);
    progress_list().erase(object_id);
}

std::optional<Progress> progress_of(const std::string& object_id)
{
    std::lock_guard lock(progress_mutex);
    auto found = progress_list().find(object_id);
    return found == progress_list().end() ? std::nullopt : std::optional(found->second);
}

} // namespace jobs
