#pragma once

#include "library_use/library_use.h"

// Applications as they are stored and shown.
namespace library_use {

struct Use {
    std::int64_t id = 0, version = 0, unit_id = 0, asked_by = 0;
    std::string public_id, state, from, to;
    std::vector<std::string> categories;
};
// Nothing when absent or outside the filter (own_entity: asked for by the own unit; all).
std::optional<Use> load(db::Connection& connection, const auth::Filter& filter, const std::string& public_id);
// Whether an application of the unit waits.
bool waits(db::Connection& connection, std::int64_t unit_id);

struct UseView {
    std::string id;
    std::int64_t version = 0;
    std::string unit, purpose, from, to;
    std::vector<std::string> categories; // names
    std::string state;                   // asked, refused, cancelled, withdrawn; coming, running, over
    std::string asked_by;
    Instant asked_at{};
    std::optional<std::string> decided_by, document, ended_by, reason;
    std::optional<Instant> decided_at, ended_at;
    std::vector<std::string> allowed_actions; // grant, refuse, withdraw, cancel
};
const fields::Table& fields_of(const UseView*);

struct Uses {
    std::vector<UseView> items;
    std::int64_t total = 0;
};
// Those that wait first, the oldest of them first; then the newest. `state` empty: any; `running`: granted and not over.
Uses find(db::Connection& connection, const auth::Filter& filter, const std::string& state, const auth::Page& page, Day today,
          const auth::Actor& actor);
bool is_state(std::string_view state);

// The column's text and back.
std::string column_of(const std::vector<std::string>& codes);
std::vector<std::string> categories_in(const std::string& column);
// "研究开发、财务审计"
std::string names_of_categories(const std::vector<std::string>& codes);
// "已准予"
std::string_view name_of_state(std::string_view state);

} // namespace library_use
