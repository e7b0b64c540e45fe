#pragma once

#include "auth/route.h"
#include "registry/unit.h"

// The rows of units. Reads take the filter of a route; units are reached whole (scope all) or not at all.
namespace registry {

std::optional<Unit> load(db::Connection& connection, const auth::Filter& filter, const std::string& public_id);
Unit load(db::Connection& connection, std::int64_t id);

// Names of units by id.
std::map<std::int64_t, std::string> names_of(db::Connection& connection, const std::vector<std::int64_t>& ids);
bool is_above(db::Connection& connection, std::int64_t above, std::int64_t below); // itself included
// Another unit with this code.
std::optional<std::string> holder_of(db::Connection& connection, const std::string& code, std::int64_t but);
// Whether another unit directly below `parent`, or another legal entity, has the name.
bool name_is_taken(db::Connection& connection, std::optional<std::int64_t> parent, const std::string& name, std::int64_t but);

// Writes again under which units experts are found (expert/facets.cpp), for everyone with a post at the unit or below it, which hangs
// elsewhere now.
void refresh_unit_facets(db::Connection& connection, std::int64_t unit_id);

// Writes `after` over `before` and raises the version; the caller has compared it.
void write(ledger::Act& act, const Unit& before, const Facts& after, ledger::Record more = {});

} // namespace registry
