#pragma once

#include "recusal/facts.h"

#include <string_view>
#include <unordered_map>

namespace recusal {

struct Unit {
    std::int64_t id = 0;
    std::int64_t parent = 0; // 0: a legal entity
    std::string public_id, name, kind, region;
    std::vector<std::string> aliases{};
    std::vector<Span> listed{}; // days on which it is a listed company (Art. 14(4)6)
};

// The tree of units, read from the units' own parents.
class Places {
public:
    void add(Unit unit);
    const std::vector<Unit>& all() const { return units_; }
    // nullptr for an unknown id.
    const Unit* find(std::int64_t id) const;
    Unit* find(std::int64_t id);
    std::optional<std::int64_t> by_public_id(std::string_view public_id) const;
    // {id, 0, 0} for a unit that is unknown or hangs below one.
    Place place_of(std::int64_t id) const;
    // True for the unit itself and all below it.
    bool within(std::int64_t id, std::int64_t above) const;
    // "草原大学/化学学院"
    std::string path(std::int64_t id) const;

private:
    std::vector<Unit> units_;
    std::unordered_map<std::int64_t, std::size_t> index_;
    std::unordered_map<std::string, std::int64_t> by_public_id_;
};

} // namespace recusal
