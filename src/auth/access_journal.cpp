#include "auth/access_journal.h"

#include "auth/platform.h"
#include "crypto/random.h"
#include "ledger/act.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstring>
#include <fstream>

namespace auth {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t same_ms = 60'000;
constexpr std::size_t most_seen = 50'000;
constexpr std::string_view ending = ".access";

db::Failure failed(std::string_view doing)
{
    return {db::Fault::unavailable, "access journal, " + std::string(doing) + ": " + std::strerror(errno)};
}

void sync_folder(const fs::path& folder)
{
    int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) throw failed("open folder");
    bool synced = ::fsync(descriptor) == 0;
    ::close(descriptor);
    if (!synced) throw failed("sync folder");
}

std::string names_in(const std::string& query)
{
    std::set<std::string> names;
    for (std::size_t at = 0; at < query.size();) {
        auto end = std::min(query.find('&', at), query.size());
        names.insert(query.substr(at, std::min(query.find('=', at), end) - at));
        at = end + 1;
    }
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : ",") + name;
    return text;
}

std::string line_of(const Reading& reading, Instant now)
{
    json::Object line{{"account", reading.account},
                      {"at", to_text(now)},
                      {"route", reading.route},
                      {"what", reading.what},
                      {"object_kind", reading.object_kind},
                      {"object_id", reading.object_id},
                      {"query", names_in(reading.query)}};
    line.set_if("peer", reading.peer);
    return json::canonical(line) + "\n";
}

// A line that a power cut left half written was never acknowledged.
std::optional<json::Object> read_line(const std::string& text)
{
    auto line = json::read(text);
    if (!line || !line->if_object() || !line->object().find("account")) return std::nullopt;
    return line->object();
}

void append_line(ledger::Act& act, const json::Object& line)
{
    std::string account = line.at("account").text();
    std::optional<std::string> peer;
    if (const auto* from = line.find("peer")) peer = from->text();
    json::Object data{{"route", line.at("route").text()}, {"what", line.at("what").text()}, {"at", line.at("at").text()}};
    if (const auto& query = line.at("query").text(); !query.empty()) data.set("query", query);
    act.append({"personal.read/1", line.at("object_kind").text(), line.at("object_id").text(), std::move(data)},
               {account.empty() ? "visitor" : "account", account, std::nullopt, peer});
}

} // namespace

struct AccessJournal::Batch {
    std::string lines;
    bool done = false;
    std::optional<db::Failure> failure;
};

// One file that grows; what could not be written whole is cut off again.
struct AccessJournal::File {
    fs::path path;
    int descriptor;
    off_t size = 0;

    explicit File(const fs::path& folder)
        : path(folder / (crypto::random_id() + std::string(ending))),
          descriptor(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600))
    {
        if (descriptor < 0) throw failed("create");
        sync_folder(folder);
    }
    ~File() { ::close(descriptor); }
    File(const File&) = delete;

    void append(std::string_view lines)
    {
        for (std::size_t done = 0; done < lines.size();) {
            ssize_t n = ::pwrite(descriptor, lines.data() + done, lines.size() - done, size + static_cast<off_t>(done));
            if (n < 0 && errno == EINTR) continue;
            if (n <= 0) give_up("write");
            done += static_cast<std::size_t>(n);
        }
        if (::fdatasync(descriptor) != 0) give_up("sync");
        size += static_cast<off_t>(lines.size());
    }

private:
    [[noreturn]] void give_up(std::string_view doing)
    {
        const db::Failure failure = failed(doing);
        if (::ftruncate(descriptor, size) != 0) throw failed("cut");
        throw failure;
    }
};

AccessJournal::AccessJournal(fs::path folder) : folder_(std::move(folder)), pending_(std::make_shared<Batch>()) {}

AccessJournal::~AccessJournal() = default;

// Whoever comes while another writes goes with the next batch, which the first of its people writes.
void AccessJournal::note(const Reading& reading, Instant now)
{
    std::string key = reading.account + "\n" + reading.route + "\n" + reading.object_id + "\n" + reading.query;
    std::unique_lock lock(mutex_);
    if (auto seen = seen_.find(key); seen != seen_.end() && now >= seen->second && now - seen->second < same_ms) return;
    auto batch = pending_;
    batch->lines += line_of(reading, now);
    while (!batch->done) {
        if (writing_)
            written_.wait(lock);
        else
            write_pending(lock);
    }
    if (batch->failure) throw db::Failure(*batch->failure);
    if (seen_.size() >= most_seen) seen_.clear();
    seen_[key] = now;
}

void AccessJournal::write_pending(std::unique_lock<std::mutex>& lock)
{
    auto batch = std::exchange(pending_, std::make_shared<Batch>());
    writing_ = true;
    lock.unlock();
    try {
        if (!file_) {
            fs::create_directories(folder_);
            file_ = std::make_unique<File>(folder_);
        }
        file_->append(batch->lines);
    } catch (const db::Failure& failure) {
        batch->failure.emplace(failure);
    } catch (const fs::filesystem_error& failure) {
        batch->failure.emplace(db::Fault::unavailable, failure.what());
    }
    lock.lock();
    writing_ = false;
    batch->done = true;
    written_.notify_all();
}

// Nobody writes to them any more: whoever notes next begins another.
std::set<fs::path> AccessJournal::finished_files()
{
    std::unique_lock lock(mutex_);
    written_.wait(lock, [this] { return !writing_; });
    file_.reset();
    std::set<fs::path> files;
    if (!fs::is_directory(folder_)) return files;
    for (const auto& entry : fs::directory_iterator(folder_))
        if (entry.path().extension() == ending) files.insert(entry.path());
    return files;
}

std::size_t AccessJournal::move(const Platform& platform)
{
    std::lock_guard one(moving_);
    std::size_t moved = 0;
    for (const auto& path : finished_files()) moved += move_file(platform, path);
    return moved;
}

// The file's name goes into the database in the same transaction as its lines, so that a file which a crash left behind is known.
std::size_t AccessJournal::move_file(const Platform& platform, const fs::path& path)
{
    std::vector<json::Object> lines;
    std::ifstream in(path);
    for (std::string text; std::getline(in, text);)
        if (auto line = read_line(text)) lines.push_back(std::move(*line));
    std::string name = path.filename().string();
    bool known = [&] {
        auto snapshot = platform.database.read();
        return snapshot->connection()
            .one("SELECT 1 FROM access_file WHERE name = $1", {name}, [](const db::Row&) { return true; })
            .has_value();
    }();
    if (!known && !lines.empty()) {
        ledger::Act act(platform.database, platform.keys, {"system", "access", std::nullopt, std::nullopt}, platform.clock.now());
        act.connection().run("INSERT INTO access_file (name, at) VALUES ($1, $2)", {name, to_text(act.now())});
        for (const auto& line : lines) append_line(act, line);
        act.commit();
    }
    fs::remove(path);
    sync_folder(folder_);
    if (known || !lines.empty()) {
        auto transaction = platform.database.write();
        transaction->connection().run("DELETE FROM access_file WHERE name = $1", {name});
        transaction->commit();
    }
    return known ? 0 : lines.size();
}

} // namespace auth
