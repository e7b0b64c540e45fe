#pragma once

#include "crypto/keyring.h"
#include "db/db.h"
#include "ledger/act.h"
#include "ledger/table.h"

#include <functional>
#include <iosfwd>
#include <vector>

// One engine-neutral, encrypted dump of one snapshot: everything that cannot be made again from something else. Keys are
// never in it and must be kept apart. It is also the road from SQLite to PostgreSQL and back.
namespace backup {

struct Contents {
    std::string origin, at;
    std::int64_t ledger_size = 0, tables = 0, rows = 0;
};

using Progress = std::function<void(std::int64_t done, std::int64_t of)>; // rows; while reading `of` is 0

// Writes the ledger and `tables` of one snapshot. Throws std::runtime_error in Chinese when there is no library.
Contents make(db::Database& database, const crypto::Keyring& keys, const std::vector<const ledger::Table*>& tables, Instant now,
              std::ostream& out, const Progress& progress = {});

// Reads the whole file and writes nothing: throws std::runtime_error in Chinese when it is damaged, cut short, made with
// other keys or by a version with other tables.
Contents verify(std::istream& in, const crypto::Keyring& keys, const std::vector<const ledger::Table*>& tables,
                const Progress& progress = {});

// Writes the rows of the file into `database`, whose tables are there and empty, in one transaction that ends with
// `rebuild` (derived tables). The file has passed verify().
Contents load(std::istream& in, const crypto::Keyring& keys, const std::vector<const ledger::Table*>& tables, db::Database& database,
              const std::function<void(db::Connection&)>& rebuild, const Progress& progress = {});

// Says in the ledger that the library was restored: a new epoch begins ("ledger.restored/1").
void open_epoch(db::Database& database, const crypto::Keyring& keys, const ledger::Author& author, Instant now);

} // namespace backup
