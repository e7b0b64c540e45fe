#include "auth/session.h"

#include "auth/powers.h"
#include "auth/rules.h"
#include "crypto/random.h"
#include "rulebook/rulebook.h"

#include <algorithm>

namespace auth {

namespace {

constexpr std::int64_t seen_every_ms = 20'000;

// The token in the cookie is never stored: only its hash is.
std::string hash_of_token(const std::string& token)
{
    return crypto::to_hex(crypto::sha256(token));
}

// Whoever came in with less than a role asks for that was granted since, comes in again for it.
void load_roles(db::Connection& connection, Actor& actor, SecondFactor given, const RuleBook& book, Day today)
{
    actor.permissions = {Permission::signed_in};
    for (const Role* role : roles_of(connection, actor.account_id, today)) {
        if (given < SecondFactor::totp && asked_of(*role, book, today) > given) continue;
        actor.roles.emplace_back(role->code);
        actor.permissions = actor.permissions | role->permissions;
    }
    actor.own = actor.permissions;
    bool of_agency = std::find(actor.roles.begin(), actor.roles.end(), "agency") != actor.roles.end();
    if (!of_agency || !actor.entity_id) return;
    Lent lent = lent_to(connection, *actor.entity_id, today);
    actor.permissions = actor.permissions | lent.permissions;
    actor.lender = std::move(lent.lender);
}

void change(const Platform& platform, std::string_view sql, const db::Values& values)
{
    auto transaction = platform.database.write();
    transaction->connection().run(sql, values);
    transaction->commit();
}

// The same, left out while the database takes no writes: whoever only reads is not refused for it.
void try_change(const Platform& platform, std::string_view sql, const db::Values& values)
{
    try {
        change(platform, sql, values);
    } catch (const db::Failure& failure) {
        if (failure.fault != db::Fault::unavailable) throw;
    }
}

std::string cookie_of(const std::string& value, std::string_view more)
{
    return "__Host-bole=" + value + "; Path=/; Secure; HttpOnly; SameSite=Strict" + std::string(more);
}

} // namespace

bool is_staff(const Role& role)
{
    return role.code != "expert";
}

bool is_staff(const Actor& actor)
{
    return std::any_of(actor.roles.begin(), actor.roles.end(), [](const auto& role) { return is_staff(*find_role(role)); });
}

std::vector<const Role*> roles_of(db::Connection& connection, std::int64_t account_id, Day today)
{
    std::vector<const Role*> roles;
    connection.each(
        "SELECT role FROM account_role WHERE account_id = $1 AND from_day <= $2 AND (to_day IS NULL OR to_day >= $2) ORDER BY id",
        {account_id, to_text(today)}, [&](const db::Row& row) {
            if (const Role* role = find_role(row.text(0))) roles.push_back(role);
        });
    return roles;
}

std::optional<Session> load_session(const Platform& platform, const http::Request& request, Instant now)
{
    auto token = request.cookie("__Host-bole");
    if (!token || token->size() > 100) return std::nullopt;
    std::optional<Session> session;
    std::optional<Signed> last;
    std::optional<Day> password_on;
    SecondFactor given{};
    {
        auto snapshot = platform.database.read();
        auto& connection = snapshot->connection();
        session = connection.one(
            "SELECT s.token_hash, s.stage, s.csrf, s.created_at, s.seen_at, s.step_up_at, s.public_id, a.id, a.public_id, a.display_name, "
            "a.unit_id, a.expert_id, (SELECT c.above_id FROM unit_closure c WHERE c.unit_id = a.unit_id ORDER BY c.distance DESC LIMIT 1), "
            "u.edition, u.signed_at, a.password_on, s.second_factor "
            "FROM session s JOIN account a ON a.id = s.account_id LEFT JOIN staff_undertaking u ON u.id = (SELECT id FROM "
            "staff_undertaking "
            "WHERE account_id = a.id ORDER BY signed_at DESC, id DESC LIMIT 1) WHERE s.token_hash = $1 AND s.ended_at IS NULL AND a.state "
            "= 'active'",
            {hash_of_token(*token)}, [&](const db::Row& row) {
                Session found{row.text(0), row.text(1), row.text(2), *parse_instant(row.text(3)), *parse_instant(row.text(4)), {}, {}};
                if (auto at = row.maybe_text(5)) found.actor.step_up_at = parse_instant(*at);
                found.actor.session_id = row.text(6);
                found.actor.account_id = row.integer(7);
                found.actor.public_id = row.text(8);
                found.actor.display_name = row.text(9);
                found.actor.unit_id = row.maybe_integer(10);
                found.actor.expert_id = row.maybe_integer(11);
                found.actor.entity_id = row.maybe_integer(12);
                if (auto edition = row.maybe_text(13)) last = Signed{*edition, day_of(*parse_instant(row.text(14)))};
                if (auto day = row.maybe_text(15)) password_on = parse_day(*day);
                given = second_factor_of(row.maybe_text(16).value_or(""));
                return found;
            });
        if (!session) return std::nullopt;
        const RuleBook book = rulebook::load(connection);
        const Day today = day_of(now);
        load_roles(connection, session->actor, given, book, today);
        if (is_staff(session->actor)) {
            session->undertaking = undertaking_duty(connection, last, today, book);
            session->password = password_duty(password_on, today, book.value(dated_rules, "12.password_days", today));
        }
    }
    bool over = now - session->seen_at > session_limits.idle_ms || now - session->created_at > session_limits.absolute_ms;
    if (over) {
        end_session(platform, session->token_hash);
        return std::nullopt;
    }
    if (now - session->seen_at > seen_every_ms)
        try_change(platform, "UPDATE session SET seen_at = $2 WHERE token_hash = $1", {session->token_hash, to_text(now)});
    return session;
}

bool holds(db::Connection& connection, std::int64_t account_id, Permission permission, Day today)
{
    Actor actor;
    auto held =
        connection.one("SELECT CASE WHEN a.totp_secret IS NOT NULL THEN 'totp' WHEN a.phone_hash IS NOT NULL THEN 'sms' ELSE 'none' END, "
                       "(SELECT c.above_id FROM unit_closure c WHERE c.unit_id = a.unit_id ORDER BY c.distance DESC LIMIT 1) "
                       "FROM account a WHERE a.id = $1 AND a.state = 'active'",
                       {account_id}, [&](const db::Row& row) {
                           actor.entity_id = row.maybe_integer(1);
                           return second_factor_of(row.text(0));
                       });
    if (!held) return false;
    actor.account_id = account_id;
    load_roles(connection, actor, *held, rulebook::load(connection), today);
    return actor.permissions.has(permission);
}

bool still_holds(const Platform& platform, const std::string& session_id, Permission permission, Day today)
{
    auto snapshot = platform.database.read();
    auto& connection = snapshot->connection();
    Actor actor;
    auto given = connection.one("SELECT s.account_id, s.second_factor FROM session s JOIN account a ON a.id = s.account_id WHERE "
                                "s.public_id = $1 AND a.state = 'active'",
                                {session_id}, [&](const db::Row& row) {
                                    actor.account_id = row.integer(0);
                                    return second_factor_of(row.maybe_text(1).value_or(""));
                                });
    if (!given) return false;
    load_roles(connection, actor, *given, rulebook::load(connection), today);
    return actor.permissions.has(permission);
}

namespace {

std::string insert_session(db::Connection& connection, std::int64_t account_id, std::string_view stage, const db::Value& given,
                           const http::Request& request, Instant now)
{
    std::string token = to_hex(crypto::random_bytes(32)), csrf = to_hex(crypto::random_bytes(16));
    std::string agent = request.header("user-agent").value_or("").substr(0, 200);
    connection.run(
        "INSERT INTO session (token_hash, public_id, account_id, stage, csrf, created_at, seen_at, user_agent, peer, "
        "second_factor) VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9)",
        {hash_of_token(token), crypto::random_id(), account_id, std::string(stage), csrf, to_text(now), agent, request.peer, given});
    return cookie_of(token, "");
}

} // namespace

std::string start_half_session(const Platform& platform, std::int64_t account_id, const http::Request& request, Instant now)
{
    auto transaction = platform.database.write();
    std::string cookie = insert_session(transaction->connection(), account_id, "password", nullptr, request, now);
    transaction->commit();
    return cookie;
}

std::string start_session(db::Connection& connection, std::int64_t account_id, SecondFactor given, const http::Request& request,
                          Instant now)
{
    return insert_session(connection, account_id, "full", std::string(to_text(given)), request, now);
}

std::int64_t end_for_another(db::Connection& connection, std::int64_t account_id, const http::Request& elsewhere, Instant now)
{
    connection.run("DELETE FROM session WHERE account_id = $1 AND created_at < $2",
                   {account_id, to_text(now - session_limits.absolute_ms)});
    return connection.run(
        "UPDATE session SET ended_at = $2, ended_by_peer = $3 WHERE account_id = $1 AND stage = 'full' AND ended_at IS NULL",
        {account_id, to_text(now), elsewhere.peer});
}

std::optional<SignedInElsewhere> ended_elsewhere(const Platform& platform, const http::Request& request)
{
    auto token = request.cookie("__Host-bole");
    if (!token || token->size() > 100) return std::nullopt;
    auto snapshot = platform.database.read();
    return snapshot->connection().one("SELECT ended_at, ended_by_peer FROM session WHERE token_hash = $1 AND ended_at IS NOT NULL",
                                      {hash_of_token(*token)}, [](const db::Row& row) {
                                          return SignedInElsewhere{parse_instant(row.text(0)).value(), row.text(1)};
                                      });
}

void keep_session(const Platform& platform, const std::string& public_id, Instant now)
{
    change(platform, "UPDATE session SET seen_at = $2 WHERE public_id = $1 AND seen_at < $2", {public_id, to_text(now)});
}

std::vector<SignedIn> sessions_of(db::Connection& connection, std::int64_t account_id, Instant now)
{
    return connection.all(
        "SELECT public_id, user_agent, peer, created_at, seen_at FROM session WHERE account_id = $1 AND stage = 'full' AND ended_at IS "
        "NULL "
        "AND seen_at >= $2 AND created_at >= $3 ORDER BY seen_at DESC, public_id",
        {account_id, to_text(now - session_limits.idle_ms), to_text(now - session_limits.absolute_ms)}, [](const db::Row& row) {
            return SignedIn{row.text(0), row.text(1), row.text(2), *parse_instant(row.text(3)), *parse_instant(row.text(4))};
        });
}

void end_session(const Platform& platform, const std::string& token_hash)
{
    change(platform, "DELETE FROM session WHERE token_hash = $1", {token_hash});
}

void end_all_sessions(const Platform& platform, std::int64_t account_id)
{
    change(platform, "DELETE FROM session WHERE account_id = $1", {account_id});
}

std::string expired_cookie()
{
    return cookie_of("", "; Max-Age=0");
}

} // namespace auth
