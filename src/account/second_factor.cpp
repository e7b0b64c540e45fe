#include "account/account.h"
#include "account/messages.h"
#include "auth/account.h"
#include "auth/factors.h"
#include "auth/messages.h"
#include "auth/opening.h"
#include "notify/notify.h"

// A code to the account's telephone as the second factor, where the rule of its roles lets it (Art. 12; X6).
namespace account {

namespace {

struct CodeForm {
    std::string code;
};
const fields::Table& fields_of(const CodeForm*)
{
    static const fields::Table table{fields::field<&CodeForm::code>("code", {.label = "短信验证码", .required = true, .min = 6, .max = 6})};
    return table;
}

struct SentAnswer {
    std::int64_t minutes = notify::code_minutes;
    std::string phone_masked;
};
const fields::Table& fields_of(const SentAnswer*)
{
    static const fields::Table table{
        fields::field<&SentAnswer::minutes>("minutes", {.label = "几分钟内有效"}),
        fields::field<&SentAnswer::phone_masked>("phone_masked", {.label = "发到哪个手机"}),
    };
    return table;
}

// Whose code it is, and what it opens: a sign-in that has passed the first factor, or a sealed act of whoever is signed in.
struct Asking {
    std::int64_t account_id;
    std::string public_id;
    std::string_view purpose;
};
Result<Asking> signing_in(const auth::Context& c)
{
    auto session = auth::half_open(c);
    if (!session) return refuse(ErrorKind::unauthenticated, auth::messages::not_at_this_stage);
    return Asking{session->actor.account_id, session->actor.public_id, notify::to_pass};
}
Asking confirming(const auth::Context& c)
{
    return {c.actor.account_id, c.actor.public_id, notify::to_step_up};
}

Result<std::string> phone_to_use(auth::Context& c, const Asking& asking)
{
    if (auto locked = auth::still_locked(auth::tries_of(c.platform, asking.account_id, c.now), c.now)) return *locked;
    auto snapshot = c.platform.database.read();
    if (!auth::factors_of(c.platform, snapshot->connection(), asking.account_id, c.today).sms_serves())
        return refuse(asking.purpose == notify::to_pass ? ErrorKind::unauthenticated : ErrorKind::conflict, messages::sms_no_factor);
    auto row = ledger::read_row(snapshot->connection(), c.platform.keys, auth::account_table, asking.account_id);
    return std::get<crypto::Secret>(row->at("phone")).reveal();
}

Result<Done> test(auth::Context& c, const Asking& asking, const std::string& code)
{
    auto phone = phone_to_use(c, asking);
    if (!phone) return phone.error();
    auto right = notify::test_code(c, asking.purpose, *phone, code);
    if (!right) auth::count_failure(c, asking.account_id, asking.public_id, "sms");
    return right;
}

Result<http::Response> send(auth::Context& c, const Asking& asking)
{
    auto phone = phone_to_use(c, asking);
    if (!phone) return phone.error();
    if (auto sent = notify::send_code(c, asking.purpose, *phone, true); !sent) return sent.error();
    return http::answer(fields::write(SentAnswer{notify::code_minutes, notify::mask_phone(*phone)}));
}

Result<http::Response> send_to_sign_in(auth::Context& c)
{
    auto asking = signing_in(c);
    return asking ? send(c, *asking) : asking.error();
}

Result<http::Response> send_to_confirm(auth::Context& c)
{
    return send(c, confirming(c));
}

Result<http::Response> sign_in(auth::Context& c)
{
    auto asking = signing_in(c);
    if (!asking) return asking.error();
    auto form = c.body<CodeForm>();
    if (!form) return form.error();
    if (auto right = test(c, *asking, form->code); !right) return right.error();
    auth::end_session(c.platform, auth::half_open(c)->token_hash);
    return auth::open_session(c, asking->account_id, asking->public_id, auth::tries_of(c.platform, asking->account_id, c.now),
                              auth::SecondFactor::sms);
}

Result<http::Response> step_up(auth::Context& c)
{
    auto form = c.body<CodeForm>();
    if (!form) return form.error();
    if (auto right = test(c, confirming(c), form->code); !right) return right.error();
    auth::note_step_up(c, auth::tries_of(c.platform, c.actor.account_id, c.now));
    return http::no_content();
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

const auth::Route table[] = {
    {post,
     "/api/v1/session/second-factor/sms",
     {P::anyone, Scope::nothing},
     send_to_sign_in,
     {"把登录第二步的验证码发到账号绑定的手机", nullptr, auth::table_of<SentAnswer>}},
    {post,
     "/api/v1/session/second-factor/sms/code",
     {P::anyone, Scope::nothing},
     sign_in,
     {"用短信验证码完成登录", auth::table_of<CodeForm>, auth::table_of<auth::StageAnswer>}},
    {post,
     "/api/v1/session/step-up/sms",
     {P::signed_in, Scope::self},
     send_to_confirm,
     {"把再次确认本人的验证码发到账号绑定的手机", nullptr, auth::table_of<SentAnswer>}},
    {post,
     "/api/v1/session/step-up/sms/code",
     {P::signed_in, Scope::self},
     step_up,
     {"用短信验证码再次确认是本人", auth::table_of<CodeForm>}},
};

} // namespace

std::span<const auth::Route> second_factor_routes()
{
    return table;
}

} // namespace account
