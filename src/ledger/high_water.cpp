#include "ledger/high_water.h"

#include "ledger/messages.h"

namespace ledger {

namespace {

constexpr std::int64_t most_behind_ms = 60'000;

Instant last_entry_at(db::Connection& connection, Instant otherwise)
{
    auto at = connection.one("SELECT last_at FROM ledger_head WHERE id = 1", {}, [](const db::Row& row) { return row.text(0); });
    return at ? parse_instant(*at).value() : otherwise;
}

} // namespace

std::int64_t behind_ms(db::Connection& connection, Instant now)
{
    std::int64_t behind = last_entry_at(connection, now) - now;
    return behind > most_behind_ms ? behind : 0;
}

std::optional<Error> clock_is_behind(db::Connection& connection, Instant now)
{
    std::int64_t behind = behind_ms(connection, now);
    if (behind == 0) return std::nullopt;
    return refuse(ErrorKind::unavailable, messages::clock_behind, {to_local_text(now), to_local_text(now + behind)});
}

std::optional<std::string> clock_alarm(db::Connection& connection, Instant now)
{
    std::int64_t behind = behind_ms(connection, now);
    if (behind == 0) return std::nullopt;
    return fill(messages::clock_alarm.text, {to_local_text(now), to_local_text(now + behind)});
}

} // namespace ledger
