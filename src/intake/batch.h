#pragma once

#include "intake/matching.h"

#include <functional>

namespace intake {

// Where the rows of a file come from (X11: verified as of a document, by whom).
struct Batch {
    std::string public_id, file_name, file_hash, document;
    std::optional<Day> verified_on; // nothing: units and qualifications stay unverified, and block (R16)
    std::string verified_by;
    std::int64_t undecided = 0; // people like somebody known, not decided: they count as people of their own
    std::string rest = {};      // public id of the upload that the rows left behind became; empty: none were
};

struct Written {
    std::int64_t units = 0, experts = 0, projects = 0, rows = 0;
};

// Told how many rows are written, of how many.
using TellProgress = std::function<void(std::int64_t done, std::int64_t of)>;

// Writes everything of a file that has no faults into `act`, with its entries: one of the batch, one for each 500 units and research
// projects, one for each expert. The ledger's head is held all the while: nobody else writes until `act` ends, with 30,000 experts for
// some seconds. `matched` must have been made within `act`.
Written write_batch(ledger::Act& act, const crypto::Keyring& keys, Reading& reading, Matched& matched, const Batch& batch,
                    const TellProgress& progress);

// The public id of the batch that came from this file; nothing when none did.
std::optional<std::string> batch_of_file(db::Connection& connection, const std::string& file_hash);
// What tells one file from another; a file read for its units only is another one.
std::string hash_of_file(crypto::Suite suite, Selection selection, std::string_view bytes);

} // namespace intake
