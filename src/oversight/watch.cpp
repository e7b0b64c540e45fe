#include "oversight/oversight.h"

#include "alert/alert.h"
#include "alert/rules.h"
#include "ledger/act.h"
#include "rulebook/rulebook.h"

#include <set>

namespace oversight {

namespace {

constexpr std::int64_t watched_ms = 3'600'000, storm_ms = 10 * 60'000;
constexpr std::int64_t failures_of_lock = 10;

struct Suspicious {
    std::string_view kind;
    std::string account; // public id; empty: nobody's that is known
    std::string details;
};

// The first entry that is not older than `since`; entries stand in the order of their times.
std::int64_t first_since(db::Connection& connection, std::int64_t size, const std::string& since)
{
    std::int64_t low = 0, high = size;
    while (low < high) {
        std::int64_t middle = low + (high - low) / 2;
        auto at = connection.one("SELECT at FROM ledger_entry WHERE seq = $1", {middle}, [](const db::Row& row) { return row.text(0); });
        if (at && *at < since)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

// Accounts that stand in `most` or more entries of the type; none when that is 0.
void find_frequent(db::Connection& connection, std::string_view type, std::int64_t first, std::int64_t most, std::string_view kind,
                   const std::string& before, const std::string& after, std::vector<Suspicious>& found)
{
    if (most == 0) return;
    connection.each("SELECT actor_id, count(*) FROM ledger_entry WHERE type = $1 AND seq >= $2 AND actor_kind = 'account' GROUP BY "
                    "actor_id HAVING count(*) >= $3 ORDER BY actor_id",
                    {std::string(type), first, most}, [&](const db::Row& row) {
                        found.push_back({kind, row.text(0), before + std::to_string(row.integer(1)) + after});
                    });
}

// Names, known or not, that were locked. Who has no account is told apart by the address alone.
void find_storm(db::Connection& connection, std::int64_t first, std::int64_t most, std::vector<Suspicious>& found)
{
    if (most == 0) return;
    std::int64_t locked = 0;
    std::set<std::string> peers;
    connection.each("SELECT body FROM ledger_entry WHERE type = 'auth.sign_in_failed/1' AND seq >= $1", {first}, [&](const db::Row& row) {
        auto entry = json::read(row.maybe_text(0).value_or("null"));
        if (!entry || !entry->if_object()) return;
        const auto* data = entry->object().find("data");
        const auto* failures = data && data->if_object() ? data->object().find("failures") : nullptr;
        if (!failures || failures->integer() != failures_of_lock) return;
        ++locked;
        if (const auto* actor = entry->object().find("actor"); actor && actor->if_object())
            if (const auto* peer = actor->object().find("peer")) peers.insert(peer->text());
    });
    if (locked >= most)
        found.push_back(
            {"lockout_storm", "",
             "十分钟内 " + std::to_string(locked) + " 个用户名因多次输错被锁定，来自 " + std::to_string(peers.size()) + " 个网络地址。"});
}

std::vector<Suspicious> find_suspicious(db::Connection& connection, Instant now)
{
    auto book = rulebook::load(connection);
    Day today = day_of(now);
    auto limit = [&](std::string_view rule) { return book.value(alert::dated_rules, rule, today); };
    std::int64_t size = ledger::read_head(connection)->size;
    std::int64_t hour = first_since(connection, size, to_text(now - watched_ms));
    std::vector<Suspicious> found;
    find_frequent(connection, "personal.read/1", hour, limit("20.readings_per_hour"), "bulk_reading", "一小时内看到个人信息 ", " 次。",
                  found);
    find_frequent(connection, "auth.signed_in_elsewhere/1", hour, limit("12.moves_per_hour"), "parallel_use", "一小时内 ",
                  " 次在另一处登录、顶替先前的一处。", found);
    find_storm(connection, first_since(connection, size, to_text(now - storm_ms)), limit("12.lockouts_in_ten_minutes"), found);
    return found;
}

std::int64_t account_of(db::Connection& connection, const std::string& public_id)
{
    return connection.one("SELECT id FROM account WHERE public_id = $1", {public_id}, [](const db::Row& row) { return row.integer(0); })
        .value_or(0);
}

bool is_told(db::Connection& connection, const Suspicious& one, Instant now)
{
    return alert::was_raised(connection, one.kind, account_of(connection, one.account), now - watched_ms);
}

} // namespace

int watch(const Platform& platform)
{
    Instant now = platform.clock.now();
    std::vector<Suspicious> found;
    {
        auto snapshot = platform.database.read();
        for (auto& one : find_suspicious(snapshot->connection(), now))
            if (!is_told(snapshot->connection(), one, now)) found.push_back(std::move(one));
    }
    int raised = 0;
    for (const auto& one : found) {
        ledger::Act act(platform.database, platform.keys, {"system", "watch", std::nullopt, std::nullopt}, now);
        if (is_told(act.connection(), one, now)) continue; // by another node meanwhile
        alert::raise(act, {one.kind, account_of(act.connection(), one.account), one.account, one.details});
        act.commit();
        ++raised;
    }
    return raised;
}

} // namespace oversight
