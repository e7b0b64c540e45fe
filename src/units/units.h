#pragma once

#include "ledger/act.h"

#include <optional>
#include <string>
#include <vector>

// Units (单位): a tree of legal entities and their sub-units (Art. 7, 14(4)4).
namespace units {

extern const ledger::Table unit_table;
extern const ledger::Table unit_alias_table;
extern const ledger::Table unit_attribute_table;

// What a unit is besides its kind, for a time (Art. 6(1), 6(2)).
struct Attribute {
    std::string kind; // code table unit_attribute
    std::optional<Day> from, to;
};

struct NewUnit {
    std::string name;
    std::optional<std::string> code; // GB 32100; of legal entities
    std::optional<std::string> kind; // code table unit_kind
    std::optional<std::int64_t> parent_id;
    std::optional<std::string> region;
    std::optional<std::int64_t> competent_department_id;
    std::optional<Day> listed_from, listed_to;
    std::optional<Day> verified_on;
    std::string verified_by, source;
    std::vector<std::string> aliases;
    std::vector<Attribute> attributes;
};

// Adds a unit and its place in the closure to `act` (the caller appends the entry); gives its id.
std::int64_t add_unit(ledger::Act& act, const NewUnit& unit);

// Writes the closure again from the units' parents.
void rebuild_closure(db::Connection& connection);

// SQL that joins the legal entity of the unit in `column` as `alias`, and the way there as `alias`_c with its distance.
std::string join_entity(const std::string& column, const std::string& alias);

// A unit as the library has it; days as text.
struct KnownUnit {
    std::int64_t id = 0;
    std::optional<std::int64_t> above_id, department_id;
    std::string name;
    std::optional<std::string> code, kind, region, listed_from, listed_to;
    std::vector<std::string> aliases, attributes; // attributes by their kind
};
// All of them, for matching what a workbook names. No scope: the caller's permission is to bring in units.
std::vector<KnownUnit> load_all(db::Connection& connection);

} // namespace units
