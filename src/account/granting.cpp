#include "account/granting.h"

#include "account/administrators.h"
#include "account/messages.h"
#include "account/roles.h"
#include "auth/account.h"
#include "auth/session.h"
#include "crypto/random.h"
#include "db/day.h"
#include "ledger/messages.h"

namespace account {

const ledger::Table role_grant_table{"role_grant",
                                     {{"public_id"},
                                      {"account_id"},
                                      {"role"},
                                      {"from_day"},
                                      {"to_day"},
                                      {"document"},
                                      {"state"},
                                      {"asked_by"},
                                      {"asked_at"},
                                      {"decided_by"},
                                      {"decided_at"},
                                      {"answer"},
                                      {"ended_by"},
                                      {"ended_at"},
                                      {"end_reason"}}};

namespace {

db::Value day_value(const std::optional<Day>& day)
{
    return day ? db::Value(to_text(*day)) : db::Value(nullptr);
}

Term term_of(const db::Row& row, int first)
{
    return {row.text(first), db::maybe_day(row, first + 1).value(), db::maybe_day(row, first + 2)};
}

// What the account holds, will hold or has been asked for, but for one asking.
std::vector<Term> terms_of(db::Connection& connection, std::int64_t account_id, std::int64_t except)
{
    return connection.all("SELECT role, from_day, to_day FROM account_role WHERE account_id = $1 UNION ALL SELECT role, from_day, to_day "
                          "FROM role_grant WHERE account_id = $1 AND state = 'waiting' AND id <> $2 ORDER BY 2, 1",
                          {account_id, except}, [](const db::Row& row) { return term_of(row, 0); });
}

// What must hold when a role is asked for and again when it is approved.
std::optional<Error> refuse_term(db::Connection& connection, const Account& account, const Term& term, std::int64_t grant_id, Day today)
{
    if (account.state == "blocked") return refuse(ErrorKind::conflict, messages::is_blocked);
    if (needs_unit(term.role) && !account.unit_id)
        return refuse_field("role", messages::role_needs_unit, {std::string(auth::find_role(term.role)->name)});
    if (term.role == "expert" && !account.expert_id) return refuse_field("role", messages::role_needs_expert);
    if (term.to && *term.to < today) return refuse_field("to", messages::term_over);
    return refuse_beside(terms_of(connection, account.id, grant_id), term);
}

void put_in_force(ledger::Act& act, std::int64_t account_id, const Term& term, const std::string& document)
{
    act.insert(auth::account_role_table, {{"account_id", account_id},
                                          {"role", db::Value(term.role)},
                                          {"from_day", db::Value(to_text(term.from))},
                                          {"to_day", day_value(term.to)},
                                          {"document", db::Value(document)}});
}

ledger::Record record_of(std::int64_t account_id, const Term& term, const std::string& document, std::string_view state)
{
    return {{"public_id", db::Value(crypto::random_id())}, {"account_id", account_id},     {"role", db::Value(term.role)},
            {"from_day", db::Value(to_text(term.from))},   {"to_day", day_value(term.to)}, {"document", db::Value(document)},
            {"state", db::Value(std::string(state))}};
}

Account account_of(db::Connection& connection, std::int64_t id)
{
    auto public_id = connection.one("SELECT public_id FROM account WHERE id = $1", {id}, [](const db::Row& row) { return row.text(0); });
    return load(connection, {auth::Scope::all}, *public_id).value();
}

std::optional<Error> refuse_decided(const Grant& grant)
{
    if (grant.state == "waiting") return std::nullopt;
    return refuse(ErrorKind::conflict, messages::not_waiting);
}

// The second pair of eyes belongs to somebody else.
std::optional<Error> refuse_decider(const Grant& grant, std::int64_t by)
{
    if (grant.asked_by == by) return refuse(ErrorKind::forbidden, messages::asked_oneself);
    if (grant.account_id == by) return refuse(ErrorKind::forbidden, messages::for_oneself);
    return std::nullopt;
}

// The row is of the state that was loaded in this act.
void decide(ledger::Act& act, const Grant& grant, std::string_view state, std::optional<std::int64_t> by, const std::string& answer)
{
    (void)*act.update(role_grant_table, grant.id,
                      {{"state", db::Value(std::string(state))},
                       {"decided_by", db::value_of(by)},
                       {"decided_at", db::Value(to_text(act.now()))},
                       {"answer", answer.empty() ? db::Value(nullptr) : db::Value(answer)}},
                      grant.version);
}

void tell(ledger::Act& act, std::string type, const std::string& account, const Term& term, const std::string& more)
{
    json::Object data{{"role", term.role}, {"from", to_text(term.from)}};
    if (term.to) data.set("to", to_text(*term.to));
    act.append({std::move(type), "account", account, std::move(data), in_words(term) + "；" + more});
}

ledger::Record asked_record(const ledger::Act& act, std::int64_t account_id, const Term& term, const std::string& document, std::int64_t by)
{
    auto record = record_of(account_id, term, document, "waiting");
    record["asked_by"] = by;
    record["asked_at"] = db::Value(to_text(act.now()));
    return record;
}

std::optional<Error> approve_as(ledger::Act& act, const Grant& grant, std::optional<std::int64_t> by, Day today)
{
    if (auto fault = refuse_decided(grant)) return fault;
    Account account = account_of(act.connection(), grant.account_id);
    if (auto fault = refuse_term(act.connection(), account, grant.term, grant.id, today)) return fault;
    put_in_force(act, account.id, grant.term, grant.document);
    decide(act, grant, "granted", by, "");
    tell(act, "roles.approved/1", account.public_id, grant.term, grant.document);
    return std::nullopt;
}

// A role of an account, and how it was asked for where that was recorded.
struct Held {
    std::int64_t id, version;
    Term term;
    std::string document;
    std::optional<std::int64_t> grant_id;
};

std::optional<Held> find_held(db::Connection& connection, std::int64_t account_id, const Withdrawal& withdrawal)
{
    return connection.one(
        "SELECT x.id, x.version, x.role, x.from_day, x.to_day, x.document, (SELECT g.id FROM role_grant g WHERE "
        "g.account_id = x.account_id AND g.role = x.role AND g.from_day = x.from_day AND g.state = 'granted') FROM "
        "account_role x WHERE x.account_id = $1 AND x.role = $2 AND x.from_day = $3",
        {account_id, withdrawal.role, to_text(withdrawal.from)}, [](const db::Row& row) {
            return Held{row.integer(0), row.integer(1), term_of(row, 2), row.maybe_text(5).value_or(""), row.maybe_integer(6)};
        });
}

void shorten(ledger::Act& act, const Held& held, Day last)
{
    ledger::Record changes{{"to_day", db::Value(to_text(last))}};
    (void)*act.update(auth::account_role_table, held.id, changes);
    if (held.grant_id) (void)*act.update(role_grant_table, *held.grant_id, changes);
}

void take_back(ledger::Act& act, std::int64_t account_id, const Held& held, const std::string& reason, std::int64_t by)
{
    ledger::Record changes{{"state", db::Value("withdrawn")},
                           {"ended_by", by},
                           {"ended_at", db::Value(to_text(act.now()))},
                           {"end_reason", db::Value(reason)}};
    act.remove(auth::account_role_table, held.id);
    if (held.grant_id) {
        (void)*act.update(role_grant_table, *held.grant_id, changes);
        return;
    }
    auto record = record_of(account_id, held.term, held.document, "withdrawn");
    for (auto& [column, cell] : changes) record[column] = cell;
    act.insert(role_grant_table, std::move(record));
}

constexpr std::string_view grant_columns =
    "SELECT id, version, account_id, public_id, document, state, role, from_day, to_day, asked_by FROM role_grant WHERE ";

Grant grant_of(const db::Row& row)
{
    return {row.integer(0), row.integer(1), row.integer(2), row.text(3), row.text(4), row.text(5), term_of(row, 6), row.maybe_integer(9)};
}

} // namespace

std::optional<Grant> load_grant(db::Connection& connection, const auth::Filter& filter, const std::string& public_id)
{
    if (filter.scope != auth::Scope::all) return std::nullopt;
    return connection.one(std::string(grant_columns) + "public_id = $1", {public_id}, grant_of);
}

Result<Done> grant(ledger::Act& act, const Account& account, const Term& term, const std::string& document, std::int64_t by, Day today)
{
    if (account.id == by) return refuse(ErrorKind::forbidden, messages::grant_oneself);
    if (term.from < today) return refuse_field("from", messages::from_past);
    if (term.to && *term.to < term.from) return refuse_field("to", messages::term_backwards);
    if (auto fault = refuse_term(act.connection(), account, term, 0, today)) return *fault;
    bool at_once = is_administrator(term.role);
    auto record = asked_record(act, account.id, term, document, by);
    if (at_once) {
        record["state"] = db::Value("granted");
        record["decided_at"] = record["asked_at"];
        put_in_force(act, account.id, term, document);
    }
    act.insert(role_grant_table, std::move(record));
    tell(act, at_once ? "roles.granted/1" : "roles.asked/1", account.public_id, term, document);
    return Done{};
}

void ask_role(ledger::Act& act, std::int64_t account_id, const std::string& public_id, const std::string& role, const std::string& document,
              std::int64_t by)
{
    Term term{role, day_of(act.now()), std::nullopt};
    act.insert(role_grant_table, asked_record(act, account_id, term, document, by));
    tell(act, "roles.asked/1", public_id, term, document);
}

Result<Done> approve(ledger::Act& act, const Grant& grant, std::int64_t by, Day today)
{
    if (auto fault = refuse_decider(grant, by)) return *fault;
    if (auto fault = approve_as(act, grant, by, today)) return *fault;
    return Done{};
}

Result<Done> turn_down(ledger::Act& act, const Grant& grant, const std::string& reason, std::int64_t by)
{
    if (auto fault = refuse_decider(grant, by)) return *fault;
    if (auto fault = refuse_decided(grant)) return *fault;
    decide(act, grant, "refused", by, reason);
    tell(act, "roles.refused/1", account_of(act.connection(), grant.account_id).public_id, grant.term, reason);
    return Done{};
}

Result<Done> cancel(ledger::Act& act, const Grant& grant, const std::string& reason, std::int64_t by)
{
    if (auto fault = refuse_decided(grant)) return *fault;
    (void)*act.update(role_grant_table, grant.id,
                      {{"state", db::Value("withdrawn")},
                       {"ended_by", by},
                       {"ended_at", db::Value(to_text(act.now()))},
                       {"end_reason", db::Value(reason)}},
                      grant.version);
    tell(act, "roles.cancelled/1", account_of(act.connection(), grant.account_id).public_id, grant.term, reason);
    return Done{};
}

bool somebody_approves(db::Connection& connection, Day today)
{
    auto candidates = connection.all("SELECT DISTINCT account_id FROM account_role", {}, [](const db::Row& row) { return row.integer(0); });
    for (auto id : candidates)
        if (auth::holds(connection, id, auth::Permission::role_approve, today)) return true;
    return false;
}

Result<std::string> approve_first(ledger::Act& act, const std::string& login, Day today)
{
    if (somebody_approves(act.connection(), today)) return refuse(ErrorKind::conflict, messages::approved_on_page);
    auto waiting = act.connection().one(std::string(grant_columns) + "state = 'waiting' AND role = 'science_department' AND account_id = "
                                                                     "(SELECT id FROM account WHERE login = $1)",
                                        {login}, grant_of);
    if (!waiting) return refuse(ErrorKind::conflict, messages::nothing_waits, {login});
    if (auto fault = approve_as(act, *waiting, std::nullopt, today)) return *fault;
    return in_words(waiting->term);
}

Result<Done> withdraw(ledger::Act& act, const Account& account, const Withdrawal& withdrawal, std::int64_t by, Day today)
{
    auto held = find_held(act.connection(), account.id, withdrawal);
    if (!held) return auth::not_found("角色");
    if (held->version != withdrawal.version) return refuse(ErrorKind::conflict, ledger::messages::changed_meanwhile);
    const auto& last = withdrawal.last;
    if (last && (*last < today || *last < held->term.from || (held->term.to && *last >= *held->term.to)))
        return refuse_field("last", messages::only_earlier);
    auto before = find_vacancies(act.connection(), today);
    if (last)
        shorten(act, *held, *last);
    else
        take_back(act, account.id, *held, withdrawal.reason, by);
    if (auto fault = refuse_vacancy(before, find_vacancies(act.connection(), today))) return *fault;
    Term told = held->term;
    if (last) told.to = last;
    tell(act, last ? "roles.shortened/1" : "roles.withdrawn/1", account.public_id, told, withdrawal.reason);
    return Done{};
}

} // namespace account
