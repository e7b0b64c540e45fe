#pragma once

#include "base/fields.h"
#include "draw/count.h"

// What an operator may see of the counts: nothing from which 1 to 4 people could be told (少于 5), neither at once nor
// by subtracting what is shown.
namespace draw {

// {"n":17}, {"few":true} for 1 to 4, or {"n":231,"least":true} where the exact number would give away a few: at least so many.
struct Shown {
    std::optional<std::int64_t> n;
    std::optional<bool> few;
    std::optional<bool> least;
};
const fields::Table& fields_of(const Shown*);

struct ShownItem {
    std::string code, label;
    Shown count;
};
const fields::Table& fields_of(const ShownItem*);

struct ShownSection {
    std::string code, label; // "14.4", "eligibility", "missing"
    Shown count;
    std::vector<ShownItem> items; // those that are not zero
};
const fields::Table& fields_of(const ShownSection*);

struct ShownCondition {
    std::string name;
    Shown without; // so many more could be drawn without the condition
};
const fields::Table& fields_of(const ShownCondition*);

struct ShownGroup {
    Shown matching, eligible;
    bool thin = false;                      // fewer than three for a seat: the draw needs the supervisor's consent
    std::vector<ShownCondition> conditions; // those that ask
};
const fields::Table& fields_of(const ShownGroup*);

struct ShownCount {
    Shown total, no_group, matching, eligible;
    std::vector<ShownSection> excluded;
    std::vector<ShownGroup> groups;
};

// Shows a count alone: few for 1 to 4.
Shown shown(std::int64_t count);

ShownCount disclose(const Count& count, const Plan& plan, std::int64_t thin_multiple);

} // namespace draw
