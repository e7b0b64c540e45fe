#include "auth/route.h"

#include "alert/alert.h"
#include "auth/access_journal.h"
#include "auth/limits.h"
#include "auth/messages.h"
#include "auth/session.h"
#include "catalog/editions.h"
#include "crypto/hash.h"
#include "http/refused.h"

#include <algorithm>
#include <chrono>
#include <thread>

namespace auth {

namespace {

constexpr std::int64_t step_up_ms = 5 * 60'000;

// The first way into the route that the actor holds.
const Access* way_in(const Needs& needs, const Permissions& held)
{
    for (const auto& access : needs.ways())
        if (held.has(access.permission)) return &access;
    return nullptr;
}

bool open_to_anyone(const Needs& needs)
{
    return needs.ways().front().permission == Permission::anyone;
}

bool changes_something(http::Method method)
{
    return method != http::Method::get;
}

// The page's own origin and the session's token: a foreign page can send neither (Art. 12).
std::optional<Error> forged(const Platform& platform, const http::Request& request, const Session* session)
{
    if (!changes_something(request.method)) return std::nullopt;
    auto origin = request.header("origin");
    if (origin && !platform.public_url.empty() && *origin != platform.public_url)
        return refuse(ErrorKind::forbidden, messages::foreign_origin);
    if (session && request.header("x-bole-token") != session->csrf) return refuse(ErrorKind::forbidden, messages::token_missing);
    return std::nullopt;
}

// What whoever must first sign or change something may still do: see who is signed in, sign out, the own account.
bool always_open(std::string_view path)
{
    for (std::string_view part : {"/api/v1/session", "/api/v1/sessions", "/api/v1/undertaking", "/api/v1/undertakings", "/api/v1/account"})
        if (path == part || (path.starts_with(part) && path[part.size()] == '/')) return true;
    return false;
}

// Whoever was signed in here and then elsewhere is told so.
Error not_signed_in(const Platform& platform, const http::Request& request)
{
    if (auto other = ended_elsewhere(platform, request))
        return refuse(ErrorKind::unauthenticated, messages::signed_in_elsewhere, {to_local_text(other->at), other->peer});
    return refuse(ErrorKind::unauthenticated, messages::sign_in_first);
}

struct Entered {
    std::optional<Session> session;
    Actor actor;
    Filter filter;
    Permission permission{}; // by which it came in
};

// Session, token, permission, scope: what stands between a request and its handler.
Result<Entered> enter(const Platform& platform, const Route& route, const http::Request& request, Instant now)
{
    const Needs& needs = route.needs;
    Entered entered;
    entered.session = load_session(platform, request, now);
    bool full = entered.session && entered.session->stage == "full";
    if (!full && !open_to_anyone(needs)) return not_signed_in(platform, request);
    if (auto fault = forged(platform, request, full ? &*entered.session : nullptr)) return *fault;
    if (full) entered.actor = entered.session->actor;
    if (full && !always_open(route.path)) {
        if (entered.session->undertaking.due == Due::now) return refuse(ErrorKind::forbidden, messages::undertaking_first);
        if (entered.session->password.due == Due::now) return refuse(ErrorKind::forbidden, messages::password_first);
    }
    const Access* access = way_in(needs, entered.actor.permissions);
    if (!access) return refuse(ErrorKind::forbidden, messages::not_permitted);
    entered.permission = access->permission;
    if (!entered.actor.own.has(access->permission)) entered.actor.on_behalf_of = entered.actor.lender;
    entered.filter = {access->scope, entered.actor.account_id, entered.actor.unit_id, entered.actor.entity_id};
    return entered;
}

// What an earlier request under the same key was answered; nothing when the key is new.
std::optional<Result<http::Response>> answered_before(const Platform& platform, const ledger::Idempotency& key)
{
    auto snapshot = platform.database.read();
    struct Row {
        std::string body_hash;
        std::optional<std::int64_t> status;
        std::optional<std::string> answer;
    };
    auto row = snapshot->connection().one("SELECT body_hash, status, answer FROM idempotency WHERE account_id = $1 AND key = $2",
                                          {key.account_id, key.key}, [](const db::Row& r) {
                                              return Row{r.text(0), r.maybe_integer(1), r.maybe_text(2)};
                                          });
    if (!row) return std::nullopt;
    if (row->body_hash != key.body_hash) return Result<http::Response>(refuse(ErrorKind::conflict, messages::key_reused));
    if (!row->status) return Result<http::Response>(refuse(ErrorKind::conflict, messages::already_done));
    http::Response response;
    response.status = static_cast<int>(*row->status);
    response.body = row->answer.value_or("");
    return Result<http::Response>(response);
}

// An answer that its handler lets nobody store tells a secret once (a code that opens an account): it is not kept either, and who repeats
// the request learns only that it was done.
bool may_be_kept(const http::Response& response)
{
    return std::none_of(response.headers.begin(), response.headers.end(), [](const auto& header) {
        return header == std::pair<std::string, std::string>{"Cache-Control", "no-store"};
    });
}

// The act is done: an answer that cannot be kept only means that a repetition is told so without it.
void keep_answer(const Platform& platform, const ledger::Idempotency& key, const http::Response& response)
{
    try {
        auto transaction = platform.database.write();
        transaction->connection().run("UPDATE idempotency SET status = $3, answer = $4 WHERE account_id = $1 AND key = $2",
                                      {key.account_id, key.key, std::int64_t{response.status}, response.body});
        transaction->commit();
    } catch (const db::Failure&) {
    }
}

// The same key may be under way in another request (sixteen clicks): whoever comes second is answered as the first was.
// Waits a moment, since the answer is kept just after the act.
std::optional<Result<http::Response>> answered_meanwhile(const Platform& platform, const ledger::Idempotency& key)
{
    std::optional<Result<http::Response>> before;
    for (int i = 0; i < 25; ++i) {
        before = answered_before(platform, key);
        if (!before || *before || before->error().code != messages::already_done.code) return before;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return before;
}

// "/api/v1/experts/{id}/form": "expert", as the ledger names objects.
std::string object_of(std::string_view path)
{
    std::string_view before = path.substr(0, path.find("/{id}"));
    std::string_view word = before.substr(before.rfind('/') + 1);
    if (word.ends_with("ies")) return std::string(word.substr(0, word.size() - 3)) + "y";
    return std::string(word.ends_with('s') ? word.substr(0, word.size() - 1) : word);
}

std::optional<ledger::Idempotency> idempotency_of(const http::Request& request, const Actor& actor)
{
    auto key = request.header("idempotency-key");
    if (!key || actor.account_id == 0 || !changes_something(request.method)) return std::nullopt;
    auto hash = crypto::to_hex(crypto::sha256(std::string(http::to_text(request.method)) + " " + request.path + "\n" + request.body));
    return ledger::Idempotency{actor.account_id, *key, hash};
}

http::Response answer_of(const Result<http::Response>& result)
{
    return result ? *result : http::answer(result.error());
}

// Art. 12, 21: what was shown of people leaves a line before it leaves. An act's own entry is its line; a trial of one writes none.
void note_access(const Context& c, const Route& route)
{
    if (c.acted && !c.request.query_value("dry_run")) return;
    Reading reading{c.actor.public_id,
                    c.request.peer,
                    std::string(http::to_text(route.method)) + " " + std::string(route.path),
                    std::string(route.doc.summary),
                    {},
                    {},
                    {}};
    if (auto id = c.request.parameter("id")) {
        reading.object_kind = object_of(route.path);
        reading.object_id = *id;
    }
    for (const auto& [name, value] : c.request.query) reading.query += (reading.query.empty() ? "" : "&") + name + "=" + value;
    c.platform.accesses.note(reading, c.now);
}

// Ids are not to be guessed: whoever asks for many records that are not there for the account is told of (T16).
void note_miss(const Context& c)
{
    constexpr std::int64_t told_ms = 3'600'000;
    if (!c.platform.limits.missed_often(c.actor)) return;
    ledger::Act act(c.platform.database, c.platform.keys, c.author(), c.now);
    if (alert::was_raised(act.connection(), "probing", c.actor.account_id, c.now - told_ms)) return;
    alert::raise(act, {"probing", c.actor.account_id, c.actor.public_id, "短时间内三十次以上查看不存在或不在自己范围内的记录。"});
    act.commit();
}

http::Refused database_away(const db::Failure& failure)
{
    return {http::answer(refuse(ErrorKind::unavailable, messages::database_busy)), failure.what()};
}

// Too many of an account's requests: 429 with the seconds to wait.
std::optional<http::Response> too_many(const Platform& platform, const Route& route, const Actor& actor)
{
    auto seconds = platform.limits.take(actor, route.cost);
    if (!seconds) return std::nullopt;
    auto response = http::answer(refuse(ErrorKind::too_many, messages::too_fast, {std::to_string(*seconds)}));
    response.headers.emplace_back("Retry-After", std::to_string(*seconds));
    return response;
}

http::Response serve(const Platform& platform, const Route& route, const http::Request& request)
{
    std::optional<ledger::Idempotency> key;
    try {
        Instant now = platform.clock.now();
        auto entered = enter(platform, route, request, now);
        if (!entered) return http::answer(entered.error());
        if (auto refused = too_many(platform, route, entered->actor)) return *refused;
        key = idempotency_of(request, entered->actor);
        if (key)
            if (auto before = answered_meanwhile(platform, *key)) return answer_of(*before);
        Context context{platform, request, entered->actor, entered->filter, now, day_of(now)};
        const catalog::Pin tables;
        auto result = route.handle(context);
        if (result && !route.doc.reads_personal.empty()) note_access(context, route);
        if (result && key && may_be_kept(*result)) keep_answer(platform, *key, *result);
        if (result) return *result;
        if (key)
            if (auto other = answered_meanwhile(platform, *key)) return answer_of(*other);
        if (result.error().kind == ErrorKind::not_found) note_miss(context);
        return http::answer(result.error());
    } catch (const db::Failure& failure) {
        if (failure.fault == db::Fault::unavailable) throw database_away(failure);
        if (key && failure.fault == db::Fault::unique)
            if (auto other = answered_meanwhile(platform, *key)) return answer_of(*other);
        throw;
    }
}

// A stream ends with the right by which it was opened (A7: not only at the next sign-in), asked for again every second.
http::NextEvents while_permitted(const Platform& platform, const Entered& entered, Instant opened, http::NextEvents next)
{
    constexpr std::int64_t asked_every_ms = 1'000;
    return [&platform, session = entered.actor.session_id, permission = entered.permission, asked = opened,
            next = std::move(next)]() mutable -> http::Events {
        Instant now = platform.clock.now();
        if (now - asked >= asked_every_ms) {
            if (!still_holds(platform, session, permission, day_of(now))) return {{}, true};
            asked = now;
        }
        return next();
    };
}

std::variant<http::NextEvents, http::Response> open_stream(const Platform& platform, const Route& route, const http::Request& request)
try {
    Instant now = platform.clock.now();
    auto entered = enter(platform, route, request, now);
    if (!entered) return http::answer(entered.error());
    if (auto refused = too_many(platform, route, entered->actor)) return *refused;
    Context context{platform, request, entered->actor, entered->filter, now, day_of(now)};
    auto next = route.stream(context);
    if (!next) return http::answer(next.error());
    return while_permitted(platform, *entered, now, std::move(*next));
} catch (const db::Failure& failure) {
    if (failure.fault == db::Fault::unavailable) throw database_away(failure);
    throw;
}

} // namespace

const std::string& Context::parameter(std::string_view name) const
{
    return request.parameters.at(std::string(name));
}

ledger::Author Context::author() const
{
    return {"account", actor.public_id, actor.on_behalf_of, request.peer};
}

ledger::Act Context::act() const
{
    acted = true;
    return ledger::Act(platform.database, platform.keys, author(), now, idempotency_of(request, actor));
}

std::optional<Error> Context::need_step_up() const
{
    if (actor.step_up_at && now - *actor.step_up_at < step_up_ms) return std::nullopt;
    return refuse(ErrorKind::step_up, messages::step_up_required);
}

void mount(http::Router& router, const Platform& platform, std::span<const Route> routes)
{
    for (const Route& route : routes) {
        http::Endpoint endpoint{route.method, std::string(route.path), nullptr, nullptr, route.max_body};
        endpoint.raw_body = route.raw_body;
        endpoint.queued = route.queued;
        if (route.stream)
            endpoint.stream = [&platform, &route](const http::Request& request) { return open_stream(platform, route, request); };
        else
            endpoint.handle = [&platform, &route](const http::Request& request) { return serve(platform, route, request); };
        router.add(std::move(endpoint));
    }
}

Result<Page> page_of(const http::Request& request)
{
    auto read = [&](std::string_view name, std::int64_t standard, std::int64_t most) -> Result<std::int64_t> {
        auto text = request.query_value(name);
        if (!text) return standard;
        bool digits =
            !text->empty() && text->size() < 8 && std::all_of(text->begin(), text->end(), [](char c) { return c >= '0' && c <= '9'; });
        std::int64_t value = digits ? std::stoll(*text) : 0;
        if (value < 1 || value > most) return refuse_field(std::string(name), messages::page_range, {std::to_string(most)});
        return value;
    };
    auto number = read("page", 1, 1'000'000), size = read("size", 20, 100);
    if (!number) return number.error();
    if (!size) return size.error();
    return Page{*number, *size};
}

json::Object page_answer(json::Array items, std::int64_t total, const Page& page)
{
    return {{"items", std::move(items)}, {"total", total}, {"page", page.number}, {"size", page.size}};
}

Error not_found(std::string_view what)
{
    return refuse(ErrorKind::not_found, messages::not_found, {std::string(what)});
}

} // namespace auth
