#pragma once

#include "base/fields.h"
#include "registry/unit.h"

// What is typed of a unit, and whether it may stand.
namespace registry {

struct AttributeForm {
    std::string kind;
    std::optional<Day> from, to;
};
const fields::Table& fields_of(const AttributeForm*);

struct UnitForm {
    std::string name;
    std::optional<std::string> code, kind, region, department; // department: public id
    std::optional<Day> listed_from, listed_to;
    std::optional<std::string> source;
    std::optional<Day> verified_on;
    std::optional<std::string> verified_by;
    std::vector<std::string> aliases;
    std::vector<AttributeForm> attributes;
};
const fields::Table& fields_of(const UnitForm*);

// As it is to stand, below `parent`; every fault is told. `before`: the unit that is changed. What stands already is not judged again.
Result<Facts> read_facts(db::Connection& connection, const UnitForm& form, std::optional<std::int64_t> parent, const Unit* before,
                         Day today);

} // namespace registry
