#pragma once

#include "draw/protocol/entry.h"
#include "draw/protocol/plan.h"

#include <map>

// Steps 2 to 6 and 10: the documents and hashes of a round (docs/formats/draw.md).
namespace draw::protocol {

inline constexpr std::size_t secret_size = 32; // of draw_key, the server's secret and contributed values

struct Seal {
    std::string activity; // public id
    std::vector<std::int64_t> eligible;
    std::map<std::string, std::int64_t> excluded; // codes as they stand → entries
    std::int64_t total = 0;
    Hash key{};
    std::int64_t ledger_size = 0;
    std::string origin;
    Hash out{}, plan{}, pool{};
    std::optional<Hash> previous;
    std::int64_t round = 1;
    std::string sealed_at;
    Hash server{};
    Suite suite = Suite::sm;
};

json::Value to_json(const Seal& seal);
Result<Seal> read_seal(const json::Value& document);

// All of these hash with the suite's H; `secret`, `value` and `draw_key` have 32 bytes.
Hash key_hash(Suite suite, const Bytes& draw_key);
Hash plan_hash(Suite suite, const json::Value& plan);
Hash seal_hash(Suite suite, const json::Value& seal);
Hash server_commitment(Suite suite, const Bytes& secret);
// role: "operator", "supervisor".
Hash commitment(Suite suite, std::string_view role, const Hash& seal_hash, const Bytes& value);
// 32 zero bytes without a beacon in the plan.
Hash beacon_hash(Suite suite, const std::optional<std::string>& source, const Bytes& value);
Hash seed_of(Suite suite, const Hash& seal_hash, const Bytes& server_secret, const Bytes& operator_value, const Bytes& supervisor_value,
             const Hash& beacon);

struct DrawResult {
    std::string activity;
    std::int64_t attempt = 0;
    std::vector<std::vector<Ref>> panel; // per group in drawn order
    std::int64_t round = 1;
    Hash seal{}, seed{};
    std::vector<std::vector<Ref>> substitutes;
};

json::Value to_json(const DrawResult& result);
Hash result_hash(Suite suite, const json::Value& result);
// What the server signs: "bole-sign/1" ‖ 0 ‖ result_hash.
std::string signed_bytes(const Hash& result_hash);

} // namespace draw::protocol
