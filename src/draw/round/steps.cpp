#include "draw/round/steps.h"
#include "draw/round/messages.h"
#include "draw/round/store.h"

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
    act.keep_checkpoint();
    act.append(event_of(round, "draw.voided/1", {{"cause", cause}, {"role", code_of(role)}, {"text", text}}, text));
}

Result<Round> begin_step(ledger::Act& act, const crypto::Keyring& keys, std::int64_t id, Action action, Part part, const Transition** step)
{
    Round round = load_round(act.connection(), keys, id).value();
    *step = find_transition(round.status, action, part, round.facts());
    if (!*step) return refuse_step(round, action, part);
    return round;
}

Result<Done> commit(auth::Context& context, std::int64_t id, Part part, const std::string& seal_hash, const std::string& commitment)
{
    auto value = read_value("commitment", "承诺", commitment);
    if (!value) return value.error();
    auto act = context.act();
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
    if (step->to == Status::revealing) {
        changes["status"] = db::Value(std::string(code_of(step->to)));
        changes["deadline"] = db::Value(to_text(act.now() + round.reveal_ms()));
    }
    (void)act.update(round_table, id, changes);
    act.append(event_of(round, "draw.revealed/1", {{"role", code_of(part)}, {"value", value}}));
    if (step->to == Status::revealed) {
        // The server's value follows at once: nobody can hold it back once the last person has spoken.
        Hash seed = protocol::seed_of(suite, seal_hash, round.server_secret, round.people[0].value.value(), *bytes, Hash{});
        (void)act.update(round_table, id,
                         {{"status", db::Value(std::string(code_of(step->to)))},
                          {"deadline", db::Value(nullptr)},
                          {"seed", db::Value(crypto::bytes_of(seed))}});
        act.append(event_of(round, "draw.revealed/1", {{"role", code_of(Part::by_server)}, {"value", to_hex(round.server_secret)}}));
        act.keep_checkpoint();
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
    act.keep_checkpoint();
    act.commit();
    return Done{};
}

} // namespace draw::round
