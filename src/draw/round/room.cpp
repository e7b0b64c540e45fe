#include "draw/round/room.h"

#include "auth/session.h"
#include "draw/round/messages.h"
#include "draw/round/question.h"
#include "draw/round/seen.h"
#include "draw/round/store.h"

namespace draw::round {

const Proposal* Room::open_proposal() const
{
    return !proposals.empty() && !proposals.back().agree ? &proposals.back() : nullptr;
}

bool Room::agreed(std::string_view kind) const
{
    for (const auto& proposal : proposals)
        if (proposal.kind == kind && proposal.agree == true) return true;
    return false;
}

Room load_room(db::Connection& connection, const crypto::Keyring& keys, const activity::Activity& activity, Day today)
{
    Room room;
    room.activity = activity;
    room.plan = plan_of(connection, activity);
    room.rounds = rounds_of(connection, keys, activity.id);
    room.proposals = proposals_for(connection, activity.id, room.next_round());
    for (const auto& presence : presence_in(connection, activity.id)) {
        // Presence of someone who is no longer named by the activity counts for nothing.
        if (part_in(activity, presence.account_id) != presence.part) continue;
        room.joined[index_of(presence.part)] = presence.joined_at;
        room.seen[index_of(presence.part)] = presence.seen_at;
    }
    room.entitled = {auth::holds(connection, activity.operator_id, permission_of(Part::by_operator), today),
                     auth::holds(connection, activity.supervisor_id, permission_of(Part::by_supervisor), today)};
    room.different_departments = different_departments(connection, activity.operator_id, activity.supervisor_id);
    return room;
}

std::optional<Error> why_not_seal(const Room& room, Instant now)
{
    auto conflict = [](const Message& message, std::initializer_list<std::string> arguments = {}) {
        return refuse(ErrorKind::conflict, message, arguments);
    };
    if (room.activity.status != "approved") return conflict(messages::activity_not_approved);
    if (room.plan.status != "approved") return conflict(messages::plan_not_approved);
    if (!room.different_departments) return conflict(messages::same_department); // Art. 15(2), X1
    for (Part part : {Part::by_operator, Part::by_supervisor})
        if (!room.entitled[index_of(part)]) return conflict(messages::not_entitled, {std::string(word_of(part))});
    if (const Round* live = room.live()) return conflict(messages::round_is_live, {std::to_string(live->round)});
    if (!room.rounds.empty() && room.rounds.back().status == Status::drawn)
        return conflict(messages::round_not_confirmed, {std::to_string(room.rounds.back().round)});
    if (!room.rounds.empty() && !room.agreed("again")) return conflict(messages::again_needs_consent);
    for (Part part : {Part::by_operator, Part::by_supervisor})
        if (!room.present(part, now)) return conflict(messages::not_both_present, {std::string(word_of(part))});
    return std::nullopt;
}

namespace {

// Only the two people of the activity, each for the own acts.
Result<Room> enter(auth::Context& context, ledger::Act& act, const std::string& activity_id, Part needed)
{
    auto activity = activity::load(act.connection(), context.filter, activity_id);
    if (!activity) return auth::not_found("活动");
    if (part_in(*activity, context.actor.account_id) != needed)
        return refuse(ErrorKind::forbidden, messages::not_your_part, {std::string(word_of(needed))});
    return load_room(act.connection(), context.platform.keys, *activity, context.today);
}

// What the supervisor's consent is asked for: another round first, then a draw from few people; empty when for nothing.
Result<std::string> kind_to_propose(ledger::Act& act, const crypto::Keyring& keys, const Room& room, Day today)
{
    if (!room.rounds.empty() && !room.agreed("again")) return std::string("again");
    if (room.agreed("thin")) return std::string();
    auto question = ask(act.connection(), keys, room.activity, today);
    if (!question) return question.error();
    return question->thin() ? std::string("thin") : std::string();
}

} // namespace

Result<Done> propose(auth::Context& context, const std::string& activity_id, const std::string& reason)
{
    auto act = context.act();
    auto room = enter(context, act, activity_id, Part::by_operator);
    if (!room) return room.error();
    auto conflict = [](const Message& message, std::initializer_list<std::string> arguments = {}) {
        return refuse(ErrorKind::conflict, message, arguments);
    };
    if (room->activity.status != "approved") return conflict(messages::activity_not_approved);
    if (room->plan.status != "approved") return conflict(messages::plan_not_approved);
    if (const Round* live = room->live()) return conflict(messages::round_is_live, {std::to_string(live->round)});
    if (!room->rounds.empty() && room->rounds.back().status == Status::drawn)
        return conflict(messages::round_not_confirmed, {std::to_string(room->rounds.back().round)});
    if (room->open_proposal()) return conflict(messages::proposal_is_open);
    auto kind = kind_to_propose(act, context.platform.keys, *room, context.today);
    if (!kind) return kind.error();
    if (kind->empty()) return conflict(messages::nothing_to_propose);
    act.insert(proposal_table, {{"activity_id", room->activity.id},
                                {"round", room->next_round()},
                                {"kind", db::Value(*kind)},
                                {"reason", db::Value(reason)},
                                {"proposed_by", context.actor.account_id},
                                {"proposed_at", db::Value(to_text(act.now()))}});
    act.append({"draw.proposed/1", "activity", room->activity.public_id,
                json::Object{{"activity", room->activity.public_id}, {"round", room->next_round()}, {"kind", *kind}}, reason});
    act.commit();
    return Done{};
}

Result<Done> consent(auth::Context& context, const std::string& activity_id, bool agree, const std::string& answer)
{
    auto act = context.act();
    auto room = enter(context, act, activity_id, Part::by_supervisor);
    if (!room) return room.error();
    const Proposal* open = room->open_proposal();
    if (!open) return refuse(ErrorKind::conflict, messages::no_open_proposal);
    (void)act.update(proposal_table, open->id,
                     {{"agree", std::int64_t{agree}},
                      {"answer", answer.empty() ? db::Value(nullptr) : db::Value(answer)},
                      {"answered_by", context.actor.account_id},
                      {"answered_at", db::Value(to_text(act.now()))}});
    act.append({"draw.consented/1", "activity", room->activity.public_id,
                json::Object{{"activity", room->activity.public_id}, {"round", open->round}, {"kind", open->kind}, {"agree", agree}},
                answer});
    act.commit();
    return Done{};
}

} // namespace draw::round
