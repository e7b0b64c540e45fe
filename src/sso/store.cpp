#include "sso/store.h"

#include "auth/opening.h"
#include "crypto/random.h"
#include "notify/notify.h"
#include "sso/messages.h"
#include "sso/sso.h"
#include "sso/token.h"

namespace sso {

const ledger::Table identity_table{"sso_identity", {{"account_id"}, {"issuer"}, {"subject_hash"}, {"bound_at"}}};

namespace {

constexpr std::int64_t valid_ms = 10 * 60'000, most_from_one = 60;

std::string random_text()
{
    return to_base64url(crypto::random_bytes(32));
}

std::string hash_of(const std::string& text)
{
    return crypto::to_hex(crypto::sha256(text));
}

Bytes subject_hash(const crypto::Keyring& keys, const std::string& issuer, const std::string& subject)
{
    return crypto::bytes_of(keys.lookup_hash("sso_subject", crypto::Secret(issuer + "\n" + subject)));
}

std::optional<std::int64_t> identity_of(db::Connection& connection, std::int64_t account_id)
{
    return connection.one("SELECT id FROM sso_identity WHERE account_id = $1", {account_id},
                          [](const db::Row& row) { return row.integer(0); });
}

} // namespace

Result<Begun> begin_attempt(const auth::Context& c, std::optional<std::int64_t> binds)
{
    Begun begun{random_text(), random_text(), random_text(), random_text()};
    Bytes peer = crypto::bytes_of(c.platform.keys.lookup_hash("peer", crypto::Secret(notify::network_of(c.request.peer))));
    auto transaction = c.platform.database.write();
    auto& connection = transaction->connection();
    connection.run("DELETE FROM sso_attempt WHERE made_at <= $1", {to_text(c.now - valid_ms)});
    auto before =
        connection.one("SELECT COUNT(*) FROM sso_attempt WHERE peer_hash = $1", {peer}, [](const db::Row& row) { return row.integer(0); });
    if (*before >= most_from_one) return refuse(ErrorKind::too_many, messages::often);
    connection.run("INSERT INTO sso_attempt (state_hash, browser_hash, nonce, verifier, account_id, peer_hash, made_at) "
                   "VALUES ($1, $2, $3, $4, $5, $6, $7)",
                   {hash_of(begun.state), hash_of(begun.browser), begun.nonce, begun.verifier, db::value_of(binds), peer, to_text(c.now)});
    transaction->commit();
    return begun;
}

std::optional<Attempt> take(const auth::Context& c, const std::string& state, const std::string& browser)
{
    auto transaction = c.platform.database.write();
    auto& connection = transaction->connection();
    auto found = connection.one("SELECT nonce, verifier, account_id FROM sso_attempt WHERE state_hash = $1 AND browser_hash = $2 AND "
                                "made_at > $3",
                                {hash_of(state), hash_of(browser), to_text(c.now - valid_ms)}, [](const db::Row& row) {
                                    return Attempt{row.text(0), row.text(1), row.maybe_integer(2)};
                                });
    if (!found) return std::nullopt;
    bool mine = connection.run("DELETE FROM sso_attempt WHERE state_hash = $1", {hash_of(state)}) == 1;
    transaction->commit();
    return mine ? found : std::nullopt;
}

std::optional<Bound> account_of(const auth::Context& c, const std::string& issuer, const std::string& subject)
{
    auto snapshot = c.platform.database.read();
    auto& connection = snapshot->connection();
    auto found = connection.one("SELECT a.id, a.public_id FROM sso_identity i JOIN account a ON a.id = i.account_id WHERE i.issuer = $1 "
                                "AND i.subject_hash = $2 AND a.state = 'active'",
                                {issuer, subject_hash(c.platform.keys, issuer, subject)}, [](const db::Row& row) {
                                    return Bound{row.integer(0), row.text(1), {}};
                                });
    if (found) found->factors = auth::factors_of(c.platform, connection, found->id, c.today);
    return found;
}

std::optional<Instant> bound_at(const auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    return snapshot->connection().one("SELECT bound_at FROM sso_identity WHERE account_id = $1", {c.actor.account_id},
                                      [](const db::Row& row) { return parse_instant(row.text(0)).value(); });
}

Result<Done> bind_subject(ledger::Act& act, const auth::Context& c, const std::string& issuer, const std::string& subject)
{
    auto& connection = act.connection();
    if (identity_of(connection, c.actor.account_id)) return refuse(ErrorKind::conflict, messages::bound);
    Bytes hash = subject_hash(c.platform.keys, issuer, subject);
    auto taken = connection.one("SELECT 1 FROM sso_identity WHERE issuer = $1 AND subject_hash = $2", {issuer, hash},
                                [](const db::Row&) { return true; });
    if (taken) return refuse(ErrorKind::conflict, messages::taken);
    act.insert(identity_table, {{"account_id", db::Value(c.actor.account_id)},
                                {"issuer", db::Value(issuer)},
                                {"subject_hash", db::Value(hash)},
                                {"bound_at", db::Value(to_text(c.now))}});
    return Done{};
}

Result<Done> unbind_subject(ledger::Act& act, const auth::Context& c)
{
    auto identity = identity_of(act.connection(), c.actor.account_id);
    if (!identity) return refuse(ErrorKind::conflict, messages::not_bound);
    act.remove(identity_table, *identity);
    return Done{};
}

} // namespace sso
