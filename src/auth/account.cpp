#include "auth/account.h"

#include "auth/second_factor.h"
#include "crypto/password.h"
#include "crypto/random.h"

#include <stdexcept>

namespace auth {

using ledger::ColumnKind;

const ledger::Table account_table{"account",
                                  {{"public_id"},
                                   {"login"},
                                   {"display_name"},
                                   {"unit_id"},
                                   {"expert_id"},
                                   {"password_hash"},
                                   {"totp_secret", ColumnKind::encrypted},
                                   {"state"},
                                   {"password_on", ColumnKind::plain, true},
                                   {"phone", ColumnKind::encrypted, true},
                                   {"phone_hash", ColumnKind::plain, true}}};

const ledger::Table account_role_table{"account_role", {{"account_id"}, {"role"}, {"from_day"}, {"to_day"}, {"document"}}};

const ledger::Table old_password_table{"old_password", {{"account_id"}, {"password_hash"}, {"until_at"}}};

Added add_account(ledger::Act& act, const crypto::Keyring& keys, const NewAccount& account)
{
    std::string public_id = crypto::random_id();
    ledger::Record record{{"public_id", db::Value(public_id)},
                          {"login", db::Value(account.login)},
                          {"display_name", db::Value(account.display_name)},
                          {"unit_id", db::value_of(account.unit_id)},
                          {"expert_id", db::value_of(account.expert_id)},
                          {"password_hash", db::Value(account.password ? crypto::hash_password(keys, *account.password) : "")},
                          {"state", db::Value(account.password ? "active" : "invited")}};
    if (account.password) record.emplace("password_on", db::Value(to_text(day_of(act.now()))));
    if (account.totp_secret) record.emplace("totp_secret", *account.totp_secret);
    std::int64_t id = act.insert(account_table, std::move(record));
    for (const auto& role : account.roles) {
        if (!find_role(role)) throw std::logic_error("no role " + role);
        act.insert(account_role_table, {{"account_id", db::Value(id)},
                                        {"role", db::Value(role)},
                                        {"from_day", db::Value(to_text(account.from))},
                                        {"document", db::Value(account.document)}});
    }
    return {id, std::move(public_id)};
}

std::string login_of(db::Connection& connection, std::int64_t account_id)
{
    return connection.one("SELECT login FROM account WHERE id = $1", {account_id}, [](const db::Row& row) { return row.text(0); }).value();
}

bool reset_totp(ledger::Act& act, const std::string& login, const std::string& reason)
{
    struct Found {
        std::int64_t id;
        std::string public_id;
    };
    auto account = act.connection().one("SELECT id, public_id FROM account WHERE login = $1", {login}, [](const db::Row& row) {
        return Found{row.integer(0), row.text(1)};
    });
    if (!account) return false;
    ledger::Record emptied{{"totp_secret", db::Value(nullptr)}};
    if (asked_of(act.connection(), account->id, day_of(act.now())) == SecondFactor::sms) {
        emptied.emplace("phone", db::Value(nullptr));
        emptied.emplace("phone_hash", db::Value(nullptr));
    }
    (void)*act.update(account_table, account->id, std::move(emptied));
    act.connection().run("DELETE FROM session WHERE account_id = $1", {account->id});
    act.append({"auth.totp_reset/1", "account", account->public_id, {}, reason});
    return true;
}

} // namespace auth
