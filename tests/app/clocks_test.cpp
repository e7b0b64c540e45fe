#include "app/clocks.h"

#include "support/library.h"

#include <gtest/gtest.h>

namespace {

constexpr std::int64_t noon = 1'795'000'000'000, minute = 60'000, day = 24 * 60 * minute;

// What the two clocks of a machine show.
struct Machine {
    std::int64_t wall = noon, running = 5000;

    void pass(std::int64_t ms)
    {
        wall += ms;
        running += ms;
    }
    app::SystemClock clock()
    {
        return app::SystemClock([this] { return wall; }, [this] { return running; });
    }
};

TEST(SystemClock, GoesOnWhenSomeoneSetsTheMachine)
{
    struct {
        const char* what;
        std::int64_t set, followed, told;
    } cases[] = {
        {"a small correction forward", 50'000, 50'000, 0},
        {"a small correction back", -60'000, -60'000, 0},
        {"a minute and more forward", 60'001, 0, 60'001},
        {"a minute and more back", -60'001, 0, -60'001},
        {"a day forward", day, 0, day},
        {"a day back", -day, 0, -day},
    };
    for (const auto& c : cases) {
        Machine machine;
        auto clock = machine.clock();
        machine.pass(10 * minute);
        EXPECT_EQ(clock.now().ms, noon + 10 * minute) << c.what;
        EXPECT_EQ(clock.set_by_ms(), 0) << c.what;
        machine.wall += c.set;
        EXPECT_EQ(clock.now().ms, noon + 10 * minute + c.followed) << c.what;
        EXPECT_EQ(clock.set_by_ms(), c.told) << c.what;
        machine.pass(minute);
        EXPECT_EQ(clock.now().ms, noon + 11 * minute + c.followed) << c.what << ", and runs on";
        machine.wall -= c.set;
        EXPECT_EQ(clock.now().ms, noon + 11 * minute) << c.what << ", and back";
        EXPECT_EQ(clock.set_by_ms(), 0) << c.what;
    }
}

TEST(SystemClock, ARestartTakesTheMachinesClock)
{
    Machine machine;
    machine.wall += day;
    EXPECT_EQ(machine.clock().now().ms, noon + day);
}

TEST(RunningClock, BeginsWhereItIsToldAndRuns)
{
    app::RunningClock clock(Instant{noon});
    auto first = clock.now();
    EXPECT_GE(first.ms, noon);
    EXPECT_LT(first.ms, noon + minute);
    while (clock.now() == first) {}
    EXPECT_GT(clock.now(), first);
}

class DemoClock : public testing::TestWithParam<db::Engine> {
protected:
    support::Folder folder_;
    app::Config config_;

    void make(const char* instance)
    {
        config_.data = folder_.path() / "library";
        config_.database = support::empty_database(GetParam(), folder_);
        config_.keys = folder_.path() / "keys";
        app::create_library(config_, instance, crypto::Suite::intl);
    }
    std::string refusal(const std::string& start)
    {
        try {
            app::open_on_demo_clock(config_, start);
            return "opened";
        } catch (const std::runtime_error& error) {
            return error.what();
        }
    }
};

TEST_P(DemoClock, OnDemonstrationDataOnly)
{
    make("demonstration");
    auto library = app::open_on_demo_clock(config_, "2030-02-28T23:59:50+08:00");
    EXPECT_EQ(to_text(day_of(library.platform->clock.now())), "2030-02-28");
    for (auto text : {"2030-02-28", "2030-02-30T00:00:00Z", "tomorrow", "2030-02-28T23:59:50"})
        EXPECT_NE(refusal(text).find("--demo-clock 应写作"), std::string::npos) << text;
}

TEST_P(DemoClock, RefusedOnRealData)
{
    make("real");
    EXPECT_NE(refusal("2030-02-28T23:59:50+08:00").find("只能用于演示库"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Engines, DemoClock, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
