#include "auth/access_journal.h"
#include "matrix/callers.h"
#include "matrix/world.h"

#include <gtest/gtest.h>

#include <iostream>
#include <set>

namespace {

using matrix::Caller;
using matrix::callers;
using matrix::Fixture;
using matrix::Route;
using matrix::scope_for;
using matrix::Side;
using matrix::World;

bool cut_by_owner(const std::string& scope)
{
    return scope == "own_entity" || scope == "assigned" || scope == "own_charge";
}

class Matrix : public testing::TestWithParam<db::Engine> {
protected:
    World world{GetParam()};
    std::map<std::string, Fixture> fixtures = matrix::fixtures();
    int cells = 0, personal = 0;
    std::int64_t size_before = 0; // of the ledger, before the last call

    support::Client client_of(const Caller& caller) { return matrix::client_of(world, caller); }

    support::Reply call(support::Client& client, const Route& route, const std::string& id, Side side)
    {
        ++cells;
        if (route.reads_personal) size_before = world.ledger_size();
        return world.send(client, route, fixtures.at(route.name()), id, side);
    }

    std::string told(const support::Reply& reply) { return std::to_string(reply.status) + " " + reply.body.substr(0, 300); }

    void expect_refusal(const support::Reply& reply, int status, const std::string& code, const std::string& where)
    {
        EXPECT_EQ(reply.status, status) << where << ": " << told(reply);
        EXPECT_EQ(reply.error_code(), code) << where;
    }

    // Refused whatever it names, and nothing is written.
    void refused_cells(const Route& route, const std::vector<Caller>& all)
    {
        const Fixture& fixture = fixtures.at(route.name());
        std::vector<std::pair<std::string, Side>> targets{{"", Side::own}};
        if (route.has_parameter())
            targets = {{world.make(fixture.object, Side::own), Side::own},
                       {world.make(fixture.object, Side::other), Side::other},
                       {World::nothing(), Side::own}};
        auto before = world.ledger_size();
        for (const auto& caller : all) {
            if (!scope_for(route, caller).empty()) continue;
            auto client = client_of(caller);
            for (const auto& [id, side] : targets) {
                auto reply = call(client, route, id, side);
                expect_refusal(reply, caller.signed_in ? 403 : 401, caller.signed_in ? "auth.not_permitted" : "auth.sign_in_first",
                               route.name() + " by " + caller.name);
            }
        }
        EXPECT_EQ(world.ledger_size(), before) << route.name() << ": a refusal left something behind";
    }

    void expect_success(const Route& route, const Caller& caller, const support::Reply& reply, const std::string& which)
    {
        int good = fixtures.at(route.name()).good;
        bool done = reply.status >= 200 && reply.status < 300;
        EXPECT_TRUE(good ? reply.status == good || (done && caller.name == matrix::half_signed_in) : done)
            << route.name() << " by " << caller.name << " on " << which << ": " << told(reply);
        if (done && route.reads_personal) expect_line(route, caller, which);
    }

    // Whoever saw personal data stands in the ledger for it, with the act or with the line of the reading (Art. 12, 21).
    void expect_line(const Route& route, const Caller& caller, const std::string& which)
    {
        const auto& platform = world.library().platform();
        platform.accesses.move(platform);
        auto snapshot = platform.database.read();
        auto lines =
            *snapshot->connection().one("SELECT count(*) FROM ledger_entry e JOIN account a ON a.public_id = e.actor_id WHERE e.seq "
                                        ">= $1 AND a.login = $2",
                                        {size_before, caller.name}, [](const db::Row& row) { return row.integer(0); });
        EXPECT_GT(lines, 0) << route.name() << " by " << caller.name << " on " << which << " left no line";
        ++personal;
    }

    // What is in scope is done, what is not is answered as if it did not exist.
    void allowed_cells(const Route& route, const std::vector<Caller>& all)
    {
        const Fixture& fixture = fixtures.at(route.name());
        for (const auto& caller : all) {
            std::string scope = scope_for(route, caller);
            if (scope.empty()) continue;
            std::string own = route.has_parameter() ? world.make(fixture.object_for(caller.name), Side::own) : "";
            auto client = client_of(caller);
            if (!route.has_parameter()) {
                expect_success(route, caller, call(client, route, "", Side::own), "itself");
                continue;
            }
            std::string other = world.make(fixture.object_for(caller.name), Side::other), where = route.name() + " by " + caller.name;
            auto absent = call(client, route, World::nothing(), Side::own);
            EXPECT_EQ(absent.status, 404) << where << " on nothing: " << told(absent);
            auto before = world.ledger_size();
            auto neighbour = call(client, route, other, Side::other);
            if (cut_by_owner(scope)) {
                EXPECT_EQ(neighbour.status, 404) << where << " on the neighbour's: " << told(neighbour);
                EXPECT_EQ(neighbour.body, absent.body) << where << ": absent and foreign are told apart";
                EXPECT_EQ(world.ledger_size(), before) << where << " on the neighbour's";
            } else {
                expect_success(route, caller, neighbour, "another's");
            }
            expect_success(route, caller, call(client, route, own, Side::own), "the own");
        }
    }

    // A foreign page can neither use a session nor start one.
    void forged_cells(const Route& route, const std::vector<Caller>& all)
    {
        if (!route.changes()) return;
        const Fixture& fixture = fixtures.at(route.name());
        for (const auto& caller : all) {
            if (scope_for(route, caller).empty()) continue;
            std::string id = route.has_parameter() ? world.make(fixture.object, Side::own) : "";
            auto client = client_of(caller);
            auto before = world.ledger_size();
            client.always("Origin", "https://elsewhere.example");
            expect_refusal(call(client, route, id, Side::own), 403, "auth.foreign_origin", route.name() + " from elsewhere");
            client.always("Origin", "");
            client.always("X-Bole-Token", "");
            if (caller.signed_in)
                expect_refusal(call(client, route, id, Side::own), 403, "auth.token_missing", route.name() + " without token");
            EXPECT_EQ(world.ledger_size(), before) << route.name() << ": a forgery left something behind";
            if (caller.signed_in) return; // one of those who may is enough
        }
    }
};

// Art. 12, 15(2), 20: nobody reaches more than their part.
TEST_P(Matrix, EveryCell)
{
    auto routes = matrix::routes_of_description();
    auto all = callers();
    for (const auto& route : routes) {
        if (!fixtures.count(route.name())) {
            ADD_FAILURE() << route.name() << " has no entry in tests/matrix/fixtures.json";
            continue;
        }
        refused_cells(route, all);
        allowed_cells(route, all);
        forged_cells(route, all);
    }
    for (const auto& what : world.failures()) ADD_FAILURE() << what;
    EXPECT_EQ(world.library().check(), "");
    std::cout << "matrix: " << routes.size() << " routes, " << all.size() << " callers, " << cells << " cells tried, " << personal
              << " readings of personal data found in the ledger\n";
}

TEST_P(Matrix, DescriptionAndServerNameTheSameRoutes)
{
    std::set<std::string> described, served, prepared;
    for (const auto& route : matrix::routes_of_description()) described.insert(route.name());
    for (const auto& endpoint : world.router().endpoints())
        if (endpoint.path != "/healthz" && endpoint.path != "/metrics")
            served.insert(std::string(http::to_text(endpoint.method)) + " " + endpoint.path);
    for (const auto& [name, fixture] : fixtures) prepared.insert(name);
    EXPECT_EQ(described, served);
    for (const auto& name : prepared) EXPECT_TRUE(described.count(name)) << "fixtures.json names a route that is gone: " << name;
    EXPECT_EQ(world.router().endpoints().size(), served.size() + 2) << "/healthz and /metrics";
}

INSTANTIATE_TEST_SUITE_P(Engines, Matrix, testing::ValuesIn(support::engines),
                         [](const auto& tested) { return support::name_of(tested.param); });

} // namespace
