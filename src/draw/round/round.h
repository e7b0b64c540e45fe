#pragma once

#include "activity/activity.h"
#include "auth/route.h"
#include "draw/draw.h"
#include "draw/protocol/freeze.h"
#include "draw/protocol/panel.h"
#include "draw/round/status.h"
#include "draw/round/views.h"

#include <array>

// Rounds of draws as the server keeps them.
namespace draw::round {

using crypto::Hash;

// What one of the two people has put into a round.
struct Contribution {
    std::int64_t account_id = 0;
    std::optional<Bytes> commitment, value;
    std::optional<Instant> committed_at, revealed_at, confirmed_at;
};

// What one of the two typed as the beacon's value.
struct Typed {
    std::string value;
    Instant at{};
};

struct Ending {
    std::string cause, role, text;
    Instant at{};
};

struct Round {
    std::int64_t id = 0, version = 0, number = 0, activity_id = 0, round = 1;
    std::string public_id;
    Status status = Status::sealed;
    std::string plan, seal; // JCS of the sealed documents
    Bytes seal_hash, draw_key, server_secret;
    std::int64_t pool_size = 0; // entries that have a group
    Instant sealed_at{};
    std::array<Contribution, 2> people; // operator, supervisor
    std::optional<Instant> deadline;
    std::array<std::optional<Typed>, 2> typed; // by part
    std::optional<Bytes> seed, result_hash, signature;
    std::optional<std::string> result; // JCS
    std::optional<Instant> drawn_at;
    std::vector<std::int64_t> drawn; // experts, in drawn order, groups one after another
    std::optional<Ending> ending;    // of a void round

    Facts facts() const;
    protocol::Seal read_seal() const;
    protocol::Plan read_plan() const;
    json::Value plan_document() const;
    std::int64_t reveal_ms() const; // the time limit of a reveal
    std::int64_t beacon_ms() const; // and of the beacon that the plan names
    // The beacon's value once both have typed the same.
    std::optional<std::string> beacon_value() const;
};

struct Proposal {
    std::int64_t id = 0, version = 0, activity_id = 0, round = 1;
    std::string kind, reason;
    Instant proposed_at{};
    std::optional<bool> agree;
    std::optional<std::string> answer;
    std::optional<Instant> answered_at;
};

// An account as papers name it.
struct Signer {
    std::string name, unit;
};

// Which of the two an account is in an activity; nothing for anyone else.
std::optional<Part> part_in(const activity::Activity& activity, std::int64_t account_id);

// The leaves of one side as draw_leaves keeps them.
Bytes pack_leaves(const protocol::Frozen& frozen, const std::vector<protocol::Leaf>& leaves);
struct PackedLeaf {
    protocol::Salt salt;
    std::string entry; // JCS
};
std::vector<PackedLeaf> unpack_leaves(const Bytes& packed);

// Ids of experts, 8 bytes each, big-endian.
std::string pack_ids(const std::vector<std::int64_t>& ids);
std::vector<std::int64_t> unpack_ids(const std::string& packed);

// The 32 bytes of a stored hash.
Hash hash_from(const Bytes& bytes);

} // namespace draw::round
