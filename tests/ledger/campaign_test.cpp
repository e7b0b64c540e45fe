#include "ledger/act.h"
#include "ledger/check.h"
#include "ledger/tamperer.h"
#include "ledger/tree.h"

#include <gtest/gtest.h>

#include <random>

namespace {

using support::SchemaTable;

// Random edits of five kinds behind the program, in protected tables and in the ledger's own; every one must be found and
// named. BOLE_TAMPERINGS says how many (script/bench tampering: 10,000).
class Campaign : public testing::TestWithParam<db::Engine>, protected support::Tamperer {
protected:
    enum class Kind { edit, remove, insert, swap, back_date };
    static constexpr std::string_view kind_names[] = {"edit", "delete", "insert", "swap", "back-date"};

    support::TestLibrary library{GetParam()};
    std::mt19937 random{20261125};
    std::map<std::string, std::vector<std::int64_t>> ids;
    std::map<std::pair<std::string, std::int64_t>, std::vector<db::Values>> history; // of rows: what they held before
    std::vector<db::Values> heads;                                                   // what the ledger's head was before
    std::int64_t size = 0;                                                           // of the ledger

    std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random); }
    template <class List>
    const auto& pick(const List& list)
    {
        return list[below(std::size(list))];
    }
    bool likely(int percent) { return below(100) < static_cast<std::size_t>(percent); }

    static db::Value value(const db::Row& row, int column)
    {
        if (row.is_null(column)) return nullptr;
        if (row.type(column) == db::ValueType::integer) return row.integer(column);
        if (row.type(column) == db::ValueType::text) return row.text(column);
        return row.bytes(column);
    }
    static db::Values row_of(db::Connection& connection, const std::string& sql, const db::Values& values = {})
    {
        auto found = connection.one(sql, values, [](const db::Row& row) {
            db::Values all;
            for (int i = 0; i < row.columns(); ++i) all.push_back(value(row, i));
            return all;
        });
        return found.value();
    }

    // Rows with a past, and checkpoints kept now and then.
    void SetUp() override
    {
        ids = support::fill_tables(library, schema);
        for (const auto& table : schema)
            for (std::int64_t id : ids[std::string(table.table->name)]) {
                for (std::size_t times = below(3); times > 0; --times) age(table, id);
                if (below(20) == 0) keep();
            }
        keep();
        auto snapshot = library.platform().database.read();
        size = ledger::read_head(snapshot->connection())->size;
        ASSERT_EQ(library.check(), "");
    }
    void keep()
    {
        auto act = library.act();
        act.append({"ledger.checkpoint_taken/1"});
        act.commit();
    }
    void age(const SchemaTable& table, std::int64_t id)
    {
        auto snapshot = library.platform().database.read();
        auto& connection = snapshot->connection();
        db::Values before = stored(connection, table, id);
        heads.push_back(row_of(connection, "SELECT size, next_id, last_at, frontier, note FROM ledger_head"));
        snapshot.reset();
        ledger::Record changes;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            const auto& column = table.columns[i];
            if (column.kind == ledger::ColumnKind::encrypted)
                changes[column.name] = crypto::Secret("another " + std::to_string(heads.size()));
            else if (!column.refers_to)
                changes[column.name] = support::altered(before[i + 2]);
        }
        auto act = library.act();
        ASSERT_TRUE(act.update(*table.table, id, changes));
        act.append({"test.changed/1"});
        act.commit();
        history[{std::string(table.table->name), id}].push_back(std::move(before));
    }

    Names found(db::Connection& connection)
    {
        Names names;
        for (const auto& finding : ledger::check(connection, library.platform().keys, app::covered_tables()).findings)
            names.insert(finding.code + " " + finding.place);
        return names;
    }

    // Another value of the type; of a text or bytes one place is another.
    db::Value changed(const db::Value& old)
    {
        if (std::holds_alternative<db::Null>(old)) return std::string("x");
        if (const auto* number = std::get_if<std::int64_t>(&old))
            return *number + (likely(50) ? 1 : -1) * static_cast<std::int64_t>(1 + below(50));
        if (const auto* text = std::get_if<std::string>(&old)) {
            std::string other = *text;
            std::size_t at = below(other.size() + 1);
            if (at == other.size() || static_cast<unsigned char>(other[at]) >= 0x80) return other + "x";
            other[at] = other[at] == 'q' ? 'z' : 'q';
            return other;
        }
        Bytes bytes = std::get<Bytes>(old);
        if (bytes.empty()) return Bytes{1};
        bytes[below(bytes.size())] ^= static_cast<std::uint8_t>(1u << below(8));
        return bytes;
    }

    // Each of the following makes one change and gives what must be among the findings: any of them.
    // A protected row: exactly these, nothing else may be found.
    Names tamper_row(db::Connection& connection, Kind kind)
    {
        const SchemaTable& table = pick(schema);
        std::string name(table.table->name);
        std::int64_t id = pick(ids[name]);
        Names expected;
        switch (kind) {
        case Kind::remove:
            erase(connection, name, id, expected);
            return expected;
        case Kind::insert:
            copy(connection, name, id, expected);
            return expected;
        case Kind::swap: {
            std::int64_t other = pick(ids[name]);
            db::Values mine = stored(connection, table, id), theirs = stored(connection, table, other);
            if (std::equal(mine.begin() + 1, mine.end(), theirs.begin() + 1)) return tamper_row(connection, kind); // nothing would change
            swap(connection, table, id, other);
            return {"row_altered " + name + " " + std::to_string(id), "row_altered " + name + " " + std::to_string(other)};
        }
        case Kind::back_date: {
            auto past = history.find({name, id});
            if (past == history.end()) return tamper_row(connection, kind);
            db::Values before = pick(past->second), now = stored(connection, table, id);
            if (likely(50)) before[1] = now[1]; // under the present version
            if (before == now) return tamper_row(connection, kind);
            set_all(connection, table, id, before);
            break;
        }
        case Kind::edit: {
            std::size_t at = below(table.columns.size() + 1);
            db::Values now = stored(connection, table, id);
            if (at == table.columns.size()) {
                set(connection, table, id, "version", changed(now[1]));
                break;
            }
            const auto& column = table.columns[at];
            const db::Value& old = now[at + 2];
            db::Value other;
            if (column.nullable && !std::holds_alternative<db::Null>(old) && likely(30))
                other = nullptr;
            else if (column.refers_to)
                other = column.unique ? old : db::Value(pick(ids[*column.refers_to]));
            else if (!std::holds_alternative<db::Null>(old))
                other = column.unique ? support::altered(support::altered(support::altered(old))) : changed(old);
            if (other == old || (column.refers_to && column.unique && std::holds_alternative<db::Null>(other)))
                return tamper_row(connection, kind);
            set(connection, table, id, column.name, other);
            break;
        }
        }
        return {"row_altered " + name + " " + std::to_string(id)};
    }

    static std::string entry(std::string_view code, std::int64_t seq)
    {
        return std::string(code) + " 账本第 " + std::to_string(seq) + " 条";
    }
    static constexpr const char* head_altered = "head_altered 账本首部";
    static constexpr const char* entry_columns = "type, at, actor_kind, actor_id, object_kind, object_id, body, salt, leaf";

    static void set_entry(db::Connection& connection, std::int64_t seq, db::Values values)
    {
        values.insert(values.begin(), seq);
        connection.run("UPDATE ledger_entry SET type = $2, at = $3, actor_kind = $4, actor_id = $5, object_kind = $6, object_id = $7, "
                       "body = $8, salt = $9, leaf = $10 WHERE seq = $1",
                       values);
    }

    // An entry that says something else, with a hash of its own: only the tree tells.
    Names forge(db::Connection& connection, std::int64_t seq, db::Values values, const std::string& at)
    {
        std::string body = std::get<std::string>(values[6]), old = "\"at\":\"" + std::get<std::string>(values[1]);
        auto place = body.find(old);
        EXPECT_NE(place, std::string::npos);
        body.replace(place, old.size(), "\"at\":\"" + at);
        values[1] = at;
        values[6] = body;
        values[8] = crypto::bytes_of(ledger::leaf_hash(library.platform().keys.suite(), text_of(std::get<Bytes>(values[7])), body));
        set_entry(connection, seq, values);
        return {head_altered};
    }

    Names tamper_entry(db::Connection& connection, Kind kind)
    {
        auto seq = static_cast<std::int64_t>(below(static_cast<std::size_t>(size)));
        std::string select = std::string("SELECT ") + entry_columns + " FROM ledger_entry WHERE seq = $1";
        db::Values values = row_of(connection, select, {seq});
        switch (kind) {
        case Kind::edit: {
            std::size_t at = below(values.size());
            bool nullable = at >= 4 && at <= 7 && !std::holds_alternative<db::Null>(values[at]);
            values[at] = nullable && likely(25) ? db::Value(nullptr) : changed(values[at]);
            set_entry(connection, seq, values);
            return {entry("entry_altered", seq)};
        }
        case Kind::remove:
            connection.run("DELETE FROM ledger_entry WHERE seq = $1", {seq});
            return {seq == size - 1 ? "entry_missing 账本首部" : entry("entry_missing", seq)};
        case Kind::insert: {
            std::int64_t place = likely(70) ? size + static_cast<std::int64_t>(below(3)) : -1 - static_cast<std::int64_t>(below(3));
            values.insert(values.begin(), place);
            connection.insert("ledger_entry",
                              {"seq", "type", "at", "actor_kind", "actor_id", "object_kind", "object_id", "body", "salt", "leaf"},
                              {values});
            return {entry("entry_inserted", place)};
        }
        case Kind::swap: {
            auto other = static_cast<std::int64_t>(below(static_cast<std::size_t>(size)));
            if (other == seq) return tamper_entry(connection, kind);
            db::Values theirs = row_of(connection, select, {other});
            set_entry(connection, seq, theirs);
            set_entry(connection, other, values);
            return {head_altered};
        }
        case Kind::back_date: {
            std::string at = std::get<std::string>(values[1]);
            at[3] = static_cast<char>(at[3] - 1 - static_cast<char>(below(5)));
            if (likely(50)) return forge(connection, seq, values, at);
            values[1] = at;
            set_entry(connection, seq, values);
            return {entry("entry_altered", seq)};
        }
        }
        return {};
    }

    Names tamper_head(db::Connection& connection, Kind kind)
    {
        db::Values now = row_of(connection, "SELECT size, next_id, last_at, frontier, note FROM ledger_head");
        auto write = [&](const db::Values& values) {
            connection.run("UPDATE ledger_head SET size = $1, next_id = $2, last_at = $3, frontier = $4, note = $5", values);
        };
        switch (kind) {
        case Kind::remove:
            connection.run("DELETE FROM ledger_head");
            break;
        case Kind::swap: { // with a kept note
            auto notes = connection.all("SELECT note FROM ledger_checkpoint WHERE size < $1", {size},
                                        [](const db::Row& row) { return row.text(0); });
            now[4] = pick(notes);
            write(now);
            break;
        }
        case Kind::back_date:
            write(pick(heads));
            break;
        case Kind::edit:
        case Kind::insert: { // a second head cannot be: the table holds one row
            std::size_t at = below(now.size());
            if (at == 1) // a number given once more; a higher one only skips some
                now[at] = static_cast<std::int64_t>(below(static_cast<std::size_t>(std::get<std::int64_t>(now[at]))));
            else
                now[at] = changed(now[at]);
            write(now);
            break;
        }
        }
        return {head_altered, "entry_missing 账本首部"};
    }

    Names tamper_checkpoint(db::Connection& connection, Kind kind)
    {
        auto sizes = connection.all("SELECT size FROM ledger_checkpoint", {}, [](const db::Row& row) { return row.integer(0); });
        std::int64_t one = pick(sizes), other = pick(sizes);
        while (other == one) other = pick(sizes);
        auto name = [](std::string_view code, std::int64_t number) { return std::string(code) + " 检查点 " + std::to_string(number); };
        db::Values values = row_of(connection, "SELECT size, at, note FROM ledger_checkpoint WHERE size = $1", {one});
        auto free_size = [&] {
            for (;;)
                if (auto number = static_cast<std::int64_t>(below(static_cast<std::size_t>(size) + 20));
                    std::find(sizes.begin(), sizes.end(), number) == sizes.end())
                    return number;
        };
        switch (kind) {
        case Kind::remove:
            connection.run("DELETE FROM ledger_checkpoint WHERE size = $1", {one});
            return {name("checkpoint_missing", one)};
        case Kind::insert: {
            values[0] = free_size();
            connection.insert("ledger_checkpoint", {"size", "at", "note"}, {values});
            return {name("checkpoint_inserted", std::get<std::int64_t>(values[0]))};
        }
        case Kind::swap: {
            std::string theirs =
                std::get<std::string>(row_of(connection, "SELECT note FROM ledger_checkpoint WHERE size = $1", {other})[0]);
            connection.run("UPDATE ledger_checkpoint SET note = $2 WHERE size = $1", {one, theirs});
            connection.run("UPDATE ledger_checkpoint SET note = $2 WHERE size = $1", {other, values[2]});
            return {name("checkpoint_broken", one), name("checkpoint_broken", other)};
        }
        case Kind::back_date:
            connection.run("UPDATE ledger_checkpoint SET at = '2020-01-01T00:00:00.000Z' WHERE size = $1", {one});
            return {name("checkpoint_broken", one)};
        case Kind::edit:
            if (likely(30)) {
                connection.run("UPDATE ledger_checkpoint SET size = $2 WHERE size = $1", {one, free_size()});
                return {name("checkpoint_missing", one)};
            }
            bool at = likely(50);
            connection.run(std::string("UPDATE ledger_checkpoint SET ") + (at ? "at" : "note") + " = $2 WHERE size = $1",
                           {one, changed(values[at ? 1 : 2])});
            return {name("checkpoint_broken", one)};
        }
        return {};
    }
};

TEST_P(Campaign, EveryEditIsFoundAndNamed)
{
    const char* asked = std::getenv("BOLE_TAMPERINGS");
    int count = asked ? std::atoi(asked) : 250;
    std::map<std::string, int> made;
    for (int i = 0; i < count; ++i) {
        auto kind = static_cast<Kind>(below(5));
        auto table = below(100);
        auto transaction = library.platform().database.write();
        auto& connection = transaction->connection();
        Names expected;
        std::string where = "protected rows";
        if (table < 55) {
            expected = tamper_row(connection, kind);
            EXPECT_EQ(found(connection), expected) << "edit " << i << ", " << kind_names[static_cast<int>(kind)];
        } else {
            where = table < 80 ? "ledger_entry" : table < 90 ? "ledger_head" : "ledger_checkpoint";
            expected = table < 80   ? tamper_entry(connection, kind)
                       : table < 90 ? tamper_head(connection, kind)
                                    : tamper_checkpoint(connection, kind);
            auto names = found(connection);
            bool named = std::any_of(expected.begin(), expected.end(), [&](const std::string& name) { return names.contains(name); });
            EXPECT_TRUE(named) << "edit " << i << ", " << kind_names[static_cast<int>(kind)] << " in " << where << ": wanted "
                               << *expected.begin() << ", found " << (names.empty() ? "nothing" : *names.begin());
        }
        ++made[where + ", " + std::string(kind_names[static_cast<int>(kind)])];
    }
    for (const auto& [what, times] : made) std::cout << what << ": " << times << "\n";
    EXPECT_EQ(made.size(), 20u);
    EXPECT_EQ(library.check(), "") << "every edit was undone";
}

INSTANTIATE_TEST_SUITE_P(Engines, Campaign, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
