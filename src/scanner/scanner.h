#pragma once

#include "auth/platform.h"
#include "ledger/act.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// 查毒: what people upload is shown to clamd before anybody opens it.
namespace scanner {

enum class Verdict {
    unscanned, // no scanner is configured
    clean,
    infected,
    away, // it is configured and gave no verdict
};

struct Finding {
    Verdict verdict = Verdict::unscanned;
    std::string what{}; // infected: the scanner's name for it; away: why, in Chinese
};

using Span = std::chrono::milliseconds;
inline constexpr Span in_request{8'000}, in_background{30'000};

class Scanner {
public:
    // "unix:/run/clamav/clamd.ctl", "tcp:127.0.0.1:3310" (only this machine: the content travels unencrypted), "" for none. Throws
    // std::runtime_error in Chinese for anything else.
    explicit Scanner(std::string_view address = "");
    bool configured() const { return !address_.empty(); }
    // Takes no longer than `within`, whatever the other side does.
    Finding scan(std::string_view content, Span within) const;
    // It is there and says so.
    bool answers() const;

private:
    std::string address_;
};

// The one of this process, from the settings.
void use(Scanner scanner);
const Scanner& in_use();

// As a column `scan` keeps it: NULL, clean, waiting (in quarantine), infected.
inline constexpr std::string_view clean = "clean", waiting = "waiting", infected = "infected";
db::Value stored(Verdict verdict);

// A file that is refused, as the ledger and the alert tell of it: without the content.
struct Refused {
    std::string_view kind;              // 附件, 导入文件
    std::string object_kind, object_id; // where it was meant to go
    std::int64_t bytes = 0;
    std::int64_t account_id = 0; // who uploaded it; 0: the console
    std::string account{};       // public id
};
void report(ledger::Act& act, const Refused& refused, const Finding& finding);

// Files of one feature that wait for the scanner, by public id.
struct Quarantine {
    std::string_view job;                                                               // kind of the job
    std::vector<std::string> (*waiting)(db::Connection& connection, std::int64_t most); // in random order
    std::optional<crypto::Secret> (*content)(db::Connection& connection, const crypto::Keyring& keys, const std::string& id);
    // Releases or refuses it with an entry; false when it does not wait any more.
    bool (*settle)(ledger::Act& act, const crypto::Keyring& keys, const std::string& id, const Finding& finding);
};
// Queues the job and alerts, after the entry of the act that keeps the file.
void hold(ledger::Act& act, const Quarantine& quarantine, const Finding& finding);
// Takes the job off the queue when nothing waits any more: in every act that takes a file out of quarantine.
void take_out(ledger::Act& act, const Quarantine& quarantine);
// The job: goes through what waits, and is called again as long as something does.
void work(const Platform& platform, const Quarantine& quarantine);

} // namespace scanner
