#pragma once

#include "draw/protocol/entry.h"
#include "draw/protocol/plan.h"
#include "draw/protocol/seal.h"

#include <functional>

// Step 1: every expert of the library becomes a leaf of the pool or of those left out.
namespace draw::protocol {

// What the rules say of one expert. `attributes` may hold more than the plan asks; "unit" is the id of the legal entity.
struct Evaluated {
    std::string id; // public id
    std::vector<int> groups;
    std::vector<std::string> excluded; // in any order
    Tags attributes;
};

struct Leaf {
    Entry entry;
    Salt salt{};
    std::string canonical;    // JCS(entry)
    Hash hash{};              // of the leaf
    std::uint32_t person = 0; // index into the evaluated experts
};

struct Frozen {
    std::vector<Leaf> pool, out; // ascending by ref
    Hash pool_root{}, out_root{};
    std::vector<std::int64_t> eligible;           // per group
    std::map<std::string, std::int64_t> excluded; // as the seal counts
    std::int64_t total() const { return static_cast<std::int64_t>(pool.size() + out.size()); }
};

// Hashes on `threads` threads. Refused when an evaluation is not well formed; nothing inside when two refs are equal:
// take a new draw_key.
Result<std::optional<Frozen>> freeze(Suite suite, const Bytes& draw_key, const Plan& plan, const std::vector<Evaluated>& experts,
                                     int threads = 2);

// The root over leaves in their order.
Hash root_of(Suite suite, const std::vector<Leaf>& leaves);

} // namespace draw::protocol
