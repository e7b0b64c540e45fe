#include "ledger/check.h"
#include "ledger/tamperer.h"

#include <gtest/gtest.h>

#include <set>

namespace {

using support::SchemaColumn;
using support::SchemaTable;

// Edits, deletes, inserts, exchanges and sets back rows behind the program in every protected table; all must be found and named,
// and nothing else. Each attempt is undone with its transaction.
class EveryTable : public testing::TestWithParam<db::Engine>, protected support::Tamperer {
protected:
    support::TestLibrary library{GetParam()};
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
        auto exchange = [&](db::Connection& connection) { swap(connection, table, a, b); };
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
