#pragma once

#include "expert/expert.h"
#include "units/units.h"

#include <string>
#include <vector>

// The rows of a workbook, each cell read and checked on its own; what they refer to is found in matching.h.
namespace intake {

struct UnitRow {
    std::int64_t row = 0;
    bool sound = true;             // no cell was at fault
    std::string above, department; // as written
    units::NewUnit unit;
};

struct ExpertRow {
    std::int64_t row = 0;
    bool sound = true;
    std::vector<std::string> categories, qualifications;
    std::vector<std::string> main_disciplines, main_industries, other_disciplines, other_industries;
    std::string unit, part, duty; // the main post, as written
    crypto::Secret number;        // a citizen's, or a passport's
    expert::NewExpert expert;
};

// A row about someone: found by the identity number, the name only guards against a slip.
struct PersonRow {
    std::int64_t row = 0;
    bool sound = true;
    crypto::Secret citizen_id;
    std::string name;
};

struct PostRow : PersonRow {
    bool of_expert = false; // from the sheet 专家
    std::string unit, part; // as written
    expert::Post post;
};
struct RelationRow : PersonRow {
    expert::Relation relation;
};
struct InterestRow : PersonRow {
    std::string unit;
    expert::Interest interest;
};
struct AbsenceRow : PersonRow {
    expert::Absence absence;
};
struct AchievementRow : PersonRow {
    expert::Achievement achievement;
};
struct SanctionRow : PersonRow {
    expert::Sanction sanction;
};

// One participant of a research project; the project's own columns repeat.
struct ProjectRow : PersonRow {
    std::string code, title, level, role;
    std::optional<Day> from, planned_end, closed_on;
};

struct Draft {
    std::vector<UnitRow> units;
    std::vector<ExpertRow> experts;
    std::vector<PostRow> posts;
    std::vector<ProjectRow> projects;
    std::vector<RelationRow> relations;
    std::vector<InterestRow> interests;
    std::vector<AbsenceRow> absences;
    std::vector<AchievementRow> achievements;
    std::vector<SanctionRow> sanctions;
};

} // namespace intake
