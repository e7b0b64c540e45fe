#include "recusal/places.h"

namespace recusal {

namespace {

constexpr int deepest = 64; // a tree that goes round ends here

} // namespace

void Places::add(Unit unit)
{
    index_[unit.id] = units_.size();
    by_public_id_[unit.public_id] = unit.id;
    units_.push_back(std::move(unit));
}

const Unit* Places::find(std::int64_t id) const
{
    auto found = index_.find(id);
    return found == index_.end() ? nullptr : &units_[found->second];
}

Unit* Places::find(std::int64_t id)
{
    auto found = index_.find(id);
    return found == index_.end() ? nullptr : &units_[found->second];
}

std::optional<std::int64_t> Places::by_public_id(std::string_view public_id) const
{
    auto found = by_public_id_.find(std::string(public_id));
    return found == by_public_id_.end() ? std::nullopt : std::optional(found->second);
}

Place Places::place_of(std::int64_t id) const
{
    Place place{id, 0, 0};
    std::int64_t below = 0;
    const Unit* unit = find(id);
    for (int depth = 0; unit && depth < deepest; ++depth, unit = find(unit->parent)) {
        if (unit->parent == 0) return {id, unit->id, below};
        below = unit->id;
    }
    return place;
}

bool Places::within(std::int64_t id, std::int64_t above) const
{
    const Unit* unit = find(id);
    for (int depth = 0; unit && depth < deepest; ++depth, unit = find(unit->parent))
        if (unit->id == above) return true;
    return false;
}

std::string Places::path(std::int64_t id) const
{
    std::string path;
    const Unit* unit = find(id);
    for (int depth = 0; unit && depth < deepest; ++depth, unit = find(unit->parent))
        path = path.empty() ? unit->name : unit->name + "/" + path;
    return path;
}

} // namespace recusal
