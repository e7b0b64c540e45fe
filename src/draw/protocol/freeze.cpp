#include "draw/protocol/freeze.h"

#include "draw/protocol/messages.h"
#include "ledger/tree.h"

#include <algorithm>
#include <thread>

namespace draw::protocol {

namespace {

// The form of a standing's entries; refused when it is not well formed.
Result<Frozen::Form> form_of(Refs& refs, const Standing& standing, const std::vector<std::string>& tags, int groups)
{
    Frozen::Form form;
    Entry& entry = form.entry;
    entry.groups = standing.groups;
    entry.excluded = standing.excluded;
    std::sort(entry.excluded.begin(), entry.excluded.end());
    for (const auto& tag : tags)
        if (auto found = standing.attributes.find(tag); found != standing.attributes.end())
            entry.tags.emplace(tag, tag == "unit" ? to_hex(refs.ref("unit", found->second)) : found->second);
    if (auto fault = fault_of(entry, groups)) return *fault;
    const std::string whole = json::canonical(to_json(entry)), ref = "\"ref\":\"" + to_hex(entry.ref);
    auto at = whole.find(ref) + ref.size(); // excluded and groups before it hold no quoted text of this kind
    form.before = whole.substr(0, at - 2 * entry.ref.size());
    form.after = whole.substr(at);
    return form;
}

bool by_ref(const Leaf& a, const Leaf& b)
{
    return a.ref < b.ref;
}

} // namespace

Entry Frozen::entry_of(const Leaf& leaf) const
{
    Entry entry = forms[leaf.standing].entry;
    entry.ref = leaf.ref;
    return entry;
}

std::size_t Frozen::canonical_size(const Leaf& leaf) const
{
    const Form& form = forms[leaf.standing];
    return form.before.size() + 2 * leaf.ref.size() + form.after.size();
}

void Frozen::append_canonical(std::string& out, const Leaf& leaf) const
{
    const Form& form = forms[leaf.standing];
    out += form.before;
    out += to_hex(leaf.ref);
    out += form.after;
}

Hash root_of(Suite suite, const std::vector<Leaf>& leaves)
{
    std::vector<Hash> hashes;
    hashes.reserve(leaves.size());
    for (const auto& leaf : leaves) hashes.push_back(leaf.hash);
    return ledger::tree_root(suite, hashes);
}

Result<std::optional<Frozen>> freeze(Suite suite, const Bytes& draw_key, const Plan& plan, const Evaluation& evaluation, int threads)
{
    const auto& experts = evaluation.experts;
    Frozen frozen;
    {
        Refs refs(suite, draw_key);
        const auto tags = plan.tags();
        for (const auto& standing : evaluation.standings) {
            auto form = form_of(refs, standing, tags, static_cast<int>(plan.groups.size()));
            if (!form) return form.error();
            frozen.forms.push_back(std::move(*form));
        }
    }
    std::vector<Leaf> leaves(experts.size());
    auto work = [&](std::size_t share, std::size_t shares) {
        Refs refs(suite, draw_key);
        crypto::Hasher hasher(suite);
        std::string canonical;
        for (std::size_t i = experts.size() * share / shares; i < experts.size() * (share + 1) / shares; ++i) {
            Leaf& leaf = leaves[i];
            leaf.person = static_cast<std::uint32_t>(i);
            leaf.standing = experts[i].standing;
            leaf.ref = refs.ref("expert", experts[i].id);
            leaf.salt = refs.salt(leaf.ref);
            canonical.clear();
            frozen.append_canonical(canonical, leaf);
            leaf.hash = leaf_of(hasher, leaf.salt, canonical);
        }
    };
    {
        std::vector<std::jthread> helpers;
        const auto shares = static_cast<std::size_t>(threads);
        for (std::size_t share = 1; share < shares; ++share) helpers.emplace_back(work, share, shares);
        work(0, shares);
    }
    std::sort(leaves.begin(), leaves.end(), by_ref);
    auto same = [](const Leaf& a, const Leaf& b) { return a.ref == b.ref; };
    if (std::adjacent_find(leaves.begin(), leaves.end(), same) != leaves.end()) return std::optional<Frozen>();

    std::vector<std::int64_t> people(frozen.forms.size()); // of each standing
    for (const auto& leaf : leaves) ++people[leaf.standing];
    auto in_pool = [&](std::size_t standing) { return !frozen.forms[standing].entry.groups.empty(); };
    std::int64_t pool_size = 0;
    for (std::size_t s = 0; s < people.size(); ++s) pool_size += in_pool(s) ? people[s] : 0;
    frozen.pool.reserve(static_cast<std::size_t>(pool_size));
    frozen.out.reserve(leaves.size() - static_cast<std::size_t>(pool_size));
    for (const auto& leaf : leaves) (in_pool(leaf.standing) ? frozen.pool : frozen.out).push_back(leaf);
    frozen.eligible.assign(plan.groups.size(), 0);
    for (std::size_t s = 0; s < people.size(); ++s) {
        if (people[s] == 0) continue;
        for (int group : frozen.forms[s].entry.groups) frozen.eligible[static_cast<std::size_t>(group)] += people[s];
        for (const auto& code : frozen.forms[s].entry.excluded) frozen.excluded[code] += people[s];
    }
    frozen.pool_root = root_of(suite, frozen.pool);
    frozen.out_root = root_of(suite, frozen.out);
    return std::optional(std::move(frozen));
}

} // namespace draw::protocol
