#include "registry/ask.h"

#include "account/account.h"
#include "auth/permission.h"
#include "base/identity.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "crypto/random.h"
#include "http/budget.h"
#include "registry/credit_code.h"
#include "registry/messages.h"
#include "registry/registry.h"
#include "rulebook/rulebook.h"
#include "units/find.h"

#include <algorithm>

namespace registry {

using enum ledger::ColumnKind;
using fields::field;
using fields::Table;

const ledger::Table unit_ask_table{"unit_ask",
                                   {{"public_id"},
                                    {"number"},
                                    {"state"},
                                    {"name"},
                                    {"code"},
                                    {"kind"},
                                    {"region"},
                                    {"department_id"},
                                    {"licence"},
                                    {"contact_name", encrypted},
                                    {"phone", encrypted},
                                    {"phone_hash"},
                                    {"login"},
                                    {"peer_hash"},
                                    {"asked_at"},
                                    {"decided_at"},
                                    {"decided_by"},
                                    {"reason"},
                                    {"unit_id"},
                                    {"account_id"}}};

namespace {

constexpr std::int64_t day_ms = 24 * 3'600'000;

std::string vouching_roles()
{
    std::string list;
    for (const auto& role : auth::roles())
        if (role.permissions.has(auth::Permission::unit_vouch)) list += (list.empty() ? "'" : ", '") + std::string(role.code) + "'";
    return "IN (" + list + ")";
}

std::string next_number(db::Connection& connection, Day today)
{
    std::string year = "DW-" + to_text(today).substr(0, 4) + "-";
    auto last = connection.one("SELECT number FROM unit_ask WHERE number LIKE $1 ORDER BY length(number) DESC, number DESC LIMIT 1",
                               {year + "%"}, [](const db::Row& row) { return row.text(0); });
    std::string next = std::to_string(last ? std::stoll(last->substr(year.size())) + 1 : 1);
    return year + std::string(next.size() < 4 ? 4 - next.size() : 0, '0') + next;
}

// What an ask must satisfy to lie within the filter.
std::string within(const auth::Filter& filter, db::Values& values)
{
    if (filter.scope != auth::Scope::own_charge || !filter.entity_id) return "1 = 0";
    values.emplace_back(*filter.entity_id);
    return "EXISTS (SELECT 1 FROM unit_closure s WHERE s.unit_id = q.department_id AND s.above_id = $" + std::to_string(values.size()) +
           ")";
}

constexpr std::string_view columns =
    "SELECT q.id, q.version, q.public_id, q.number, q.state, q.name, q.code, q.kind, q.region, q.licence, q.login, q.department_id, "
    "q.phone_hash, q.peer_hash, q.asked_at, q.decided_at, a.display_name, q.reason, q.unit_id FROM unit_ask q LEFT JOIN account a ON a.id "
    "= "
    "q.decided_by WHERE ";

Ask ask_of(const db::Row& row)
{
    Ask a;
    a.id = row.integer(0);
    a.version = row.integer(1);
    a.public_id = row.text(2);
    a.number = row.text(3);
    a.state = row.text(4);
    a.name = row.text(5);
    a.code = row.text(6);
    a.kind = row.text(7);
    a.region = row.text(8);
    a.licence = row.text(9);
    a.login = row.text(10);
    a.department_id = row.integer(11);
    a.phone_hash = row.bytes(12);
    a.peer_hash = row.bytes(13);
    a.at = parse_instant(row.text(14)).value();
    if (auto at = row.maybe_text(15)) a.decided_at = parse_instant(*at);
    a.decided_by = row.maybe_text(16);
    a.reason = row.maybe_text(17);
    a.unit_id = row.maybe_integer(18);
    return a;
}

} // namespace

std::vector<std::pair<std::string, std::string>> vouching_departments(db::Connection& connection, Day today)
{
    return connection.all("SELECT DISTINCT r.public_id, r.name FROM account a JOIN account_role x ON x.account_id = a.id" +
                              units::join_entity("a.unit_id", "r") + " WHERE a.state = 'active' AND x.role " + vouching_roles() +
                              " AND x.from_day <= $1 AND (x.to_day IS NULL OR x.to_day >= $1) ORDER BY r.name",
                          {to_text(today)}, [](const db::Row& row) {
                              return std::pair{row.text(0), row.text(1)};
                          });
}

Result<Wanted> read_ask(db::Connection& connection, const AskForm& form, Day today)
{
    Wanted wanted{form, 0};
    std::vector<FieldError> faults;
    auto fault = [&](std::string path, const Error& error) { faults.push_back({std::move(path), error.code, error.message}); };
    auto refused = [](const Message& message) { return refuse(ErrorKind::invalid, message); };
    wanted.form.name = std::string(trimmed(form.name));
    if (wanted.form.name.find('/') != std::string::npos) fault("name", refused(messages::name_slash));
    if (auto code = read_credit_code(form.code))
        wanted.form.code = *code;
    else
        fault("code", code.error());
    if (!catalog::unit_kinds().find(form.kind)) fault("kind", refused(messages::kind_unknown));
    if (!catalog::regions().find(form.region)) fault("region", refused(messages::region_unknown));
    auto departments = vouching_departments(connection, today);
    auto department = std::find_if(departments.begin(), departments.end(), [&](const auto& d) { return d.first == form.department; });
    if (department == departments.end())
        fault("department", refused(messages::ask_department));
    else
        wanted.department_id = units::ids_of(connection, {form.department}).at(form.department);
    if (auto phone = identity::parse_phone(form.phone))
        wanted.form.phone = *phone;
    else
        fault("phone", phone.error());
    if (!account::is_login(form.login)) fault("login", refused(messages::ask_login));
    if (!form.truthful) fault("truthful", refused(messages::ask_truthful));
    if (faults.empty()) return wanted;
    return Error{ErrorKind::invalid, faults.front().code, faults.front().message, std::move(faults)};
}

Bytes peer_hash(const crypto::Keyring& keys, const std::string& peer)
{
    return crypto::bytes_of(keys.lookup_hash("peer", crypto::Secret(http::network_of(peer))));
}

Result<Asked> ask(ledger::Act& act, const crypto::Keyring& keys, const Wanted& wanted, const std::string& peer)
{
    auto& connection = act.connection();
    const AskForm& form = wanted.form;
    Bytes phone_hash = crypto::bytes_of(keys.lookup_hash("phone", crypto::Secret(form.phone))), from = peer_hash(keys, peer);
    auto before =
        connection.one("SELECT number FROM unit_ask WHERE state = 'asked' AND code = $1 AND phone_hash = $2 AND peer_hash = $3 AND name "
                       "= $4 ORDER BY id LIMIT 1",
                       {form.code, phone_hash, from, form.name}, [](const db::Row& row) { return row.text(0); });
    if (before) return Asked{*before, false};
    Day today = day_of(act.now());
    auto recent = connection.one("SELECT count(*) FROM unit_ask WHERE peer_hash = $1 AND asked_at > $2",
                                 {from, to_text(act.now() - day_ms)}, [](const db::Row& row) { return row.integer(0); });
    std::int64_t most = rulebook::load(connection).value(dated_rules, "7.asks_per_day", today);
    if (*recent >= most) return refuse(ErrorKind::too_many, messages::ask_too_many, {std::to_string(most)});
    std::string id = crypto::random_id(), number = next_number(connection, today);
    act.insert(unit_ask_table, {{"public_id", db::Value(id)},
                                {"number", db::Value(number)},
                                {"state", db::Value("asked")},
                                {"name", db::Value(form.name)},
                                {"code", db::Value(form.code)},
                                {"kind", db::Value(form.kind)},
                                {"region", db::Value(form.region)},
                                {"department_id", db::Value(wanted.department_id)},
                                {"licence", db::Value(form.licence)},
                                {"contact_name", crypto::Secret(form.contact_name)},
                                {"phone", crypto::Secret(form.phone)},
                                {"phone_hash", db::Value(phone_hash)},
                                {"login", db::Value(form.login)},
                                {"peer_hash", db::Value(from)},
                                {"asked_at", db::Value(to_text(act.now()))}});
    act.append({"units.asked/1", "unit_ask", id, {}});
    return Asked{number, true};
}

Asks find_asks(db::Connection& connection, const auth::Filter& filter, const std::string& state, const auth::Page& page)
{
    db::Values values;
    std::string where = within(filter, values);
    if (!state.empty()) {
        values.emplace_back(state);
        where += " AND q.state = $" + std::to_string(values.size());
    }
    Asks found;
    found.total =
        connection.one("SELECT count(*) FROM unit_ask q WHERE " + where, values, [](const db::Row& row) { return row.integer(0); }).value();
    found.items = connection.all(std::string(columns) + where + " ORDER BY q.id DESC LIMIT " + std::to_string(page.size) + " OFFSET " +
                                     std::to_string(page.offset()),
                                 values, ask_of);
    return found;
}

std::optional<Ask> load_ask(db::Connection& connection, const auth::Filter& filter, const std::string& public_id)
{
    db::Values values{public_id};
    std::string where = "q.public_id = $1 AND " + within(filter, values);
    return connection.one(std::string(columns) + where, values, ask_of);
}

Contact contact_of(db::Connection& connection, const crypto::Keyring& keys, std::int64_t ask)
{
    auto stored = connection.one("SELECT contact_name, phone FROM unit_ask WHERE id = $1", {ask}, [](const db::Row& row) {
        return std::pair{row.bytes(0), row.bytes(1)};
    });
    std::string row = std::to_string(ask);
    return {keys.decrypt("unit_ask", "contact_name", row, stored->first), keys.decrypt("unit_ask", "phone", row, stored->second)};
}

const Table& fields_of(const AskForm*)
{
    static const Table table{
        field<&AskForm::name>("name", {.label = "单位名称", .required = true, .min = 2, .max = 100}),
        field<&AskForm::code>("code", {.label = "统一社会信用代码", .required = true, .max = 40}),
        field<&AskForm::kind>("kind", {.label = "单位类型", .required = true, .max = 40}),
        field<&AskForm::region>("region", {.label = "所在地区", .required = true, .max = 12}),
        field<&AskForm::department>("department", {.label = "归口管理部门", .required = true, .max = 40, .note = "其 id"}),
        field<&AskForm::licence>("licence", {.label = "证照名称和编号", .required = true, .max = 200}),
        field<&AskForm::contact_name>("contact_name", {.label = "联系人", .required = true, .max = 60, .personal = "核实申请，开立账号"}),
        field<&AskForm::phone>("phone", {.label = "手机", .required = true, .max = 30, .personal = "核实申请"}),
        field<&AskForm::login>("login", {.label = "想用的用户名", .required = true, .max = 30}),
        field<&AskForm::truthful>("truthful", {.label = "承诺", .required = true}),
    };
    return table;
}

} // namespace registry
