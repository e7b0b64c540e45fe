#include "backup/backup.h"

#include "backup/stream.h"
#include "db/pages.h"
#include "ledger/rows.h"

#include <stdexcept>

namespace backup {

namespace {

// A table of the dump; its first column is the key by which it is read in slices.
std::vector<DumpTable> dumped(const std::vector<const ledger::Table*>& tables)
{
    std::vector<DumpTable> list{
        {"ledger_head", {"id", "size", "next_id", "last_at", "frontier", "note"}},
        {"ledger_entry", {"seq", "type", "at", "actor_kind", "actor_id", "object_kind", "object_id", "body", "salt", "leaf"}},
        {"ledger_checkpoint", {"size", "at", "note"}},
    };
    for (const auto* table : tables) list.push_back({std::string(table->name), ledger::stored_columns(*table)});
    return list;
}

std::string listed(const std::vector<std::string>& columns)
{
    std::string text;
    for (const auto& column : columns) text += (text.empty() ? "" : ", ") + column;
    return text;
}

std::int64_t count(db::Connection& connection, const std::string& table)
{
    return *connection.one("SELECT count(*) FROM " + table, {}, [](const db::Row& row) { return row.integer(0); });
}

void write_table(db::Connection& connection, RowWriter& writer, const DumpTable& table, const std::function<void()>& wrote)
{
    bool files = std::find(table.columns.begin(), table.columns.end(), "content") != table.columns.end();
    const int page = files ? 20 : 2000; // read at once
    auto write = [&](const db::Row& row) {
        writer.row(row);
        wrote();
    };
    writer.begin(table);
    db::each_by_key(connection, "SELECT " + listed(table.columns) + " FROM " + table.name, table.columns.front(), write, page);
    writer.end();
}

Contents contents_of(const SealedReader& file)
{
    Contents contents;
    contents.origin = file.header().at("origin").text();
    contents.at = file.header().at("at").text();
    contents.ledger_size = file.header().at("ledger_size").integer();
    return contents;
}

// Calls `take` for each table's rows in batches.
Contents read_all(std::istream& in, const crypto::Keyring& keys, const std::vector<const ledger::Table*>& tables,
                  const std::function<void(const DumpTable&, const std::vector<db::Values>&)>& take, const Progress& progress)
{
    constexpr std::size_t batch = 500;
    SealedReader file(in, keys);
    Contents contents = contents_of(file);
    RowReader reader(file);
    auto expected = dumped(tables);
    while (auto table = reader.begin()) {
        auto place = static_cast<std::size_t>(contents.tables++);
        if (place >= expected.size() || !(*table == expected[place]))
            throw std::runtime_error("备份由另一版本的程序做出（" + table->name +
                                     "），请用那一版恢复，再运行 bole migrate。没有恢复任何内容。");
        std::vector<db::Values> rows;
        auto flush = [&] {
            if (!rows.empty()) take(*table, rows);
            contents.rows += static_cast<std::int64_t>(rows.size());
            rows.clear();
            if (progress) progress(contents.rows, 0);
        };
        while (auto row = reader.row()) {
            rows.push_back(std::move(*row));
            if (rows.size() == batch) flush();
        }
        flush();
    }
    if (contents.tables != static_cast<std::int64_t>(expected.size()))
        throw std::runtime_error("备份由另一版本的程序做出，请用那一版恢复，再运行 bole migrate。没有恢复任何内容。");
    return contents;
}

// Rows may refer to rows that come later (a unit to its department): references are tried at the end.
class LateReferences {
public:
    explicit LateReferences(db::Connection& connection) : connection_(connection)
    {
        if (connection_.engine() == db::Engine::sqlite) {
            connection_.run("PRAGMA defer_foreign_keys = ON");
            return;
        }
        connection_.each("SELECT conrelid::regclass::text, conname::text FROM pg_constraint WHERE contype = 'f' AND connamespace = "
                         "current_schema()::regnamespace",
                         {}, [&](const db::Row& row) { references_.emplace_back(row.text(0), row.text(1)); });
        for (const auto& [table, name] : references_)
            connection_.run("ALTER TABLE " + table + " ALTER CONSTRAINT " + name + " DEFERRABLE INITIALLY DEFERRED");
    }

    // Tries them all now and lets the tables be as they were.
    void settle()
    {
        if (connection_.engine() == db::Engine::sqlite) return; // tried at the commit
        connection_.run("SET CONSTRAINTS ALL IMMEDIATE");
        for (const auto& [table, name] : references_)
            connection_.run("ALTER TABLE " + table + " ALTER CONSTRAINT " + name + " NOT DEFERRABLE");
    }

private:
    db::Connection& connection_;
    std::vector<std::pair<std::string, std::string>> references_;
};

} // namespace

Contents make(db::Database& database, const crypto::Keyring& keys, const std::vector<const ledger::Table*>& tables, Instant now,
              std::ostream& out, const Progress& progress)
{
    auto snapshot = database.read();
    auto& connection = snapshot->connection();
    auto head = ledger::read_head(connection);
    if (!head) throw std::runtime_error("数据库中没有专家库，无可备份。");
    Contents contents{head->origin, to_text(now), head->size, 0, 0};
    SealedWriter file(out, keys, json::Object{{"at", contents.at}, {"ledger_size", head->size}, {"origin", head->origin}});
    RowWriter writer(file);
    auto list = dumped(tables);
    std::int64_t total = 0;
    for (const auto& table : list) total += count(connection, table.name);
    for (const auto& table : list) {
        write_table(connection, writer, table, [&] {
            if (++contents.rows % 1000 == 0 && progress) progress(contents.rows, total);
        });
        ++contents.tables;
    }
    writer.finish();
    file.finish();
    if (progress) progress(contents.rows, total);
    return contents;
}

Contents verify(std::istream& in, const crypto::Keyring& keys, const std::vector<const ledger::Table*>& tables, const Progress& progress)
{
    return read_all(
        in, keys, tables, [](const DumpTable&, const std::vector<db::Values>&) {}, progress);
}

Contents load(std::istream& in, const crypto::Keyring& keys, const std::vector<const ledger::Table*>& tables, db::Database& database,
              const std::function<void(db::Connection&)>& rebuild, const Progress& progress)
{
    auto transaction = database.write();
    auto& connection = transaction->connection();
    LateReferences references(connection);
    Contents contents = read_all(
        in, keys, tables,
        [&](const DumpTable& table, const std::vector<db::Values>& rows) { connection.insert(table.name, table.columns, rows); }, progress);
    references.settle();
    rebuild(connection);
    transaction->commit();
    return contents;
}

void open_epoch(db::Database& database, const crypto::Keyring& keys, const ledger::Author& author, Instant now)
{
    std::int64_t epoch = 0;
    {
        auto snapshot = database.read();
        epoch = ledger::read_head(snapshot->connection())->epoch + 1;
    }
    ledger::Act act(database, keys, author, now);
    act.append({"ledger.restored/1", "", "", json::Object{{"epoch", epoch}, {"size", act.next_seq()}}});
    act.commit();
}

} // namespace backup
