#pragma once

#include "base/time.h"

#include <condition_variable>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

struct Platform;

namespace auth {

// Who saw which personal data by which route (Art. 12, 21). Never what it was.
struct Reading {
    std::string account;             // public id; empty: nobody was signed in
    std::optional<std::string> peer; // address
    std::string route;               // "GET /api/v1/experts/{id}"
    std::string what;                // its summary
    std::string object_kind, object_id;
    std::string query; // told in the line are the names in it alone: values may be personal
};

// The lines are on this node's disk before an answer leaves, whatever the database is busy with, and enter the ledger about a second
// later, each once, also over a crash. Any thread may call.
class AccessJournal {
public:
    // Files lie in `folder`, which is made when needed; those that an earlier run left are moved too.
    explicit AccessJournal(std::filesystem::path folder);
    ~AccessJournal();

    // Returns when the line is on disk. The same access within a minute is in its first line. Throws db::Failure{unavailable} when it
    // cannot be written: then the answer must not leave.
    void note(const Reading& reading, Instant now);
    // Brings what was noted into the ledger as "personal.read/1" entries; gives how many.
    std::size_t move(const Platform& platform);

private:
    struct File;
    struct Batch;

    const std::filesystem::path folder_;
    std::mutex mutex_, moving_;
    std::condition_variable written_;
    std::shared_ptr<Batch> pending_;
    bool writing_ = false;
    std::unique_ptr<File> file_;
    std::map<std::string, Instant> seen_; // since when a line tells of the access

    void write_pending(std::unique_lock<std::mutex>& lock);
    std::set<std::filesystem::path> finished_files();
    std::size_t move_file(const Platform& platform, const std::filesystem::path& path);
};

} // namespace auth
