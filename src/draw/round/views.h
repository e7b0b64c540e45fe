#pragma once

#include "base/fields.h"

#include <optional>
#include <string>
#include <vector>

// What the draw's routes take and give. Hashes and values are lower-case hex.
namespace draw::round {

// A count told to people: small ones could point at a person and are only said to be few (fewer than 5, not none).
struct CountView {
    std::optional<std::int64_t> n;
    std::optional<bool> few;
};
const fields::Table& fields_of(const CountView*);
CountView count_view(std::int64_t count);

struct VoidView {
    std::string cause; // mismatch, late, stopped
    std::string role;  // whose value it was, or who ended it: operator, supervisor, server
    std::string text;  // the reason in words; may be empty
    Instant at{};
    std::string words; // one Chinese sentence for the face of papers
};
const fields::Table& fields_of(const VoidView*);

// One of the two people, or the server, in a round.
struct PartView {
    std::string role;                // operator, supervisor, server
    std::optional<std::string> name; // of the people
    std::optional<std::string> unit;
    std::optional<std::string> commitment;
    std::optional<Instant> committed_at;
    std::optional<std::string> value; // once revealed
    std::optional<Instant> revealed_at;
    std::optional<Instant> confirmed_at;
};
const fields::Table& fields_of(const PartView*);

// One person drawn. Only operator and supervisor of the activity are given these, after the result is written.
struct SeatView {
    int seat = 1; // from 1 within the group
    std::string ref;
    std::string name, unit, title;
    std::vector<std::string> abstains; // numbers of projects of which this person gets nothing (R12)
};
const fields::Table& fields_of(const SeatView*);

struct DrawnGroupView {
    std::string name;
    std::vector<SeatView> seats;
    int substitutes = 0; // how many stand in the sealed order
};
const fields::Table& fields_of(const DrawnGroupView*);

struct GroupView {
    std::string name;
    int seats = 1;
    std::optional<CountView> eligible; // in a sealed round
};
const fields::Table& fields_of(const GroupView*);

// What one of the two typed as the beacon's value.
struct TypedView {
    std::string role, value;
    Instant at{};
};
const fields::Table& fields_of(const TypedView*);

// The public value that the seed waits for.
struct BeaconView {
    std::string source;
    std::vector<TypedView> typed;
    std::optional<std::string> value; // once both typed the same
};
const fields::Table& fields_of(const BeaconView*);

struct RoundView {
    std::string id;
    std::int64_t number = 0; // running number of rounds in the library
    std::int64_t round = 1;  // of the activity
    std::string activity;    // public id
    std::int64_t version = 0;
    std::string status, status_name;
    std::string suite; // sm, intl
    std::string seal_hash;
    std::optional<std::string> previous;
    Instant sealed_at{};
    std::int64_t ledger_size = 0; // also the index of the seal's entry
    CountView total, eligible, excluded;
    std::vector<GroupView> groups;
    int substitutes = 0; // of each group
    int reveal_minutes = 10;
    std::vector<PartView> parts;     // operator, supervisor, server
    std::optional<Instant> deadline; // of the reveal or the beacon that is awaited
    std::optional<BeaconView> beacon;
    std::optional<std::string> seed, result_hash;
    std::optional<std::int64_t> attempt; // attempts before it failed
    std::optional<Instant> drawn_at;
    std::vector<DrawnGroupView> panel; // empty before the result and for anyone but the two
    std::optional<Day> names_closed;   // since then the panel's people are numbers alone (Art. 21)
    std::optional<VoidView> voided;
    std::vector<std::string> allowed_actions; // commit, reveal, beacon, confirm, void
    // For the two people's own devices, which recompute what they can: the sealed documents; the QR code of the public
    // certificate once there is one.
    std::optional<json::Value> seal, plan;
    std::vector<std::string> qr;
    Instant server_time{};
};
const fields::Table& fields_of(const RoundView*);

struct PresenceView {
    std::string role;
    std::string name, unit;
    bool present = false;
    std::optional<Instant> joined_at;
};
const fields::Table& fields_of(const PresenceView*);

struct ProposalView {
    std::int64_t round = 1; // for which round
    std::string kind;       // again, thin
    std::string reason;
    Instant at{};
    std::optional<bool> agree;
    std::optional<std::string> answer;
    std::optional<Instant> answered_at;
};
const fields::Table& fields_of(const ProposalView*);

struct RoomActivityView {
    std::string id, number, name, status;
    Day from{}, to{};
    std::string using_unit;
};
const fields::Table& fields_of(const RoomActivityView*);

struct RoomPlanView {
    std::string status; // none, draft, submitted, returned, approved
    std::vector<GroupView> groups;
    std::vector<std::string> panel; // in words
    int substitutes = 0, reveal_minutes = 10;
    std::optional<std::string> beacon; // its source
};
const fields::Table& fields_of(const RoomPlanView*);

// The draw room of an activity.
struct RoomView {
    std::int64_t version = 0; // as events carry it
    std::string my_part;      // operator, supervisor, absent
    RoomActivityView activity;
    RoomPlanView plan;
    std::vector<PresenceView> presence;       // operator, supervisor
    std::vector<RoundView> rounds;            // all of the activity, ascending
    std::optional<std::string> live;          // id of the round that runs
    std::vector<ProposalView> proposals;      // for the next round
    std::vector<std::string> allowed_actions; // join, propose, consent, seal
    std::optional<std::string> waits_for;     // in words: what stands between now and the seal
    std::vector<std::string> qr;              // of the supervisor's page: the address only
    Instant server_time{};
};
const fields::Table& fields_of(const RoomView*);

struct ReasonRequest {
    std::string reason;
};
const fields::Table& fields_of(const ReasonRequest*);

struct ConsentRequest {
    bool agree = false;
    std::string reason;
};
const fields::Table& fields_of(const ConsentRequest*);

struct CommitRequest {
    std::string seal_hash; // the one the device keeps: another one is refused
    std::string commitment;
};
const fields::Table& fields_of(const CommitRequest*);

struct RevealRequest {
    std::string value;
};
const fields::Table& fields_of(const RevealRequest*);

struct BeaconRequest {
    std::string value; // as the plan's source says it is written
};
const fields::Table& fields_of(const BeaconRequest*);

// A round on the face of papers.
struct RoundLineView {
    std::int64_t round = 1;
    std::string id, status, status_name, seal_hash;
    std::optional<std::string> previous;
    Instant sealed_at{};
    std::optional<Instant> ended_at;
    std::string words;                 // how it ended
    std::optional<std::string> reason; // why it was drawn again; not on the public face
};
const fields::Table& fields_of(const RoundLineView*);

struct SectionView {
    std::string name; // 回避, 资格, 信息缺失, 不符合任何一组
    CountView count;
};
const fields::Table& fields_of(const SectionView*);

// Data of the 抽取记录表 (Art. 15(2)).
struct RecordView {
    RoomActivityView activity;
    std::string kind, place; // of the activity
    std::int64_t projects = 0;
    RoundView round;
    std::vector<std::string> panel_conditions; // in words
    std::vector<std::string> group_conditions; // in words, per group
    std::vector<SectionView> excluded;
    std::vector<RoundLineView> rounds;
    std::string certificate_url;
    std::vector<std::string> qr; // of it, rows of 0 and 1
    std::int64_t checkpoint_size = 0;
    std::string checkpoint_root;
};
const fields::Table& fields_of(const RecordView*);

// What anyone may see of a round; names nobody.
struct CertificateView {
    std::string activity_number, activity_name, using_unit;
    std::string id;
    std::int64_t number = 0, round = 1;
    std::string status, status_name, suite;
    json::Value seal;
    std::string seal_hash;
    std::vector<PartView> parts; // without names
    std::optional<BeaconView> beacon;
    std::optional<std::string> seed, result_hash, signature;
    std::optional<std::int64_t> attempt;
    std::vector<json::Value> panel; // refs per group in drawn order
    std::optional<Instant> drawn_at;
    std::optional<VoidView> voided;
    std::vector<RoundLineView> rounds;
    std::string public_key;
    std::string checkpoint;                  // signed note
    std::optional<std::int64_t> entry_index; // of the entry that ends the round
    std::optional<json::Value> entry_leaf;   // [salt, entry]
    std::vector<std::string> entry_proof;
};
const fields::Table& fields_of(const CertificateView*);

} // namespace draw::round
