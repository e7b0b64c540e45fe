#include "account/manage.h"

#include "account/account.h"
#include "account/messages.h"
#include "auth/qr.h"
#include "base/messages.h"
#include "base/text.h"
#include "units/find.h"

// 账号管理 of the system administrator; the security administrator sees the same list (Art. 12; A6).
namespace account {

namespace {

constexpr std::size_t longest_name = 60;

struct ListAnswer {
    std::vector<AccountView> items;
    std::int64_t total, page, size;
};
const fields::Table& fields_of(const ListAnswer*)
{
    static const fields::Table table{fields::field<&ListAnswer::items>("items"), fields::field<&ListAnswer::total>("total"),
                                     fields::field<&ListAnswer::page>("page"), fields::field<&ListAnswer::size>("size")};
    return table;
}

struct DetailAnswer {
    AccountView account;
    std::optional<std::string> unit;
    std::int64_t version;
    std::vector<std::string> allowed_actions;
};
const fields::Table& fields_of(const DetailAnswer*)
{
    static const fields::Table table{
        fields::field<&DetailAnswer::account>("account"),
        fields::field<&DetailAnswer::unit>("unit", {.label = "部门", .note = "单位的 id"}),
        fields::field<&DetailAnswer::version>("version"),
        fields::field<&DetailAnswer::allowed_actions>(
            "allowed_actions", {.label = "可以办的事", .choices = {"invite", "change", "block", "unblock", "reset"}}),
    };
    return table;
}

struct HandedAnswer {
    std::string id, code, url;
    std::vector<std::string> qr;
    Instant until{};
};
const fields::Table& fields_of(const HandedAnswer*)
{
    static const fields::Table table{
        fields::field<&HandedAnswer::id>("id"),
        fields::field<&HandedAnswer::code>("code", {.label = "一次性代码", .note = "只在这一次回答里出现"}),
        fields::field<&HandedAnswer::url>("url", {.label = "开通链接", .note = "代码在 # 之后，不会发给任何服务器"}),
        fields::field<&HandedAnswer::qr>("qr", {.label = "二维码", .note = "rows of 0 and 1"}),
        fields::field<&HandedAnswer::until>("until", {.label = "有效至"}),
    };
    return table;
}

struct NewForm {
    std::string login, display_name;
    std::optional<std::string> unit;
    std::optional<bool> another_person;
};
const fields::Table& fields_of(const NewForm*)
{
    static const fields::Table table{
        fields::field<&NewForm::login>("login", {.label = "用户名", .required = true, .max = 64}),
        fields::field<&NewForm::display_name>("display_name", {.label = "姓名", .required = true, .max = longest_name}),
        fields::field<&NewForm::unit>("unit", {.label = "部门", .max = 60}),
        fields::field<&NewForm::another_person>("another_person", {.label = "确是另一个人"}),
    };
    return table;
}

struct ChangeForm {
    std::int64_t version = 0;
    std::string display_name;
    std::optional<std::string> unit;
};
const fields::Table& fields_of(const ChangeForm*)
{
    static const fields::Table table{
        fields::field<&ChangeForm::version>("version", {.label = "版本", .required = true}),
        fields::field<&ChangeForm::display_name>("display_name", {.label = "姓名", .required = true, .max = longest_name}),
        fields::field<&ChangeForm::unit>("unit", {.label = "部门", .max = 60}),
    };
    return table;
}

struct ReasonForm {
    std::string reason;
};
const fields::Table& fields_of(const ReasonForm*)
{
    static const fields::Table table{
        fields::field<&ReasonForm::reason>("reason", {.label = "理由", .required = true, .max = 1000, .multiline = true}),
    };
    return table;
}

Result<std::optional<std::int64_t>> read_unit(db::Connection& connection, const std::optional<std::string>& written)
{
    if (!written || written->empty()) return std::optional<std::int64_t>();
    auto found = units::ids_of(connection, {*written});
    if (found.empty()) return refuse_field("unit", messages::unknown_unit);
    return std::optional(found.begin()->second);
}

// Not kept for whoever repeats the request: the code is told once.
http::Response handed_answer(auth::Context& c, const Handed& handed)
{
    std::string url = c.platform.public_url + "/join#" + handed.code;
    auto response = http::answer(fields::write(HandedAnswer{handed.public_id, handed.code, url, auth::qr_rows(url), handed.until}));
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

Result<http::Response> list(auth::Context& c)
{
    auto page = auth::page_of(c.request);
    if (!page) return page.error();
    auto asked = [&](std::string_view name) { return c.request.query_value(name).value_or(""); };
    Query query{std::string(trimmed(asked("text"))), asked("state"), asked("role"), std::nullopt};
    if (characters(query.text) > longest_name)
        return refuse_field("text", ::messages::field_too_long,
                            {"姓名", std::to_string(longest_name), std::to_string(characters(query.text))});
    if (!query.role.empty() && !auth::find_role(query.role)) return refuse_field("role", messages::unknown_role, {query.role});
    if (!query.state.empty() && state_name(query.state) == query.state)
        return refuse_field("state", messages::unknown_state, {query.state});
    auto snapshot = c.platform.database.read();
    auto unit = read_unit(snapshot->connection(), asked("unit"));
    if (!unit) return unit.error();
    query.unit_id = *unit;
    auto found = find_accounts(snapshot->connection(), c.filter, query, *page, c.today);
    return http::answer(fields::write(ListAnswer{std::move(found.items), found.total, page->number, page->size}));
}

Result<http::Response> show(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    auto& connection = snapshot->connection();
    auto account = load(connection, c.filter, c.parameter("id"));
    if (!account) return auth::not_found("账号");
    DetailAnswer answer{view_of(connection, *account, c.today), std::nullopt, account->version, {}};
    if (account->unit_id) answer.unit = units::by_id(connection, {*account->unit_id}).at(*account->unit_id).public_id;
    if (c.actor.permissions.has(auth::Permission::account_edit))
        answer.allowed_actions = allowed_actions(connection, *account, c.actor.account_id, c.today);
    return http::answer(fields::write(answer));
}

Result<http::Response> open_one(auth::Context& c)
{
    auto form = c.body<NewForm>();
    if (!form) return form.error();
    auto act = c.act();
    auto unit = read_unit(act.connection(), form->unit);
    if (!unit) return unit.error();
    auto handed = open_for(act, c.platform.keys, {form->login, form->display_name, *unit, form->another_person.value_or(false)});
    if (!handed) return handed.error();
    act.commit();
    return handed_answer(c, *handed);
}

Result<http::Response> invite_one(auth::Context& c)
{
    auto act = c.act();
    auto account = load(act.connection(), c.filter, c.parameter("id"));
    if (!account) return auth::not_found("账号");
    auto handed = invite_anew(act, c.platform.keys, *account);
    if (!handed) return handed.error();
    act.commit();
    return handed_answer(c, *handed);
}

// Loads within the scope and lets `verb` act on it; all in one transaction.
template <class Verb>
Result<http::Response> on_account(auth::Context& c, Verb verb)
{
    auto act = c.act();
    auto account = load(act.connection(), c.filter, c.parameter("id"));
    if (!account) return auth::not_found("账号");
    Result<Done> done = verb(act, *account);
    if (!done) return done.error();
    act.commit();
    return http::no_content();
}

Result<http::Response> change_one(auth::Context& c)
{
    auto form = c.body<ChangeForm>();
    if (!form) return form.error();
    return on_account(c, [&](ledger::Act& act, const Account& account) -> Result<Done> {
        auto unit = read_unit(act.connection(), form->unit);
        if (!unit) return unit.error();
        return change(act, account, {form->version, form->display_name, *unit});
    });
}

Result<http::Response> block_one(auth::Context& c)
{
    auto form = c.body<ReasonForm>();
    if (!form) return form.error();
    return on_account(
        c, [&](ledger::Act& act, const Account& account) { return block(act, account, form->reason, c.actor.account_id, c.today); });
}

template <Result<Done> (*verb)(ledger::Act&, const Account&, const std::string&)>
Result<http::Response> with_reason(auth::Context& c)
{
    auto form = c.body<ReasonForm>();
    if (!form) return form.error();
    return on_account(c, [&](ledger::Act& act, const Account& account) { return verb(act, account, form->reason); });
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

constexpr auth::Needs editor{P::account_edit, Scope::all};
constexpr auth::Needs readers{{P::account_edit, Scope::all}, {P::role_grant, Scope::all}};
constexpr std::string_view staff_names = "工作人员姓名";

const auth::Route table[] = {
    {get,
     "/api/v1/accounts",
     readers,
     list,
     {"账号", nullptr, auth::table_of<ListAnswer>, staff_names, {"text", "state", "role", "unit", "page", "size"}}},
    {post, "/api/v1/accounts", editor, open_one, {"新建账号，得到一次性代码", auth::table_of<NewForm>, auth::table_of<HandedAnswer>}},
    {get, "/api/v1/accounts/{id}", readers, show, {"一个账号", nullptr, auth::table_of<DetailAnswer>, staff_names}},
    {put, "/api/v1/accounts/{id}", editor, change_one, {"修改账号的姓名、部门", auth::table_of<ChangeForm>, nullptr}},
    {post, "/api/v1/accounts/{id}/invite", editor, invite_one, {"重新邀请，以前的代码作废", nullptr, auth::table_of<HandedAnswer>}},
    {post, "/api/v1/accounts/{id}/block", editor, block_one, {"停用账号，登录立即结束", auth::table_of<ReasonForm>, nullptr}},
    {post, "/api/v1/accounts/{id}/unblock", editor, with_reason<unblock>, {"恢复账号", auth::table_of<ReasonForm>, nullptr}},
    {post,
     "/api/v1/accounts/{id}/reset-second-factor",
     editor,
     with_reason<reset_second_factor>,
     {"作废第二因素，下次登录设置动态口令", auth::table_of<ReasonForm>, nullptr}},
};

} // namespace

std::span<const auth::Route> management_routes()
{
    return table;
}

bool is_within(db::Connection& connection, const auth::Filter& filter, const std::string& public_id)
{
    return load(connection, filter, public_id).has_value();
}

} // namespace account
