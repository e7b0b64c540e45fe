#include "http/budget.h"

#include <gtest/gtest.h>

namespace {

using http::Budgets;
using http::network_of;
using std::chrono::seconds;

TEST(Budgets, FillByTheSecond)
{
    Budgets budgets;
    Budgets::Time now{};
    http::Rate rate{2, 10};
    for (int i = 0; i < 10; ++i) EXPECT_FALSE(budgets.take("a", rate, 1, now)) << i;
    EXPECT_EQ(budgets.take("a", rate, 1, now), 1);
    EXPECT_EQ(budgets.take("a", rate, 9, now), 5);
    EXPECT_FALSE(budgets.take("b", rate, 10, now)) << "everybody has a bucket of their own";
    EXPECT_FALSE(budgets.take("a", rate, 2, now + seconds(1)));
    EXPECT_TRUE(budgets.take("a", rate, 1, now + seconds(1)));
    EXPECT_TRUE(budgets.take("a", rate, 1, now)) << "a clock that goes back gives nothing";
    EXPECT_FALSE(budgets.take("a", rate, 1000, now + seconds(100))) << "no request is dearer than a full bucket";
    EXPECT_TRUE(budgets.take("a", rate, 1, now + seconds(100)));
}

TEST(Budgets, AreNotKeptWithoutARate)
{
    Budgets budgets;
    for (int i = 0; i < 1000; ++i) EXPECT_FALSE(budgets.take("a", {}, 1, {}));
}

TEST(Budgets, ForgetWhoAskedLongestAgo)
{
    Budgets budgets(10);
    http::Rate rate{1, 1};
    EXPECT_FALSE(budgets.take("first", rate, 1, {}));
    EXPECT_TRUE(budgets.take("first", rate, 1, {}));
    for (int i = 0; i < 4; ++i) budgets.take(std::to_string(i), rate, 1, {});
    EXPECT_TRUE(budgets.take("first", rate, 1, {})) << "among the last ten";
    for (int i = 10; i < 30; ++i) budgets.take(std::to_string(i), rate, 1, {});
    EXPECT_FALSE(budgets.take("first", rate, 1, {}));
}

TEST(Network, IsTheAddressOrItsSixtyFour)
{
    EXPECT_EQ(network_of("192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(network_of("::ffff:192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(network_of("2001:db8::1"), "2001:db8::");
    EXPECT_EQ(network_of("2001:0db8:0:0:a:b:c:d"), "2001:db8::");
    EXPECT_EQ(network_of("2001:db8:1:2:3:4:5:6"), network_of("2001:db8:1:2::"));
    EXPECT_NE(network_of("2001:db8:1:2::1"), network_of("2001:db8:1:3::1"));
    EXPECT_EQ(network_of("not an address"), "not an address");
}

} // namespace
