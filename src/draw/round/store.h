#pragma once

#include "draw/pool.h"
#include "draw/round/round.h"

// The SQL of rounds; nothing else.
namespace draw::round {

// A round within the filter's scope, by the activity it belongs to; nothing when absent or outside.
std::optional<Round> load_round(db::Connection& connection, const crypto::Keyring& keys, const auth::Filter& filter,
                                const std::string& public_id);
// For what the server does by itself and after the scope was checked.
std::optional<Round> load_round(db::Connection& connection, const crypto::Keyring& keys, std::int64_t id);
std::optional<std::int64_t> find_round(db::Connection& connection, const std::string& public_id);
std::optional<std::int64_t> find_round(db::Connection& connection, std::int64_t number);
// All rounds of an activity, ascending.
std::vector<Round> rounds_of(db::Connection& connection, const crypto::Keyring& keys, std::int64_t activity_id);
// The round of an activity that waits for the server, if there is one.
std::optional<std::int64_t> due_round(db::Connection& connection, std::int64_t activity_id, Instant now);
// Ids of rounds that wait for the server: late reveals, results not yet drawn.
std::vector<std::int64_t> due_rounds(db::Connection& connection, Instant now);
// The row of what a part typed as the beacon's value.
std::optional<std::int64_t> beacon_row(db::Connection& connection, std::int64_t round_id, Part part);
std::int64_t last_number(db::Connection& connection);

struct StoredLeaves {
    Bytes leaves;
    std::vector<std::int64_t> experts;
};
// side: "pool", "out".
StoredLeaves load_leaves(db::Connection& connection, const crypto::Keyring& keys, std::int64_t round_id, std::string_view side);

std::vector<Proposal> proposals_for(db::Connection& connection, std::int64_t activity_id, std::int64_t round);

// Every seat that another activity's newest round with a result gave.
std::vector<Use> uses_elsewhere(db::Connection& connection, const crypto::Keyring& keys, const activity::Activity& activity);

struct Presence {
    Part part;
    std::int64_t account_id = 0;
    Instant joined_at{}, seen_at{};
};
std::vector<Presence> presence_in(db::Connection& connection, std::int64_t activity_id);
// Transient: written outside the ledger.
void put_presence(const Platform& platform, std::int64_t activity_id, Part part, std::int64_t account_id, const std::string& session,
                  Instant now);
// Only the session that joined keeps its person present. Left out while the database takes no writes: looking goes on.
void touch_presence(const Platform& platform, std::int64_t activity_id, const std::string& session, Instant now);

// Changes with every change of the activity, its plan, its rounds and proposals, and when someone comes or goes.
struct RoomPulse {
    std::int64_t version = 0;
    bool live = false; // a round runs
};
// Whoever was seen at `present_since` or later is there.
RoomPulse room_pulse(db::Connection& connection, std::int64_t activity_id, Instant present_since);

Signer signer_of(db::Connection& connection, std::int64_t account_id);
// What papers say of an activity.
struct ActivityFace {
    std::string number, name, unit, place;
};
ActivityFace activity_face(db::Connection& connection, std::int64_t activity_id);
std::string unit_name(db::Connection& connection, std::int64_t unit_id);
// True when neither unit is the other or above it: different departments (Art. 15(2), X1).
bool different_departments(db::Connection& connection, std::int64_t account_a, std::int64_t account_b);

// Name, main unit and title of drawn people, in the order of `experts`.
struct DrawnPerson {
    std::string name, unit, title;
};
std::vector<DrawnPerson> people_of(db::Connection& connection, const std::vector<std::int64_t>& experts, Day today);

// The ledger's entries of an object, ascending.
struct LedgerEntry {
    std::int64_t seq = 0;
    std::string type, body;
    Bytes salt;
};
std::vector<LedgerEntry> entries_of(db::Connection& connection, std::string_view kind, const std::string& id);
std::vector<Hash> ledger_leaves(db::Connection& connection, std::int64_t size);

} // namespace draw::round
