#pragma once

#include "crypto/keyring.h"
#include "ledger/table.h"

// How records of protected tables are stored and digested; shared by acts and the check.
namespace ledger {

// "id", "version" and the table's columns, in that order.
std::vector<std::string> stored_columns(const Table& table);

struct StoredRow {
    db::Values values; // in the order of stored_columns, encrypted columns encrypted
    crypto::Hash digest;
};
StoredRow store_row(const crypto::Keyring& keys, const Table& table, std::int64_t id, std::int64_t version, const Record& record);

// The digest of a row as it was read in the order of stored_columns. Throws when an encrypted column does not open.
crypto::Hash digest_of_stored(const crypto::Keyring& keys, const Table& table, const db::Row& row);

// "SELECT id, version, … FROM table".
std::string select_stored(const Table& table);

} // namespace ledger
