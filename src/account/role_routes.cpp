#include "account/account.h"
#include "account/administrators.h"
#include "account/granting.h"
#include "account/grants.h"
#include "account/messages.h"
#include "account/roles.h"

// 角色授权 of the security administrator and 授权审批 of the science department (Art. 12; A2).
namespace account {

namespace {

struct ChoiceView {
    std::string code, name, scope;
    bool approved = false; // by the science department, before it is in force
};
const fields::Table& fields_of(const ChoiceView*)
{
    static const fields::Table table{
        fields::field<&ChoiceView::code>("code"),
        fields::field<&ChoiceView::name>("name", {.label = "角色"}),
        fields::field<&ChoiceView::scope>("scope", {.label = "范围"}),
        fields::field<&ChoiceView::approved>("approved", {.label = "须科技厅批准"}),
    };
    return table;
}

struct RolesAnswer {
    AccountView account;
    std::vector<GrantView> items;
    std::vector<ChoiceView> choices;
    bool own = false, somebody_approves = false;
};
const fields::Table& fields_of(const RolesAnswer*)
{
    static const fields::Table table{
        fields::field<&RolesAnswer::account>("account"),
        fields::field<&RolesAnswer::items>("items", {.label = "角色和申请"}),
        fields::field<&RolesAnswer::choices>("choices", {.label = "可以授予的角色"}),
        fields::field<&RolesAnswer::own>("own", {.label = "自己的账号", .note = "不能给自己授予"}),
        fields::field<&RolesAnswer::somebody_approves>("somebody_approves", {.label = "有在用的账号可以批准"}),
    };
    return table;
}

struct AskedAnswer {
    std::vector<AskedView> items;
    std::int64_t total, page, size;
};
const fields::Table& fields_of(const AskedAnswer*)
{
    static const fields::Table table{fields::field<&AskedAnswer::items>("items"), fields::field<&AskedAnswer::total>("total"),
                                     fields::field<&AskedAnswer::page>("page"), fields::field<&AskedAnswer::size>("size")};
    return table;
}

struct GrantForm {
    std::string role, document, title;
    Day from{};
    std::optional<Day> to;
};
const fields::Table& fields_of(const GrantForm*)
{
    static const fields::Table table{
        fields::field<&GrantForm::role>("role", {.label = "角色", .required = true, .max = 40}),
        fields::field<&GrantForm::from>("from", {.label = "开始日期", .required = true}),
        fields::field<&GrantForm::to>("to", {.label = "截止日期", .note = "没有的长期有效"}),
        fields::field<&GrantForm::document>("document", {.label = "文号", .required = true, .max = 60}),
        fields::field<&GrantForm::title>("title", {.label = "文件标题", .required = true, .max = 200}),
    };
    return table;
}

struct WithdrawForm {
    std::string role, reason;
    Day from{};
    std::int64_t version = 0;
    std::optional<Day> last;
};
const fields::Table& fields_of(const WithdrawForm*)
{
    static const fields::Table table{
        fields::field<&WithdrawForm::role>("role", {.label = "角色", .required = true, .max = 40}),
        fields::field<&WithdrawForm::from>("from", {.label = "开始日期", .required = true}),
        fields::field<&WithdrawForm::version>("version", {.label = "版本", .required = true}),
        fields::field<&WithdrawForm::last>("last", {.label = "新的截止日期", .note = "没有的立即收回"}),
        fields::field<&WithdrawForm::reason>("reason", {.label = "理由", .required = true, .max = 1000, .multiline = true}),
    };
    return table;
}

struct WhyForm {
    std::string reason;
};
const fields::Table& fields_of(const WhyForm*)
{
    static const fields::Table table{
        fields::field<&WhyForm::reason>("reason", {.label = "理由", .required = true, .max = 1000, .multiline = true}),
    };
    return table;
}

Result<http::Response> show_roles(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    auto& connection = snapshot->connection();
    auto account = load(connection, c.filter, c.parameter("id"));
    if (!account) return auth::not_found("账号");
    RolesAnswer answer{view_of(connection, *account, c.today), grants_of(connection, account->id, c.today), {}};
    for (const auto& role : auth::roles())
        answer.choices.push_back(
            {std::string(role.code), std::string(role.name), std::string(scope_in_words(role.code)), !is_administrator(role.code)});
    answer.own = account->id == c.actor.account_id;
    answer.somebody_approves = somebody_approves(connection, c.today);
    return http::answer(fields::write(answer));
}

Result<http::Response> list_grants(auth::Context& c)
{
    auto page = auth::page_of(c.request);
    if (!page) return page.error();
    std::string state = c.request.query_value("state").value_or("waiting");
    if (!is_grant_state(state)) return refuse_field("state", messages::unknown_state, {state});
    auto snapshot = c.platform.database.read();
    auto found = find_grants(snapshot->connection(), c.filter, state, *page, c.actor.account_id);
    return http::answer(fields::write(AskedAnswer{std::move(found.items), found.total, page->number, page->size}));
}

// The act's object is loaded within the scope; all in one transaction.
template <class Load, class Verb>
Result<http::Response> acted(auth::Context& c, Load load, std::string_view what, Verb verb)
{
    auto act = c.act();
    auto object = load(act.connection(), c.filter, c.parameter("id"));
    if (!object) return auth::not_found(what);
    Result<Done> done = verb(act, *object);
    if (!done) return done.error();
    act.commit();
    return http::no_content();
}

// "内科发〔2026〕12 号《关于……的通知》"
std::string cited(const GrantForm& form)
{
    return form.document + (form.title.starts_with("《") ? form.title : "《" + form.title + "》");
}

Result<http::Response> grant_one(auth::Context& c)
{
    auto form = c.body<GrantForm>();
    if (!form) return form.error();
    if (!auth::find_role(form->role)) return refuse_field("role", messages::unknown_role, {form->role});
    return acted(c, load, "账号", [&](ledger::Act& act, const Account& account) {
        return grant(act, account, {form->role, form->from, form->to}, cited(*form), c.actor.account_id, c.today);
    });
}

Result<http::Response> withdraw_one(auth::Context& c)
{
    auto form = c.body<WithdrawForm>();
    if (!form) return form.error();
    return acted(c, load, "账号", [&](ledger::Act& act, const Account& account) {
        return withdraw(act, account, {form->role, form->from, form->version, form->reason, form->last}, c.actor.account_id, c.today);
    });
}

Result<http::Response> approve_one(auth::Context& c)
{
    return acted(c, load_grant, "申请",
                 [&](ledger::Act& act, const Grant& grant) { return approve(act, grant, c.actor.account_id, c.today); });
}

template <Result<Done> (*verb)(ledger::Act&, const Grant&, const std::string&, std::int64_t)>
Result<http::Response> with_reason(auth::Context& c)
{
    auto form = c.body<WhyForm>();
    if (!form) return form.error();
    return acted(c, load_grant, "申请",
                 [&](ledger::Act& act, const Grant& grant) { return verb(act, grant, form->reason, c.actor.account_id); });
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

constexpr auth::Needs grantor{P::role_grant, Scope::all};
constexpr auth::Needs approver{P::role_approve, Scope::all};
constexpr std::string_view staff_names = "工作人员姓名";

const auth::Route table[] = {
    {get, "/api/v1/accounts/{id}/roles", grantor, show_roles, {"账号的角色和申请", nullptr, auth::table_of<RolesAnswer>, staff_names}},
    {post, "/api/v1/accounts/{id}/roles", grantor, grant_one, {"授予角色；业务角色经科技厅批准后生效", auth::table_of<GrantForm>, nullptr}},
    {post,
     "/api/v1/accounts/{id}/roles/withdraw",
     grantor,
     withdraw_one,
     {"收回角色，下一次请求即不能再用；或提前截止日期", auth::table_of<WithdrawForm>, nullptr}},
    {get,
     "/api/v1/role-grants",
     approver,
     list_grants,
     {"授予角色的申请", nullptr, auth::table_of<AskedAnswer>, staff_names, {"state", "page", "size"}}},
    {post, "/api/v1/role-grants/{id}/approve", approver, approve_one, {"批准授予角色"}},
    {post, "/api/v1/role-grants/{id}/refuse", approver, with_reason<turn_down>, {"不批准授予角色", auth::table_of<WhyForm>, nullptr}},
    {post, "/api/v1/role-grants/{id}/cancel", grantor, with_reason<cancel>, {"撤回申请", auth::table_of<WhyForm>, nullptr}},
};

} // namespace

std::span<const auth::Route> role_routes()
{
    return table;
}

} // namespace account
