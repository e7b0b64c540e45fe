#include "auth/failures.h"

#include "auth/messages.h"

#include <limits>

namespace auth {

namespace {

constexpr std::int64_t failures_before_wait = 4, failures_before_lock = 10;
constexpr std::int64_t lock_ms = 30 * 60'000, kept_ms = 24 * 3'600'000;

// One more failure: from the fifth on each wait doubles, the tenth locks for half an hour.
Tries after_failure(Tries tries, Instant now)
{
    ++tries.failures;
    if (tries.failures >= failures_before_lock)
        tries.locked_until = now + lock_ms;
    else if (tries.failures > failures_before_wait)
        tries.locked_until = now + (std::int64_t{1000} << (tries.failures - failures_before_wait));
    return tries;
}

} // namespace

std::int64_t stranger_id(const crypto::Keyring& keys, const std::string& name, std::string_view kind)
{
    crypto::Hash hash = keys.lookup_hash(kind, crypto::Secret(name));
    std::int64_t id = 0;
    for (int i = 0; i < 8; ++i) id = static_cast<std::int64_t>((static_cast<std::uint64_t>(id) << 8) | hash[static_cast<std::size_t>(i)]);
    return id | std::numeric_limits<std::int64_t>::min();
}

Tries tries_of(db::Connection& connection, std::int64_t account_id, Instant now)
{
    return connection
        .one("SELECT failures, locked_until, totp_step, totp_candidate, failed_at FROM sign_in_state WHERE account_id = $1", {account_id},
             [&](const db::Row& row) {
                 Tries tries{row.integer(0), std::nullopt, row.integer(2), row.maybe_bytes(3)};
                 auto failed_at = row.maybe_text(4);
                 if (failed_at && now - parse_instant(*failed_at).value() > kept_ms) tries.failures = 0;
                 if (auto until = row.maybe_text(1)) tries.locked_until = parse_instant(*until);
                 return tries;
             })
        .value_or(Tries{});
}

Tries tries_of(const Platform& platform, std::int64_t account_id, Instant now)
{
    auto snapshot = platform.database.read();
    return tries_of(snapshot->connection(), account_id, now);
}

void keep_tries(db::Connection& connection, std::int64_t account_id, const Tries& tries)
{
    db::Value until = tries.locked_until ? db::Value(to_text(*tries.locked_until)) : db::Value(nullptr);
    connection.run("INSERT INTO sign_in_state (account_id, failures, locked_until, totp_step, totp_candidate) VALUES ($1, $2, $3, $4, $5) "
                   "ON CONFLICT (account_id) DO UPDATE SET failures = $2, locked_until = $3, totp_candidate = $5, "
                   "totp_step = CASE WHEN sign_in_state.totp_step > $4 THEN sign_in_state.totp_step ELSE $4 END",
                   {account_id, tries.failures, until, tries.totp_step, db::value_of(tries.candidate)});
}

std::optional<Error> still_locked(const Tries& tries, Instant now)
{
    if (!tries.locked_until || now >= *tries.locked_until) return std::nullopt;
    return refuse(ErrorKind::too_many, messages::locked, {to_local_text(*tries.locked_until)});
}

void count_failure(const Context& c, std::int64_t account_id, const std::string& public_id, std::string_view factor,
                   std::optional<std::int64_t> door)
{
    // Read within the act, so that failures of the same moment all count.
    bool stranger = public_id.empty();
    ledger::Act act(c.platform.database, c.platform.keys,
                    {stranger ? "system" : "account", stranger ? "sign-in" : public_id, std::nullopt, c.request.peer}, c.now);
    auto& connection = act.connection();
    auto count = [&](std::int64_t id) {
        Tries tries = after_failure(tries_of(connection, id, c.now), c.now);
        keep_tries(connection, id, tries);
        connection.run("UPDATE sign_in_state SET failed_at = $2 WHERE account_id = $1", {id, to_text(c.now)});
        return tries.failures;
    };
    if (door) count(*door);
    std::int64_t failures = count(account_id);
    connection.run("DELETE FROM sign_in_state WHERE account_id < 0 AND failed_at < $1", {to_text(c.now - kept_ms)});
    act.append({"auth.sign_in_failed/1", stranger ? "" : "account", public_id, json::Object{{"factor", factor}, {"failures", failures}}});
    act.commit();
}

Tries forgiven(Tries tries)
{
    tries.failures = 0;
    tries.locked_until.reset();
    return tries;
}

} // namespace auth
