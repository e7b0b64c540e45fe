#include "catalog/catalog.h"
#include "expert/expert.h"
#include "expert/store.h"
#include "support/library.h"

#include <gtest/gtest.h>

#include <random>

using namespace support;

namespace {

const auth::Filter everything{auth::Scope::all};

struct Someone {
    std::string name, discipline, rank, region, status;

    bool fits(const expert::Query& q) const
    {
        auto below = [](const catalog::Table& table, const std::string& code, const std::string& asked) {
            const auto* entry = table.find(code);
            while (entry && entry->code != asked) entry = entry->parent;
            return asked.empty() || entry;
        };
        return below(catalog::disciplines(), discipline, q.discipline) && below(catalog::regions(), region, q.region) &&
               (q.rank.empty() || q.rank == rank) && (q.status.empty() || q.status == status) && name.starts_with(q.name);
    }
};

class List : public testing::TestWithParam<db::Engine> {
protected:
    TestLibrary library{GetParam()};
    std::map<std::string, Someone> people; // by name
    std::map<std::string, std::int64_t> ids;

    List()
    {
        std::mt19937 random(7);
        auto any = [&](std::vector<std::string> values) { return values[random() % values.size()]; };
        auto act = library.act();
        expert::Numbers numbers(act.connection(), 2026);
        for (int i = 0; i < 90; ++i) {
            Someone one{any({"王", "乌", "赵"}) + any({"一", "二", "三"}) + std::string(1, static_cast<char>('a' + i / 26)) +
                            std::string(1, static_cast<char>('a' + i % 26)),
                        any({"4806040", "4806010", "1101410", "1101410", "1101410"}), any({"senior", "senior", "senior", "associate"}),
                        any({"150100", "150100", "150200", "110000"}), any({"active", "active", "active", "frozen"})};
            expert::NewExpert e;
            e.name = one.name;
            e.title = one.rank == "senior" ? "011" : "012";
            e.region = one.region;
            e.status = one.status;
            e.entered_on = *parse_day("2020-03-01");
            e.disciplines = {one.discipline};
            ids[one.name] = expert::add_expert(act, library.platform().keys, numbers, e);
            people[one.name] = one;
        }
        act.flush();
        expert::write_facets(act.connection(), 0);
        act.commit();
    }

    expert::Found find(const expert::Query& query, std::int64_t number, std::int64_t size)
    {
        auto snapshot = library.platform().database.read();
        return expert::find_experts(snapshot->connection(), library.platform().keys, everything, query, {number, size});
    }

    void expect_as_one_by_one(const expert::Query& query, const std::vector<std::string>& order)
    {
        std::vector<std::string> expected;
        for (const auto& name : order)
            if (people.at(name).fits(query)) expected.push_back(name);
        constexpr std::int64_t size = 7;
        std::vector<std::string> found;
        for (std::int64_t number = 1; number == 1 || static_cast<std::int64_t>(found.size()) == (number - 1) * size; ++number) {
            auto page = find(query, number, size);
            EXPECT_EQ(page.total, static_cast<std::int64_t>(expected.size()));
            for (const auto& item : page.items) found.push_back(item.name);
        }
        EXPECT_EQ(found, expected) << query.discipline << ' ' << query.rank << ' ' << query.region << ' ' << query.status << ' '
                                   << query.name;
    }

    void expect_every_query_right()
    {
        std::vector<std::string> order;
        for (const auto& item : find({}, 1, 1000).items) order.push_back(item.name);
        ASSERT_EQ(order.size(), people.size());
        for (const char* discipline : {"", "480", "4806040", "110", "630"})
            for (const char* rank : {"", "senior", "associate"})
                for (const char* region : {"", "150000", "150200"})
                    for (const char* status : {"", "active", "frozen", "revoked"})
                        for (const char* name : {"", "王"}) {
                            expert::Query query;
                            query.discipline = discipline;
                            query.rank = rank;
                            query.region = region;
                            query.status = status;
                            query.name = name;
                            expect_as_one_by_one(query, order);
                        }
    }
};

TEST_P(List, FindsWhatTryingEachFindsPageByPage)
{
    expect_every_query_right();
}

// Totals are remembered: not over an act that changes what they count, and not for who may see nothing.
TEST_P(List, FollowsAChange)
{
    expect_every_query_right();
    auto before = find({}, 1, 1).total;
    {
        auto act = library.act();
        for (const auto& [name, one] : people)
            if (one.status == "active" && one.rank == "associate") {
                ASSERT_TRUE(act.update(expert::expert_table, ids.at(name), {{"status", db::Value("frozen")}}));
                people[name].status = "frozen";
            }
        act.append({"test.frozen/1", "", "", {}});
        act.commit();
    }
    expect_every_query_right();
    auto snapshot = library.platform().database.read();
    EXPECT_EQ(expert::find_experts(snapshot->connection(), library.platform().keys, {auth::Scope::self}, {}, {1, 10}).total, 0);
    EXPECT_EQ(before, 90);
}

INSTANTIATE_TEST_SUITE_P(Engines, List, testing::ValuesIn(engines), [](const auto& engine) { return name_of(engine.param); });

} // namespace
