#pragma once

#include "crypto/keyring.h"
#include "db/db.h"
#include "ledger/table.h"

#include <functional>
#include <string>
#include <vector>

namespace ledger {

// One thing that is not as the ledger says, with the row it concerns.
struct Finding {
    std::string
        code; // entry_altered, entry_missing, entry_inserted, head_altered, checkpoint_broken, checkpoint_missing, checkpoint_inserted,
              // row_altered, row_inserted, row_deleted, version_gap, key_change_broken; of check_against: not_ours, older, another_history
    std::string place; // "expert 1042", "账本第 17 条"
    std::string text;  // Chinese, one sentence
};

struct CheckReport {
    std::int64_t entries = 0, rows = 0;
    std::string root;              // hex
    std::vector<Finding> findings; // at most `most_findings`
    bool clean() const { return findings.empty(); }
};
inline constexpr std::size_t most_findings = 1000;

// Recomputes the tree from the entries, holds it against the signed head and all kept checkpoints, and every row of
// `tables` against the last digest the entries give it. Whoever holds the database and the signing key can deceive
// this; a root kept outside finds it.
CheckReport check(db::Connection& connection, const crypto::Keyring& keys, const std::vector<const Table*>& tables,
                  const std::function<void(std::int64_t done, std::int64_t of)>& progress = {});

// Holds the ledger against a checkpoint that someone kept outside (T3): a database that was set back to an older file, or goes on
// from another history, does not contain it. Empty when all is well.
std::vector<Finding> check_against(db::Connection& connection, const crypto::Keyring& keys, const std::string& note);

// Writes the public form of the ledger (docs/formats/ledger.md) line by line.
void export_ledger(db::Connection& connection, const crypto::Keyring& keys, const std::function<void(std::string_view)>& write);

} // namespace ledger
