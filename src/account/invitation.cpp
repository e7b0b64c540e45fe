#include "account/invitation.h"

#include "auth/account.h"
#include "crypto/random.h"
#include "rulebook/rulebook.h"

namespace account {

const ledger::Table account_invitation_table{"account_invitation", {{"account_id"}, {"code_hash"}, {"until_at"}, {"ended_at"}, {"used"}}};

namespace {

constexpr std::size_t group = 4;
constexpr std::int64_t day_ms = 24 * 3'600'000;

std::string in_groups(const std::string& code)
{
    std::string text;
    for (std::size_t at = 0; at < code.size(); ++at) text += (at && at % group == 0 ? "-" : "") + std::string(1, code[at]);
    return text;
}

std::string bare(const std::string& typed)
{
    std::string code;
    for (char c : typed) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) code += c;
    }
    return code;
}

Bytes hash_of(const crypto::Keyring& keys, const std::string& code)
{
    return crypto::bytes_of(keys.lookup_hash("invitation", crypto::Secret(code)));
}

} // namespace

void end_invitations(ledger::Act& act, std::int64_t account_id)
{
    auto open = act.connection().all("SELECT id, version FROM account_invitation WHERE account_id = $1 AND ended_at IS NULL ORDER BY id",
                                     {account_id}, [](const db::Row& row) {
                                         return std::pair{row.integer(0), row.integer(1)};
                                     });
    for (auto [id, version] : open) (void)*act.update(account_invitation_table, id, {{"ended_at", db::Value(to_text(act.now()))}}, version);
}

Instant invited_until(db::Connection& connection, Instant now)
{
    return now + rulebook::load(connection).value(dated_rules, "12.invitation_days", day_of(now)) * day_ms;
}

std::string invite(ledger::Act& act, const crypto::Keyring& keys, std::int64_t account_id, const std::string& public_id)
{
    end_invitations(act, account_id);
    std::string code = crypto::random_id();
    Instant until = invited_until(act.connection(), act.now());
    act.insert(account_invitation_table, {{"account_id", account_id},
                                          {"code_hash", db::Value(hash_of(keys, code))},
                                          {"until_at", db::Value(to_text(until))},
                                          {"used", std::int64_t{0}}});
    act.append({"accounts.invited/1", "account", public_id, json::Object{{"until", to_text(until)}}});
    return in_groups(code);
}

std::optional<std::string> invite_again(ledger::Act& act, const crypto::Keyring& keys, const std::string& login)
{
    auto account =
        act.connection().one("SELECT id, public_id FROM account WHERE login = $1 AND state = 'invited'", {login}, [](const db::Row& row) {
            return std::pair{row.integer(0), row.text(1)};
        });
    if (!account) return std::nullopt;
    return invite(act, keys, account->first, account->second);
}

std::optional<Invited> find_invitation(db::Connection& connection, const crypto::Keyring& keys, const std::string& code, Instant now)
{
    auto found =
        connection.one("SELECT i.id, i.version, a.id, a.public_id, a.login, a.display_name, i.until_at FROM account_invitation i "
                       "JOIN account a ON a.id = i.account_id WHERE i.code_hash = $1 AND i.ended_at IS NULL AND a.state = 'invited'",
                       {hash_of(keys, bare(code))}, [](const db::Row& row) {
                           return Invited{row.integer(0),
                                          row.integer(1),
                                          row.integer(2),
                                          row.text(3),
                                          row.text(4),
                                          row.text(5),
                                          parse_instant(row.text(6)).value(),
                                          {}};
                       });
    if (!found || now >= found->until) return std::nullopt;
    connection.each("SELECT role FROM account_role WHERE account_id = $1 ORDER BY id", {found->account_id},
                    [&](const db::Row& row) { found->roles.emplace_back(auth::find_role(row.text(0))->name); });
    return found;
}

} // namespace account
