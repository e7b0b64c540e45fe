#include "matrix/world.h"

#include "app/metrics.h"
#include "app/service.h"
#include "app/status.h"
#include "auth/permission.h"
#include "auth/session.h"
#include "crypto/hash.h"
#include "crypto/random.h"
#include "matrix/objects.h"
#include "support/places.h"

#include <fstream>
#include <mutex>
#include <sstream>

namespace matrix {

std::string Route::at(const std::string& id) const
{
    auto open = path.find('{');
    return open == std::string::npos ? path : path.substr(0, open) + id + path.substr(path.find('}') + 1);
}

std::vector<Route> routes_of_description()
{
    std::vector<Route> routes;
    auto document = json::read(app::openapi());
    for (const auto& [path, operations] : (*document).object().at("paths").object())
        for (const auto& [method, operation] : operations.object()) {
            Route route;
            for (char c : method) route.method += static_cast<char>(c & ~0x20);
            route.path = path;
            for (const auto& permission : operation.object().at("x-permission").array()) route.permissions.push_back(permission.text());
            for (const auto& scope : operation.object().at("x-scope").array()) route.scopes.push_back(scope.text());
            if (const auto* parameters = operation.object().find("parameters"))
                for (const auto& parameter : parameters->array())
                    if (parameter.object().at("in").text() == "query") route.query.push_back(parameter.object().at("name").text());
            route.reads_personal = operation.object().find("x-reads-personal") != nullptr;
            route.has_body = operation.object().find("requestBody") != nullptr;
            routes.push_back(std::move(route));
        }
    return routes;
}

const std::string& Fixture::object_for(const std::string& caller) const
{
    auto own = by_role.find(caller);
    return own == by_role.end() ? object : own->second;
}

std::map<std::string, Fixture> fixtures()
{
    std::ifstream file(support::source_folder() / "tests/matrix/fixtures.json");
    std::stringstream text;
    text << file.rdbuf();
    auto document = json::read(text.str());
    if (!document) throw std::runtime_error("fixtures.json: " + document.error().message);
    std::map<std::string, Fixture> list;
    for (const auto& [name, entry] : (*document).object()) {
        if (name == "_") continue;
        Fixture& fixture = list[name];
        for (const auto& [member, value] : entry.object())
            if (member == "object")
                fixture.object = value.text();
            else if (member == "by_role")
                for (const auto& [role, object] : value.object()) fixture.by_role[role] = object.text();
            else if (member == "body")
                fixture.body = value, fixture.has_body = true;
            else if (member == "query")
                fixture.query = value.text();
            else if (member == "raw")
                fixture.raw = value.text();
            else if (member == "good")
                fixture.good = static_cast<int>(value.integer());
            else if (member == "stream")
                fixture.stream = value.boolean();
            else
                throw std::runtime_error("fixtures.json: " + name + ": " + member);
    }
    return list;
}

struct World::Parts {
    Objects objects;
    app::Metrics metrics;
    http::Router router;
    http::PageFiles page{{}};
    mutable std::mutex mutex;
    std::vector<std::string> failures;
    std::optional<http::Server> server;

    explicit Parts(World& world) : objects(world) {}
};

World::World(db::Engine engine) : library_(std::make_unique<support::TestLibrary>(engine)), parts_(std::make_unique<Parts>(*this))
{
    auto& p = *parts_;
    for (auto routes : app::all_routes()) auth::mount(p.router, library_->platform(), routes);
    app::add_operation_endpoints(p.router, library_->platform(), p.metrics);
    http::ServerOptions options;
    options.listen = "127.0.0.1:0";
    options.failed = [&p](const std::string&, const std::string& what) {
        std::lock_guard lock(p.mutex);
        p.failures.push_back(what);
    };
    p.server.emplace(p.router, p.page, options, [&p](const http::Finished& finished) { p.metrics.count(finished); });
    p.server->start();
    p.objects.prepare();
}

World::~World() = default;

std::uint16_t World::port() const
{
    return parts_->server->port();
}

const http::Router& World::router() const
{
    return parts_->router;
}

namespace {

std::string token_in(const std::string& cookie)
{
    auto from = cookie.find('=') + 1;
    return cookie.substr(from, cookie.find(';') - from);
}

} // namespace

support::Client World::session(const std::string& login, const std::string& stage)
{
    const auto& platform = library_->platform();
    auto account = [&] {
        auto snapshot = platform.database.read();
        return snapshot->connection().one("SELECT id FROM account WHERE login = $1", {login},
                                          [](const db::Row& row) { return row.integer(0); });
    }();
    if (!account) throw std::runtime_error("no account " + login);
    http::Request request;
    request.peer = "127.0.0.1";
    std::string cookie;
    if (stage != "full") cookie = auth::start_half_session(platform, *account, request, platform.clock.now());
    auto transaction = platform.database.write();
    auto& connection = transaction->connection();
    if (stage == "full") cookie = auth::start_session(connection, *account, auth::SecondFactor::totp, request, platform.clock.now());
    connection.run("UPDATE session SET step_up_at = $2 WHERE account_id = $1 AND stage = 'full'",
                   {*account, to_text(platform.clock.now())});
    auto csrf = connection.one("SELECT csrf FROM session WHERE token_hash = $1", {crypto::to_hex(crypto::sha256(token_in(cookie)))},
                               [](const db::Row& row) { return row.text(0); });
    transaction->commit();
    support::Client client(port());
    auto pair = cookie.substr(0, cookie.find(';'));
    client.cookies()[pair.substr(0, pair.find('='))] = pair.substr(pair.find('=') + 1);
    client.always("X-Bole-Token", csrf.value());
    return client;
}

support::Client World::as(const std::string& login)
{
    return session(login, "full");
}

support::Client World::half_signed_in()
{
    return session("library_administrator", "password");
}

std::int64_t World::ledger_size()
{
    auto snapshot = library_->platform().database.read();
    return ledger::read_head(snapshot->connection())->size;
}

std::vector<std::string> World::failures() const
{
    std::lock_guard lock(parts_->mutex);
    return parts_->failures;
}

std::string World::make(const std::string& object, Side side)
{
    return object.starts_with("=") ? object.substr(1) : parts_->objects.make(object, side);
}

std::string World::nothing()
{
    return crypto::random_id();
}

json::Value World::filled(const json::Value& value, const std::string& id, Side side)
{
    if (const auto* text = value.if_text(); text && text->starts_with("$")) return parts_->objects.value(text->substr(1), id, side);
    if (const auto* array = value.if_array()) {
        json::Array out;
        for (const auto& entry : *array) out.push_back(filled(entry, id, side));
        return out;
    }
    if (const auto* object = value.if_object()) {
        json::Object out;
        for (const auto& [name, member] : *object) out.set(name, filled(member, id, side));
        return out;
    }
    return value;
}

std::string World::body_for(const Fixture& fixture, const std::string& id, Side side)
{
    return fixture.has_body ? json::canonical(filled(fixture.body, id, side)) : fixture.raw;
}

std::string World::target_of(const Route& route, const Fixture& fixture, const std::string& id, Side side)
{
    std::string query = fixture.query;
    for (auto at = query.find('$'); at != std::string::npos; at = query.find('$', at)) {
        std::string name = query.substr(at + 1, query.find('&', at) - at - 1);
        json::Value value = parts_->objects.value(name, id, side);
        query.replace(at, name.size() + 1, value.if_text() ? value.text() : std::to_string(value.integer()));
    }
    return route.at(id) + (query.empty() ? "" : "?" + query);
}

support::Reply World::send(support::Client& client, const Route& route, const Fixture& fixture, const std::string& id, Side side)
{
    std::string target = target_of(route, fixture, id, side);
    if (fixture.stream) return client.events(target).head();
    support::Headers headers{{"Idempotency-Key", crypto::random_id()}};
    if (fixture.has_body) headers.emplace_back("Content-Type", "application/json");
    return client.send(route.method, target, body_for(fixture, id, side), headers);
}

} // namespace matrix
