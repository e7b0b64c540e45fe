#include "registry/vouch.h"

#include "account/account.h"
#include "auth/account.h"
#include "registry/messages.h"
#include "registry/registry.h"
#include "registry/request.h"

#include <algorithm>

namespace registry {

namespace {

// The unit of the library with the code, and what follows from there being one.
void look_for_code(db::Connection& connection, const Ask& ask, const Reviewer& reviewer, Look& look)
{
    auto id = connection.one("SELECT id FROM unit WHERE code = $1", {ask.code}, [](const db::Row& row) { return row.integer(0); });
    if (!id) return;
    Unit unit = load(connection, *id);
    const auto& department = unit.facts.department_id;
    std::string found = "库中已有这个统一社会信用代码：“" + unit.facts.name + "”";
    if (unit.facts.name != ask.name) found += "，与申请写的名称不同";
    if (department && !(reviewer.entity_id && is_above(connection, *reviewer.entity_id, *department))) {
        look.flags.push_back({found + "，归口“" + names_of(connection, {*department}).at(*department) + "”，不由您认可。", true});
        return;
    }
    look.flags.push_back({found + "。认可后不另建单位，账号开在它名下。"});
    look.known = std::move(unit);
}

void look_for_name(db::Connection& connection, const Ask& ask, Look& look)
{
    auto code = connection.one("SELECT COALESCE(code, '没有登记') FROM unit WHERE parent_id IS NULL AND name = $1 ORDER BY id LIMIT 1",
                               {ask.name}, [](const db::Row& row) { return row.text(0); });
    if (code)
        look.flags.push_back(
            {"库中已有叫“" + ask.name + "”的法人单位，统一社会信用代码 " + *code + "。请先由系统管理员核对是不是同一单位。", true});
    auto alias = connection.one("SELECT u.name FROM unit_alias a JOIN unit u ON u.id = a.unit_id WHERE a.name = $1 ORDER BY u.id LIMIT 1",
                                {ask.name}, [](const db::Row& row) { return row.text(0); });
    if (alias) look.flags.push_back({"“" + ask.name + "”是库中“" + *alias + "”的曾用名或别名，请核对是不是同一单位。"});
}

// Nobody vouches for oneself, and one person behind several units is told (T9).
void look_for_people(db::Connection& connection, const Ask& ask, const Contact& contact, const Reviewer& reviewer, Look& look)
{
    if (contact.name.reveal() == reviewer.name) look.flags.push_back({"联系人与您同名：自己不能认可自己的申请，请由同事办理。", true});
    auto own = connection.one("SELECT count(*) FROM expert WHERE id = $1 AND phone_hash = $2",
                              {reviewer.expert_id.value_or(0), ask.phone_hash}, [](const db::Row& row) { return row.integer(0); });
    if (*own) look.flags.push_back({"申请留的手机是您的：自己不能认可自己的申请，请由同事办理。", true});
    auto others = connection.all("SELECT name FROM unit_ask WHERE phone_hash = $1 AND id <> $2 ORDER BY id DESC LIMIT 5",
                                 {ask.phone_hash, ask.id}, [](const db::Row& row) { return row.text(0); });
    std::erase(others, ask.name);
    if (!others.empty()) look.flags.push_back({"这个手机还为别的单位提交过申请：" + joined(others, "、") + "。"});
    if (ask.peer_hash == reviewer.peer_hash) look.flags.push_back({"申请是从您现在所用的网络地址提交的。"});
}

} // namespace

bool Look::blocked() const
{
    return std::any_of(flags.begin(), flags.end(), [](const Flag& flag) { return flag.blocks; });
}

Look look_at(db::Connection& connection, const Ask& ask, const Contact& contact, const Reviewer& reviewer)
{
    Look look;
    look_for_code(connection, ask, reviewer, look);
    if (!look.known) look_for_name(connection, ask, look);
    look_for_people(connection, ask, contact, reviewer, look);
    return look;
}

Result<Vouched> vouch(ledger::Act& act, const crypto::Keyring& keys, const Ask& ask, const Contact& contact, const Look& look,
                      const std::string& login, const std::string& checked, std::int64_t account_id)
{
    auto& connection = act.connection();
    Day today = day_of(act.now());
    auto taken = connection.one("SELECT 1 FROM account WHERE login = $1", {login}, [](const db::Row& row) { return row.integer(0); });
    if (taken) return refuse_field("login", messages::login_taken, {login});
    std::string department = names_of(connection, {ask.department_id}).at(ask.department_id), grounds = "单位登记申请 " + ask.number;
    std::int64_t unit_id = 0;
    if (look.known) {
        Facts facts = look.known->facts;
        facts.verified_on = today;
        facts.verified_by = department;
        if (!facts.department_id) facts.department_id = ask.department_id;
        write(act, *look.known, facts);
        unit_id = look.known->id;
        act.append({"units.changed/1", "unit", look.known->public_id, json::Object{{"version", look.known->version + 1}},
                    reason_of("归口管理部门认可", grounds)});
    } else {
        unit_id = units::add_unit(act, {ask.name,
                                        ask.code,
                                        ask.kind,
                                        std::nullopt,
                                        ask.region,
                                        ask.department_id,
                                        std::nullopt,
                                        std::nullopt,
                                        today,
                                        department,
                                        grounds,
                                        {},
                                        {}});
        act.flush();
        act.append({"units.created/1", "unit", load(connection, unit_id).public_id, {}, reason_of("归口管理部门认可", grounds)});
    }
    auth::NewAccount account;
    account.login = login;
    account.display_name = contact.name.reveal();
    account.unit_id = unit_id;
    auto [id, public_id] = auth::add_account(act, keys, account);
    act.append({"accounts.created/1", "account", public_id, json::Object{{"accounts", 1}, {"document", grounds}}});
    account::ask_role(act, id, public_id, "unit_reviewer", grounds, account_id);
    std::string code = account::invite(act, keys, id, public_id);
    auto decided = act.update(unit_ask_table, ask.id,
                              {{"state", db::Value("vouched")},
                               {"decided_at", db::Value(to_text(act.now()))},
                               {"decided_by", account_id},
                               {"reason", db::Value(checked)},
                               {"unit_id", unit_id},
                               {"account_id", id}},
                              ask.version);
    if (!decided) return decided.error();
    act.append({"units.vouched/1", "unit_ask", ask.public_id, {}, checked});
    return Vouched{ask.name, login, code};
}

const fields::Table& fields_of(const Flag*)
{
    static const fields::Table table{fields::field<&Flag::text>("text", {.label = "请核对"}),
                                     fields::field<&Flag::blocks>("blocks", {.label = "因此不能认可"})};
    return table;
}

} // namespace registry
