#include "draw/draw.h"

#include "auth/session.h"
#include "base/messages.h"
#include "base/text.h"
#include "draw/round/messages.h"
#include "draw/round/result.h"
#include "draw/round/room.h"
#include "draw/round/seal.h"
#include "draw/round/seen.h"
#include "draw/round/steps.h"
#include "draw/round/store.h"

namespace draw {

namespace round {

namespace {

constexpr std::int64_t presence_every_ms = 10'000;

// The round of the path and the caller's part in it, after what has come due was done.
struct Step {
    std::int64_t id;
    Part part;
};

Result<Step> begin(auth::Context& c)
{
    std::int64_t id = 0;
    std::optional<Part> part;
    {
        auto snapshot = c.platform.database.read();
        auto seen = seen_round(c, snapshot->connection());
        if (!seen) return seen.error();
        id = seen->round.id;
        part = seen->place.part;
    }
    if (!part) return refuse(ErrorKind::forbidden, messages::not_your_part, {"操作员或监督员"});
    if (auto fault = c.need_step_up()) return *fault;
    settle(c.platform, id, c.now);
    return Step{id, *part};
}

http::Response round_answer(auth::Context& c, std::int64_t id, std::optional<Part> part)
{
    auto snapshot = c.platform.database.read();
    auto round = load_round(snapshot->connection(), c.platform.keys, id);
    return http::answer(fields::write(view_of(snapshot->connection(), c.platform, *round, round->read_seal().activity, part, c.now)));
}

Result<http::Response> room_answer(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    auto place = place_of(c, snapshot->connection(), c.parameter("id"));
    if (!place) return place.error();
    Room room = load_room(snapshot->connection(), c.platform.keys, place->activity, c.today);
    return http::answer(fields::write(view_of(snapshot->connection(), c.platform, room, place->part, c.now)));
}

// What the server has to do in the activity's last round is done before anyone looks.
void settle_activity(const Platform& platform, std::int64_t activity_id, Instant now)
{
    std::optional<std::int64_t> due;
    {
        auto snapshot = platform.database.read();
        due = due_round(snapshot->connection(), activity_id, now);
    }
    if (due) settle(platform, *due, now);
}

Result<http::Response> show_room(auth::Context& c)
{
    std::int64_t activity_id = 0;
    std::optional<Part> part;
    {
        auto snapshot = c.platform.database.read();
        auto place = place_of(c, snapshot->connection(), c.parameter("id"));
        if (!place) return place.error();
        activity_id = place->activity.id;
        part = place->part;
    }
    settle_activity(c.platform, activity_id, c.now);
    if (part) touch_presence(c.platform, activity_id, c.actor.session_id, c.now);
    return room_answer(c);
}

Result<http::Response> join(auth::Context& c)
{
    std::int64_t activity_id = 0;
    std::optional<Part> part;
    {
        auto snapshot = c.platform.database.read();
        auto place = place_of(c, snapshot->connection(), c.parameter("id"));
        if (!place) return place.error();
        if (!place->part) return refuse(ErrorKind::forbidden, messages::not_your_part, {"操作员或监督员"});
        if (place->activity.status != "approved") return refuse(ErrorKind::conflict, messages::activity_not_approved);
        activity_id = place->activity.id;
        part = place->part;
    }
    if (auto fault = c.need_step_up()) return *fault;
    put_presence(c.platform, activity_id, *part, c.actor.account_id, c.actor.session_id, c.now);
    return room_answer(c);
}

Result<http::Response> propose_round(auth::Context& c)
{
    auto body = c.body<ReasonRequest>();
    if (!body) return body.error();
    if (auto done = propose(c, c.parameter("id"), body->reason); !done) return done.error();
    return room_answer(c);
}

Result<http::Response> answer_proposal(auth::Context& c)
{
    auto body = c.body<ConsentRequest>();
    if (!body) return body.error();
    if (!body->agree && trimmed(body->reason).empty()) return refuse_field("reason", ::messages::field_required, {"不同意的理由"});
    if (auto fault = c.need_step_up()) return *fault;
    if (auto done = consent(c, c.parameter("id"), body->agree, body->reason); !done) return done.error();
    return room_answer(c);
}

Result<http::Response> seal_round(auth::Context& c)
{
    if (auto fault = c.need_step_up()) return *fault;
    auto sealed = seal(c, c.parameter("id"));
    if (!sealed) return sealed.error();
    std::optional<std::int64_t> id;
    {
        auto snapshot = c.platform.database.read();
        id = find_round(snapshot->connection(), *sealed);
    }
    return round_answer(c, id.value(), Part::by_operator);
}

Result<http::Response> show_round(auth::Context& c)
{
    std::int64_t id = 0;
    std::optional<Part> part;
    {
        auto snapshot = c.platform.database.read();
        auto seen = seen_round(c, snapshot->connection());
        if (!seen) return seen.error();
        id = seen->round.id;
        part = seen->place.part;
    }
    settle(c.platform, id, c.now);
    return round_answer(c, id, part);
}

Result<http::Response> commit_round(auth::Context& c)
{
    auto body = c.body<CommitRequest>();
    if (!body) return body.error();
    auto step = begin(c);
    if (!step) return step.error();
    if (auto done = commit(c, step->id, step->part, body->seal_hash, body->commitment); !done) return done.error();
    return round_answer(c, step->id, step->part);
}

Result<http::Response> reveal_round(auth::Context& c)
{
    auto body = c.body<RevealRequest>();
    if (!body) return body.error();
    auto step = begin(c);
    if (!step) return step.error();
    if (auto done = reveal(c, step->id, step->part, body->value); !done) return done.error();
    settle(c.platform, step->id, c.now);
    return round_answer(c, step->id, step->part);
}

Result<http::Response> type_beacon_value(auth::Context& c)
{
    auto body = c.body<BeaconRequest>();
    if (!body) return body.error();
    if (body->value.find_first_of("\r\n\t") != std::string::npos) return refuse_field("value", messages::beacon_text);
    auto step = begin(c);
    if (!step) return step.error();
    if (auto done = type_beacon(c, step->id, step->part, body->value); !done) return done.error();
    settle(c.platform, step->id, c.now);
    return round_answer(c, step->id, step->part);
}

Result<http::Response> annul_round(auth::Context& c)
{
    auto body = c.body<ReasonRequest>();
    if (!body) return body.error();
    auto step = begin(c);
    if (!step) return step.error();
    if (auto done = annul(c, step->id, step->part, body->reason); !done) return done.error();
    return round_answer(c, step->id, step->part);
}

Result<http::Response> confirm_round(auth::Context& c)
{
    auto step = begin(c);
    if (!step) return step.error();
    if (auto done = confirm(c, step->id, step->part); !done) return done.error();
    return round_answer(c, step->id, step->part);
}

// What a stream of the room has told, and when it last did its chores.
struct Listening {
    std::int64_t told = -1;
    Instant touched{};
};

Result<http::NextEvents> room_events(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    auto place = place_of(c, snapshot->connection(), c.parameter("id"));
    if (!place) return place.error();
    auto listening = std::make_shared<Listening>();
    const Platform& platform = c.platform;
    return http::NextEvents([listening, &platform, activity = place->activity, part = place->part, actor = c.actor] {
        Instant now = platform.clock.now();
        settle_activity(platform, activity.id, now);
        RoomPulse pulse;
        {
            auto reading = platform.database.read();
            pulse = room_pulse(reading->connection(), activity.id, now - presence_ms);
        }
        if (part && now - listening->touched > presence_every_ms) {
            touch_presence(platform, activity.id, actor.session_id, now);
            // A live round keeps both sessions from idling out.
            if (pulse.live) auth::keep_session(platform, actor.session_id, now);
            listening->touched = now;
        }
        http::Events events;
        if (pulse.version != listening->told) events.data.push_back(json::canonical(json::Object{{"version", pulse.version}}));
        listening->told = pulse.version;
        return events;
    });
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

constexpr auth::Needs either{{P::draw_operate, Scope::own_entity}, {P::draw_supervise, Scope::assigned}};
constexpr auth::Needs to_look{
    {P::draw_operate, Scope::own_entity}, {P::draw_supervise, Scope::assigned}, {P::activity_read, Scope::own_entity}};
constexpr auth::Needs operator_alone{P::draw_operate, Scope::own_entity};
constexpr auth::Needs supervisor_alone{P::draw_supervise, Scope::assigned};

const auth::Route table[] = {
    {get, "/api/v1/activities/{id}/draw", to_look, show_room, {"抽取台", nullptr, auth::table_of<RoomView>, drawn_names}},
    {get, "/api/v1/activities/{id}/draw/events", to_look, nullptr, {"抽取台的变化（事件流，只含版本号）"}, room_events},
    {post, "/api/v1/activities/{id}/draw/join", either, join, {"到场", nullptr, auth::table_of<RoomView>, drawn_names}},
    {post,
     "/api/v1/activities/{id}/draw/propose",
     operator_alone,
     propose_round,
     {"说明再抽一轮或可选专家过少的理由", auth::table_of<ReasonRequest>, auth::table_of<RoomView>, drawn_names}},
    {post,
     "/api/v1/activities/{id}/draw/consent",
     supervisor_alone,
     answer_proposal,
     {"监督员答复", auth::table_of<ConsentRequest>, auth::table_of<RoomView>, drawn_names}},
    {post, "/api/v1/activities/{id}/rounds", operator_alone, seal_round, {"冻结并封存", nullptr, auth::table_of<RoundView>}},
    {get, "/api/v1/rounds/{id}", to_look, show_round, {"一轮抽取", nullptr, auth::table_of<RoundView>, drawn_names}},
    {post, "/api/v1/rounds/{id}/commit", either, commit_round, {"承诺", auth::table_of<CommitRequest>, auth::table_of<RoundView>}},
    {post,
     "/api/v1/rounds/{id}/reveal",
     either,
     reveal_round,
     {"揭示", auth::table_of<RevealRequest>, auth::table_of<RoundView>, drawn_names}},
    {post,
     "/api/v1/rounds/{id}/beacon",
     either,
     type_beacon_value,
     {"填写公共信标的值，双方一致即生效", auth::table_of<BeaconRequest>, auth::table_of<RoundView>, drawn_names}},
    {post, "/api/v1/rounds/{id}/void", either, annul_round, {"停止本轮", auth::table_of<ReasonRequest>, auth::table_of<RoundView>}},
    {post, "/api/v1/rounds/{id}/confirm", either, confirm_round, {"确认结果", nullptr, auth::table_of<RoundView>, drawn_names}},
};

} // namespace

} // namespace round

std::span<const auth::Route> round_routes()
{
    return round::table;
}

int settle_rounds(const Platform& platform, Instant now)
{
    return round::settle_all(platform, now);
}

} // namespace draw
