#pragma once

#include "crypto/hash.h"
#include "crypto/secret.h"
#include "db/db.h"

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// What the ledger knows of a table it protects: each change of a row leaves {table, key, version, digest} in an entry.
namespace ledger {

enum class ColumnKind {
    plain,     // integer, text or bytes, digested as stored
    encrypted, // bytes from Keyring::encrypt; digested as keyed MAC of the plain text, so that rotating keys changes nothing
};

struct Column {
    std::string_view name;
    ColumnKind kind = ColumnKind::plain;
    bool later = false; // came to a table whose rows have digests already: where NULL, it is not digested
};

// `id` and `version` stand in every protected table and are not listed. `id` comes from Act::new_id.
struct Table {
    std::string_view name;
    std::vector<Column> columns;

    bool has(std::string_view column) const;
};

// How a table of the schema is treated; every one stands in app/tables.cpp.
enum class Treatment {
    covered,   // by row digests
    ledger,    // the ledger's own
    derived,   // rebuilt from covered tables
    transient, // sessions, jobs, idempotency keys: may be lost without loss of record
};

// The values of a row by column; encrypted columns are given and read as crypto::Secret. An absent column is NULL.
using Cell = std::variant<db::Value, crypto::Secret>;
using Record = std::map<std::string, Cell, std::less<>>;

// H("bole-row/1" ‖ 0 ‖ JCS({"key","row","table"})) as docs/formats/ledger.md says; `macs` has encrypted columns.
crypto::Hash row_digest(crypto::Suite suite, const Table& table, std::int64_t id, std::int64_t version,
                        const std::map<std::string, db::Value, std::less<>>& plain,
                        const std::map<std::string, std::optional<crypto::Hash>, std::less<>>& macs);

} // namespace ledger
