#include "account/account.h"
#include "account/messages.h"
#include "account/password.h"
#include "auth/account.h"
#include "auth/factors.h"
#include "auth/recovery.h"
#include "auth/rules.h"
#include "auth/session.h"
#include "crypto/password.h"
#include "notify/notify.h"
#include "rulebook/rulebook.h"

#include <algorithm>

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
    bool has_totp = false;
    std::int64_t recovery_left = 0;
    std::optional<std::string> phone_masked{};
    bool can_bind_phone = false, phone_is_second = false;
};
const fields::Table& fields_of(const OwnAnswer*)
{
    static const fields::Table table{
        fields::field<&OwnAnswer::sessions>("sessions", {.label = "登录之处"}),
        fields::field<&OwnAnswer::password_rule>("password_rule", {.label = "密码须满足什么"}),
        fields::field<&OwnAnswer::has_totp>("has_totp", {.label = "设置了动态口令"}),
        fields::field<&OwnAnswer::recovery_left>("recovery_left", {.label = "还剩几个恢复码"}),
        fields::field<&OwnAnswer::phone_masked>("phone_masked", {.label = "绑定的手机"}),
        fields::field<&OwnAnswer::can_bind_phone>("can_bind_phone", {.label = "可以绑定手机，用验证码登录"}),
        fields::field<&OwnAnswer::phone_is_second>("phone_is_second", {.label = "手机验证码是第二因素"}),
    };
    return table;
}

struct CodesAnswer {
    std::vector<std::string> codes;
};
const fields::Table& fields_of(const CodesAnswer*)
{
    static const fields::Table table{fields::field<&CodesAnswer::codes>("codes", {.label = "恢复码"})};
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
    auto row = ledger::read_row(snapshot->connection(), c.platform.keys, auth::account_table, c.actor.account_id);
    answer.has_totp = row->contains("totp_secret");
    if (auto phone = row->find("phone"); phone != row->end())
        answer.phone_masked = notify::mask_phone(std::get<crypto::Secret>(phone->second).reveal());
    const auth::SecondFactor asked = auth::asked_of(snapshot->connection(), c.actor.account_id, c.today);
    answer.can_bind_phone = notify::can_send(c.platform) && asked < auth::SecondFactor::totp;
    answer.phone_is_second = asked == auth::SecondFactor::sms;
    answer.recovery_left = auth::recovery_codes_left(snapshot->connection(), c.actor.account_id);
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

std::string password_hash_of(db::Connection& connection, std::int64_t account_id)
{
    return connection.one("SELECT password_hash FROM account WHERE id = $1", {account_id}, [](const db::Row& row) { return row.text(0); })
        .value();
}

// Whether it was one of the last ones, `kept` of them with the present one, which is compared by itself.
bool was_used(auth::Context& c, const crypto::Secret& wanted, std::int64_t kept)
{
    if (kept < 2) return false;
    auto hashes = [&] {
        auto snapshot = c.platform.database.read();
        return snapshot->connection().all(
            "SELECT password_hash FROM old_password WHERE account_id = $1 ORDER BY until_at DESC, id DESC LIMIT " +
                std::to_string(kept - 1),
            {c.actor.account_id}, [](const db::Row& row) { return row.text(0); });
    }();
    return std::any_of(hashes.begin(), hashes.end(),
                       [&](const auto& hash) { return crypto::check_password(c.platform.keys, wanted, hash); });
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
        return std::pair(auth::login_of(snapshot->connection(), c.actor.account_id), rulebook::load(snapshot->connection()));
    }();
    if (current.reveal() == wanted.reveal()) return refuse_field("password", messages::password_same);
    if (auto fault = fault_of_password(wanted, login, c.actor.display_name, by_kinds(book, c.today))) return *fault;
    if (auto kept = book.value(auth::dated_rules, "12.passwords_kept", c.today); was_used(c, wanted, kept))
        return refuse_field("password", messages::password_used, {std::to_string(kept)});
    std::string hash = crypto::hash_password(c.platform.keys, wanted);
    auto act = c.act();
    std::string old = password_hash_of(act.connection(), c.actor.account_id);
    act.insert(auth::old_password_table,
               {{"account_id", c.actor.account_id}, {"password_hash", db::Value(old)}, {"until_at", db::Value(to_text(c.now))}});
    (void)*act.update(auth::account_table, c.actor.account_id,
                      {{"password_hash", db::Value(hash)}, {"password_on", db::Value(to_text(c.today))}});
    act.connection().run("DELETE FROM session WHERE account_id = $1 AND public_id <> $2", {c.actor.account_id, c.actor.session_id});
    act.append({"auth.password_changed/1", "account", c.actor.public_id, {}});
    act.commit();
    return http::no_content();
}

// Without an idempotency key: the answer would be kept for a repetition, and with it the codes.
Result<http::Response> make_codes(auth::Context& c)
{
    if (auto refused = c.need_step_up()) return *refused;
    ledger::Act act(c.platform.database, c.platform.keys, c.author(), c.now);
    CodesAnswer answer{auth::make_recovery_codes(act, c.platform.keys, c.actor.account_id, c.actor.public_id)};
    act.commit();
    return http::answer(fields::write(answer));
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

const auth::Route table[] = {
    {get, "/api/v1/account", {P::signed_in, Scope::self}, show_own, {"我的账号：登录之处", nullptr, auth::table_of<OwnAnswer>}},
    {remove, "/api/v1/account/sessions/{id}", {P::signed_in, Scope::self}, end_one, {"结束自己的一处登录"}},
    {post,
     "/api/v1/account/recovery-codes",
     {P::signed_in, Scope::self},
     make_codes,
     {"生成十个新的恢复码", nullptr, auth::table_of<CodesAnswer>}},
    auth::queued({post,
                  "/api/v1/account/password",
                  {P::signed_in, Scope::self},
                  change_password,
                  {"修改自己的密码", auth::table_of<PasswordForm>, nullptr}}),
};

} // namespace

std::span<const auth::Route> own_routes()
{
    return table;
}

} // namespace account
