#pragma once

#include "db/db.h"
#include "units/units.h"

#include <map>

// What is known of one unit (A1), and how a change of it is told.
namespace registry {

struct Facts {
    std::string name;
    std::optional<std::string> code, kind, region;
    std::optional<std::int64_t> department_id; // 归口管理部门 (Art. 7)
    std::optional<Day> listed_from, listed_to;
    std::optional<Day> verified_on;
    std::string verified_by, source;
    std::vector<std::string> aliases;
    std::vector<units::Attribute> attributes;
};

struct Unit {
    std::int64_t id = 0, version = 0;
    std::string public_id;
    std::optional<std::int64_t> parent_id, merged_into_id;
    Facts facts;

    bool is_entity() const { return !parent_id; }
};

// "名称由“甲”改为“乙”", one for each thing that differs. `names`: of the departments.
std::vector<std::string> differences(const Facts& before, const Facts& after, const std::map<std::int64_t, std::string>& names);

// What a name leaves behind: the former one becomes an alias, for recusal and search still meet it (Art. 14(4)).
void keep_former_name(Facts& after, const std::string& former);

std::string joined(const std::vector<std::string>& texts, std::string_view between);

} // namespace registry
