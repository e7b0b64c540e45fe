#pragma once

#include "base/fields.h"

#include <functional>

// The plan of a draw (抽取方案, Art. 14(2), 15(1)): groups of seats with conditions, conditions across the panel.
namespace draw {

// Who fits a group. Every list that is not empty and every bound asks; lists are "any of", codes reach everything
// below them.
struct Conditions {
    std::vector<std::string> categories;  // code table expert_category
    std::vector<std::string> disciplines; // GB/T 13745
    std::vector<std::string> industries;  // GB/T 4754
    std::vector<std::string> ranks;       // code table title_rank
    std::vector<std::string> unit_kinds;  // code table unit_kind, of the legal entity of the main post
    std::vector<std::string> units;       // public ids; the unit of the main post
    std::vector<std::string> regions;     // GB/T 2260
    std::vector<std::string> languages;   // GB/T 4880.1
    std::optional<int> age_min, age_max;  // completed years on the activity's first day
    std::vector<std::string> keywords;    // each found within the record's keywords
    std::optional<int> active_within;     // years to the seal: in a post, or in a research project (一线, Art. 14(3))
};
const fields::Table& fields_of(const Conditions*);

struct Group {
    std::string name;
    int seats = 1;
    Conditions conditions;
};
const fields::Table& fields_of(const Group*);

// A condition across the panel (docs/formats/draw.md, step 8): at most `max` of every value of the tag, or bounds for
// one value. The tags are those of panel_kinds (conditions.h).
struct PanelCondition {
    std::string tag;
    std::optional<std::string> value;
    std::optional<int> min, max;
};
const fields::Table& fields_of(const PanelCondition*);

// From what a conflict with one project bars (R12).
struct RecusalScope {
    std::string scope = "activity"; // "activity": from the whole draw; "project": from that project alone
    std::optional<int> judges;      // with "project": of those seated, at least so many may judge each project
};
const fields::Table& fields_of(const RecusalScope*);

// A public value that nobody knows before the reveals (docs/formats/draw.md, step 6): one event and how its value is
// written, to the letter; how long the round waits for it.
struct Beacon {
    std::string source;
    int wait_minutes = 1440;
};
const fields::Table& fields_of(const Beacon*);

// Who was drawn too often or too lately for the plan (E2, E4).
struct LoadLimits {
    std::optional<int> draws_max; // drawn at most so often in the year of the seal, this time included
    std::optional<int> rest_days; // at least so many days between the last service and the activity's first day
};
const fields::Table& fields_of(const LoadLimits*);

struct Plan {
    std::vector<Group> groups;
    std::vector<PanelCondition> panel;
    int substitutes = 3;     // of each group
    int reveal_minutes = 10; // after the last commitment
    std::optional<Beacon> beacon;
    std::optional<RecusalScope> recusal;
    std::optional<LoadLimits> load;
};
const fields::Table& fields_of(const Plan*);

int seats_of(const Plan& plan);
bool by_project(const Plan& plan);

// The plan as the draw reads it: where recusal is by project, with a condition across the panel for each of the
// activity's projects: at most seats − judges of those whose tag "x1", "x2" … (in the activity's order) is "1" (R12).
Plan with_projects(Plan plan, std::size_t projects);
// The project (from 0) of a tag "x1" …; nothing for any other tag.
std::optional<std::size_t> project_of_tag(std::string_view tag);

// What single fields cannot say: repeated names, codes and conditions, bounds in the wrong order, values that the tag
// does not have, units that do not exist. Paths begin with `prefix` ("plan.").
std::vector<FieldError> faults_of(const Plan& plan, const std::string& prefix, const std::function<bool(const std::string&)>& unit_exists);

// Age bands of tag age_band by completed years on the activity's first day.
std::string_view age_band(int age);

} // namespace draw
