#include "matrix/world.h"

#include <gtest/gtest.h>

#include <thread>

namespace {

using matrix::Side;
using matrix::World;

constexpr std::size_t clicks = 8;

class Repeated : public testing::TestWithParam<db::Engine> {
protected:
    World world{GetParam()};
    std::vector<support::Client> windows; // of one operator

    void SetUp() override
    {
        for (std::size_t i = 0; i < clicks; ++i) windows.push_back(world.as("operator"));
    }

    static support::Reply send(support::Client& client, const std::string& path, const std::string& body, const std::string& key)
    {
        return client.send("POST", path, body, {{"Content-Type", "application/json"}, {"Idempotency-Key", key}});
    }

    // The same request from eight connections at once.
    std::vector<support::Reply> click(const std::string& path, const std::string& body, const std::string& key)
    {
        std::vector<support::Reply> replies(clicks);
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < clicks; ++i) threads.emplace_back([&, i] { replies[i] = send(windows[i], path, body, key); });
        for (auto& thread : threads) thread.join();
        return replies;
    }
};

TEST_P(Repeated, EightClicksHaveOneEffectAndOneAnswer)
{
    auto fixture = matrix::fixtures().at("POST /api/v1/activities");
    for (int round = 0; round < 5; ++round) {
        std::string body = world.body_for(fixture, "", Side::own), key = "round-" + std::to_string(round);
        auto before = world.ledger_size();
        auto replies = click("/api/v1/activities", body, key);
        for (const auto& reply : replies) {
            EXPECT_EQ(reply.status, 200) << reply.body;
            EXPECT_EQ(reply.body, replies.front().body);
        }
        EXPECT_EQ(world.ledger_size(), before + 1);
        EXPECT_EQ(windows.front().get("/api/v1/activities").json().object().at("total").integer(), round + 1);
    }
    for (const auto& what : world.failures()) ADD_FAILURE() << what;
}

TEST_P(Repeated, AStepTakenOnceIsAnsweredAsTakenToAll)
{
    std::string id = world.make("activity:draft", Side::own);
    auto fixture = matrix::fixtures().at("POST /api/v1/activities/{id}/submit");
    auto before = world.ledger_size();
    std::string body = world.body_for(fixture, id, Side::own);
    for (const auto& reply : click("/api/v1/activities/" + id + "/submit", body, "step")) EXPECT_EQ(reply.status, 204) << reply.body;
    EXPECT_EQ(world.ledger_size(), before + 1);
    // Another key is another act, which comes too late.
    EXPECT_EQ(send(windows.front(), "/api/v1/activities/" + id + "/submit", body, "later").status, 409);
    // The same key may not carry another act.
    EXPECT_EQ(send(windows.front(), "/api/v1/activities/" + id + "/finish", body, "step").error_code(), "auth.key_reused");
    EXPECT_EQ(world.ledger_size(), before + 1);
    EXPECT_EQ(world.library().check(), "");
}

INSTANTIATE_TEST_SUITE_P(Engines, Repeated, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
