#pragma once

#include "auth/route.h"
#include "intake/batch.h"
#include "intake/mapping.h"
#include "intake/upload_status.h"

namespace intake {

// A file that waits to be checked, mended or applied.
struct Upload {
    std::int64_t id = 0;
    std::string public_id, file_name, file_hash;
    std::int64_t file_size = 0;
    State state = State::checking;
    Instant at{};
    std::string author; // public id of an account
    std::int64_t rows = 0, errors = 0, pairs = 0;
    std::string sheets = "[]"; // fields of SheetView
    Mapping mapping;           // empty: not found yet
    Corrections corrections;
    std::int64_t good = 0; // rows that can be written though others have errors
    Places held;           // the others
    bool good_only = false;
    std::string document;
    std::optional<Day> verified_on;
    std::string verified_by, applied_by, applied_from;
    std::string malware; // found in it
};

std::optional<Upload> find_upload(db::Connection& connection, const std::string& public_id);
std::optional<Upload> upload_of_file(db::Connection& connection, const std::string& file_hash);
// Keeps the file, encrypted, and forgets those that nobody went on with for 21.keep_upload_days.
void insert_upload(ledger::Act& act, const crypto::Keyring& keys, const Upload& upload, std::string_view bytes);
crypto::Secret content_of(db::Connection& connection, const crypto::Keyring& keys, const Upload& upload);
// Writes back everything that changes in an upload's life.
void update_upload(db::Connection& connection, const Upload& upload);
void remove_upload(db::Connection& connection, std::int64_t id);
// What was read from the file; the file itself.
void forget_rows(db::Connection& connection, Upload& upload);
void empty_content(db::Connection& connection, const crypto::Keyring& keys, std::int64_t id);

void replace_errors(db::Connection& connection, std::int64_t upload_id, const std::vector<Fault>& faults);
struct FoundFaults {
    std::vector<Fault> items;
    std::int64_t total = 0;
};
// `sheet` unset: of all sheets. `page` unset: all.
FoundFaults errors_of(db::Connection& connection, std::int64_t upload_id, const std::optional<std::string>& sheet,
                      const std::optional<auth::Page>& page);

// The values for which something is offered, with the number of errors each makes, the most frequent first; at most 100.
struct OfferCount {
    Offers offers;
    std::int64_t errors = 0;
};
std::vector<OfferCount> offers_of(db::Connection& connection, std::int64_t upload_id);

// What was chosen for the same titles before, for guess_mapping.
Memory memory_of(db::Connection& connection, crypto::Suite suite);
// Remembers the choices of a mapping for the next file with these titles.
void remember(db::Connection& connection, crypto::Suite suite, const Mapping& mapping, Instant now);

// Uploads and batches alike, the latest first.
struct Item {
    std::string id, state, file_name, at;
    std::optional<std::string> by; // display name of an account, or the console's user
    std::int64_t rows = 0, errors = 0;
    std::optional<std::string> document, verified_on, verified_by, malware;
};
struct FoundItems {
    std::vector<Item> items;
    std::int64_t total = 0;
};
FoundItems list_imports(db::Connection& connection, const auth::Filter& filter, const auth::Page& page);
std::optional<Item> find_import(db::Connection& connection, const auth::Filter& filter, const std::string& public_id);
// How many experts and units a batch brought, from its entry in the ledger.
struct BatchCounts {
    std::int64_t experts = 0, units = 0;
    std::optional<std::string> rest;                                // public id of the upload that holds the rows left behind
    std::optional<std::string> undone_at, undone_reason, undone_by; // once taken back
};
std::optional<BatchCounts> counts_of_batch(db::Connection& connection, const std::string& public_id);

} // namespace intake
