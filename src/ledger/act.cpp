#include "ledger/act.h"

#include "crypto/random.h"
#include "ledger/act_names.h"
#include "ledger/messages.h"
#include "ledger/note.h"
#include "ledger/rows.h"
#include "ledger/signing.h"
#include "ledger/tree.h"

#include <stdexcept>

namespace ledger {

namespace {

constexpr std::size_t salt_size = 16;

// What the entry says besides the rows, in the members of docs/formats/ledger.md.
json::Object body_of(const Event& event, const Author& author, Instant at, json::Array rows)
{
    json::Object actor{{"kind", author.kind}, {"id", author.id}};
    actor.set_if("on_behalf_of", author.on_behalf_of);
    json::Object body{
        {"actor", std::move(actor)}, {"at", to_text(at)}, {"data", event.data}, {"rows", std::move(rows)}, {"type", event.type}};
    body.set_if("from", author.from);
    if (!event.object_kind.empty()) body.set("object", json::Object{{"kind", event.object_kind}, {"id", event.object_id}});
    if (!event.reason.empty()) body.set("reason", event.reason);
    return body;
}

db::Value text_or_null(const std::string& text)
{
    return text.empty() ? db::Value(nullptr) : db::Value(text);
}

} // namespace

struct Act::Parts {
    const crypto::Keyring& keys;
    std::unique_ptr<db::Transaction> transaction;
    std::optional<Idempotency> idempotency;
    std::string origin;
    std::int64_t next_id = 1;
    Instant last_at{};
    Frontier frontier;
    json::Array changed;                                     // rows since the last append
    std::vector<db::Values> entries;                         // appended, not yet written
    std::vector<db::Values> checkpoints;                     // kept, not yet written
    std::map<const Table*, std::vector<db::Values>> inserts; // of protected rows, not yet written

    db::Connection& connection() { return transaction->connection(); }
    std::shared_ptr<const crypto::SigningKey> signing, next_signing;

    std::string checkpoint() const
    {
        std::string note = sign_checkpoint(keys.suite(), *signing, {origin, frontier.size(), frontier.root()});
        return next_signing ? also_sign(keys.suite(), *next_signing, note) : note;
    }

    void note_change(const Table& table, std::int64_t id, std::int64_t version, const std::optional<crypto::Hash>& digest)
    {
        changed.push_back(json::Object{{"table", table.name},
                                       {"key", std::to_string(id)},
                                       {"version", version},
                                       {"digest", digest ? json::Value(crypto::to_hex(*digest)) : json::Value(nullptr)}});
    }
};

Act::Act(db::Database& database, const crypto::Keyring& keys, Author author, Instant now, std::optional<Idempotency> idempotency)
    : parts_(new Parts{keys, database.write(), std::move(idempotency), {}, 1, {}, Frontier(keys.suite()), {}, {}, {}, {}, {}, {}}),
      author_(std::move(author)), now_(now)
{
    auto& p = *parts_;
    std::string lock = database.engine() == db::Engine::postgres ? " FOR UPDATE" : "";
    bool opened = false;
    std::string head_note;
    p.connection().each("SELECT size, next_id, last_at, frontier, note FROM ledger_head WHERE id = 1" + lock, {}, [&](const db::Row& row) {
        opened = true;
        p.frontier = Frontier(keys.suite(), row.integer(0), unpacked(row.bytes(3)));
        p.next_id = row.integer(1);
        p.last_at = parse_instant(row.text(2)).value();
        std::string note = row.text(4);
        p.origin = note.substr(0, note.find('\n'));
        head_note = std::move(note);
    });
    if (!opened) throw std::logic_error("the ledger was not opened");
    p.signing = key_in_force(p.connection(), keys, head_note);
    now_ = std::max(now, p.last_at);
    if (p.idempotency)
        p.connection().run("INSERT INTO idempotency (account_id, key, body_hash, at) VALUES ($1, $2, $3, $4)",
                           {p.idempotency->account_id, p.idempotency->key, p.idempotency->body_hash, to_text(now_)});
}

Act::~Act() = default;

db::Connection& Act::connection()
{
    return parts_->connection();
}

std::int64_t Act::next_seq() const
{
    return parts_->frontier.size();
}

std::int64_t Act::new_id()
{
    return parts_->next_id++;
}

std::int64_t Act::insert(const Table& table, Record record, std::optional<std::int64_t> given)
{
    auto& p = *parts_;
    std::int64_t id = given ? *given : new_id();
    StoredRow row = store_row(p.keys, table, id, 1, record);
    p.note_change(table, id, 1, row.digest);
    p.inserts[&table].push_back(std::move(row.values));
    return id;
}

void Act::flush()
{
    auto& p = *parts_;
    // Rows may refer to rows of other tables inserted in this act: ascending ids are the order in which they were made.
    while (!p.inserts.empty()) {
        auto first = p.inserts.begin();
        for (auto it = p.inserts.begin(); it != p.inserts.end(); ++it)
            if (std::get<std::int64_t>(it->second.front()[0]) < std::get<std::int64_t>(first->second.front()[0])) first = it;
        p.connection().insert(first->first->name, stored_columns(*first->first), first->second);
        p.inserts.erase(first);
    }
}

Result<Done> Act::update(const Table& table, std::int64_t id, const Record& changes, std::optional<std::int64_t> expected_version)
{
    flush();
    auto& p = *parts_;
    std::int64_t version = 0;
    auto record = read_row(p.connection(), p.keys, table, id, &version);
    if (!record) throw std::logic_error("no row " + std::to_string(id) + " in " + std::string(table.name));
    if (expected_version && *expected_version != version) return refuse(ErrorKind::conflict, messages::changed_meanwhile);
    for (const auto& [column, cell] : changes) (*record)[column] = cell;
    StoredRow row = store_row(p.keys, table, id, version + 1, *record);
    std::string sql = "UPDATE " + std::string(table.name) + " SET version = $2";
    db::Values values{row.values[0], row.values[1]};
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        values.push_back(row.values[i + 2]);
        sql += ", " + std::string(table.columns[i].name) + " = $" + std::to_string(values.size());
    }
    p.connection().run(sql + " WHERE id = $1", values);
    p.note_change(table, id, version + 1, row.digest);
    return Done{};
}

void Act::remove(const Table& table, std::int64_t id)
{
    flush();
    auto& p = *parts_;
    auto version = p.connection().one("SELECT version FROM " + std::string(table.name) + " WHERE id = $1", {id},
                                      [](const db::Row& row) { return row.integer(0); });
    if (!version) throw std::logic_error("no row " + std::to_string(id) + " in " + std::string(table.name));
    p.connection().run("DELETE FROM " + std::string(table.name) + " WHERE id = $1", {id});
    p.note_change(table, id, *version + 1, std::nullopt);
}

std::int64_t Act::append(Event event, const Author& author)
{
    auto& p = *parts_;
    std::int64_t seq = p.frontier.size();
    std::string body = json::canonical(body_of(event, author, now_, std::move(p.changed)));
    p.changed.clear();
    Bytes salt = crypto::random_bytes(salt_size);
    crypto::Hash leaf = leaf_hash(p.keys.suite(), text_of(salt), body);
    p.frontier.append(leaf);
    p.entries.push_back({seq, event.type, to_text(now_), author.kind, author.id, text_or_null(event.object_kind),
                         text_or_null(event.object_id), std::move(body), std::move(salt), crypto::bytes_of(leaf)});
    if (keeps_checkpoint(event.type)) p.checkpoints.push_back({p.frontier.size(), to_text(now_), p.checkpoint()});
    return seq;
}

const crypto::SigningKey& Act::signing_key() const
{
    return *parts_->signing;
}

std::int64_t Act::change_signing_key(std::shared_ptr<const crypto::SigningKey> next)
{
    auto& p = *parts_;
    std::string before = verifier_key(p.keys.suite(), p.origin, p.signing->public_key());
    std::string after = verifier_key(p.keys.suite(), p.origin, next->public_key());
    if (p.next_signing || before == after) throw std::logic_error("this key signs already");
    p.next_signing = std::move(next);
    return append({std::string(key_changed), "", "",
                   json::Object{{"key", after}, {"previous", before}, {"signature", to_hex(p.signing->sign(handover_bytes(after)))}}});
}

void Act::commit()
{
    auto& p = *parts_;
    if (!p.changed.empty()) throw std::logic_error("rows were changed that no entry tells of");
    if (p.entries.empty()) throw std::logic_error("an act without an entry");
    flush();
    p.connection().insert("ledger_entry",
                          {"seq", "type", "at", "actor_kind", "actor_id", "object_kind", "object_id", "body", "salt", "leaf"}, p.entries);
    p.connection().run("UPDATE ledger_head SET size = $1, next_id = $2, last_at = $3, frontier = $4, note = $5 WHERE id = 1",
                       {p.frontier.size(), p.next_id, to_text(now_), packed(p.frontier.peaks()), p.checkpoint()});
    if (!p.checkpoints.empty()) p.connection().insert("ledger_checkpoint", {"size", "at", "note"}, p.checkpoints);
    p.transaction->commit();
}

void open_ledger(db::Database& database, const crypto::Keyring& keys, const Opening& opening, Instant now)
{
    {
        auto transaction = database.write();
        std::string note = sign_checkpoint(keys.suite(), *keys.signing_keys().back(), {opening.origin, 0, Frontier(keys.suite()).root()});
        transaction->connection().run("INSERT INTO ledger_head (id, size, next_id, last_at, frontier, note) VALUES (1, 0, 1, $1, $2, $3)",
                                      {to_text(now), Bytes{}, note});
        transaction->commit();
    }
    Act act(database, keys, opening.author, now);
    act.append({"ledger.opened/1", "", "",
                json::Object{{"format", "bole-ledger/1"},
                             {"instance", opening.instance},
                             {"origin", opening.origin},
                             {"suite", crypto::to_text(keys.suite())},
                             {"epoch", 1}}});
    act.commit();
}

std::optional<Head> read_head(db::Connection& connection)
{
    auto head = connection.one("SELECT size, last_at, note FROM ledger_head WHERE id = 1", {}, [](const db::Row& row) {
        Head h;
        h.size = row.integer(0);
        h.last_at = parse_instant(row.text(1)).value();
        h.note = row.text(2);
        h.origin = h.note.substr(0, h.note.find('\n'));
        return h;
    });
    if (!head || head->size == 0) return std::nullopt;
    auto first = connection.one("SELECT body FROM ledger_entry WHERE seq = 0", {}, [](const db::Row& row) { return row.text(0); });
    auto document = json::read(first.value());
    head->epoch = 1 + *connection.one("SELECT count(*) FROM ledger_entry WHERE type = 'ledger.restored/1'", {},
                                      [](const db::Row& row) { return row.integer(0); });
    head->instance = (*document).object().at("data").object().at("instance").text();
    return head;
}

} // namespace ledger
