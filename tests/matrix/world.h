#pragma once

#include "support/client.h"
#include "support/library.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

// Every route for every role: what stands in fixtures.json is tried on a running server.
namespace matrix {

// One route as the API description says it.
struct Route {
    std::string method, path; // "POST", "/api/v1/activities/{id}/submit"
    std::vector<std::string> permissions, scopes;
    std::vector<std::string> query;
    bool has_body = false;
    bool reads_personal = false;

    std::string name() const { return method + " " + path; }
    bool has_parameter() const { return path.find('{') != std::string::npos; }
    bool changes() const { return method != "GET"; }
    // The path with its parameter replaced.
    std::string at(const std::string& id) const;
};
std::vector<Route> routes_of_description();

// What a route is tried with; fixtures.json explains the members.
struct Fixture {
    std::map<std::string, std::string> by_role; // the object of a role whose turn is another
    std::string object;                         // "activity:submitted": kind and state of what the path names; "=senior": a name as it is
    json::Value body;
    bool has_body = false, stream = false;
    std::string query; // without the question mark
    std::string raw;   // body of an upload
    int good = 0;      // the status of success; 0: any 2xx

    const std::string& object_for(const std::string& caller) const;
};
std::map<std::string, Fixture> fixtures();

// The two using units of the matrix: whose activity it is.
enum class Side { own, other };

// A library with two using units and one account per role on the own side, served on a free port.
class World {
public:
    explicit World(db::Engine engine);
    ~World();

    std::uint16_t port() const;
    support::TestLibrary& library() { return *library_; }
    // The account of this role, signed in with both factors just now; "operator-other" … are the neighbours.
    support::Client as(const std::string& login);
    // Has given a password but no second factor.
    support::Client half_signed_in();
    std::int64_t ledger_size();
    // All endpoints served, those outside the API description too.
    const http::Router& router() const;
    // Details of answers of 500.
    std::vector<std::string> failures() const;

    // The public id of a new object of that kind in that state.
    std::string make(const std::string& object, Side side);
    // An id of the right form that nothing has.
    static std::string nothing();
    // The body for an object: "$…" replaced as fixtures.json says.
    std::string body_for(const Fixture& fixture, const std::string& id, Side side);
    // Path and query for an object.
    std::string target_of(const Route& route, const Fixture& fixture, const std::string& id, Side side);
    // Sends one request with the fixture's body; events are given as their head.
    support::Reply send(support::Client& client, const Route& route, const Fixture& fixture, const std::string& id, Side side);

private:
    struct Parts;
    std::unique_ptr<support::TestLibrary> library_;
    std::unique_ptr<Parts> parts_;

    support::Client session(const std::string& login, const std::string& stage);
    json::Value filled(const json::Value& value, const std::string& id, Side side);
};

} // namespace matrix
