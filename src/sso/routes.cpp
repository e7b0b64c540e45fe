#include "auth/factors.h"
#include "auth/opening.h"
#include "http/refused.h"
#include "rulebook/rulebook.h"
#include "sso/fetch.h"
#include "sso/messages.h"
#include "sso/provider.h"
#include "sso/store.h"

#include <algorithm>

// Signing in by the provider, and binding one's identity there. The provider sends the browser back to a page; that page posts what it was
// given: the session's cookie does not come with the redirect, and only a POST acts.
namespace sso {

namespace {

constexpr std::string_view cookie_name = "__Host-bole-sso", return_page = "/sign-in/sso";

struct OfferAnswer {
    bool offered = false;
    std::string name;
};
const fields::Table& fields_of(const OfferAnswer*)
{
    static const fields::Table table{
        fields::field<&OfferAnswer::offered>("offered", {.label = "接入了统一身份认证"}),
        fields::field<&OfferAnswer::name>("name", {.label = "叫什么"}),
    };
    return table;
}

struct RedirectAnswer {
    std::string url;
};
const fields::Table& fields_of(const RedirectAnswer*)
{
    static const fields::Table table{fields::field<&RedirectAnswer::url>("url", {.label = "到哪里去认证"})};
    return table;
}

struct ReturnForm {
    std::string state, code;
    std::optional<std::string> issuer;
};
const fields::Table& fields_of(const ReturnForm*)
{
    static const fields::Table table{
        fields::field<&ReturnForm::state>("state", {.label = "state", .required = true, .max = 200}),
        fields::field<&ReturnForm::code>("code", {.label = "code", .max = 4000, .note = "空：认证没有完成"}),
        fields::field<&ReturnForm::issuer>("issuer", {.label = "iss", .max = 500, .note = "RFC 9207"}),
    };
    return table;
}

struct ReturnAnswer {
    std::string stage;
    bool by_sms = false;
};
const fields::Table& fields_of(const ReturnAnswer*)
{
    static const fields::Table table{
        fields::field<&ReturnAnswer::stage>("stage", {.label = "下一步", .choices = {"totp", "totp_setup", "sms", "done", "bound"}}),
        fields::field<&ReturnAnswer::by_sms>("by_sms", {.label = "可以用短信验证码"})};
    return table;
}

struct BindForm {
    std::string current;
};
const fields::Table& fields_of(const BindForm*)
{
    static const fields::Table table{
        fields::field<&BindForm::current>("current", {.label = "现在的密码", .required = true, .max = 128, .verbatim = true})};
    return table;
}

struct BoundAnswer {
    bool offered = false;
    std::string name;
    std::optional<Instant> bound_at;
};
const fields::Table& fields_of(const BoundAnswer*)
{
    static const fields::Table table{
        fields::field<&BoundAnswer::offered>("offered", {.label = "接入了统一身份认证"}),
        fields::field<&BoundAnswer::name>("name", {.label = "叫什么"}),
        fields::field<&BoundAnswer::bound_at>("bound_at", {.label = "何时绑定"}),
    };
    return table;
}

http::Refused away(const Unreachable& cause)
{
    return {http::answer(refuse(ErrorKind::unavailable, messages::away)), "identity provider: " + std::string(cause.what())};
}

std::string browser_cookie(const std::string& value, int seconds)
{
    return std::string(cookie_name) + "=" + value + "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(seconds);
}

Result<http::Response> redirect(auth::Context& c, std::optional<std::int64_t> binds)
try {
    auto from = provider();
    if (!from) return refuse(ErrorKind::conflict, messages::none);
    auto begun = begin_attempt(c, binds);
    if (!begun) return begun.error();
    Exchange exchange{c.platform.public_url + std::string(return_page), begun->state, begun->nonce, begun->verifier};
    auto answer = http::answer(fields::write(RedirectAnswer{from->authorization_url(exchange, c.now)}));
    answer.headers.emplace_back("Set-Cookie", browser_cookie(begun->browser, 600));
    answer.headers.emplace_back("Cache-Control", "no-store");
    return answer;
} catch (const Unreachable& cause) {
    throw away(cause);
}

void note(const auth::Context& c, const std::string& account, std::string type, json::Object data = {})
{
    ledger::Act act(c.platform.database, c.platform.keys,
                    {account.empty() ? "system" : "account", account.empty() ? "sign-in" : account, std::nullopt, c.request.peer}, c.now);
    act.append({std::move(type), account.empty() ? "" : "account", account, std::move(data)});
    act.commit();
}

// Whom the provider says it has before it.
Result<Identity> identify(auth::Context& c, const Provider& from, const Attempt& attempt, const ReturnForm& form)
try {
    const auto& settings = from.settings();
    if (form.code.empty()) return refuse(ErrorKind::unauthenticated, messages::declined);
    if (form.issuer && *form.issuer != settings.issuer) return refuse(ErrorKind::unauthenticated, messages::refused);
    Exchange exchange{c.platform.public_url + std::string(return_page), form.state, attempt.nonce, attempt.verifier};
    auto token = from.redeem(form.code, exchange, c.now);
    if (!token) return refuse(ErrorKind::unauthenticated, messages::declined);
    auto judged = judge(*token, from.keys(key_id_of(*token), c.now), {settings.issuer, settings.client_id, attempt.nonce, c.now});
    if (judged.identity) return std::move(*judged.identity);
    note(c, "", "auth.sso_refused/1", json::Object{{"fault", judged.fault}});
    return refuse(ErrorKind::unauthenticated, messages::refused);
} catch (const Unreachable& cause) {
    throw away(cause);
}

// The provider has asked for a second factor, and the rule of the day takes that for ours.
bool second_factor_done(auth::Context& c, const Settings& settings, const Identity& identity)
{
    bool done = std::find(identity.amr.begin(), identity.amr.end(), "mfa") != identity.amr.end() ||
                (!settings.acr.empty() && identity.acr == settings.acr);
    auto snapshot = c.platform.database.read();
    return done && rulebook::load(snapshot->connection()).value(dated_rules, "12.sso_second_factor", c.today) == 1;
}

Result<http::Response> sign_in(auth::Context& c, const Settings& settings, const Identity& identity)
{
    auto bound = account_of(c, settings.issuer, identity.subject);
    if (!bound) return refuse(ErrorKind::unauthenticated, messages::unbound);
    auth::Tries tries = auth::tries_of(c.platform, bound->id, c.now);
    if (auto locked = auth::still_locked(tries, c.now)) return *locked;
    note(c, bound->public_id, "auth.sso_passed/1");
    // Whoever has no second factor yet sets it up now: sealed acts ask for it.
    const std::string_view next = bound->factors.next_stage();
    bool asks = next != "done" && (next == "totp_setup" || !second_factor_done(c, settings, identity));
    if (asks) return auth::ask_for(c, bound->id, bound->factors);
    return auth::open_session(c, bound->id, bound->public_id, tries, bound->factors.strictest_held());
}

Result<http::Response> bind_identity(auth::Context& c, const Settings& settings, const Identity& identity)
{
    auto act = c.act();
    if (auto bound = bind_subject(act, c, settings.issuer, identity.subject); !bound) return bound.error();
    act.append({"auth.sso_bound/1", "account", c.actor.public_id, {}});
    act.commit();
    return http::answer(fields::write(ReturnAnswer{"bound"}));
}

Result<http::Response> come_back(auth::Context& c)
{
    auto form = c.body<ReturnForm>();
    if (!form) return form.error();
    auto from = provider();
    if (!from) return refuse(ErrorKind::conflict, messages::none);
    auto browser = c.request.cookie(cookie_name);
    auto attempt = browser ? take(c, form->state, *browser) : std::nullopt;
    if (!attempt || (attempt->binds && *attempt->binds != c.actor.account_id)) return refuse(ErrorKind::unauthenticated, messages::state);
    auto identity = identify(c, *from, *attempt, *form);
    if (!identity) return identity.error();
    auto answer = attempt->binds ? bind_identity(c, from->settings(), *identity) : sign_in(c, from->settings(), *identity);
    if (answer) answer->headers.emplace_back("Set-Cookie", browser_cookie("", 0));
    return answer;
}

Result<http::Response> offer(auth::Context&)
{
    auto from = provider();
    return http::answer(fields::write(OfferAnswer{from != nullptr, from ? from->settings().name : ""}));
}

Result<http::Response> start_sign_in(auth::Context& c)
{
    return redirect(c, std::nullopt);
}

Result<http::Response> show_bound(auth::Context& c)
{
    auto from = provider();
    return http::answer(fields::write(BoundAnswer{from != nullptr, from ? from->settings().name : "", bound_at(c)}));
}

// Password and, where the account has it, second factor are asked again: who finds an open browser binds nothing.
Result<http::Response> start_binding(auth::Context& c)
{
    auto form = c.body<BindForm>();
    if (!form) return form.error();
    if (bound_at(c)) return refuse(ErrorKind::conflict, messages::bound);
    if (auto right = auth::test_password(c, crypto::Secret(std::move(form->current))); !right) return right.error();
    if (auth::factors_of(c, c.actor.account_id).next_stage() != "done")
        if (auto refused = c.need_step_up()) return *refused;
    return redirect(c, c.actor.account_id);
}

Result<http::Response> end_binding(auth::Context& c)
{
    auto act = c.act();
    if (auto ended = unbind_subject(act, c); !ended) return ended.error();
    act.append({"auth.sso_unbound/1", "account", c.actor.public_id, {}});
    act.commit();
    return http::no_content();
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

const auth::Route table[] = {
    {get, "/api/v1/session/oidc", {P::anyone, Scope::nothing}, offer, {"能不能用统一身份认证登录", nullptr, auth::table_of<OfferAnswer>}},
    {post, "/api/v1/session/oidc", {P::anyone, Scope::nothing}, start_sign_in, {"去统一身份认证", nullptr, auth::table_of<RedirectAnswer>}},
    {post,
     "/api/v1/session/oidc/return",
     {P::anyone, Scope::nothing},
     come_back,
     {"从统一身份认证回来：登录或绑定", auth::table_of<ReturnForm>, auth::table_of<ReturnAnswer>}},
    {get, "/api/v1/account/sso", {P::signed_in, Scope::self}, show_bound, {"自己的统一身份", nullptr, auth::table_of<BoundAnswer>}},
    auth::queued({post,
                  "/api/v1/account/sso",
                  {P::signed_in, Scope::self},
                  start_binding,
                  {"去统一身份认证，绑定自己的统一身份", auth::table_of<BindForm>, auth::table_of<RedirectAnswer>}}),
    {remove, "/api/v1/account/sso", {P::signed_in, Scope::self}, end_binding, {"解除绑定的统一身份"}},
};

} // namespace

std::span<const auth::Route> routes()
{
    return table;
}

} // namespace sso
