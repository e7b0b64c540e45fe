#include "case.h"

#include "draw.h"
#include "members.h"
#include "problem.h"
#include "seal.h"
#include "text.h"
#include "tree.h"

#include <algorithm>

namespace verify {

namespace {

struct Expert {
    std::string id, nonce, ref;
    Value entry;
    bool in_pool = false;
};

Array to_array(const std::vector<std::string>& texts)
{
    return Array(texts.begin(), texts.end());
}

Value tags_of(Suite suite, const Mac& draw_mac, const Plan& plan, Members attributes)
{
    attributes.ignore_others();
    Object tags;
    for (const auto& condition : plan.panel) {
        bool named = std::any_of(tags.begin(), tags.end(), [&](const auto& tag) { return tag.first == condition.tag; });
        const Value* value = attributes.maybe(condition.tag);
        if (named || !value) continue;
        std::string text = value->text("attributes");
        if (condition.tag == "unit") {
            require_id(text, "attributes.unit");
            text = to_hex(ref_of(suite, "unit", nonce_of(draw_mac, "unit", text), text));
        }
        tags.emplace_back(condition.tag, text);
    }
    return tags;
}

Expert read_expert(Suite suite, const Mac& draw_mac, const Plan& plan, const Value& value, const std::string& place)
{
    Members members(value, place);
    Expert expert;
    expert.id = members.id("id");
    auto groups = read_groups(members.array("groups"), plan.seats.size(), members.place("groups"));
    auto excluded = read_texts(members.array("excluded"), members.place("excluded"));
    check_exclusions(excluded, groups, plan.seats.size(), place);
    expert.nonce = nonce_of(draw_mac, "expert", expert.id);
    expert.ref = ref_of(suite, "expert", expert.nonce, expert.id);
    expert.in_pool = !groups.empty();
    expert.entry = Object{{"excluded", to_array(excluded)},
                          {"groups", members.array("groups")},
                          {"ref", to_hex(expert.ref)},
                          {"tags", tags_of(suite, draw_mac, plan, members.object("attributes"))}};
    members.end();
    return expert;
}

Digest root_of(Suite suite, const Mac& draw_mac, const std::vector<Expert>& experts, bool pool)
{
    std::vector<Digest> leaves;
    for (const auto& expert : experts)
        if (expert.in_pool == pool) leaves.push_back(leaf_hash(suite, salt_of(draw_mac, expert.ref), jcs(expert.entry)));
    return tree_root(suite, leaves);
}

Array refs_of(const People& people, const std::vector<Entry>& pool, std::size_t most)
{
    Array refs;
    for (std::size_t i = 0; i < people.size() && i < most; ++i) refs.push_back(to_hex(pool[people[i]].ref));
    return refs;
}

} // namespace

Value run_case(const Value& document, std::int64_t attempts)
{
    Members members(document, "");
    Suite suite = members.suite("suite");
    const Value& plan_document = members.need("plan");
    Plan plan = read_plan(plan_document);
    std::string draw_key = members.bytes("draw_key", 32);
    Contributions values{members.bytes("server", 32), members.bytes("operator", 32), members.bytes("supervisor", 32)};
    std::string beacon_value;
    const Value& beacon = members.need("beacon");
    require(beacon.is_null() != plan.beacon_source.has_value(), "beacon 应恰在方案规定时出现。");
    if (!beacon.is_null()) {
        Members given(beacon, "beacon");
        require(given.text("source") == *plan.beacon_source, "beacon.source 与方案不符。");
        beacon_value = given.bytes("value", 0);
        require(!beacon_value.empty(), "beacon.value 是空的。");
        given.end();
    }

    Mac draw_mac(suite, draw_key);
    std::vector<Expert> experts;
    const Array& given = members.array("experts");
    for (std::size_t i = 0; i < given.size(); ++i)
        experts.push_back(read_expert(suite, draw_mac, plan, given[i], "experts[" + std::to_string(i) + "]"));
    std::sort(experts.begin(), experts.end(), [](const Expert& a, const Expert& b) { return a.ref < b.ref; });
    std::vector<Entry> pool;
    Counts counts(plan.seats.size());
    Object nonces, refs;
    for (std::size_t i = 0; i < experts.size(); ++i) {
        require(i == 0 || experts[i - 1].ref != experts[i].ref, "两名专家的编号相同。");
        Entry entry = read_entry(experts[i].entry, plan, "experts");
        counts.add(entry);
        if (experts[i].in_pool) pool.push_back(std::move(entry));
        nonces.emplace_back(experts[i].id, to_hex(experts[i].nonce));
        refs.emplace_back(experts[i].id, to_hex(experts[i].ref));
    }

    Object excluded;
    for (const auto& [code, count] : counts.excluded) excluded.emplace_back(code, count);
    std::string key = to_hex(labelled(suite, "bole-key/1", draw_key)), plan_hex = to_hex(plan_hash(suite, plan_document)),
                pool_root = to_hex(root_of(suite, draw_mac, experts, true)), out_root = to_hex(root_of(suite, draw_mac, experts, false));
    Object seal{{"activity", members.id("activity")},
                {"counts", Object{{"eligible", Array(counts.eligible.begin(), counts.eligible.end())},
                                  {"excluded", excluded},
                                  {"total", static_cast<std::int64_t>(experts.size())}}},
                {"format", "bole-draw/1"},
                {"key", key},
                {"ledger_size", members.integer("ledger_size", 0)},
                {"origin", members.id("origin")},
                {"out", out_root},
                {"plan", plan_hex},
                {"pool", pool_root},
                {"round", members.integer("round", 1)},
                {"sealed_at", members.text("sealed_at")},
                {"server", to_hex(commitment(suite, "server", "", values.server))},
                {"suite", members.text("suite")}};
    if (members.maybe("previous")) seal.emplace_back("previous", members.text("previous"));
    members.end();
    Seal sealed = read_seal(seal, "seal");

    Digest beacon_digest = beacon_hash(suite, plan.beacon_source, beacon_value);
    Digest seed = seed_of(suite, sealed.hash, values, beacon_digest);
    Draw draw(suite, plan, pool, seed);
    std::optional<std::vector<People>> panel;
    std::int64_t attempt = 0;
    for (; attempt < attempts && !panel; ++attempt) panel = draw.attempt(static_cast<std::uint64_t>(attempt));
    if (!panel) return Object{{"error", "no panel"}};
    --attempt;

    Array panel_refs, substitute_refs;
    for (std::size_t g = 0; g < panel->size(); ++g) {
        panel_refs.push_back(refs_of((*panel)[g], pool, SIZE_MAX));
        substitute_refs.push_back(refs_of(draw.order(g, *panel), pool, static_cast<std::size_t>(plan.substitutes)));
    }
    Object result{{"activity", sealed.activity}, {"attempt", attempt},   {"panel", panel_refs},           {"round", sealed.round},
                  {"seal", to_hex(sealed.hash)}, {"seed", to_hex(seed)}, {"substitutes", substitute_refs}};
    auto committed = [&](std::string_view role, const std::string& value) {
        return to_hex(commitment(suite, role, view(sealed.hash), value));
    };
    return Object{{"attempt", attempt},
                  {"beacon_hash", to_hex(beacon_digest)},
                  {"key", key},
                  {"nonces", nonces},
                  {"operator_commitment", committed("operator", values.operator_)},
                  {"out_root", out_root},
                  {"panel", panel_refs},
                  {"plan_hash", plan_hex},
                  {"pool_root", pool_root},
                  {"refs", refs},
                  {"result", result},
                  {"result_hash", to_hex(result_hash(suite, result))},
                  {"seal", seal},
                  {"seal_hash", to_hex(sealed.hash)},
                  {"seed", to_hex(seed)},
                  {"substitutes", substitute_refs},
                  {"supervisor_commitment", committed("supervisor", values.supervisor)}};
}

} // namespace verify
