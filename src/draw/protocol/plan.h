#pragma once

#include "base/json.h"
#include "base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace draw::protocol {

// A condition across the panel (docs/formats/draw.md, step 8). Without a value: at most `max` people share any one
// value of the tag. With a value: at least `min` and at most `max` people have it.
struct PanelCondition {
    std::string tag;
    std::optional<std::string> value;
    std::optional<std::int64_t> min, max;
};

struct PlanGroup {
    std::string name;
    std::int64_t seats = 0;
};

// The members of a plan that the draw itself reads; the others are sealed with it and pass through untouched.
struct Plan {
    std::vector<PlanGroup> groups;
    std::vector<PanelCondition> panel;
    std::int64_t substitutes = 0;
    std::optional<std::string> beacon_source;

    std::int64_t seats() const;
    // The tags that conditions across the panel name, ascending, each once.
    std::vector<std::string> tags() const;
};

// Refuses any form that step 8 does not know, and nesting deeper than 60.
Result<Plan> read_plan(const json::Value& document);

} // namespace draw::protocol
