#include "draw/round/result.h"

#include "draw/round/steps.h"
#include "draw/round/store.h"
#include "ledger/high_water.h"

#include <stdexcept>

namespace draw::round {

namespace {

ledger::Act server_act(const Platform& platform, Instant now)
{
    return ledger::Act(platform.database, platform.keys, {"system", "draw", std::nullopt, std::nullopt}, now);
}

std::vector<protocol::Entry> read_entries(const Bytes& leaves, int groups)
{
    std::vector<protocol::Entry> entries;
    for (const auto& leaf : unpack_leaves(leaves)) {
        auto document = json::read(leaf.entry);
        auto entry = document ? protocol::read_entry(*document, groups) : Result<protocol::Entry>(document.error());
        if (!entry) throw std::runtime_error("the leaves of a round are damaged");
        entries.push_back(std::move(*entry));
    }
    return entries;
}

std::vector<std::vector<protocol::Ref>> refs_of(const protocol::Seats& seats, const std::vector<protocol::Entry>& pool)
{
    std::vector<std::vector<protocol::Ref>> groups;
    for (const auto& group : seats) {
        groups.emplace_back();
        for (auto person : group) groups.back().push_back(pool[person].ref);
    }
    return groups;
}

// What draw.drawn/1 writes, computed without any lock: every node comes to the same.
struct Drawn {
    json::Value result;
    Hash hash{};
    std::string experts; // packed, in drawn order
};

Drawn draw_result(const Platform& platform, const Round& round, const StoredLeaves& stored)
{
    const auto suite = platform.keys.suite();
    auto plan = round.read_plan();
    auto pool = read_entries(stored.leaves, static_cast<int>(plan.groups.size()));
    auto draw = protocol::PanelDraw::over(plan, pool);
    if (!draw) throw std::logic_error("a plan was sealed that cannot be drawn");
    Hash seed = hash_from(round.seed.value());
    auto panel = draw->draw(suite, seed);
    if (!panel) throw std::logic_error("no attempt gave a panel");
    auto orders = draw->substitutes(suite, seed, panel->seats, plan.substitutes);
    protocol::DrawResult result{round.read_seal().activity, panel->attempt, refs_of(panel->seats, pool), round.round,
                                hash_from(round.seal_hash), seed,           refs_of(orders, pool)};
    Drawn drawn{protocol::to_json(result), {}, {}};
    drawn.hash = protocol::result_hash(suite, drawn.result);
    std::vector<std::int64_t> experts;
    for (const auto& group : panel->seats)
        for (auto person : group) experts.push_back(stored.experts[person]);
    drawn.experts = pack_ids(experts);
    return drawn;
}

// Appended once: another node may have been quicker.
bool append_result(const Platform& platform, std::int64_t id, const Drawn& drawn, Instant now)
{
    auto act = server_act(platform, now);
    const Transition* step = nullptr;
    auto round = begin_step(act, platform.keys, id, Action::draw, Part::by_server, &step);
    if (!round) return false;
    Bytes signature = act.signing_key().sign(protocol::signed_bytes(drawn.hash));
    (void)act.update(round_table, id,
                     {{"status", db::Value(std::string(code_of(step->to)))},
                      {"result", db::Value(json::canonical(drawn.result))},
                      {"result_hash", db::Value(crypto::bytes_of(drawn.hash))},
                      {"signature", db::Value(signature)},
                      {"drawn_experts", crypto::Secret(drawn.experts)},
                      {"drawn_at", db::Value(to_text(act.now()))}});
    act.append(event_of(*round, "draw.drawn/1", {{"result_hash", crypto::to_hex(drawn.hash)}, {"signature", to_hex(signature)}}));
    act.commit();
    return true;
}

bool annul_late(const Platform& platform, std::int64_t id, Instant now)
{
    auto act = server_act(platform, now);
    if (ledger::behind_ms(act.connection(), now) > 0) return false;
    const Transition* step = nullptr;
    auto round = begin_step(act, platform.keys, id, Action::annul, Part::by_server, &step);
    if (!round || !round->deadline || act.now() <= *round->deadline) return false;
    if (round->status == Status::awaiting)
        annul_without_beacon(act, *round);
    else
        annul_in(act, *round, "late", round->status == Status::committed ? Part::by_operator : Part::by_supervisor, "");
    act.commit();
    return true;
}

} // namespace

bool settle(const Platform& platform, std::int64_t id, Instant now)
{
    std::optional<Round> round;
    std::optional<StoredLeaves> stored;
    {
        auto snapshot = platform.database.read();
        round = load_round(snapshot->connection(), platform.keys, id);
        if (round && round->status == Status::revealed) stored = load_leaves(snapshot->connection(), platform.keys, id, "pool");
    }
    if (!round) return false;
    if (stored) return append_result(platform, id, draw_result(platform, *round, *stored), now);
    if (round->deadline && now > *round->deadline) return annul_late(platform, id, now);
    return false;
}

int settle_all(const Platform& platform, Instant now)
{
    std::vector<std::int64_t> due;
    {
        auto snapshot = platform.database.read();
        due = due_rounds(snapshot->connection(), now);
    }
    int settled = 0;
    for (auto id : due) settled += settle(platform, id, now);
    return settled;
}

} // namespace draw::round
