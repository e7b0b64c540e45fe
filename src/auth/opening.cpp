#include "auth/opening.h"

#include "auth/rules.h"
#include "rulebook/rulebook.h"

#include <algorithm>

namespace auth {

namespace {

http::Response with_cookie(const StageAnswer& stage, std::string cookie)
{
    auto response = http::answer(fields::write(stage));
    response.headers.emplace_back("Set-Cookie", std::move(cookie));
    return response;
}

// Those who draw and those who administer the system (T11).
bool draws_or_administers(std::string_view role)
{
    constexpr std::string_view list[] = {"operator",           "approver", "supervisor", "system_administrator", "security_administrator",
                                         "audit_administrator"};
    return std::find(std::begin(list), std::end(list), role) != std::end(list);
}

bool at_one_place(db::Connection& connection, std::int64_t account_id, Day today)
{
    auto rule = static_cast<OnePlace>(rulebook::load(connection).value(dated_rules, "12.one_place", today));
    auto roles = roles_of(connection, account_id, today);
    return std::any_of(roles.begin(), roles.end(), [&](const Role* role) {
        return (rule == OnePlace::staff && is_staff(*role)) ||
               (rule == OnePlace::who_draws_or_administers && draws_or_administers(role->code));
    });
}

} // namespace

const fields::Table& fields_of(const StageAnswer*)
{
    static const fields::Table table{
        fields::field<&StageAnswer::stage>("stage", {.label = "下一步", .choices = {"totp", "totp_setup", "sms", "done"}}),
        fields::field<&StageAnswer::recovery_codes>("recovery_codes", {.label = "恢复码", .note = "设置动态口令后给一次"}),
        fields::field<&StageAnswer::recovery_left>("recovery_left", {.label = "还剩几个恢复码", .note = "用了一个之后"}),
        fields::field<&StageAnswer::by_sms>("by_sms", {.label = "可以用短信验证码"}),
    };
    return table;
}

std::optional<Session> half_open(const Context& c)
{
    auto session = load_session(c.platform, c.request, c.now);
    if (session && session->stage == "password") return session;
    return std::nullopt;
}

http::Response ask_for(const Context& c, std::int64_t account_id, const Factors& factors)
{
    StageAnswer next{std::string(factors.next_stage())};
    next.by_sms = factors.sms_serves();
    return with_cookie(next, start_half_session(c.platform, account_id, c.request, c.now));
}

http::Response open_session(const Context& c, std::int64_t account_id, const std::string& public_id, const Tries& tries, SecondFactor given,
                            StageAnswer answer)
{
    Tries kept = forgiven(tries);
    kept.candidate.reset();
    ledger::Act act(c.platform.database, c.platform.keys, {"account", public_id, std::nullopt, c.request.peer}, c.now);
    keep_tries(act.connection(), account_id, kept);
    act.append({"auth.signed_in/1", "account", public_id, json::Object{{"second_factor", to_text(given)}}});
    if (at_one_place(act.connection(), account_id, c.today))
        if (auto ended = end_for_another(act.connection(), account_id, c.request, c.now))
            act.append({"auth.signed_in_elsewhere/1", "account", public_id, json::Object{{"ended", ended}}});
    std::string cookie = start_session(act.connection(), account_id, given, c.request, c.now);
    act.commit();
    return with_cookie(answer, std::move(cookie));
}

} // namespace auth
