#include "draw/protocol/freeze.h"

#include "draw/protocol/messages.h"
#include "ledger/tree.h"

#include <algorithm>
#include <thread>
#include <unordered_map>

namespace draw::protocol {

namespace {

// One thread's share of the leaves.
class LeafMaker {
public:
    LeafMaker(Suite suite, const Bytes& draw_key, const std::vector<std::string>& tags, int groups)
        : refs_(suite, draw_key), hasher_(suite), tags_(tags), groups_(groups)
    {
    }

    std::optional<Error> make(const Evaluated& expert, Leaf& leaf)
    {
        Entry& entry = leaf.entry;
        entry.ref = refs_.ref("expert", expert.id);
        entry.groups = expert.groups;
        entry.excluded = expert.excluded;
        std::sort(entry.excluded.begin(), entry.excluded.end());
        for (const auto& tag : tags_)
            if (auto found = expert.attributes.find(tag); found != expert.attributes.end())
                entry.tags.emplace(tag, tag == "unit" ? unit_ref(found->second) : found->second);
        if (auto fault = fault_of(entry, groups_)) return fault;
        leaf.salt = refs_.salt(entry.ref);
        leaf.canonical = json::canonical(to_json(entry));
        leaf.hash = leaf_of(hasher_, leaf.salt, leaf.canonical);
        return std::nullopt;
    }

private:
    Refs refs_;
    crypto::Hasher hasher_;
    const std::vector<std::string>& tags_;
    int groups_;
    std::unordered_map<std::string, std::string> units_;

    const std::string& unit_ref(const std::string& id)
    {
        auto [place, fresh] = units_.try_emplace(id);
        if (fresh) place->second = to_hex(refs_.ref("unit", id));
        return place->second;
    }
};

bool by_ref(const Leaf& a, const Leaf& b)
{
    return a.entry.ref < b.entry.ref;
}

} // namespace

Hash root_of(Suite suite, const std::vector<Leaf>& leaves)
{
    std::vector<Hash> hashes;
    hashes.reserve(leaves.size());
    for (const auto& leaf : leaves) hashes.push_back(leaf.hash);
    return ledger::tree_root(suite, hashes);
}

Result<std::optional<Frozen>> freeze(Suite suite, const Bytes& draw_key, const Plan& plan, const std::vector<Evaluated>& experts,
                                     int threads)
{
    const auto tags = plan.tags();
    const int groups = static_cast<int>(plan.groups.size());
    std::vector<Leaf> leaves(experts.size());
    std::vector<std::optional<Error>> faults(static_cast<std::size_t>(threads));
    auto work = [&](std::size_t share) {
        LeafMaker maker(suite, draw_key, tags, groups);
        std::size_t from = experts.size() * share / faults.size(), to = experts.size() * (share + 1) / faults.size();
        for (std::size_t i = from; i < to && !faults[share]; ++i) {
            leaves[i].person = static_cast<std::uint32_t>(i);
            faults[share] = maker.make(experts[i], leaves[i]);
        }
    };
    {
        std::vector<std::jthread> helpers;
        for (std::size_t share = 1; share < faults.size(); ++share) helpers.emplace_back(work, share);
        work(0);
    }
    for (const auto& fault : faults)
        if (fault) return *fault;

    std::sort(leaves.begin(), leaves.end(), by_ref);
    auto same = [](const Leaf& a, const Leaf& b) { return a.entry.ref == b.entry.ref; };
    if (std::adjacent_find(leaves.begin(), leaves.end(), same) != leaves.end()) return std::optional<Frozen>();

    Frozen frozen;
    frozen.eligible.assign(plan.groups.size(), 0);
    for (auto& leaf : leaves) {
        for (int group : leaf.entry.groups) ++frozen.eligible[static_cast<std::size_t>(group)];
        for (const auto& code : leaf.entry.excluded) ++frozen.excluded[code];
        (leaf.entry.groups.empty() ? frozen.out : frozen.pool).push_back(std::move(leaf));
    }
    frozen.pool_root = root_of(suite, frozen.pool);
    frozen.out_root = root_of(suite, frozen.out);
    return std::optional(std::move(frozen));
}

} // namespace draw::protocol
