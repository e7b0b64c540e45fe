#include "account/account.h"
#include "account/messages.h"
#include "account/password.h"
#include "auth/account.h"
#include "auth/factors.h"
#include "auth/session.h"
#include "crypto/password.h"
#include "rulebook/rulebook.h"

// 我的账号: where one is signed in, and one's password (Art. 12).
namespace account {

namespace {

struct SignedInView {
    std::string id, device, peer;
    Instant from{}, seen{};
    bool current = false;
};
const fields::Table& fields_of(const SignedInView*)
{
    static const fields::Table table{
        fields::field<&SignedInView::id>("id"),
        fields::field<&SignedInView::device>("device", {.label = "浏览器自报的名称"}),
        fields::field<&SignedInView::peer>("peer", {.label = "网络地址"}),
        fields::field<&SignedInView::from>("from", {.label = "登录时间"}),
        fields::field<&SignedInView::seen>("seen", {.label = "最近一次操作"}),
        fields::field<&SignedInView::current>("current", {.label = "正在使用的这一处"}),
    };
    return table;
}

struct OwnAnswer {
    std::vector<SignedInView> sessions;
    std::string password_rule;
};
const fields::Table& fields_of(const OwnAnswer*)
{
    static const fields::Table table{
        fields::field<&OwnAnswer::sessions>("sessions", {.label = "登录之处"}),
        fields::field<&OwnAnswer::password_rule>("password_rule", {.label = "密码须满足什么"}),
    };
    return table;
}

struct PasswordForm {
    std::string current, password;
};
const fields::Table& fields_of(const PasswordForm*)
{
    static const fields::Table table{
        fields::field<&PasswordForm::current>("current", {.label = "现在的密码", .required = true, .max = 128, .verbatim = true}),
        fields::field<&PasswordForm::password>("password", {.label = "新密码", .required = true, .max = 128, .verbatim = true}),
    };
    return table;
}

Result<http::Response> show_own(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    const RuleBook book = rulebook::load(snapshot->connection());
    OwnAnswer answer{{}, std::string(book.on(dated_rules, "12.password", c.today).words)};
    for (const auto& s : auth::sessions_of(snapshot->connection(), c.actor.account_id, c.now))
        answer.sessions.push_back({s.public_id, s.user_agent, s.peer, s.created_at, s.seen_at, s.public_id == c.actor.session_id});
    return http::answer(fields::write(answer));
}

Result<http::Response> end_one(auth::Context& c)
{
    auto act = c.act();
    std::int64_t ended =
        act.connection().run("DELETE FROM session WHERE account_id = $1 AND public_id = $2", {c.actor.account_id, c.parameter("id")});
    if (ended == 0) return auth::not_found("登录之处");
    act.append({"auth.session_ended/1", "account", c.actor.public_id, {}});
    act.commit();
    return http::no_content();
}

// Whoever else knew the old password is signed out with it.
Result<http::Response> change_password(auth::Context& c)
{
    auto form = c.body<PasswordForm>();
    if (!form) return form.error();
    crypto::Secret current(std::move(form->current)), wanted(std::move(form->password));
    if (auto right = auth::test_password(c, current); !right) return right.error();
    auto [login, book] = [&] {
        auto snapshot = c.platform.database.read();
        auto name = snapshot->connection().one("SELECT login FROM account WHERE id = $1", {c.actor.account_id},
                                               [](const db::Row& row) { return row.text(0); });
        return std::pair(*name, rulebook::load(snapshot->connection()));
    }();
    if (current.reveal() == wanted.reveal()) return refuse_field("password", messages::password_same);
    if (auto fault = fault_of_password(wanted, login, c.actor.display_name, by_kinds(book, c.today))) return *fault;
    std::string hash = crypto::hash_password(c.platform.keys, wanted);
    auto act = c.act();
    (void)*act.update(auth::account_table, c.actor.account_id, {{"password_hash", db::Value(hash)}});
    act.connection().run("DELETE FROM session WHERE account_id = $1 AND public_id <> $2", {c.actor.account_id, c.actor.session_id});
    act.append({"auth.password_changed/1", "account", c.actor.public_id, {}});
    act.commit();
    return http::no_content();
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

const auth::Route table[] = {
    {get, "/api/v1/account", {P::signed_in, Scope::self}, show_own, {"我的账号：登录之处", nullptr, auth::table_of<OwnAnswer>}},
    {remove, "/api/v1/account/sessions/{id}", {P::signed_in, Scope::self}, end_one, {"结束自己的一处登录"}},
    {post,
     "/api/v1/account/password",
     {P::signed_in, Scope::self},
     change_password,
     {"修改自己的密码", auth::table_of<PasswordForm>, nullptr}},
};

} // namespace

std::span<const auth::Route> own_routes()
{
    return table;
}

} // namespace account
