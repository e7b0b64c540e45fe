#include "draw/round/seen.h"

#include "draw/round/store.h"

namespace draw::round {

auth::Permission permission_of(Part part)
{
    return part == Part::by_operator ? auth::Permission::draw_operate : auth::Permission::draw_supervise;
}

Result<Place> place_of(auth::Context& c, db::Connection& connection, const std::string& activity_id)
{
    auto activity = activity::load(connection, c.filter, activity_id);
    if (!activity) return auth::not_found("活动");
    auto part = part_in(*activity, c.actor.account_id);
    if (part && !c.actor.permissions.has(permission_of(*part))) part.reset();
    return Place{std::move(*activity), part};
}

Result<Seen> seen_round(auth::Context& c, db::Connection& connection)
{
    auto round = load_round(connection, c.platform.keys, c.filter, c.parameter("id"));
    if (!round) return auth::not_found("轮次");
    auto place = place_of(c, connection, round->read_seal().activity);
    if (!place) return auth::not_found("轮次");
    return Seen{std::move(*round), std::move(*place)};
}

} // namespace draw::round
