#pragma once

#include "hash.h"
#include "json.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

// What the draw reads of plans and entries (docs/formats/draw.md, 1.2 and 1.8).
namespace verify {

struct Condition {
    std::string tag;
    std::optional<std::string> value; // absent: every value of the tag
    std::int64_t min = 0;
    std::optional<std::int64_t> max;
};

struct Plan {
    std::vector<std::int64_t> seats; // of each group
    std::vector<Condition> panel;
    std::int64_t substitutes = 0;
    std::optional<std::string> beacon_source;
    std::int64_t judges = 0; // recusal by project: at least so many of those seated may judge each; 0: whole activity
    std::size_t projects = 0;
};
// Throws Problem when the plan is not one that may be sealed.
Plan read_plan(const Value& document);
Digest plan_hash(Suite suite, const Value& document);

struct Entry {
    std::string ref; // 16 raw bytes
    std::vector<std::size_t> groups;
    std::vector<std::string> excluded;
    std::map<std::string, std::string> tags;
};
Entry read_entry(const Value& document, const Plan& plan, const std::string& place);
// Throws Problem unless the codes are as 1.2 says for someone with these groups.
void check_exclusions(const std::vector<std::string>& excluded, const std::vector<std::size_t>& groups, std::size_t group_count,
                      const std::string& place);
std::vector<std::size_t> read_groups(const Array& array, std::size_t group_count, const std::string& place);
std::vector<std::string> read_texts(const Array& array, const std::string& place);

} // namespace verify
