#include "alert/alert.h"
#include "jobs/jobs.h"
#include "scanner/scanner.h"

namespace scanner {

namespace {

using Steady = std::chrono::steady_clock;

constexpr std::string_view all = "waiting"; // one job for everything that waits in a feature
constexpr std::int64_t at_once = 20, retry_ms = 10'000;
constexpr std::chrono::seconds longest_run{10}; // below a job's lease

// Scans one; true when it waits no more.
bool look_at(const Platform& platform, const Quarantine& quarantine, const std::string& id)
{
    auto content = quarantine.content(platform.database.read()->connection(), platform.keys, id);
    if (!content) return false;
    auto finding = in_use().scan(content->reveal(), in_background);
    if (finding.verdict != Verdict::clean && finding.verdict != Verdict::infected) return false;
    ledger::Act act(platform.database, platform.keys, {"system", "scanner"}, platform.clock.now());
    if (!quarantine.settle(act, platform.keys, id, finding)) return false;
    take_out(act, quarantine);
    act.commit();
    return true;
}

} // namespace

db::Value stored(Verdict verdict)
{
    switch (verdict) {
    case Verdict::unscanned:
        break;
    case Verdict::clean:
        return std::string(clean);
    case Verdict::infected:
        return std::string(infected);
    case Verdict::away:
        return std::string(waiting);
    }
    return nullptr;
}

void report(ledger::Act& act, const Refused& refused, const Finding& finding)
{
    json::Object data{{"malware", finding.what}, {"bytes", refused.bytes}};
    if (!refused.account.empty()) data.set("account", refused.account);
    act.append({"upload.infected/1", refused.object_kind, refused.object_id, std::move(data)});
    alert::raise(act, {"malware", refused.account_id, refused.account,
                       "上传的" + std::string(refused.kind) + "查出病毒 " + finding.what + "，已拒绝，内容没有保存。"});
}

void hold(ledger::Act& act, const Quarantine& quarantine, const Finding& finding)
{
    jobs::enqueue(act, quarantine.job, std::string(all));
    alert::raise(act, {"scanner_away", 0, "", finding.what + "。上传的文件先行隔离，不能打开、不能导入，恢复后自动查毒。"});
}

void take_out(ledger::Act& act, const Quarantine& quarantine)
{
    if (quarantine.waiting(act.connection(), 1).empty()) jobs::finish(act.connection(), quarantine.job, std::string(all));
}

// One that the scanner cannot finish keeps no other waiting: the order is random.
void work(const Platform& platform, const Quarantine& quarantine)
{
    const auto end = Steady::now() + longest_run;
    bool settled = false;
    for (const auto& id : quarantine.waiting(platform.database.read()->connection(), at_once)) {
        if (Steady::now() > end || !in_use().answers()) break;
        settled = look_at(platform, quarantine, id) || settled;
    }
    auto transaction = platform.database.write();
    jobs::again(transaction->connection(), quarantine.job, std::string(all), settled ? Instant{} : platform.clock.now() + retry_ms);
    transaction->commit();
}

} // namespace scanner
