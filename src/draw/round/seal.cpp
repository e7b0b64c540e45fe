#include "draw/round/seal.h"

#include "crypto/random.h"
#include "draw/condition_words.h"
#include "draw/round/messages.h"
#include "draw/round/question.h"
#include "draw/round/store.h"
#include "ledger/high_water.h"

namespace draw::round {

namespace {

std::string problems_of(const feasibility::Finding& finding)
{
    std::string text;
    for (const auto& problem : finding.problems) text += problem.text;
    return text;
}

// Freezes under fresh keys until no two refs are equal.
Result<protocol::Frozen> freeze(crypto::Suite suite, const Judged& judged, Bytes& draw_key)
{
    for (;;) {
        draw_key = crypto::random_bytes(protocol::secret_size);
        auto frozen = protocol::freeze(suite, draw_key, judged.shape, judged.evaluation);
        if (!frozen) return frozen.error();
        if (*frozen) return std::move(**frozen);
    }
}

void insert_leaves(ledger::Act& act, std::int64_t round_id, const char* side, const protocol::Frozen& frozen,
                   const std::vector<protocol::Leaf>& leaves, const std::vector<std::int64_t>& ids)
{
    std::vector<std::int64_t> experts;
    experts.reserve(leaves.size());
    for (const auto& leaf : leaves) experts.push_back(ids[leaf.person]);
    act.insert(leaves_table, {{"round_id", round_id},
                              {"side", db::Value(side)},
                              {"leaves", db::Value(pack_leaves(frozen, leaves))},
                              {"experts", crypto::Secret(pack_ids(experts))}});
}

} // namespace

Result<std::string> seal(auth::Context& context, const std::string& activity_id)
{
    const auto& keys = context.platform.keys;
    const crypto::Suite suite = keys.suite();
    auto act = context.act();
    if (auto behind = ledger::clock_is_behind(act.connection(), context.now)) return *behind;
    auto activity = activity::load(act.connection(), context.filter, activity_id);
    if (!activity) return auth::not_found("活动");
    if (part_in(*activity, context.actor.account_id) != Part::by_operator)
        return refuse(ErrorKind::forbidden, messages::not_your_part, {std::string(word_of(Part::by_operator))});
    Room room = load_room(act.connection(), keys, *activity, context.today);
    if (auto why = why_not_seal(room, act.now())) return *why;
    auto judged = ask(act.connection(), keys, *activity, context.today);
    if (!judged) return judged.error();
    if (judged->thin() && !room.agreed("thin")) return refuse(ErrorKind::conflict, messages::thin_needs_consent);
    if (judged->undecided > 0 && judged->rules.value(recusal::dated_rules, "14.4.7.undecided_blocks", context.today) != 0)
        return refuse(ErrorKind::conflict, messages::suspicions_undecided, {undecided_words(judged->undecided)});
    if (auto finding = judged->feasibility(); !finding.drawable())
        return refuse(ErrorKind::conflict, messages::not_drawable, {problems_of(finding)});

    Bytes draw_key, secret = crypto::random_bytes(protocol::secret_size);
    auto frozen = freeze(suite, *judged, draw_key);
    if (!frozen) return frozen.error();

    protocol::Seal seal;
    seal.activity = activity->public_id;
    seal.eligible = frozen->eligible;
    seal.excluded = frozen->excluded;
    seal.total = frozen->total();
    seal.key = protocol::key_hash(suite, draw_key);
    seal.ledger_size = act.next_seq();
    seal.origin = context.platform.origin;
    seal.out = frozen->out_root;
    seal.plan = protocol::plan_hash(suite, judged->plan);
    seal.pool = frozen->pool_root;
    seal.round = room.next_round();
    if (!room.rounds.empty()) seal.previous = hash_from(room.rounds.back().seal_hash);
    seal.sealed_at = to_text(act.now());
    seal.server = protocol::server_commitment(suite, secret);
    seal.suite = suite;
    json::Value document = protocol::to_json(seal);
    Hash hash = protocol::seal_hash(suite, document);

    std::string public_id = crypto::random_id();
    std::int64_t id = act.insert(round_table, {{"public_id", db::Value(public_id)},
                                               {"number", last_number(act.connection()) + 1},
                                               {"activity_id", activity->id},
                                               {"round", seal.round},
                                               {"status", db::Value(std::string(code_of(Status::sealed)))},
                                               {"plan", db::Value(json::canonical(judged->plan))},
                                               {"seal", db::Value(json::canonical(document))},
                                               {"seal_hash", db::Value(crypto::bytes_of(hash))},
                                               {"pool_size", static_cast<std::int64_t>(frozen->pool.size())},
                                               {"draw_key", crypto::Secret(text_of(draw_key))},
                                               {"server_secret", crypto::Secret(text_of(secret))},
                                               {"sealed_at", db::Value(seal.sealed_at)},
                                               {"operator_id", activity->operator_id},
                                               {"supervisor_id", activity->supervisor_id}});
    insert_leaves(act, id, "pool", *frozen, frozen->pool, judged->facts->recusal.ids());
    insert_leaves(act, id, "out", *frozen, frozen->out, judged->facts->recusal.ids());
    if (auto held = activity::hold(act, activity->id, true); !held) return held.error();
    json::Object data{{"activity", activity->public_id}, {"round", seal.round}, {"seal_hash", crypto::to_hex(hash)}};
    if (seal.previous) data.set("previous", crypto::to_hex(*seal.previous));
    act.append({"draw.sealed/1", "round", public_id, std::move(data)});
    act.commit();
    return public_id;
}

} // namespace draw::round
