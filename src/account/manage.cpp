#include "account/manage.h"

#include "account/administrators.h"
#include "account/invitation.h"
#include "account/messages.h"
#include "account/roles.h"
#include "auth/account.h"
#include "auth/second_factor.h"

#include <algorithm>

namespace account {

namespace {

bool has_second_factor(db::Connection& connection, std::int64_t account_id, Day today)
{
    bool by_sms = auth::asked_of(connection, account_id, today) == auth::SecondFactor::sms;
    return connection
        .one(std::string("SELECT 1 FROM account WHERE id = $1 AND (totp_secret IS NOT NULL") +
                 (by_sms ? " OR phone_hash IS NOT NULL)" : ")"),
             {account_id}, [](const db::Row&) { return true; })
        .has_value();
}

std::optional<std::int64_t> entity_of(db::Connection& connection, std::optional<std::int64_t> unit_id)
{
    return connection.one("SELECT above_id FROM unit_closure WHERE unit_id = $1 ORDER BY distance DESC LIMIT 1", {unit_id.value_or(0)},
                          [](const db::Row& row) { return row.integer(0); });
}

// Roles that reach as far as the unit does go with the account only within its legal entity: who moves people gives no rights.
std::optional<Error> refuse_move(db::Connection& connection, const Account& account, std::optional<std::int64_t> unit_id)
{
    if (unit_id == account.unit_id || (unit_id && entity_of(connection, unit_id) == account.entity_id)) return std::nullopt;
    std::string names;
    connection.each("SELECT DISTINCT role FROM account_role WHERE account_id = $1 ORDER BY role", {account.id}, [&](const db::Row& row) {
        if (follows_unit(row.text(0))) names += (names.empty() ? "" : "、") + std::string(auth::find_role(row.text(0))->name);
    });
    if (names.empty()) return std::nullopt;
    return refuse_field("unit", messages::unit_holds_roles, {names});
}

void end_sessions(ledger::Act& act, const Account& account)
{
    act.connection().run("DELETE FROM session WHERE account_id = $1", {account.id});
}

Handed handed(ledger::Act& act, const crypto::Keyring& keys, std::int64_t account_id, const std::string& public_id)
{
    return {public_id, invite(act, keys, account_id, public_id), invited_until(act.connection(), act.now())};
}

} // namespace

bool is_login(const std::string& text)
{
    auto small = [](char c) { return c >= 'a' && c <= 'z'; };
    auto known = [&](char c) { return small(c) || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-'; };
    return text.size() >= 3 && text.size() <= 30 && small(text[0]) && std::all_of(text.begin(), text.end(), known);
}

Result<Handed> open_for(ledger::Act& act, const crypto::Keyring& keys, const NewPerson& person)
{
    if (!is_login(person.login)) return refuse_field("login", messages::login_form);
    bool taken = *act.connection().one("SELECT count(*) FROM account WHERE login = $1", {person.login},
                                       [](const db::Row& row) { return row.integer(0); }) > 0;
    if (taken) return refuse_field("login", messages::login_taken, {person.login});
    if (!person.another_person)
        if (auto alike = find_alike(act.connection(), person.display_name, person.unit_id))
            return refuse(ErrorKind::conflict, messages::alike, {person.display_name, alike->login, state_name(alike->state)});
    auth::NewAccount account;
    account.login = person.login;
    account.display_name = person.display_name;
    account.unit_id = person.unit_id;
    auto added = auth::add_account(act, keys, account);
    act.append({"accounts.added/1", "account", added.public_id, {}});
    return handed(act, keys, added.id, added.public_id);
}

Result<Handed> invite_anew(ledger::Act& act, const crypto::Keyring& keys, const Account& account)
{
    if (account.state != "invited") return refuse(ErrorKind::conflict, messages::not_invited, {state_name(account.state)});
    return handed(act, keys, account.id, account.public_id);
}

Result<Done> change(ledger::Act& act, const Account& account, const Changed& changed)
{
    if (account.expert_id) return refuse(ErrorKind::conflict, messages::own_expert);
    if (auto fault = refuse_move(act.connection(), account, changed.unit_id)) return *fault;
    auto updated =
        act.update(auth::account_table, account.id,
                   {{"display_name", db::Value(changed.display_name)}, {"unit_id", db::value_of(changed.unit_id)}}, changed.version);
    if (!updated) return updated.error();
    act.append({"accounts.changed/1", "account", account.public_id, {}});
    return Done{};
}

Result<Done> block(ledger::Act& act, const Account& account, const std::string& reason, std::int64_t by, Day today)
{
    if (account.state == "blocked") return refuse(ErrorKind::conflict, messages::is_blocked);
    if (account.id == by) return refuse(ErrorKind::conflict, messages::block_oneself);
    auto before = find_vacancies(act.connection(), today);
    end_invitations(act, account.id);
    (void)*act.update(auth::account_table, account.id, {{"state", db::Value("blocked")}});
    if (auto fault = refuse_vacancy(before, find_vacancies(act.connection(), today))) return *fault;
    end_sessions(act, account);
    act.append({"accounts.blocked/1", "account", account.public_id, {}, reason});
    return Done{};
}

Result<Done> unblock(ledger::Act& act, const Account& account, const std::string& reason)
{
    if (account.state != "blocked") return refuse(ErrorKind::conflict, messages::not_blocked);
    (void)*act.update(auth::account_table, account.id, {{"state", db::Value(account.has_password ? "active" : "invited")}});
    act.append({"accounts.unblocked/1", "account", account.public_id, {}, reason});
    return Done{};
}

Result<Done> reset_second_factor(ledger::Act& act, const Account& account, const std::string& reason)
{
    if (!has_second_factor(act.connection(), account.id, day_of(act.now()))) return refuse(ErrorKind::conflict, messages::no_second_factor);
    auth::reset_totp(act, account.login, reason);
    return Done{};
}

std::vector<std::string> allowed_actions(db::Connection& connection, const Account& account, std::int64_t by, Day today)
{
    std::vector<std::string> actions;
    if (account.state == "invited") actions.push_back("invite");
    if (!account.expert_id) actions.push_back("change");
    if (account.state == "blocked") actions.push_back("unblock");
    if (account.state != "blocked" && account.id != by) actions.push_back("block");
    if (has_second_factor(connection, account.id, today)) actions.push_back("reset");
    return actions;
}

} // namespace account
