#pragma once

#include "auth/permission.h"
#include "auth/platform.h"
#include "base/fields.h"
#include "http/http.h"
#include "ledger/act.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace auth {

// Who is signed in, as handlers see it.
struct Actor {
    std::int64_t account_id = 0; // 0: nobody (only on routes for anyone)
    std::string public_id;
    std::string display_name;
    std::optional<std::int64_t> unit_id;   // the department the person works in
    std::optional<std::int64_t> entity_id; // its legal entity
    std::optional<std::int64_t> expert_id;
    std::vector<std::string> roles; // codes in force today
    Permissions permissions;
    Permissions own;                         // of them, those that its roles carry; the others are lent by delegation (Art. 2)
    std::optional<std::string> lender;       // public id of the unit that lends
    std::optional<std::string> on_behalf_of; // the lender, where the route was opened by a power that is lent
    std::string session_id;                  // public id of the session
    std::optional<Instant> step_up_at;       // last confirmation with the second factor
};

// What the rows of a read must satisfy. Made by the route's wrapper from its Access; every store read of scoped rows
// takes one, so that a list, a count and a detail are always cut the same way.
struct Filter {
    Scope scope = Scope::nothing;
    std::int64_t account_id = 0;
    std::optional<std::int64_t> unit_id;
    std::optional<std::int64_t> entity_id;
};

// One way into a route: the permission and the rows it reaches. The first one the actor holds counts.
struct Access {
    Permission permission;
    Scope scope;
};

// Has no default: a route that says nothing does not compile.
class Needs {
public:
    consteval Needs(Permission permission, Scope scope) : list_{{{permission, scope}, {}, {}, {}}}, size_(1) {}
    consteval Needs(std::initializer_list<Access> list)
    {
        if (list.size() == 0 || list.size() > 4) throw "one to four ways in";
        for (const auto& access : list) list_[size_++] = access;
    }
    std::span<const Access> ways() const { return {list_.data(), size_}; }

private:
    std::array<Access, 4> list_{};
    std::size_t size_ = 0;
};

// What a handler is given.
struct Context {
    const Platform& platform;
    const http::Request& request;
    const Actor& actor;
    Filter filter;
    Instant now;                // of the clock, read once
    Day today;                  // its legal day
    mutable bool acted = false; // act() was asked for: its entry tells of the request

    // A path parameter of the route ("{id}").
    const std::string& parameter(std::string_view name) const;
    // The body read as a record, or every field at fault.
    template <class T>
    Result<T> body() const;
    // An act by this actor under the request's Idempotency-Key.
    ledger::Act act() const;
    ledger::Author author() const;
    // Nothing if the second factor was given within five minutes; the refusal (428) otherwise. Before sealed acts.
    std::optional<Error> need_step_up() const;
};

using Handler = Result<http::Response> (*)(Context&);
// For event streams: as http::StreamHandler, with the actor known.
using Stream = Result<http::NextEvents> (*)(Context&);

// What the API description says of a route, from which openapi.json and the browser's types are made.
struct Doc {
    std::string_view summary;                     // Chinese, one line
    const fields::Table& (*request)() = nullptr;  // of the body
    const fields::Table& (*response)() = nullptr; // of the answer
    std::string_view reads_personal = {};         // which personal data the answer holds, if any
    std::vector<std::string_view> query = {};     // names of query parameters
};

struct Route {
    http::Method method;
    std::string_view path; // written whole, so that grep finds it
    Needs needs;
    Handler handle;
    Doc doc;
    Stream stream = nullptr;
    std::size_t max_body = 1 << 20;
    bool raw_body = false; // an upload: the body is not JSON
    int cost = 1;          // of a request, in lookups of one record
    bool queued = false;   // hashes passwords: few at a time, the others wait (T26)
};

// A route that hashes passwords; one that costs more than the others.
constexpr Route queued(Route route)
{
    route.queued = true;
    return route;
}
constexpr Route costing(int cost, Route route)
{
    route.cost = cost;
    return route;
}

// Gives `fields::Table& (*)()` of a record for Doc.
template <class T>
const fields::Table& table_of()
{
    return fields_of(static_cast<const T*>(nullptr));
}

// Adds the routes to the router, each behind session, permission, scope, token, idempotency.
void mount(http::Router& router, const Platform& platform, std::span<const Route> routes);

// Lists take ?page= (from 1) and ?size= (10, 20, 50, 100; at most 100).
struct Page {
    std::int64_t number = 1, size = 20;
    std::int64_t offset() const { return (number - 1) * size; }
};
Result<Page> page_of(const http::Request& request);
// {"items","total","page","size"}
json::Object page_answer(json::Array items, std::int64_t total, const Page& page);

// Message of a record outside the caller's scope or absent; never told apart.
Error not_found(std::string_view what);

template <class T>
Result<T> Context::body() const
{
    auto document = json::read(request.body);
    if (!document) return document.error();
    return fields::read<T>(*document);
}

} // namespace auth
