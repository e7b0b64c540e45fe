#pragma once

#include "base/fields.h"
#include "db/db.h"

#include <optional>
#include <string>
#include <vector>

// Checking the ledger from the page: asked for by one request, done as a job, looked at by others.
namespace oversight {

struct Told {
    std::string code, place, text; // the place in words that name no expert
};
const fields::Table& fields_of(const Told*);

struct Check {
    std::string id, at, state, author;
    std::optional<std::string> finished_at, root;
    std::optional<std::int64_t> entries, rows, findings;
    std::vector<Told> told;
    std::optional<std::int64_t> done, of; // while it runs in this process
};
const fields::Table& fields_of(const Check*);

// The last ones, newest first, without what they told; one with it.
std::vector<Check> checks(db::Connection& connection, std::int64_t most);
std::optional<Check> load_check(db::Connection& connection, const std::string& id);

// Where a finding lies: "任职 31（专家 E2026-00017）".
std::string place_in_words(db::Connection& connection, const std::string& place);

} // namespace oversight
