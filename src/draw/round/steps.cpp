#include "draw/round/steps.h"
#include "auth/session.h"
#include "draw/round/messages.h"
#include "draw/round/seen.h"
#include "draw/round/store.h"
#include "ledger/high_water.h"

namespace draw::round {

namespace {

// 32 bytes in lower-case hex, or the refusal that names the field.
Result<Bytes> read_value(std::string field, std::string_view label, const std::string& hex)
{
    auto bytes = from_hex(hex);
    if (!bytes || bytes->size() != protocol::secret_size) return refuse_field(std::move(field), messages::hex_value, {std::string(label)});
    return *bytes;
}

Error refuse_step(const Round& round, Action action, Part part)
{
    const auto& mine = round.people[index_of(part)];
    if (action == Action::commit && mine.commitment) return refuse(ErrorKind::conflict, messages::already_committed);
    if (action == Action::confirm && mine.confirmed_at) return refuse(ErrorKind::conflict, messages::already_confirmed);
    if (action == Action::reveal && round.status == Status::committed && part == Part::by_supervisor)
        return refuse(ErrorKind::conflict, messages::not_your_turn);
    return refuse(ErrorKind::conflict, messages::no_such_step, {std::string(name_of(round.status))});
}

// All values are in: from here the result is certain.
void put_seed(ledger::Act& act, const Round& round, crypto::Suite suite, const Bytes& supervisors, const Hash& beacon)
{
    Hash seed =
        protocol::seed_of(suite, hash_from(round.seal_hash), round.server_secret, round.people[0].value.value(), supervisors, beacon);
    (void)act.update(round_table, round.id,
                     {{"status", db::Value(std::string(code_of(Status::revealed)))},
                      {"deadline", db::Value(nullptr)},
                      {"seed", db::Value(crypto::bytes_of(seed))}});
}

std::string column(Part part, std::string_view what)
{
    return std::string(code_of(part)) + "_" + std::string(what);
}

} // namespace

ledger::Event event_of(const Round& round, std::string type, json::Object data, std::string reason)
{
    json::Object whole{{"seal_hash", to_hex(round.seal_hash)}};
    for (const auto& [name, value] : data) whole.set(name, value);
    return {std::move(type), "round", round.public_id, std::move(whole), std::move(reason)};
}

void annul_in(ledger::Act& act, const Round& round, std::string_view cause, Part role, const std::string& text)
{
    (void)act.update(round_table, round.id,
                     {{"status", db::Value(std::string(code_of(Status::voided)))},
                      {"deadline", db::Value(nullptr)},
                      {"void_cause", db::Value(std::string(cause))},
                      {"void_role", db::Value(std::string(code_of(role)))},
                      {"void_text", db::Value(text)},
                      {"voided_at", db::Value(to_text(act.now()))}});
    (void)activity::hold(act, round.activity_id, false);
    act.append(event_of(round, "draw.voided/1", {{"cause", cause}, {"role", code_of(role)}, {"text", text}}, text));
}

Result<Round> begin_step(ledger::Act& act, const crypto::Keyring& keys, std::int64_t id, Action action, Part part, const Transition** step)
{
    Round round = load_round(act.connection(), keys, id).value();
    // Asked within the act: a right that was withdrawn while the request was on its way does nothing any more.
    if (part != Part::by_server &&
        !auth::holds(act.connection(), round.people[index_of(part)].account_id, permission_of(part), day_of(act.now())))
        return refuse(ErrorKind::forbidden, messages::not_entitled, {std::string(word_of(part))});
    *step = find_transition(round.status, action, part, round.facts());
    if (!*step) return refuse_step(round, action, part);
    return round;
}

Result<Done> commit(auth::Context& context, std::int64_t id, Part part, const std::string& seal_hash, const std::string& commitment)
{
    auto value = read_value("commitment", "承诺", commitment);
    if (!value) return value.error();
    auto act = context.act();
    if (auto behind = ledger::clock_is_behind(act.connection(), context.now)) return *behind;
    const Transition* step = nullptr;
    auto round = begin_step(act, context.platform.keys, id, Action::commit, part, &step);
    if (!round) return round.error();
    if (seal_hash != to_hex(round->seal_hash)) return refuse(ErrorKind::conflict, messages::other_seal);
    ledger::Record changes{{"status", db::Value(std::string(code_of(step->to)))},
                           {column(part, "commitment"), db::Value(*value)},
                           {column(part, "committed_at"), db::Value(to_text(act.now()))}};
    if (step->to == Status::committed) changes["deadline"] = db::Value(to_text(act.now() + round->reveal_ms()));
    (void)act.update(round_table, id, changes);
    act.append(event_of(*round, "draw.committed/1", {{"role", code_of(part)}, {"commitment", commitment}}));
    act.commit();
    return Done{};
}

Result<Done> reveal(auth::Context& context, std::int64_t id, Part part, const std::string& value)
{
    auto bytes = read_value("value", "揭示的值", value);
    if (!bytes) return bytes.error();
    auto act = context.act();
    if (auto behind = ledger::clock_is_behind(act.connection(), context.now)) return *behind;
    const Transition* step = nullptr;
    auto found = begin_step(act, context.platform.keys, id, Action::reveal, part, &step);
    if (!found) return found.error();
    const Round& round = *found;
    if (round.deadline && act.now() > *round.deadline) {
        annul_in(act, round, "late", part, "");
        act.commit();
        return Done{};
    }
    const crypto::Suite suite = context.platform.keys.suite();
    const Hash seal_hash = hash_from(round.seal_hash);
    if (crypto::bytes_of(protocol::commitment(suite, code_of(part), seal_hash, *bytes)) != round.people[index_of(part)].commitment) {
        annul_in(act, round, "mismatch", part, "");
        act.commit();
        return Done{};
    }
    ledger::Record changes{{column(part, "value"), db::Value(*bytes)}, {column(part, "revealed_at"), db::Value(to_text(act.now()))}};
    if (step->to != Status::revealed) {
        changes["status"] = db::Value(std::string(code_of(step->to)));
        changes["deadline"] = db::Value(to_text(act.now() + (step->to == Status::awaiting ? round.beacon_ms() : round.reveal_ms())));
    }
    (void)act.update(round_table, id, changes);
    act.append(event_of(round, "draw.revealed/1", {{"role", code_of(part)}, {"value", value}}));
    if (part == Part::by_supervisor) {
        if (step->to == Status::revealed) put_seed(act, round, suite, *bytes, Hash{});
        // The server's value follows at once: nobody can hold it back once the last person has spoken.
        act.append(event_of(round, "draw.revealed/1", {{"role", code_of(Part::by_server)}, {"value", to_hex(round.server_secret)}}));
    }
    act.commit();
    return Done{};
}

void annul_without_beacon(ledger::Act& act, const Round& round)
{
    bool one_typed = round.typed[0].has_value() != round.typed[1].has_value();
    Part role = !one_typed ? Part::by_server : round.typed[0] ? Part::by_supervisor : Part::by_operator;
    annul_in(act, round, "beacon", role, "");
}

Result<Done> type_beacon(auth::Context& context, std::int64_t id, Part part, const std::string& value)
{
    auto act = context.act();
    if (auto behind = ledger::clock_is_behind(act.connection(), context.now)) return *behind;
    const auto& keys = context.platform.keys;
    Round round = load_round(act.connection(), keys, id).value();
    const auto& theirs = round.typed[1 - index_of(part)];
    Facts facts = round.facts();
    facts.agreed = theirs && theirs->value == value;
    const Transition* step = find_transition(round.status, Action::beacon, part, facts);
    if (!step) return refuse_step(round, Action::beacon, part);
    if (round.deadline && act.now() > *round.deadline) {
        annul_without_beacon(act, round);
        act.commit();
        return Done{};
    }
    ledger::Record typed{{"value", db::Value(value)}, {"typed_at", db::Value(to_text(act.now()))}};
    if (auto row = beacon_row(act.connection(), id, part)) {
        (void)act.update(beacon_table, *row, typed);
    } else {
        typed["round_id"] = id;
        typed["part"] = db::Value(std::string(code_of(part)));
        act.insert(beacon_table, typed);
    }
    act.append({"draw.beacon_typed/1", "round", round.public_id, json::Object{{"role", code_of(part)}, {"value", value}}});
    if (step->to == Status::revealed) {
        const std::string source = round.read_plan().beacon_source.value();
        Hash beacon = protocol::beacon_hash(keys.suite(), source, ::bytes_of(value));
        put_seed(act, round, keys.suite(), round.people[index_of(Part::by_supervisor)].value.value(), beacon);
        act.append(event_of(round, "draw.beacon/1", {{"source", source}, {"value", to_hex(::bytes_of(value))}}));
    }
    act.commit();
    return Done{};
}

Result<Done> annul(auth::Context& context, std::int64_t id, Part part, const std::string& reason)
{
    auto act = context.act();
    const Transition* step = nullptr;
    auto round = begin_step(act, context.platform.keys, id, Action::annul, part, &step);
    if (!round) return round.error();
    annul_in(act, *round, "stopped", part, reason);
    act.commit();
    return Done{};
}

Result<Done> confirm(auth::Context& context, std::int64_t id, Part part)
{
    auto act = context.act();
    const Transition* step = nullptr;
    auto round = begin_step(act, context.platform.keys, id, Action::confirm, part, &step);
    if (!round) return round.error();
    (void)act.update(
        round_table, id,
        {{"status", db::Value(std::string(code_of(step->to)))}, {column(part, "confirmed_at"), db::Value(to_text(act.now()))}});
    if (step->to == Status::confirmed) (void)activity::hold(act, round->activity_id, false);
    act.append(event_of(*round, "draw.confirmed/1", {{"role", code_of(part)}, {"result_hash", to_hex(round->result_hash.value())}}));
    act.commit();
    return Done{};
}

} // namespace draw::round
