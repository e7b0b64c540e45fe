#pragma once

#include "draw/protocol/entry.h"
#include "draw/protocol/plan.h"
#include "draw/protocol/seal.h"

#include <map>

// Step 1: every expert of the library becomes a leaf of the pool or of those left out.
namespace draw::protocol {

// What the rules say of people who are alike. `attributes` may hold more than the plan asks; "unit" is the id of the legal
// entity.
struct Standing {
    std::vector<int> groups;
    std::vector<std::string> excluded; // in any order
    Tags attributes;
};

struct Evaluated {
    std::string_view id;        // public id; kept by whoever gives it
    std::uint32_t standing = 0; // index into the standings
};

// Every expert of the library once.
struct Evaluation {
    std::vector<Standing> standings;
    std::vector<Evaluated> experts;
};

struct Leaf {
    Ref ref{};
    Salt salt{};
    Hash hash{};                // of the leaf
    std::uint32_t person = 0;   // index into the evaluated experts
    std::uint32_t standing = 0; // of the person
};

struct Frozen {
    // The entries of one standing without their refs: JCS(entry) is `before`, the ref in hex, `after`.
    struct Form {
        Entry entry;
        std::string before, after;
    };

    std::vector<Leaf> pool, out; // ascending by ref
    std::vector<Form> forms;     // by standing
    Hash pool_root{}, out_root{};
    std::vector<std::int64_t> eligible;           // per group
    std::map<std::string, std::int64_t> excluded; // as the seal counts

    std::int64_t total() const { return static_cast<std::int64_t>(pool.size() + out.size()); }
    Entry entry_of(const Leaf& leaf) const;
    // JCS(entry)
    void append_canonical(std::string& out, const Leaf& leaf) const;
    std::size_t canonical_size(const Leaf& leaf) const;
};

// Hashes on `threads` threads. Refused when an evaluation is not well formed; nothing inside when two refs are equal:
// take a new draw_key.
Result<std::optional<Frozen>> freeze(Suite suite, const Bytes& draw_key, const Plan& plan, const Evaluation& evaluation, int threads = 2);

// The root over leaves in their order.
Hash root_of(Suite suite, const std::vector<Leaf>& leaves);

} // namespace draw::protocol
