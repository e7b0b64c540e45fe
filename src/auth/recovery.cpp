#include "auth/recovery.h"

#include "auth/failures.h"
#include "auth/messages.h"
#include "crypto/random.h"

namespace auth {

const ledger::Table recovery_code_table{"recovery_code", {{"account_id"}, {"code_hash"}, {"made_at"}, {"ended_at"}, {"used"}}};

namespace {

constexpr std::size_t group = 5;

// 50 bits; guesses are counted, and the hash is keyed.
std::string random_code()
{
    std::string code = crypto::random_id().substr(0, 2 * group);
    return code.substr(0, group) + "-" + code.substr(group);
}

Bytes hash_of(const crypto::Keyring& keys, const std::string& typed)
{
    std::string code;
    for (char c : typed) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) code += c;
    }
    return crypto::bytes_of(keys.lookup_hash("recovery_code", crypto::Secret(code)));
}

struct Open {
    std::int64_t id, version;
};
std::vector<Open> open_ones(db::Connection& connection, std::int64_t account_id, const std::optional<Bytes>& hash)
{
    std::string sql = "SELECT id, version FROM recovery_code WHERE account_id = $1 AND ended_at IS NULL";
    db::Values values{account_id};
    if (hash) {
        sql += " AND code_hash = $2";
        values.emplace_back(*hash);
    }
    return connection.all(sql + " ORDER BY id", values, [](const db::Row& row) { return Open{row.integer(0), row.integer(1)}; });
}

} // namespace

std::vector<std::string> make_recovery_codes(ledger::Act& act, const crypto::Keyring& keys, std::int64_t account_id,
                                             const std::string& public_id)
{
    db::Value now(to_text(act.now()));
    for (const auto& old : open_ones(act.connection(), account_id, std::nullopt))
        (void)*act.update(recovery_code_table, old.id, {{"ended_at", now}}, old.version);
    std::vector<std::string> codes;
    for (int i = 0; i < recovery_codes_made; ++i) {
        codes.push_back(random_code());
        act.insert(recovery_code_table, {{"account_id", account_id},
                                         {"code_hash", db::Value(hash_of(keys, codes.back()))},
                                         {"made_at", now},
                                         {"used", std::int64_t{0}}});
    }
    act.append({"auth.recovery_codes_made/1", "account", public_id, {}});
    return codes;
}

std::int64_t recovery_codes_left(db::Connection& connection, std::int64_t account_id)
{
    return static_cast<std::int64_t>(open_ones(connection, account_id, std::nullopt).size());
}

Result<std::int64_t> use_recovery_code(const Context& c, const Actor& actor, const std::string& typed)
{
    if (auto locked = still_locked(tries_of(c.platform, actor.account_id, c.now), c.now)) return *locked;
    Bytes hash = hash_of(c.platform.keys, typed);
    {
        ledger::Act act(c.platform.database, c.platform.keys, {"account", actor.public_id, std::nullopt, c.request.peer}, c.now);
        auto found = open_ones(act.connection(), actor.account_id, hash);
        if (!found.empty()) {
            (void)*act.update(recovery_code_table, found.front().id,
                              {{"ended_at", db::Value(to_text(act.now()))}, {"used", std::int64_t{1}}}, found.front().version);
            std::int64_t left = recovery_codes_left(act.connection(), actor.account_id);
            act.append({"auth.recovery_code_used/1", "account", actor.public_id, json::Object{{"left", left}}});
            act.commit();
            return left;
        }
    }
    count_failure(c, actor.account_id, actor.public_id, "recovery");
    return refuse_field("code", messages::wrong_recovery_code);
}

} // namespace auth
