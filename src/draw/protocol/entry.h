#pragma once

#include "base/json.h"
#include "crypto/hash.h"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Step 1: what a round knows of each expert, without a name (docs/formats/draw.md).
namespace draw::protocol {

using crypto::Hash;
using crypto::Suite;
using Ref = std::array<std::uint8_t, 16>;
using Salt = std::array<std::uint8_t, 16>;
using Tags = std::map<std::string, std::string, std::less<>>;

std::string to_hex(const Ref& ref);
std::optional<Ref> parse_ref(std::string_view hex);

struct Entry {
    Ref ref{};
    std::vector<int> groups;           // indices of the groups the expert may be drawn for, ascending
    std::vector<std::string> excluded; // codes why not, whole or "code@group", ascending by bytes
    Tags tags;                         // exactly what conditions across the panel name; one the person lacks is left out
};

// What keeps `entry` from standing in a tree over `groups` groups; nothing when it is well formed.
std::optional<Error> fault_of(const Entry& entry, int groups);
json::Value to_json(const Entry& entry);
// Strict: exactly the members ref, groups, excluded, tags, and well formed.
Result<Entry> read_entry(const json::Value& document, int groups);

// Names experts and units by draw_key: nobody without it can tell who is behind a ref. Not for use by two threads.
class Refs {
public:
    Refs(Suite suite, const Bytes& draw_key) : nonces_(suite, draw_key), salts_(suite, draw_key), hasher_(suite) {}

    // kind: "expert", "unit".
    Hash nonce(std::string_view kind, std::string_view id);
    Ref ref(std::string_view kind, std::string_view id);
    Salt salt(const Ref& ref);

private:
    crypto::Mac nonces_, salts_;
    crypto::Hasher hasher_;
};

// H(00 ‖ salt ‖ JCS(entry)).
Hash leaf_of(crypto::Hasher& hasher, const Salt& salt, std::string_view canonical_entry);

} // namespace draw::protocol
