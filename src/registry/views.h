#pragma once

#include "base/fields.h"
#include "registry/unit.h"

// What is answered about units.
namespace registry {

struct UnitName {
    std::string id, name;
};
const fields::Table& fields_of(const UnitName*);

struct AttributeView {
    std::string kind, name;
    std::optional<Day> from, to;
};
const fields::Table& fields_of(const AttributeView*);

struct UnitView {
    std::string id, name, path;
    std::int64_t version = 0;
    bool entity = false;
    std::optional<UnitName> parent, department, merged_into;
    std::optional<std::string> code, organisation_code, kind, kind_name, region, region_name, verified_by, source;
    std::optional<Day> listed_from, listed_to, verified_on;
    std::vector<std::string> aliases;
    std::vector<AttributeView> attributes;
    std::vector<UnitName> merged; // into this one
    std::int64_t children = 0, below = 0, accounts = 0, experts = 0, in_charge = 0;
};
const fields::Table& fields_of(const UnitView*);
UnitView view_of(db::Connection& connection, const Unit& unit);

// What a merging moves, one line a kind.
struct MoveView {
    std::string kind, text;
    std::int64_t n = 0;
};
const fields::Table& fields_of(const MoveView*);
struct MergeView {
    UnitView survivor, absorbed;
    std::vector<MoveView> moves;
    std::vector<std::string> obstacles, consequences;
};
const fields::Table& fields_of(const MergeView*);

} // namespace registry
