#include "auth/qr.h"
#include "draw/clearing/clearing.h"
#include "draw/condition_words.h"
#include "draw/round/abstentions.h"
#include "draw/round/messages.h"
#include "draw/round/room.h"
#include "draw/round/store.h"

namespace draw::round {

namespace {

std::string word_of_cause(const Ending& ending)
{
    std::string who(word_of(part_of(ending.role).value()));
    if (ending.cause == "mismatch") return who + "揭示的值与承诺不符";
    if (ending.cause == "beacon")
        return ending.role == "server" ? "在时限内没有得到公共信标的值" : "公共信标的值在时限内没有得到" + who + "的确认";
    if (ending.cause == "late") return who + "没有在时限内揭示";
    return who + "停止了本轮";
}

PartView person_view(db::Connection& connection, const Round& round, Part part)
{
    const auto& person = round.people[index_of(part)];
    Signer signer = signer_of(connection, person.account_id);
    PartView view{std::string(code_of(part)), signer.name, signer.unit,        {},
                  person.committed_at,        {},          person.revealed_at, person.confirmed_at};
    if (person.commitment) view.commitment = to_hex(*person.commitment);
    if (person.value) view.value = to_hex(*person.value);
    return view;
}

PartView server_view(const Round& round, const protocol::Seal& seal)
{
    PartView view;
    view.role = code_of(Part::by_server);
    view.commitment = crypto::to_hex(seal.server);
    view.committed_at = round.sealed_at;
    // It was revealed together with the last human value.
    if (round.people[0].value && round.people[1].value) {
        view.value = to_hex(round.server_secret);
        view.revealed_at = round.people[index_of(Part::by_supervisor)].revealed_at;
    }
    return view;
}

std::optional<BeaconView> beacon_view(const Round& round, const protocol::Plan& plan)
{
    if (!plan.beacon_source) return std::nullopt;
    BeaconView view{*plan.beacon_source, {}, round.beacon_value()};
    for (Part part : {Part::by_operator, Part::by_supervisor})
        if (const auto& typed = round.typed[index_of(part)]) view.typed.push_back({std::string(code_of(part)), typed->value, typed->at});
    return view;
}

std::vector<DrawnGroupView> panel_view(db::Connection& connection, const crypto::Keyring& keys, const Round& round,
                                       const protocol::Plan& plan, const json::Object& result, Day today, bool named)
{
    auto people = named ? people_of(connection, round.drawn, today) : std::vector<DrawnPerson>(round.drawn.size());
    std::map<std::string, std::vector<std::string>> abstentions;
    if (auto document = round.plan_document(); recuses_by_project(document)) {
        std::vector<std::string> refs;
        for (const auto& group : result.at("panel").array())
            for (const auto& ref : group.array()) refs.push_back(ref.text());
        abstentions = abstentions_of(document, load_leaves(connection, keys, round.id, "pool").leaves, refs);
    }
    std::vector<DrawnGroupView> groups;
    std::size_t next = 0;
    for (std::size_t g = 0; g < plan.groups.size(); ++g) {
        DrawnGroupView group{plan.groups[g].name, {}, static_cast<int>(result.at("substitutes").array()[g].array().size())};
        for (const auto& ref : result.at("panel").array()[g].array()) {
            const auto& person = people[next++];
            group.seats.push_back(
                {static_cast<int>(group.seats.size()) + 1, ref.text(), person.name, person.unit, person.title, abstentions[ref.text()]});
        }
        groups.push_back(std::move(group));
    }
    return groups;
}

void add_result(db::Connection& connection, const crypto::Keyring& keys, const Round& round, const protocol::Plan& plan,
                std::optional<Part> part, Day today, RoundView& view)
{
    if (!round.result) return;
    auto document = json::read(*round.result);
    const auto& result = document->object();
    view.result_hash = to_hex(round.result_hash.value());
    view.attempt = result.at("attempt").integer();
    view.drawn_at = round.drawn_at;
    if (!part) return;
    view.names_closed = clearing::closed_since(connection, round.activity_id, today);
    view.panel = panel_view(connection, keys, round, plan, result, today, !view.names_closed);
}

std::int64_t sum(const std::map<std::string, std::int64_t>& counts, std::string_view code)
{
    auto found = counts.find(std::string(code));
    return found == counts.end() ? 0 : found->second;
}

} // namespace

VoidView void_view(const Ending& ending)
{
    std::string words = word_of_cause(ending);
    if (!ending.text.empty()) words += "：" + ending.text;
    return {ending.cause, ending.role, ending.text, ending.at, words};
}

std::string certificate_url(const Platform& platform, const Round& round)
{
    return platform.public_url + "/certificate/" + round.public_id;
}

std::string words_of(const Round& round)
{
    if (round.ending) return "作废：" + void_view(*round.ending).words;
    return std::string(name_of(round.status));
}

RoundView view_of(db::Connection& connection, const Platform& platform, const Round& round, const std::string& activity_id,
                  std::optional<Part> part, Instant now)
{
    auto seal = round.read_seal();
    auto plan = round.read_plan();
    auto document = round.plan_document();
    RoundView view;
    view.id = round.public_id;
    view.number = round.number;
    view.round = round.round;
    view.activity = activity_id;
    view.version = round.version;
    view.status = code_of(round.status);
    view.status_name = name_of(round.status);
    view.suite = crypto::to_text(platform.keys.suite());
    view.seal_hash = to_hex(round.seal_hash);
    if (seal.previous) view.previous = crypto::to_hex(*seal.previous);
    view.sealed_at = round.sealed_at;
    view.ledger_size = seal.ledger_size;
    view.total = count_view(seal.total);
    view.eligible = count_view(round.pool_size);
    view.excluded = count_view(seal.total - round.pool_size - sum(seal.excluded, "no_group"));
    for (std::size_t g = 0; g < plan.groups.size(); ++g)
        view.groups.push_back({plan.groups[g].name, static_cast<int>(plan.groups[g].seats), count_view(seal.eligible[g])});
    view.substitutes = static_cast<int>(plan.substitutes);
    view.reveal_minutes = static_cast<int>(document.object().at("reveal_minutes").integer());
    view.parts = {person_view(connection, round, Part::by_operator), person_view(connection, round, Part::by_supervisor),
                  server_view(round, seal)};
    view.deadline = round.deadline;
    view.beacon = beacon_view(round, plan);
    if (round.seed) view.seed = to_hex(*round.seed);
    add_result(connection, platform.keys, round, plan, part, day_of(now), view);
    if (round.ending) view.voided = void_view(*round.ending);
    if (part) {
        view.seal = std::move(*json::read(round.seal));
        view.plan = std::move(document);
        if (!is_live(round.status)) view.qr = auth::qr_rows(certificate_url(platform, round));
    }
    if (part)
        for (Action action : {Action::commit, Action::reveal, Action::beacon, Action::confirm, Action::annul})
            if (find_transition(round.status, action, *part, round.facts())) view.allowed_actions.emplace_back(code_of(action));
    view.server_time = now;
    return view;
}

namespace {

RoomPlanView plan_view(const PlanState& state)
{
    RoomPlanView view{state.status, {}, {}, 0, 10, {}};
    auto plan = protocol::read_plan(state.document);
    if (!plan) return view;
    for (const auto& group : plan->groups) view.groups.push_back({group.name, static_cast<int>(group.seats), {}});
    view.panel = panel_words(*plan, state.document);
    view.substitutes = static_cast<int>(plan->substitutes);
    view.beacon = plan->beacon_source;
    if (const auto* minutes = state.document.object().find("reveal_minutes"); minutes && minutes->if_int())
        view.reveal_minutes = static_cast<int>(minutes->integer());
    return view;
}

std::vector<std::string> room_actions(const Room& room, std::optional<Part> part, bool may_seal, Instant now)
{
    std::vector<std::string> actions;
    if (!part) return actions;
    bool approved = room.activity.status == "approved" && room.plan.status == "approved";
    bool between = !room.live() && (room.rounds.empty() || room.rounds.back().status != Status::drawn);
    if (approved && !room.present(*part, now)) actions.push_back("join");
    if (part == Part::by_operator && approved && between && !room.open_proposal()) actions.push_back("propose");
    if (part == Part::by_supervisor && room.open_proposal()) actions.push_back("consent");
    if (part == Part::by_operator && may_seal) actions.push_back("seal");
    return actions;
}

} // namespace

RoomView view_of(db::Connection& connection, const Platform& platform, const Room& room, std::optional<Part> part, Instant now)
{
    const auto& activity = room.activity;
    RoomView view;
    view.my_part = part ? code_of(*part) : "absent";
    view.activity = {activity.public_id,
                     activity.number,
                     activity.name,
                     activity.status,
                     activity.from,
                     activity.to,
                     unit_name(connection, activity.using_unit_id)};
    view.plan = plan_view(room.plan);
    view.version = room_pulse(connection, activity.id, now - presence_ms).version;
    for (Part who : {Part::by_operator, Part::by_supervisor}) {
        Signer signer = signer_of(connection, who == Part::by_operator ? activity.operator_id : activity.supervisor_id);
        bool present = room.present(who, now);
        view.presence.push_back(
            {std::string(code_of(who)), signer.name, signer.unit, present, present ? room.joined[index_of(who)] : std::nullopt});
    }
    for (const auto& round : room.rounds) view.rounds.push_back(view_of(connection, platform, round, activity.public_id, part, now));
    if (const Round* live = room.live()) view.live = live->public_id;
    for (const auto& p : room.proposals)
        view.proposals.push_back({p.round, p.kind, p.reason, p.proposed_at, p.agree, p.answer, p.answered_at});
    auto why = why_not_seal(room, now);
    view.allowed_actions = room_actions(room, part, !why, now);
    if (why) view.waits_for = why->message;
    view.qr = auth::qr_rows(platform.public_url + "/supervise/" + activity.public_id);
    view.server_time = now;
    return view;
}

} // namespace draw::round
