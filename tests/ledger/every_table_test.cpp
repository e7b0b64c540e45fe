#include "ledger/check.h"
#include "ledger/filled.h"
#include "ledger/rows.h"

#include <gtest/gtest.h>

#include <set>

namespace {

using support::SchemaColumn;
using support::SchemaTable;

// Edits, deletes, inserts, exchanges and sets back rows behind the program in every protected table; all must be found and named,
// and nothing else. Each attempt is undone with its transaction.
class EveryTable : public testing::TestWithParam<db::Engine> {
protected:
    using Names = std::set<std::string>;

    support::TestLibrary library{GetParam()};
    std::vector<SchemaTable> schema = support::protected_schema();
    std::map<std::string, std::vector<std::int64_t>> ids = support::fill_tables(library, schema);

    void SetUp() override { ASSERT_EQ(library.check(), ""); }

    // What the check finds once `change` was made.
    template <class Change>
    Names found_after(Change change)
    {
        auto transaction = library.platform().database.write();
        change(transaction->connection());
        Names names;
        for (const auto& finding : ledger::check(transaction->connection(), library.platform().keys, app::covered_tables()).findings)
            names.insert(finding.code + " " + finding.place);
        return names;
    }

    db::Values stored(db::Connection& connection, const SchemaTable& table, std::int64_t id)
    {
        auto values = connection.one(ledger::select_stored(*table.table) + " WHERE id = $1", {id}, [](const db::Row& row) {
            db::Values read;
            for (int i = 0; i < row.columns(); ++i) {
                if (row.is_null(i))
                    read.push_back(nullptr);
                else if (row.type(i) == db::ValueType::integer)
                    read.push_back(row.integer(i));
                else if (row.type(i) == db::ValueType::text)
                    read.push_back(row.text(i));
                else
                    read.push_back(row.bytes(i));
            }
            return read;
        });
        return values.value();
    }

    static void set(db::Connection& connection, const SchemaTable& table, std::int64_t id, std::string_view column, const db::Value& value)
    {
        connection.run("UPDATE " + std::string(table.table->name) + " SET " + std::string(column) + " = $2 WHERE id = $1", {id, value});
    }

    static void set_all(db::Connection& connection, const SchemaTable& table, std::int64_t id, const db::Values& values)
    {
        std::string sql = "UPDATE " + std::string(table.table->name) + " SET version = $2";
        for (std::size_t i = 0; i < table.columns.size(); ++i) sql += ", " + table.columns[i].name + " = $" + std::to_string(i + 3);
        db::Values all = values;
        all[0] = id;
        connection.run(sql + " WHERE id = $1", all);
    }

    const SchemaTable& table_of(const std::string& name) const
    {
        for (const auto& table : schema)
            if (table.table->name == name) return table;
        throw std::logic_error(name);
    }

    // Removes the row after all that refer to it.
    void erase(db::Connection& connection, const std::string& name, std::int64_t id, Names& expected)
    {
        for (const auto& other : schema)
            for (const auto& column : other.columns) {
                if (column.refers_to != name) continue;
                std::string other_name(other.table->name);
                auto referring = connection.all("SELECT id FROM " + other_name + " WHERE " + column.name + " = $1", {id},
                                                [](const db::Row& row) { return row.integer(0); });
                for (std::int64_t child : referring) erase(connection, other_name, child, expected);
            }
        connection.run("DELETE FROM " + name + " WHERE id = $1", {id});
        expected.insert("row_deleted " + name + " " + std::to_string(id));
    }

    // Inserts a row like this one but for what must differ; gives its id.
    std::int64_t copy(db::Connection& connection, const std::string& name, std::int64_t id, Names& expected)
    {
        const auto& table = table_of(name);
        db::Values values = stored(connection, table, id);
        std::int64_t new_id = 900'000 + static_cast<std::int64_t>(expected.size());
        expected.insert("row_inserted " + name + " " + std::to_string(new_id));
        values[0] = new_id;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            auto& value = values[i + 2];
            const auto& column = table.columns[i];
            if (!column.unique || std::holds_alternative<db::Null>(value)) continue;
            value = column.refers_to ? db::Value(copy(connection, *column.refers_to, std::get<std::int64_t>(value), expected))
                                     : support::altered(value);
        }
        connection.insert(table.table->name, ledger::stored_columns(*table.table), {values});
        return new_id;
    }
};

TEST_P(EveryTable, AnEditOfAnyColumnIsNamed)
{
    using NewValue = std::function<db::Value(db::Connection&)>;
    struct Edit {
        std::string column;
        NewValue value;
    };
    // Each table's edits; then one of each table at a time, so that few checks find many edits, each by its name.
    std::map<const SchemaTable*, std::vector<Edit>> edits;
    std::size_t most = 0;
    for (const auto& table : schema) {
        std::string name(table.table->name);
        auto& list = edits[&table];
        list.push_back({"version", [](db::Connection&) { return db::Value(std::int64_t{7}); }});
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            const auto& column = table.columns[i];
            if (column.nullable) list.push_back({column.name, [](db::Connection&) { return db::Value(nullptr); }});
            if (column.refers_to) {
                if (!column.unique) list.push_back({column.name, [&](db::Connection&) { return db::Value(ids[*column.refers_to][2]); }});
                continue;
            }
            list.push_back({column.name, [this, &table, name, i](db::Connection& connection) {
                                return support::altered(stored(connection, table, ids[name][1])[i + 2]);
                            }});
            // An encrypted value of another row is authentic, but not here.
            if (column.kind == ledger::ColumnKind::encrypted)
                list.push_back({column.name, [this, &table, name, i](db::Connection& connection) {
                                    return stored(connection, table, ids[name][2])[i + 2];
                                }});
        }
        most = std::max(most, list.size());
    }
    std::size_t done = 0;
    for (std::size_t at = 0; at < most; ++at) {
        Names expected;
        std::string columns;
        auto found = found_after([&](db::Connection& connection) {
            for (const auto& [table, list] : edits) {
                if (at >= list.size()) continue;
                std::string name(table->table->name);
                set(connection, *table, ids[name][1], list[at].column, list[at].value(connection));
                expected.insert("row_altered " + name + " " + std::to_string(ids[name][1]));
                columns += " " + name + "." + list[at].column;
                ++done;
            }
        });
        EXPECT_EQ(found, expected) << columns;
    }
    EXPECT_GT(done, 200u);
}

TEST_P(EveryTable, DeletedRowsAreNamed)
{
    for (const auto& table : schema)
        for (int row : {0, 2}) {
            Names expected;
            std::string name(table.table->name);
            EXPECT_EQ(found_after([&](db::Connection& connection) { erase(connection, name, ids[name][std::size_t(row)], expected); }),
                      expected)
                << name;
        }
}

TEST_P(EveryTable, InsertedRowsAreNamed)
{
    for (const auto& table : schema) {
        Names expected;
        std::string name(table.table->name);
        EXPECT_EQ(found_after([&](db::Connection& connection) { copy(connection, name, ids[name][1], expected); }), expected) << name;
    }
}

TEST_P(EveryTable, ExchangedRowsAreNamed)
{
    for (const auto& table : schema) {
        std::string name(table.table->name);
        std::int64_t a = ids[name][1], b = ids[name][2];
        auto exchange = [&](db::Connection& connection) {
            bool only_references =
                std::all_of(table.columns.begin(), table.columns.end(), [](const auto& column) { return column.refers_to; });
            if (only_references) { // nothing refers to such a table: its ids can be exchanged
                for (auto [from, to] : {std::pair{a, std::int64_t{900'000}}, {b, a}, {std::int64_t{900'000}, b}})
                    connection.run("UPDATE " + name + " SET id = $2 WHERE id = $1", {from, to});
                return;
            }
            db::Values first = stored(connection, table, a), second = stored(connection, table, b), aside = first;
            // By way of a third, since values that must differ may not meet; references that must differ stay.
            for (std::size_t i = 0; i < table.columns.size(); ++i) {
                if (!table.columns[i].refers_to)
                    aside[i + 2] = support::altered(support::altered(first[i + 2]));
                else if (table.columns[i].unique)
                    std::swap(first[i + 2], second[i + 2]);
            }
            set_all(connection, table, a, aside);
            set_all(connection, table, b, first);
            set_all(connection, table, a, second);
        };
        EXPECT_EQ(found_after(exchange),
                  (Names{"row_altered " + name + " " + std::to_string(a), "row_altered " + name + " " + std::to_string(b)}))
            << name;
    }
}

TEST_P(EveryTable, RowsSetBackToAnEarlierVersionAreNamed)
{
    for (const auto& table : schema) {
        std::string name(table.table->name);
        std::int64_t id = ids[name][1];
        db::Values before = stored(library.platform().database.read()->connection(), table, id);
        ledger::Record changes;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            const auto& column = table.columns[i];
            if (column.kind == ledger::ColumnKind::encrypted)
                changes[column.name] = crypto::Secret("another");
            else if (!column.refers_to)
                changes[column.name] = support::altered(before[i + 2]);
        }
        {
            auto act = library.act();
            ASSERT_TRUE(act.update(*table.table, id, changes));
            act.append({"test.changed/1"});
            act.commit();
        }
        for (std::int64_t version : {1, 2}) {
            if (version == 2 && changes.empty()) continue; // the same row
            before[1] = version;
            EXPECT_EQ(found_after([&](db::Connection& connection) { set_all(connection, table, id, before); }),
                      Names{"row_altered " + name + " " + std::to_string(id)})
                << name << " version " << version;
        }
    }
    EXPECT_EQ(library.check(), "");
}

INSTANTIATE_TEST_SUITE_P(Engines, EveryTable, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
