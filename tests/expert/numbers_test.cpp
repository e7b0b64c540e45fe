#include "expert/expert.h"
#include "support/library.h"

#include <gtest/gtest.h>

using namespace support;

namespace {

class Numbers : public testing::TestWithParam<db::Engine> {};

// Five digits are not all a year may have.
TEST_P(Numbers, GoOnBeyondFiveDigits)
{
    TestLibrary library(GetParam());
    auto add = [&](int year, const std::string& number) {
        auto act = library.act();
        expert::Numbers numbers(act.connection(), year);
        expert::NewExpert e;
        e.name = "甲";
        e.entered_on = Day::of(year, 1, 1);
        std::int64_t id = expert::add_expert(act, library.platform().keys, numbers, e);
        if (!number.empty()) EXPECT_TRUE(act.update(expert::expert_table, id, {{"number", db::Value(number)}}));
        act.append({"test.expert/1", "", "", {}});
        act.commit();
        auto snapshot = library.platform().database.read();
        return snapshot->connection()
            .one("SELECT number FROM expert WHERE id = $1", {id}, [](const db::Row& row) { return row.text(0); })
            .value();
    };
    EXPECT_EQ(add(2026, ""), "E2026-00001");
    EXPECT_EQ(add(2026, "E2026-99999"), "E2026-99999");
    EXPECT_EQ(add(2026, ""), "E2026-100000");
    EXPECT_EQ(add(2026, ""), "E2026-100001");
    EXPECT_EQ(add(2027, ""), "E2027-00001");
    EXPECT_EQ(add(2026, ""), "E2026-100002");
    EXPECT_EQ(library.check(), "");
}

INSTANTIATE_TEST_SUITE_P(Engines, Numbers, testing::ValuesIn(engines), [](const auto& tested) { return name_of(tested.param); });

} // namespace
