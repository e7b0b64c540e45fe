#pragma once

#include "auth/route.h"
#include "oversight/objects.h"

namespace oversight {

// What the trail is searched for; empty members ask for nothing.
struct Query {
    std::string actor_kind, actor_id;  // account, console, system; the id of an account
    std::string object_kind, number;   // number: as printed
    std::string type;                  // "expert.entered/1"
    std::optional<Day> from, to;       // legal days, both included
    std::optional<std::int64_t> below; // entries before this index: keeps pages still while the ledger grows
};

// The query of the request, or the field at fault. An actor is "account:<public id>", "console" or "system".
Result<Query> query_of(const http::Request& request);
// What of the query the ledger keeps when someone searches.
json::Object noted(const Query& query, std::int64_t page);

struct Entry {
    std::int64_t seq;
    std::string at, type, name, actor;
    std::optional<std::string> object_kind, object_name, object, object_id, reason, from;
    std::int64_t rows; // of protected tables that the act changed
};
const fields::Table& fields_of(const Entry*);

struct Found {
    std::vector<Entry> items;
    std::int64_t total = 0;
};
// Newest first. Scope `assigned` reaches entries about activities that the account supervises and their rounds; `all`
// every entry.
Found find_entries(db::Connection& connection, const auth::Filter& filter, const Query& query, const auth::Page& page);

struct ActorChoice {
    std::string value, name;
    std::optional<std::string> unit_name;
};
const fields::Table& fields_of(const ActorChoice*);
// Who appears in the trail within the scope, by name; experts by number. At most 500.
std::vector<ActorChoice> actors(db::Connection& connection, const auth::Filter& filter);

// Everything about one object, oldest first. The caller has made sure that the object may be read.
std::vector<Entry> timeline_of(db::Connection& connection, const Object& object);

} // namespace oversight
