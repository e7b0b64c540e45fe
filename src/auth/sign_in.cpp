#include "auth/account.h"
#include "auth/factors.h"
#include "auth/messages.h"
#include "auth/qr.h"
#include "auth/session.h"
#include "crypto/password.h"
#include "crypto/random.h"
#include "crypto/totp.h"
#include "ledger/high_water.h"

#include <algorithm>

// Sign-in: password, then TOTP where a role asks for it; failures of every factor count together (Art. 12).
namespace auth {

namespace {

constexpr std::int64_t failures_before_wait = 4, failures_before_lock = 10;
constexpr std::int64_t lock_ms = 30 * 60'000;

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

struct CodeForm {
    std::string code;
};
const fields::Table& fields_of(const CodeForm*)
{
    static const fields::Table table{
        fields::field<&CodeForm::code>("code", {.label = "动态口令", .required = true, .min = 6, .max = 6}),
    };
    return table;
}

struct StageAnswer {
    std::string stage; // totp, totp_setup, done
};
const fields::Table& fields_of(const StageAnswer*)
{
    static const fields::Table table{
        fields::field<&StageAnswer::stage>("stage", {.label = "下一步", .choices = {"totp", "totp_setup", "done"}}),
    };
    return table;
}

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

struct SessionAnswer {
    AccountAnswer account;
    std::vector<std::string> permissions;
    std::string token;
    Instant idle_until, absolute_until;
    std::string instance;
    std::optional<std::string> clock_alarm; // staff alone: they can call someone
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
        fields::field<&SessionAnswer::clock_alarm>("clock_alarm", {.label = "时钟异常", .note = "时钟落后于账本时怎么办；只告诉工作人员"}),
    };
    return table;
}

struct SetupAnswer {
    std::string uri, secret;
    std::vector<std::string> qr;
};
const fields::Table& fields_of(const SetupAnswer*)
{
    static const fields::Table table{
        fields::field<&SetupAnswer::uri>("uri"),
        fields::field<&SetupAnswer::secret>("secret", {.label = "密钥"}),
        fields::field<&SetupAnswer::qr>("qr", {.label = "二维码", .note = "rows of 0 and 1"}),
    };
    return table;
}

// Failures and the last TOTP step of an account.
struct State {
    std::int64_t failures = 0;
    std::optional<Instant> locked_until;
    std::int64_t totp_step = 0;
    std::optional<Bytes> candidate;
};

State state_of(db::Connection& connection, std::int64_t account_id)
{
    return connection
        .one("SELECT failures, locked_until, totp_step, totp_candidate FROM sign_in_state WHERE account_id = $1", {account_id},
             [](const db::Row& row) {
                 State s{row.integer(0), std::nullopt, row.integer(2), row.maybe_bytes(3)};
                 if (auto until = row.maybe_text(1)) s.locked_until = parse_instant(*until);
                 return s;
             })
        .value_or(State{});
}

void keep_state(db::Connection& connection, std::int64_t account_id, const State& s)
{
    db::Value until = s.locked_until ? db::Value(to_text(*s.locked_until)) : db::Value(nullptr);
    connection.run("INSERT INTO sign_in_state (account_id, failures, locked_until, totp_step, totp_candidate) VALUES ($1, $2, $3, $4, $5) "
                   "ON CONFLICT (account_id) DO UPDATE SET failures = $2, locked_until = $3, totp_candidate = $5, "
                   "totp_step = CASE WHEN sign_in_state.totp_step > $4 THEN sign_in_state.totp_step ELSE $4 END",
                   {account_id, s.failures, until, s.totp_step, db::value_of(s.candidate)});
}

// One more failure: from the fifth on each wait doubles, the tenth locks for half an hour.
State after_failure(State s, Instant now)
{
    ++s.failures;
    if (s.failures >= failures_before_lock)
        s.locked_until = now + lock_ms;
    else if (s.failures > failures_before_wait)
        s.locked_until = now + (std::int64_t{1000} << (s.failures - failures_before_wait));
    return s;
}

std::optional<Error> still_locked(const State& s, Instant now)
{
    if (!s.locked_until || now >= *s.locked_until) return std::nullopt;
    return refuse(ErrorKind::too_many, messages::locked, {to_local_text(*s.locked_until)});
}

void count_failure(const Platform& platform, const http::Request& request, std::int64_t account_id, const std::string& public_id,
                   std::string_view factor, Instant now)
{
    // Read within the act, so that failures of the same moment all count.
    ledger::Act act(platform.database, platform.keys, {"account", public_id, std::nullopt, request.peer}, now);
    State s = after_failure(state_of(act.connection(), account_id), now);
    keep_state(act.connection(), account_id, s);
    act.append({"auth.sign_in_failed/1", "account", public_id, json::Object{{"factor", factor}, {"failures", s.failures}}});
    act.commit();
}

struct Found {
    std::int64_t id;
    std::string public_id, password_hash, state;
    bool has_totp;
};

std::optional<Found> find_account(const Platform& platform, const std::string& login)
{
    auto snapshot = platform.database.read();
    return snapshot->connection().one("SELECT id, public_id, password_hash, state, totp_secret IS NOT NULL FROM account WHERE login = $1",
                                      {login}, [](const db::Row& row) {
                                          std::string flag = row.text(4); // 1 on SQLite, t on PostgreSQL
                                          return Found{row.integer(0), row.text(1), row.text(2), row.text(3), flag == "1" || flag == "t"};
                                      });
}

bool needs_second_factor(const Platform& platform, std::int64_t account_id, Day today)
{
    bool needed = false;
    auto snapshot = platform.database.read();
    snapshot->connection().each(
        "SELECT role FROM account_role WHERE account_id = $1 AND from_day <= $2 AND (to_day IS NULL OR to_day >= $2)",
        {account_id, to_text(today)}, [&](const db::Row& row) {
            const Role* role = find_role(row.text(0));
            needed = needed || (role && role->second_factor);
        });
    return needed;
}

http::Response with_cookie(http::Response response, std::string cookie)
{
    response.headers.emplace_back("Set-Cookie", std::move(cookie));
    return response;
}

http::Response stage_answer(std::string stage)
{
    return http::answer(fields::write(StageAnswer{std::move(stage)}));
}

// A full session, the failures forgotten, and the entry that tells of it.
http::Response open_session(Context& c, std::int64_t account_id, const std::string& public_id, State s)
{
    s.failures = 0;
    s.locked_until.reset();
    s.candidate.reset();
    {
        ledger::Act act(c.platform.database, c.platform.keys, {"account", public_id, std::nullopt, c.request.peer}, c.now);
        keep_state(act.connection(), account_id, s);
        act.append({"auth.signed_in/1", "account", public_id, {}});
        act.commit();
    }
    return with_cookie(stage_answer("done"), start_session(c.platform, account_id, "full", c.request, c.now).cookie);
}

Result<http::Response> sign_in_with_password(Context& c)
{
    auto form = c.body<PasswordForm>();
    if (!form) return form.error();
    crypto::Secret password(std::move(form->password));
    auto account = find_account(c.platform, form->name);
    if (!account || account->state != "active") {
        crypto::check_nothing(c.platform.keys, password);
        return refuse(ErrorKind::unauthenticated, messages::wrong_password);
    }
    State s = [&] {
        auto snapshot = c.platform.database.read();
        return state_of(snapshot->connection(), account->id);
    }();
    if (auto locked = still_locked(s, c.now)) {
        crypto::check_nothing(c.platform.keys, password);
        return *locked;
    }
    if (!crypto::check_password(c.platform.keys, password, account->password_hash)) {
        count_failure(c.platform, c.request, account->id, account->public_id, "password", c.now);
        return refuse(ErrorKind::unauthenticated, messages::wrong_password);
    }
    if (!account->has_totp && !needs_second_factor(c.platform, account->id, c.today))
        return open_session(c, account->id, account->public_id, s);
    auto started = start_session(c.platform, account->id, "password", c.request, c.now);
    return with_cookie(stage_answer(account->has_totp ? "totp" : "totp_setup"), started.cookie);
}

// The session that has passed the first factor, of this request.
std::optional<Session> half_open(Context& c)
{
    auto session = load_session(c.platform, c.request, c.now);
    if (session && session->stage == "password") return session;
    return std::nullopt;
}

std::optional<Bytes> totp_secret_of(const Platform& platform, std::int64_t account_id)
{
    auto snapshot = platform.database.read();
    auto record = ledger::read_row(snapshot->connection(), platform.keys, account_table, account_id);
    auto cell = record->find("totp_secret");
    if (cell == record->end()) return std::nullopt;
    return from_hex(std::get<crypto::Secret>(cell->second).reveal());
}

constexpr std::string_view candidate_column = "totp_candidate";

Result<http::Response> show_totp_setup(Context& c)
{
    auto session = half_open(c);
    if (!session || totp_secret_of(c.platform, session->actor.account_id))
        return refuse(ErrorKind::unauthenticated, messages::not_at_this_stage);
    Bytes secret = crypto::random_bytes(crypto::totp_secret_size);
    auto transaction = c.platform.database.write();
    State s = state_of(transaction->connection(), session->actor.account_id);
    s.candidate = c.platform.keys.encrypt("sign_in_state", candidate_column, std::to_string(session->actor.account_id),
                                          crypto::Secret(to_hex(secret)));
    keep_state(transaction->connection(), session->actor.account_id, s);
    transaction->commit();
    std::string uri = crypto::totp_uri(secret, session->actor.public_id.substr(0, 8), "Bole");
    return http::answer(fields::write(SetupAnswer{uri, crypto::totp_text(secret), qr_rows(uri)}));
}

// The secret to test a code against: the account's, or the one just shown at set-up.
struct TotpSecret {
    Bytes secret;
    bool is_new;
};
std::optional<TotpSecret> secret_to_test(const Platform& platform, std::int64_t account_id, const State& s)
{
    if (auto secret = totp_secret_of(platform, account_id)) return TotpSecret{*secret, false};
    if (!s.candidate) return std::nullopt;
    auto shown = platform.keys.decrypt("sign_in_state", candidate_column, std::to_string(account_id), *s.candidate);
    return TotpSecret{from_hex(shown.reveal()).value(), true};
}

// True for the one who uses the step's code first, whatever others do at the same moment.
bool use_step(const Platform& platform, std::int64_t account_id, std::int64_t step)
{
    auto transaction = platform.database.write();
    bool first = transaction->connection().run("INSERT INTO sign_in_state (account_id, failures, totp_step) VALUES ($1, 0, $2) "
                                               "ON CONFLICT (account_id) DO UPDATE SET totp_step = $2 WHERE sign_in_state.totp_step < $2",
                                               {account_id, step}) == 1;
    transaction->commit();
    return first;
}

// Tests the code and counts a failure; gives the state to keep when it is right.
Result<State> test_code(Context& c, const Actor& actor, const std::string& code)
{
    State s = [&] {
        auto snapshot = c.platform.database.read();
        return state_of(snapshot->connection(), actor.account_id);
    }();
    if (auto locked = still_locked(s, c.now)) return *locked;
    auto secret = secret_to_test(c.platform, actor.account_id, s);
    if (!secret) return refuse(ErrorKind::forbidden, messages::no_second_factor);
    auto step = crypto::totp_match(secret->secret, code, c.now, s.totp_step);
    if (!step || !use_step(c.platform, actor.account_id, *step)) {
        count_failure(c.platform, c.request, actor.account_id, actor.public_id, "totp", c.now);
        return refuse_field("code", messages::wrong_code);
    }
    s.totp_step = *step;
    if (!secret->is_new) return s;
    ledger::Act act(c.platform.database, c.platform.keys, {"account", actor.public_id, std::nullopt, c.request.peer}, c.now);
    (void)*act.update(account_table, actor.account_id, {{"totp_secret", crypto::Secret(to_hex(secret->secret))}});
    // Those opened before, without it.
    act.connection().run("DELETE FROM session WHERE account_id = $1 AND public_id <> $2", {actor.account_id, actor.session_id});
    s.candidate.reset();
    keep_state(act.connection(), actor.account_id, s);
    act.append({"auth.totp_set_up/1", "account", actor.public_id, {}});
    act.commit();
    return s;
}

Result<http::Response> sign_in_with_code(Context& c)
{
    auto session = half_open(c);
    if (!session) return refuse(ErrorKind::unauthenticated, messages::not_at_this_stage);
    auto form = c.body<CodeForm>();
    if (!form) return form.error();
    auto state = test_code(c, session->actor, form->code);
    if (!state) return state.error();
    end_session(c.platform, session->token_hash); // a new token with the new rights
    return open_session(c, session->actor.account_id, session->actor.public_id, *state);
}

Result<http::Response> confirm_with_code(Context& c)
{
    auto form = c.body<CodeForm>();
    if (!form) return form.error();
    auto state = test_code(c, c.actor, form->code);
    if (!state) return state.error();
    auto session = load_session(c.platform, c.request, c.now);
    state->failures = 0;
    state->locked_until.reset();
    auto transaction = c.platform.database.write();
    keep_state(transaction->connection(), c.actor.account_id, *state);
    transaction->connection().run("UPDATE session SET step_up_at = $2 WHERE token_hash = $1", {session->token_hash, to_text(c.now)});
    transaction->commit();
    return http::no_content();
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
                         std::nullopt};
    auto snapshot = c.platform.database.read();
    bool staff = std::any_of(c.actor.roles.begin(), c.actor.roles.end(), [](const auto& role) { return role != "expert"; });
    if (staff) answer.clock_alarm = ledger::clock_alarm(snapshot->connection(), c.now);
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
    auto response = with_cookie(http::no_content(), expired_cookie());
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
    {post,
     "/api/v1/session/password",
     {P::anyone, Scope::nothing},
     sign_in_with_password,
     {"用户名和密码登录", table_of<PasswordForm>, table_of<StageAnswer>}},
    {get, "/api/v1/session/totp-setup", {P::anyone, Scope::nothing}, show_totp_setup, {"动态口令设置信息", nullptr, table_of<SetupAnswer>}},
    {post,
     "/api/v1/session/totp",
     {P::anyone, Scope::nothing},
     sign_in_with_code,
     {"动态口令登录", table_of<CodeForm>, table_of<StageAnswer>}},
    {get, "/api/v1/session", {P::signed_in, Scope::self}, show_session, {"当前登录", nullptr, table_of<SessionAnswer>}},
    {post, "/api/v1/session/keep-alive", {P::signed_in, Scope::self}, keep_alive, {"继续使用"}},
    {post, "/api/v1/session/step-up", {P::signed_in, Scope::self}, confirm_with_code, {"再次输入动态口令", table_of<CodeForm>}},
    {remove, "/api/v1/session", {P::signed_in, Scope::self}, sign_out, {"退出登录"}},
    {remove, "/api/v1/sessions", {P::signed_in, Scope::self}, sign_out_everywhere, {"在所有设备退出"}},
};

} // namespace

Result<Done> test_password(Context& c, const crypto::Secret& password)
{
    struct Stored {
        State state;
        std::string hash;
    };
    auto stored = [&] {
        auto snapshot = c.platform.database.read();
        auto hash = snapshot->connection().one("SELECT password_hash FROM account WHERE id = $1", {c.actor.account_id},
                                               [](const db::Row& row) { return row.text(0); });
        return Stored{state_of(snapshot->connection(), c.actor.account_id), *hash};
    }();
    if (auto locked = still_locked(stored.state, c.now)) return *locked;
    if (crypto::check_password(c.platform.keys, password, stored.hash)) return Done{};
    count_failure(c.platform, c.request, c.actor.account_id, c.actor.public_id, "password", c.now);
    return refuse_field("current", messages::wrong_current);
}

std::span<const Route> session_routes()
{
    return routes;
}

} // namespace auth
