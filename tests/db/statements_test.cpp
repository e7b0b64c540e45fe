#include "db/groups.h"
#include "support/library.h"

#include <gtest/gtest.h>

#include <numeric>

using namespace support;

namespace {

class Statements : public testing::TestWithParam<db::Engine> {
protected:
    TestLibrary library{GetParam()};
    std::unique_ptr<db::Snapshot> snapshot = library.platform().database.read();
    db::Connection& connection = snapshot->connection();

    std::int64_t number(const std::string& sql, const db::Values& values = {})
    {
        return connection.one(sql, values, [](const db::Row& row) { return row.integer(0); }).value();
    }
};

// A connection forgets statements when it has very many; one that is being read goes on.
TEST_P(Statements, AreForgottenWhileOneIsRead)
{
    const std::string rows = "SELECT x FROM (SELECT 1 AS x UNION ALL SELECT 2 UNION ALL SELECT 3) t ORDER BY x";
    std::vector<std::int64_t> seen;
    connection.each(rows, {}, [&](const db::Row& row) {
        for (int i = 0; i < 700; ++i) EXPECT_EQ(number("SELECT " + std::to_string(i) + " + $1", {std::int64_t{1}}), i + 1);
        seen.push_back(row.integer(0));
    });
    EXPECT_EQ(seen, (std::vector<std::int64_t>{1, 2, 3}));
    EXPECT_EQ(number("SELECT 5 + $1", {std::int64_t{1}}), 6);
}

TEST_P(Statements, BindByNumberInWhateverOrder)
{
    EXPECT_EQ(number("SELECT $2 - $1 + $2 - $3", {std::int64_t{1}, std::int64_t{10}, std::int64_t{100}}), -81);
}

TEST_P(Statements, GroupsAskForEveryKeyOnceBesideWhatIsGiven)
{
    const std::string numbers =
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 1200) SELECT x FROM n WHERE x <> $1 AND x";
    for (std::size_t count : {0, 1, 20, 21, 500, 501, 1200}) {
        std::vector<std::int64_t> keys(count), found;
        std::iota(keys.begin(), keys.end(), 1);
        db::each_group(connection, numbers, keys, [&](const db::Row& row) { found.push_back(row.integer(0)); }, " ORDER BY x",
                       {std::int64_t{7}});
        std::erase(keys, 7);
        EXPECT_EQ(found, keys) << count;
    }
}

INSTANTIATE_TEST_SUITE_P(Engines, Statements, testing::ValuesIn(engines), [](const auto& engine) { return name_of(engine.param); });

} // namespace
