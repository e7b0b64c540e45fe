#pragma once

#include "base/bytes.h"
#include "base/time.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// A thin layer over sqlite3 and libpq: the same SQL on both, placeholders $1 … $n, statements cached by their text.
namespace db {

enum class Engine { sqlite, postgres };

using Null = std::nullptr_t;
// What a column holds or a placeholder is given. Instants and days are their text, truth values are 0 and 1.
using Value = std::variant<Null, std::int64_t, std::string, Bytes>;
using Values = std::vector<Value>;

inline Value value_of(std::int64_t number)
{
    return number;
}
inline Value value_of(std::string text)
{
    return text;
}
template <class T>
Value value_of(const std::optional<T>& value)
{
    return value ? Value(*value) : Value(nullptr);
}

// What went wrong in the engine, the same kinds on both. `unavailable` covers a lost connection, a full disk and a
// time limit: the act did not happen (unless the connection was lost in commit(), see there) and may be tried again.
enum class Fault { unique, foreign_key, check, unavailable, other };

class Failure : public std::runtime_error {
public:
    Failure(Fault kind, const std::string& what) : std::runtime_error(what), fault(kind) {}
    const Fault fault;
};

enum class ValueType { integer, text, bytes };

// One row of an answer; columns by position, in the order of the SELECT list.
class Row {
public:
    virtual ~Row() = default;
    virtual int columns() const = 0;
    virtual bool is_null(int column) const = 0;
    virtual ValueType type(int column) const = 0;       // of a column that is not NULL
    virtual std::int64_t integer(int column) const = 0; // throws Failure when NULL
    virtual std::string text(int column) const = 0;     // throws Failure when NULL
    virtual Bytes bytes(int column) const = 0;          // throws Failure when NULL
    std::optional<std::int64_t> maybe_integer(int column) const;
    std::optional<std::string> maybe_text(int column) const;
    std::optional<Bytes> maybe_bytes(int column) const;
};

// Runs statements in one transaction; ends with it. Obtained from Database::read or Database::write.
class Connection {
public:
    virtual ~Connection() = default;
    virtual Engine engine() const = 0;
    // Calls `each` for every row of the answer.
    virtual void each(std::string_view sql, const Values& values, const std::function<void(const Row&)>& each) = 0;
    // Gives how many rows were changed.
    virtual std::int64_t run(std::string_view sql, const Values& values = {}) = 0;
    // One row or none from `make`; more than one is a Failure.
    template <class Make>
    auto one(std::string_view sql, const Values& values, Make make) -> std::optional<decltype(make(std::declval<const Row&>()))>
    {
        std::optional<decltype(make(std::declval<const Row&>()))> found;
        each(sql, values, [&](const Row& row) {
            if (found) throw Failure(Fault::other, "more than one row: " + std::string(sql));
            found.emplace(make(row));
        });
        return found;
    }
    template <class Make>
    auto all(std::string_view sql, const Values& values, Make make) -> std::vector<decltype(make(std::declval<const Row&>()))>
    {
        std::vector<decltype(make(std::declval<const Row&>()))> rows;
        each(sql, values, [&](const Row& row) { rows.push_back(make(row)); });
        return rows;
    }
    // Inserts many rows at once (multi-row VALUES on SQLite, COPY or multi-row on PostgreSQL).
    virtual void insert(std::string_view table, const std::vector<std::string>& columns, const std::vector<Values>& rows) = 0;
};

// A transaction that may change things. Ends by commit(); destroyed without it, everything is undone.
class Transaction {
public:
    virtual ~Transaction() = default;
    virtual Connection& connection() = 0;
    // When the connection is lost here, whether it was done is not known: the caller asks again by its idempotency key.
    virtual void commit() = 0;
};

// A snapshot that only reads.
class Snapshot {
public:
    virtual ~Snapshot() = default;
    virtual Connection& connection() = 0;
};

struct Options {
    int readers = 4;                    // connections for reading (SQLite), size of the pool (PostgreSQL)
    std::int64_t statement_ms = 10'000; // time limit of a statement of a Snapshot
    std::int64_t wait_ms = 15'000;      // how long a writer waits for its turn before Failure{unavailable}
};

// One database; safe for use by many threads.
class Database {
public:
    virtual ~Database() = default;
    virtual Engine engine() const = 0;
    virtual std::unique_ptr<Snapshot> read() = 0;
    // SQLite: the one writer, BEGIN IMMEDIATE, fair queue. PostgreSQL: READ COMMITTED; the ledger locks its head first.
    virtual std::unique_ptr<Transaction> write() = 0;
};

// Opens `url`: "sqlite:PATH" (made if absent; WAL, synchronous=FULL, secure_delete, foreign keys on) or "postgres://…".
std::unique_ptr<Database> open(const std::string& url, const Options& options = {});

// Brings the schema up to date from the embedded migrations/NNNN_name.sql, each in one transaction; {int} and {bytes}
// stand for the engine's words. Gives the names applied. `schema_version` says which were applied before.
std::vector<std::string> migrate(Database& database);
// True when nothing is left to apply.
bool is_current(Database& database);

} // namespace db
