#include "auth/account.h"
#include "auth/session.h"
#include "ledger/high_water.h"

// Who is signed in, and signing out.
namespace auth {

namespace {

struct RoleAnswer {
    std::string code, name;
};
const fields::Table& fields_of(const RoleAnswer*)
{
    static const fields::Table table{fields::field<&RoleAnswer::code>("code"), fields::field<&RoleAnswer::name>("name")};
    return table;
}

struct AccountAnswer {
    std::string id, name, display_name;
    std::optional<std::string> unit_name;
    std::vector<RoleAnswer> roles;
};
const fields::Table& fields_of(const AccountAnswer*)
{
    static const fields::Table table{
        fields::field<&AccountAnswer::id>("id"),
        fields::field<&AccountAnswer::name>("name", {.label = "用户名"}),
        fields::field<&AccountAnswer::display_name>("display_name", {.label = "姓名"}),
        fields::field<&AccountAnswer::unit_name>("unit_name", {.label = "部门"}),
        fields::field<&AccountAnswer::roles>("roles", {.label = "角色"}),
    };
    return table;
}

struct DutyAnswer {
    std::string duty;
    std::optional<Day> last_day;
};
const fields::Table& fields_of(const DutyAnswer*)
{
    static const fields::Table table{
        fields::field<&DutyAnswer::duty>(
            "duty",
            {.label = "是否须办", .choices = {"none", "soon", "due"}, .note = "none：不须；soon：将到期；due：办好之前不能办理其他"}),
        fields::field<&DutyAnswer::last_day>("last_day", {.label = "有效至"}),
    };
    return table;
}

DutyAnswer answer_of(const Duty& duty)
{
    return {std::string(to_text(duty.due)), duty.last_day};
}

struct SessionAnswer {
    AccountAnswer account;
    std::vector<std::string> permissions;
    std::string token;
    Instant idle_until, absolute_until;
    std::string instance;
    DutyAnswer undertaking, password;
    std::optional<std::string> clock_alarm; // staff alone: they can call someone
    std::vector<std::string> second_factors;
};
const fields::Table& fields_of(const SessionAnswer*)
{
    static const fields::Table table{
        fields::field<&SessionAnswer::account>("account"),
        fields::field<&SessionAnswer::permissions>("permissions", {.label = "权限"}),
        fields::field<&SessionAnswer::token>("token", {.note = "X-Bole-Token of unsafe methods"}),
        fields::field<&SessionAnswer::idle_until>("idle_until", {.label = "无操作到期"}),
        fields::field<&SessionAnswer::absolute_until>("absolute_until", {.label = "登录到期"}),
        fields::field<&SessionAnswer::instance>("instance", {.choices = {"demonstration", "real"}}),
        fields::field<&SessionAnswer::undertaking>("undertaking", {.label = "保密承诺书"}),
        fields::field<&SessionAnswer::password>("password", {.label = "密码"}),
        fields::field<&SessionAnswer::clock_alarm>("clock_alarm", {.label = "时钟异常", .note = "时钟落后于账本时怎么办；只告诉工作人员"}),
        fields::field<&SessionAnswer::second_factors>("second_factors", {.label = "再次确认是本人时可用什么", .choices = {"totp", "sms"}}),
    };
    return table;
}

Result<http::Response> show_session(Context& c)
{
    auto session = load_session(c.platform, c.request, c.now);
    SessionAnswer answer{{c.actor.public_id, "", c.actor.display_name, std::nullopt, {}},
                         {},
                         session->csrf,
                         c.now + session_limits.idle_ms,
                         session->created_at + session_limits.absolute_ms,
                         c.platform.instance,
                         answer_of(session->undertaking),
                         answer_of(session->password),
                         std::nullopt,
                         {}};
    auto snapshot = c.platform.database.read();
    const Factors factors = factors_of(c.platform, snapshot->connection(), c.actor.account_id, c.today);
    if (factors.has_totp) answer.second_factors.emplace_back("totp");
    if (factors.sms_serves()) answer.second_factors.emplace_back("sms");
    if (is_staff(c.actor)) answer.clock_alarm = ledger::clock_alarm(snapshot->connection(), c.now);
    snapshot->connection().each("SELECT a.login, u.name FROM account a LEFT JOIN unit u ON u.id = a.unit_id WHERE a.id = $1",
                                {c.actor.account_id}, [&](const db::Row& row) {
                                    answer.account.name = row.text(0);
                                    answer.account.unit_name = row.maybe_text(1);
                                });
    for (const auto& code : c.actor.roles) answer.account.roles.push_back({code, std::string(find_role(code)->name)});
    for (std::size_t i = 0; i < permission_count; ++i)
        if (auto p = static_cast<Permission>(i); c.actor.permissions.has(p)) answer.permissions.emplace_back(to_text(p));
    return http::answer(fields::write(answer));
}

Result<http::Response> keep_alive(Context&)
{
    return http::no_content(); // loading the session was the point
}

http::Response signed_out()
{
    auto response = http::no_content();
    response.headers.emplace_back("Set-Cookie", expired_cookie());
    response.headers.emplace_back("Clear-Site-Data", "\"cache\", \"storage\"");
    return response;
}

Result<http::Response> sign_out(Context& c)
{
    if (auto session = load_session(c.platform, c.request, c.now)) end_session(c.platform, session->token_hash);
    return signed_out();
}

Result<http::Response> sign_out_everywhere(Context& c)
{
    end_all_sessions(c.platform, c.actor.account_id);
    auto act = c.act();
    act.append({"auth.signed_out_everywhere/1", "account", c.actor.public_id, {}});
    act.commit();
    return signed_out();
}

using enum http::Method;
using P = Permission;

const Route routes[] = {
    {get, "/api/v1/session", {P::signed_in, Scope::self}, show_session, {"当前登录", nullptr, table_of<SessionAnswer>}},
    {post, "/api/v1/session/keep-alive", {P::signed_in, Scope::self}, keep_alive, {"继续使用"}},
    {remove, "/api/v1/session", {P::signed_in, Scope::self}, sign_out, {"退出登录"}},
    {remove, "/api/v1/sessions", {P::signed_in, Scope::self}, sign_out_everywhere, {"在所有设备退出"}},
};

} // namespace

std::span<const Route> session_routes()
{
    return routes;
}

} // namespace auth
