#pragma once

#include "base/time.h"

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace intake {

// What two people are compared by (B11): the same name, and the same birth date or a unit in common.
struct Someone {
    std::string key; // of the identity number, or of the record that has none; equal keys are one person and no pair
    std::string name;
    std::optional<Day> birth_day;
    std::set<std::size_t> entities; // legal entities of the posts
};

struct Alike {
    std::size_t row = 0;   // place among the rows
    std::size_t other = 0; // place among the known, or among the rows before
    bool known = false;
    bool by_birth = false, by_unit = false;
};

// Who of `rows` is like one of the `known`, or like a row before; each two keys once, in the order of the rows. Of many with the same
// name and date, or name and unit, each is compared with ten at most, so that the work and the list stay linear in the rows.
std::vector<Alike> find_alike(const std::vector<Someone>& rows, const std::vector<Someone>& known);

} // namespace intake
