#include "account/store.h"

#include "account/roles.h"
#include "db/groups.h"

#include <algorithm>

namespace account {

const std::string_view shown_name = "COALESCE('专家 ' || e.number, a.display_name)";
const std::string_view entity_name = "(SELECT n.name FROM unit_closure c JOIN unit n ON n.id = c.above_id WHERE c.unit_id = a.unit_id "
                                     "ORDER BY c.distance DESC LIMIT 1)";

namespace {

constexpr std::pair<std::string_view, std::string_view> states[] = {{"active", "在用"}, {"invited", "待开通"}, {"blocked", "已停用"}};

std::string select_views()
{
    return "SELECT a.id, a.public_id, a.login, " + std::string(shown_name) + ", a.state, u.name, " + std::string(entity_name) +
           ", (SELECT max(l.at) FROM ledger_entry l WHERE l.object_kind = 'account' AND l.object_id = a.public_id AND l.type = "
           "'auth.signed_in/1') FROM account a LEFT JOIN unit u ON u.id = a.unit_id LEFT JOIN expert e ON e.id = a.expert_id";
}

struct Seen {
    std::int64_t id;
    AccountView view;
};

Seen seen_of(const db::Row& row)
{
    AccountView view;
    view.id = row.text(1);
    view.login = row.text(2);
    view.name = row.text(3);
    view.state = row.text(4);
    view.state_name = state_name(view.state);
    view.unit_name = row.maybe_text(5);
    view.entity_name = row.maybe_text(6);
    view.signed_in_at = row.maybe_text(7);
    return {row.integer(0), std::move(view)};
}

void add_roles(db::Connection& connection, std::vector<Seen>& list, Day today)
{
    std::vector<std::int64_t> ids;
    for (const auto& seen : list) ids.push_back(seen.id);
    db::each_group(
        connection,
        "SELECT account_id, role, from_day, to_day, document FROM account_role WHERE (to_day IS NULL OR to_day >= $1) AND account_id", ids,
        [&](const db::Row& row) {
            auto owner = std::find_if(list.begin(), list.end(), [&](const Seen& seen) { return seen.id == row.integer(0); });
            std::string code = row.text(1);
            owner->view.roles.push_back({code, std::string(auth::find_role(code)->name), std::string(scope_in_words(code)), row.text(2),
                                         row.maybe_text(3), row.maybe_text(4)});
        },
        " ORDER BY id", {to_text(today)});
}

// The pattern of LIKE … ESCAPE '!' that finds `text` anywhere, without regard to the case of Latin letters.
std::string pattern_of(std::string_view text)
{
    std::string pattern = "%";
    for (char c : text) {
        if (c == '%' || c == '_' || c == '!') pattern += '!';
        pattern += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    return pattern + "%";
}

class Where {
public:
    explicit Where(const auth::Filter& filter) { text = filter.scope == auth::Scope::all ? " WHERE 1 = 1" : " WHERE 1 = 0"; }
    std::string value(db::Value value)
    {
        values.push_back(std::move(value));
        return "$" + std::to_string(values.size());
    }
    void add(const std::string& condition) { text += " AND " + condition; }
    std::string text;
    db::Values values;
};

} // namespace

std::string state_name(std::string_view state)
{
    const auto* known = std::find_if(std::begin(states), std::end(states), [&](const auto& s) { return s.first == state; });
    return std::string(known == std::end(states) ? state : known->second);
}

std::optional<Account> load(db::Connection& connection, const auth::Filter& filter, const std::string& public_id)
{
    if (filter.scope != auth::Scope::all) return std::nullopt;
    return connection.one("SELECT a.id, a.version, a.public_id, a.login, a.display_name, a.state, a.unit_id, a.expert_id, a.password_hash, "
                          "(SELECT c.above_id FROM unit_closure c WHERE c.unit_id = a.unit_id ORDER BY c.distance DESC LIMIT 1) FROM "
                          "account a WHERE a.public_id = $1",
                          {public_id}, [](const db::Row& row) {
                              Account a{row.integer(0), row.integer(1), row.text(2), row.text(3), row.text(4), row.text(5)};
                              a.unit_id = row.maybe_integer(6);
                              a.expert_id = row.maybe_integer(7);
                              a.has_password = !row.text(8).empty();
                              a.entity_id = row.maybe_integer(9);
                              return a;
                          });
}

Found find_accounts(db::Connection& connection, const auth::Filter& filter, const Query& query, const auth::Page& page, Day today)
{
    Where where(filter);
    if (!query.text.empty()) {
        std::string pattern = where.value(pattern_of(query.text));
        where.add("(lower(" + std::string(shown_name) + ") LIKE " + pattern + " ESCAPE '!' OR a.login LIKE " + pattern + " ESCAPE '!')");
    }
    if (!query.state.empty()) where.add("a.state = " + where.value(query.state));
    if (query.unit_id)
        where.add("EXISTS (SELECT 1 FROM unit_closure c WHERE c.unit_id = a.unit_id AND c.above_id = " + where.value(*query.unit_id) + ")");
    if (!query.role.empty()) {
        std::string role = where.value(query.role), day = where.value(to_text(today));
        where.add("EXISTS (SELECT 1 FROM account_role x WHERE x.account_id = a.id AND x.role = " + role + " AND x.from_day <= " + day +
                  " AND (x.to_day IS NULL OR x.to_day >= " + day + "))");
    }
    Found found;
    found.total = *connection.one("SELECT count(*) FROM account a LEFT JOIN expert e ON e.id = a.expert_id" + where.text, where.values,
                                  [](const db::Row& row) { return row.integer(0); });
    std::string limit = where.value(page.size), offset = where.value(page.offset());
    auto list =
        connection.all(select_views() + where.text + " ORDER BY a.id DESC LIMIT " + limit + " OFFSET " + offset, where.values, seen_of);
    add_roles(connection, list, today);
    for (auto& seen : list) found.items.push_back(std::move(seen.view));
    return found;
}

AccountView view_of(db::Connection& connection, const Account& account, Day today)
{
    auto list = connection.all(select_views() + " WHERE a.id = $1", {account.id}, seen_of);
    add_roles(connection, list, today);
    return std::move(list.at(0).view);
}

std::optional<Alike> find_alike(db::Connection& connection, const std::string& display_name, std::optional<std::int64_t> unit_id)
{
    auto alike =
        connection.all("SELECT login, state FROM account WHERE display_name = $1 AND COALESCE(unit_id, 0) = $2 ORDER BY id LIMIT 1",
                       {display_name, unit_id.value_or(0)}, [](const db::Row& row) {
                           return Alike{row.text(0), row.text(1)};
                       });
    if (alike.empty()) return std::nullopt;
    return alike.front();
}

const fields::Table& fields_of(const RoleView*)
{
    static const fields::Table table{
        fields::field<&RoleView::code>("code"),
        fields::field<&RoleView::name>("name", {.label = "角色"}),
        fields::field<&RoleView::scope>("scope", {.label = "范围"}),
        fields::field<&RoleView::from>("from", {.label = "自"}),
        fields::field<&RoleView::to>("to", {.label = "至", .note = "没有的长期有效"}),
        fields::field<&RoleView::document>("document", {.label = "依据文件"}),
    };
    return table;
}

const fields::Table& fields_of(const AccountView*)
{
    static const fields::Table table{
        fields::field<&AccountView::id>("id"),
        fields::field<&AccountView::login>("login", {.label = "用户名"}),
        fields::field<&AccountView::name>("name", {.label = "姓名", .note = "库内专家只显示编号"}),
        fields::field<&AccountView::state>("state", {.label = "状态", .choices = {"active", "invited", "blocked"}}),
        fields::field<&AccountView::state_name>("state_name"),
        fields::field<&AccountView::unit_name>("unit_name", {.label = "部门"}),
        fields::field<&AccountView::entity_name>("entity_name", {.label = "单位"}),
        fields::field<&AccountView::signed_in_at>("signed_in_at", {.label = "最近登录"}),
        fields::field<&AccountView::roles>("roles", {.label = "角色", .note = "现在和以后有效的"}),
    };
    return table;
}

} // namespace account
