#pragma once

#include "expert/expert.h"
#include "intake/rules.h"
#include "jobs/jobs.h"

#include <filesystem>
#include <functional>
#include <span>
#include <string>

// Bringing units, experts and their facts in from workbooks (B10, B11): every row is checked before any is written, all are written in
// one act or none.
namespace intake {

extern const ledger::Table same_person_table, import_undo_table;

// PUT/GET /api/v1/imports…: files, how they stand, applying them.
std::span<const auth::Route> routes();
// What is decided about a file before it is applied.
std::span<const auth::Route> mending_routes();
// /api/v1/imports/{id}/undo.
std::span<const auth::Route> undo_routes();
// Checking and writing outlast a request.
std::span<const jobs::Kind> job_kinds();

// The command line's way: the same reading, checks and writing, at once.
struct ConsoleImport {
    std::string what; // units, experts (every sheet of a library workbook), projects
    std::filesystem::path file;
    bool dry_run = false;
    std::string document;                 // empty: the file's name
    std::string verified_on, verified_by; // both or neither
};
struct Console {
    std::function<void(const std::string& line)> say;   // results
    std::function<void(const std::string& line)> fault; // one line for each error
    std::function<void(std::string_view what, std::int64_t done, std::int64_t of)> progress;
};
// True when the file is in the library (also when it was before) or, dry, could be. Throws std::runtime_error in Chinese for a file that
// cannot be opened or an option that is wrong.
bool import_file(const Platform& platform, const ledger::Author& author, const ConsoleImport& import, const Console& console);

// Somebody of the library who may be the same person as a record: the same name, with birth date or unit (B11).
struct AlikeRecord {
    std::string public_id, number;
    bool by_birth = false, by_unit = false;
    std::optional<bool> same; // as decided
};
std::vector<AlikeRecord> alike_records(db::Connection& connection, const crypto::Keyring& keys, const expert::Record& record);

// The template as an XLSX file, and the columns as a Markdown document.
std::string template_workbook();
std::string columns_document();

} // namespace intake
