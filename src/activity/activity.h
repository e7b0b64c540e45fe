#pragma once

#include "activity/rules.h"
#include "auth/route.h"
#include "ledger/act.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

// Activities of using units (Art. 3): their days, people and the projects under review, and their way from draft to end.
namespace activity {

extern const ledger::Table activity_table, project_table, partner_table, member_table, avoidance_table;

// A project as recusal needs it (Art. 14(4); R5, R9).
struct Project {
    std::int64_t id = 0;
    std::string public_id, number, name;
    std::int64_t applicant_id = 0;        // as given
    std::int64_t applicant_entity_id = 0; // its legal entity
    std::vector<std::int64_t> partner_entity_ids;
    std::string lead_name;
    Bytes lead_hash; // lookup_hash("citizen_id", …)
    std::int64_t lead_entity_id = 0;
    std::optional<std::int64_t> lead_unit_id; // the lead's place below the entity, at any depth; nothing: unknown
    std::vector<Bytes> member_hashes;
};

struct Activity {
    std::int64_t id = 0, version = 0;
    std::string public_id, number, name;
    std::string kind;   // code table activity_kind
    std::string status; // draft, submitted, returned, approved, finished (activity_status.h)
    std::int64_t using_unit_id = 0, using_entity_id = 0;
    Day from{}, to{};
    std::int64_t operator_id = 0, supervisor_id = 0; // accounts
    bool held = false;                               // by a live round
    std::vector<Project> projects;                   // in the list's order
};

// An activity within the filter's scope (own_entity: its using unit lies in the entity; assigned: the account supervises
// it; all); nothing when absent or outside.
std::optional<Activity> load(db::Connection& connection, const auth::Filter& filter, const std::string& public_id);

// What a list of another feature shows of an activity.
struct Label {
    std::int64_t id = 0;
    std::string public_id, number, name;
};
// Those of the activities with these ids that lie within the filter, newest first.
std::vector<Label> labels_within(db::Connection& connection, const auth::Filter& filter, const std::vector<std::int64_t>& ids);

// Someone whom the project's unit asks to be kept from judging it (R11).
struct Avoidance {
    std::string name;
    std::string unit; // as written; empty: not told
    std::string reason;
    bool operator==(const Avoidance&) const = default;
};
// The people named in a project beside its lead.
struct Named {
    std::vector<std::string> members;
    std::vector<Avoidance> avoidances;
};
// One for each project, in the list's order.
std::vector<Named> named_in(db::Connection& connection, const Activity& activity);

// What is written. A project or member with `public_id` is one the activity has: without a new identity number it keeps the old.
struct NewMember {
    std::optional<std::string> public_id;
    std::string name;
    std::optional<crypto::Secret> citizen_id; // normalised
};
struct NewProject {
    std::optional<std::string> public_id;
    std::string number, name;
    std::int64_t applicant_id = 0;
    std::vector<std::int64_t> partner_ids;
    std::string lead_name;
    std::optional<crypto::Secret> lead_citizen_id;
    std::optional<std::int64_t> lead_unit_id;
    std::vector<NewMember> members;
    std::vector<Avoidance> avoidances;
};
struct NewActivity {
    std::string name, kind, place;
    Day from{}, to{};
    std::int64_t supervisor_id = 0;
    std::vector<NewProject> projects;
};

// Who acts, as the steps need it.
struct Person {
    std::int64_t account_id = 0;
    std::string public_id;
    std::int64_t unit_id = 0;
    auth::Permissions permissions;
};

// Each verb is one act up to its entry ("activity.created/1" …); the caller commits. `today` judges dates.
// Gives the new activity's public id. The operator is `by`, the using unit the operator's.
Result<std::string> add(ledger::Act& act, const crypto::Keyring& keys, const NewActivity& wanted, const Person& by, Day today);
// Replaces what stands in `current` (loaded in the same act); refused when its version is not `version`.
Result<Done> change(ledger::Act& act, const crypto::Keyring& keys, const Activity& current, const NewActivity& wanted, std::int64_t version,
                    const Person& by, Day today);
Result<Done> submit(ledger::Act& act, const Activity& current, std::int64_t version, const Person& by, Day today);
Result<Done> approve(ledger::Act& act, const Activity& current, std::int64_t version, const Person& by, Day today);
Result<Done> send_back(ledger::Act& act, const Activity& current, std::int64_t version, const std::string& reason, const Person& by,
                       Day today);
Result<Done> finish(ledger::Act& act, const Activity& current, std::int64_t version, const Person& by, Day today);
// A live round keeps the activity from being changed, returned or finished. The row only: the caller's entry tells of it.
// Conflict when it is held already, or not approved.
Result<Done> hold(ledger::Act& act, std::int64_t id, bool held);

// /api/v1/activities…
std::span<const auth::Route> routes();

} // namespace activity
