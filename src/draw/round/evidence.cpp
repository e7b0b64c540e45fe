#include "draw/round/messages.h"
#include "draw/round/papers.h"
#include "draw/round/proofs.h"
#include "draw/round/store.h"
#include "ledger/signing.h"

#include <set>

namespace draw::round {

namespace {

json::Value parsed(const std::string& text)
{
    auto document = json::read(text);
    if (!document) throw std::runtime_error("a stored document is damaged");
    return std::move(*document);
}

json::Array leaves_document(const Bytes& packed)
{
    json::Array list;
    for (const auto& leaf : unpack_leaves(packed))
        list.push_back(json::Array{::to_hex(leaf.salt.data(), leaf.salt.size()), parsed(leaf.entry)});
    return list;
}

bool ends(const LedgerEntry& entry)
{
    return entry.type == "draw.voided/1" || entry.type == "draw.drawn/1";
}

// The consent to another round and the proposal it answers.
void add_consent(const std::vector<LedgerEntry>& of_activity, std::int64_t round, std::map<std::int64_t, LedgerEntry>& chosen)
{
    const LedgerEntry* proposed = nullptr;
    for (const auto& entry : of_activity) {
        if (entry.type != "draw.proposed/1" && entry.type != "draw.consented/1") continue;
        auto body = parsed(entry.body);
        const auto& data = body.object().at("data").object();
        if (data.at("round").integer() != round || data.at("kind").text() != "again") continue;
        if (entry.type == "draw.proposed/1") {
            proposed = &entry;
        } else if (proposed && data.at("agree").boolean()) {
            chosen.emplace(proposed->seq, *proposed);
            chosen.emplace(entry.seq, entry);
        }
    }
}

} // namespace

Result<json::Value> evidence_of(db::Connection& connection, const Platform& platform, const Round& round, Audience audience)
{
    if (!round.result) return refuse(ErrorKind::conflict, messages::no_result_yet);
    const auto& keys = platform.keys;
    json::Value seal = parsed(round.seal);
    const std::string activity_id = seal.object().at("activity").text();

    std::map<std::int64_t, LedgerEntry> chosen; // by index
    json::Array rounds;
    std::int64_t drawn_at = 0;
    auto of_activity = entries_of(connection, "activity", activity_id);
    for (const auto& other : rounds_of(connection, keys, round.activity_id)) {
        json::Object line{{"seal", parsed(other.seal)}};
        for (const auto& entry : entries_of(connection, "round", other.public_id)) {
            if (entry.type == "draw.sealed/1") line.set("sealed", entry.seq);
            if (ends(entry)) line.set("ended", entry.seq);
            if (entry.type == "draw.drawn/1" && other.id == round.id) drawn_at = entry.seq;
            bool of_this = other.id == round.id && entry.type != "draw.beacon_typed/1";
            if (entry.type == "draw.sealed/1" || ends(entry) || of_this) chosen.emplace(entry.seq, entry);
        }
        if (other.round > 1) add_consent(of_activity, other.round, chosen);
        rounds.push_back(std::move(line));
    }

    Proofs proofs(connection, keys.suite());
    json::Array entries;
    for (const auto& [seq, entry] : chosen)
        entries.push_back(json::Object{{"index", seq}, {"leaf", leaf_document(entry)}, {"proof", proofs.of(seq)}});

    ledger::KeyHistory history(connection, keys, platform.origin);
    auto hex = [](const std::optional<Bytes>& bytes) { return to_hex(bytes.value()); };
    const auto &by_operator = round.people[index_of(Part::by_operator)], &by_supervisor = round.people[index_of(Part::by_supervisor)];
    json::Object evidence{
        {"format", "bole-draw-evidence/1"},
        {"plan", parsed(round.plan)},
        {"seal", seal},
        {"result", parsed(*round.result)},
        {"pool", leaves_document(load_leaves(connection, keys, round.id, "pool").leaves)},
        {"commitments", json::Object{{"operator", hex(by_operator.commitment)}, {"supervisor", hex(by_supervisor.commitment)}}},
        {"reveals", json::Object{{"operator", hex(by_operator.value)},
                                 {"server", to_hex(round.server_secret)},
                                 {"supervisor", hex(by_supervisor.value)}}},
        {"substitutions", json::Array{}},
        {"rounds", std::move(rounds)},
        {"ledger", json::Object{{"checkpoint", proofs.checkpoint()}, {"entries", std::move(entries)}}},
        {"signatures", json::Array{json::Object{{"role", "server"},
                                                {"suite", crypto::to_text(keys.suite())},
                                                {"public_key", to_hex(history.key_of(drawn_at))},
                                                {"signature", hex(round.signature)}}}}};
    json::Array handovers;
    for (const auto& change : history.after(drawn_at))
        handovers.push_back(json::Object{{"key", change.key}, {"previous", change.previous}, {"signature", to_hex(change.signature)}});
    if (!handovers.empty()) evidence.set("key_changes", std::move(handovers));
    if (auto value = round.beacon_value())
        evidence.set("beacon", json::Object{{"source", round.read_plan().beacon_source.value()}, {"value", ::to_hex(::bytes_of(*value))}});
    if (audience == Audience::inspector) {
        evidence.set("out", leaves_document(load_leaves(connection, keys, round.id, "out").leaves));
        evidence.set("draw_key", to_hex(round.draw_key));
    }
    return json::Value(std::move(evidence));
}

} // namespace draw::round
