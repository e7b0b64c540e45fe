#pragma once

#include "expert/state.h"

// The versions of a record (Art. 10): the edits that ended them, the entering before all, and where each field comes from.
namespace expert {

// One edit: it ended version `number` and made the next.
struct Edit {
    std::int64_t number = 0;
    std::vector<std::string> fields; // that it changed
    Instant at{};
    std::string by; // name of the account
    std::string document;
    std::optional<Day> verified_on;
    std::string verified_by;
    // The other record, when it was a merging: absorbed, or (`into`) the one that goes on.
    std::string other_id, other_number;
    bool into = false;

    bool merging() const { return !other_id.empty(); }
};
// Oldest first.
std::vector<Edit> edits_of(db::Connection& connection, std::int64_t expert_id);
// What the record said as version `number`, which is the present one or an earlier.
RecordState state_at(db::Connection& connection, const crypto::Keyring& keys, const Record& record, std::int64_t number);

// How a record came in: by a batch, or by the console.
struct Entering {
    Instant at{};
    std::string by;
    std::string document; // of the batch; empty: none
    std::optional<Day> verified_on;
    std::string verified_by;
};
Entering entering_of(db::Connection& connection, std::int64_t expert_id);

// Where what a field says comes from (B13).
struct Provenance {
    std::string field, label, entered_by;
    Instant entered_at{};
    std::string source; // "edit"; "merge" of `other_number`; "import" for what came in with the record
    std::string document, verified_on, verified_by, used_for, other_number;
};
const fields::Table& fields_of(const Provenance*);
// One of each field. Posts and categories count as verified when every row is.
std::vector<Provenance> provenance_of(const Entering& entering, const std::vector<Edit>& edits, const RecordState& now);

// Paths of all units that the states name.
UnitPaths unit_paths(db::Connection& connection, const std::vector<const RecordState*>& states);

} // namespace expert
