#include "auth/account.h"
#include "auth/factors.h"
#include "auth/messages.h"
#include "auth/opening.h"
#include "auth/recovery.h"
#include "crypto/password.h"

// Sign-in: password, then what the roles ask for; failures of every factor count together (Art. 12).
namespace auth {

namespace {

struct PasswordForm {
    std::string name, password;
};
const fields::Table& fields_of(const PasswordForm*)
{
    static const fields::Table table{
        fields::field<&PasswordForm::name>("name", {.label = "用户名", .required = true, .max = 64}),
        fields::field<&PasswordForm::password>("password", {.label = "密码", .required = true, .max = 128, .verbatim = true}),
    };
    return table;
}

struct Found {
    std::int64_t id;
    std::string public_id, password_hash, state;
};

std::optional<Found> find_account(const Platform& platform, const std::string& login)
{
    auto snapshot = platform.database.read();
    return snapshot->connection().one("SELECT id, public_id, password_hash, state FROM account WHERE login = $1", {login},
                                      [](const db::Row& row) {
                                          return Found{row.integer(0), row.text(1), row.text(2), row.text(3)};
                                      });
}

Result<http::Response> sign_in_with_password(Context& c)
{
    auto form = c.body<PasswordForm>();
    if (!form) return form.error();
    crypto::Secret password(std::move(form->password));
    auto account = find_account(c.platform, form->name);
    bool usable = account && account->state == "active";
    std::int64_t id = usable ? account->id : stranger_id(c.platform.keys, form->name);
    Tries tries = tries_of(c.platform, id, c.now);
    auto locked = still_locked(tries, c.now);
    bool right = false;
    if (usable && !locked)
        right = crypto::check_password(c.platform.keys, password, account->password_hash);
    else
        crypto::check_nothing(c.platform.keys, password);
    if (locked) return *locked;
    if (!right) {
        count_failure(c, id, usable ? account->public_id : "", "password");
        return refuse(ErrorKind::unauthenticated, messages::wrong_password);
    }
    const Factors factors = factors_of(c, account->id);
    if (factors.next_stage() == "done") return open_session(c, account->id, account->public_id, tries, SecondFactor::none);
    return ask_for(c, account->id, factors);
}

Result<http::Response> sign_in_with_code(Context& c)
{
    auto session = half_open(c);
    if (!session) return refuse(ErrorKind::unauthenticated, messages::not_at_this_stage);
    auto form = c.body<CodeForm>();
    if (!form) return form.error();
    auto right = test_code(c, session->actor, form->code);
    if (!right) return right.error();
    const Actor& actor = session->actor;
    StageAnswer answer{"done"};
    if (right->set_up) {
        ledger::Act act(c.platform.database, c.platform.keys, {"account", actor.public_id, std::nullopt, c.request.peer}, c.now);
        answer.recovery_codes = make_recovery_codes(act, c.platform.keys, actor.account_id, actor.public_id);
        act.commit();
    }
    end_session(c.platform, session->token_hash); // a new token with the new rights
    return open_session(c, actor.account_id, actor.public_id, right->tries, SecondFactor::totp, answer);
}

struct RecoveryForm {
    std::string code;
};
const fields::Table& fields_of(const RecoveryForm*)
{
    static const fields::Table table{fields::field<&RecoveryForm::code>("code", {.label = "恢复码", .required = true, .max = 20})};
    return table;
}

Result<http::Response> sign_in_with_recovery_code(Context& c)
{
    auto session = half_open(c);
    if (!session) return refuse(ErrorKind::unauthenticated, messages::not_at_this_stage);
    auto form = c.body<RecoveryForm>();
    if (!form) return form.error();
    const Actor& actor = session->actor;
    auto left = use_recovery_code(c, actor, form->code);
    if (!left) return left.error();
    end_session(c.platform, session->token_hash);
    // It stands in for what the account has, not for an authenticator that was never set up.
    return open_session(c, actor.account_id, actor.public_id, tries_of(c.platform, actor.account_id, c.now),
                        factors_of(c, actor.account_id).strictest_held(), {"done", {}, *left});
}

struct ConfirmForm {
    std::string code;
};
const fields::Table& fields_of(const ConfirmForm*)
{
    static const fields::Table table{
        fields::field<&ConfirmForm::code>("code", {.label = "动态口令或恢复码", .required = true, .min = 6, .max = 20})};
    return table;
}

Result<http::Response> confirm_with_code(Context& c)
{
    auto form = c.body<ConfirmForm>();
    if (!form) return form.error();
    Tries tries;
    if (form->code.size() == 6) {
        auto right = test_code(c, c.actor, form->code);
        if (!right) return right.error();
        tries = right->tries;
    } else {
        if (auto left = use_recovery_code(c, c.actor, form->code); !left) return left.error();
        tries = tries_of(c.platform, c.actor.account_id, c.now);
    }
    note_step_up(c, tries);
    return http::no_content();
}

using enum http::Method;
using P = Permission;

const Route routes[] = {
    queued({post,
            "/api/v1/session/password",
            {P::anyone, Scope::nothing},
            sign_in_with_password,
            {"用户名和密码登录", table_of<PasswordForm>, table_of<StageAnswer>}}),
    {get, "/api/v1/session/totp-setup", {P::anyone, Scope::nothing}, show_totp_setup, {"动态口令设置信息", nullptr, totp_setup_table}},
    {post,
     "/api/v1/session/totp",
     {P::anyone, Scope::nothing},
     sign_in_with_code,
     {"动态口令登录", table_of<CodeForm>, table_of<StageAnswer>}},
    {post,
     "/api/v1/session/recovery",
     {P::anyone, Scope::nothing},
     sign_in_with_recovery_code,
     {"用恢复码代替动态口令登录", table_of<RecoveryForm>, table_of<StageAnswer>}},
    {post,
     "/api/v1/session/step-up",
     {P::signed_in, Scope::self},
     confirm_with_code,
     {"再次输入动态口令，或一个恢复码", table_of<ConfirmForm>}},
};

} // namespace

void note_step_up(const Context& c, const Tries& tries)
{
    auto transaction = c.platform.database.write();
    keep_tries(transaction->connection(), c.actor.account_id, forgiven(tries));
    transaction->connection().run("UPDATE session SET step_up_at = $2 WHERE public_id = $1", {c.actor.session_id, to_text(c.now)});
    transaction->commit();
}

Result<Done> test_password(Context& c, const crypto::Secret& password)
{
    struct Stored {
        Tries tries;
        std::string hash;
    };
    auto stored = [&] {
        auto snapshot = c.platform.database.read();
        auto hash = snapshot->connection().one("SELECT password_hash FROM account WHERE id = $1", {c.actor.account_id},
                                               [](const db::Row& row) { return row.text(0); });
        return Stored{tries_of(snapshot->connection(), c.actor.account_id, c.now), *hash};
    }();
    if (auto locked = still_locked(stored.tries, c.now)) return *locked;
    if (crypto::check_password(c.platform.keys, password, stored.hash)) return Done{};
    count_failure(c, c.actor.account_id, c.actor.public_id, "password");
    return refuse_field("current", messages::wrong_current);
}

std::span<const Route> sign_in_routes()
{
    return routes;
}

} // namespace auth
