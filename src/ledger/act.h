#pragma once

#include "base/json.h"
#include "base/result.h"
#include "crypto/keyring.h"
#include "db/db.h"
#include "ledger/table.h"

#include <optional>
#include <string>

namespace ledger {

// Who acts, as entries name them.
struct Author {
    std::string kind;                          // account, console, system
    std::string id;                            // an account's public id; the user of the console; the job
    std::optional<std::string> on_behalf_of{}; // public id of the unit in whose name (Art. 2 委托)
    std::optional<std::string> from{};         // address
};

// What an entry says beside the rows it changed. `data` never holds personal data that is stored encrypted.
struct Event {
    std::string type; // "activity.created/1": the version is the form of `data`
    std::string object_kind{};
    std::string object_id{}; // public id
    json::Object data{};
    std::string reason{};
};

// A repeated request acts once (decisions: 24 h by actor, key and body).
struct Idempotency {
    std::int64_t account_id;
    std::string key;
    std::string body_hash;
};

// One act: changes of protected rows and the entries that tell of them, in one transaction or not at all.
// Construction takes the ledger's head, so one act writes at a time. Destroyed without commit(), nothing happened.
class Act {
public:
    // `now` is the clock's reading; entries carry max(now, last entry's time).
    Act(db::Database& database, const crypto::Keyring& keys, Author author, Instant now,
        std::optional<Idempotency> idempotency = std::nullopt);
    ~Act();

    // For reads within the act and for derived and transient tables. Protected tables are changed only below.
    db::Connection& connection();
    Instant now() const { return now_; }
    const Author& author() const { return author_; }
    // The index the next appended entry will have.
    std::int64_t next_seq() const;

    std::int64_t new_id();
    // Inserts with version 1; gives the id (new, or `id` when given from new_id()).
    std::int64_t insert(const Table& table, Record record, std::optional<std::int64_t> id = std::nullopt);
    // Sets the columns in `changes` and raises the version. Conflict when `expected_version` is given and is not the
    // row's; throws when there is no such row.
    Result<Done> update(const Table& table, std::int64_t id, const Record& changes,
                        std::optional<std::int64_t> expected_version = std::nullopt);
    void remove(const Table& table, std::int64_t id);
    // Rows inserted since are written together; called before reading them back. commit() and update() do it.
    void flush();

    // Ends one entry: it tells of every row changed since the last append(). Gives its index. For types that keep a
    // checkpoint (act_names.h) the one of this entry's end goes into the history.
    std::int64_t append(Event event) { return append(std::move(event), author_); }
    // The same in the name of somebody else, for lines that were collected from many people.
    std::int64_t append(Event event, const Author& author);

    // The key that signs the ledger in this act.
    const crypto::SigningKey& signing_key() const;
    // Appends the entry by which `next` follows it: signed by both, from the next act on by `next` alone.
    std::int64_t change_signing_key(std::shared_ptr<const crypto::SigningKey> next);

    // Throws std::logic_error when rows were changed that no entry tells of, or no entry was appended.
    void commit();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
    Author author_;
    Instant now_;
};

// Opens the ledger of an empty database: entry 0 with the kind of instance, which never changes.
// `origin` names the library in checkpoints: no blanks, no '+'.
struct Opening {
    std::string instance; // demonstration, real
    std::string origin;
    Author author;
};
void open_ledger(db::Database& database, const crypto::Keyring& keys, const Opening& opening, Instant now);

struct Head {
    std::int64_t size = 0;
    Instant last_at{};
    std::string note;
    std::string origin;
    std::string instance;
    std::int64_t epoch = 1;
};
// Nothing when no ledger was opened.
std::optional<Head> read_head(db::Connection& connection);

// The row of a protected table as it stands, encrypted columns decrypted; nothing when absent.
std::optional<Record> read_row(db::Connection& connection, const crypto::Keyring& keys, const Table& table, std::int64_t id,
                               std::int64_t* version = nullptr);

} // namespace ledger
