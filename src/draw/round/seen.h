#pragma once

#include "draw/round/round.h"

// What a caller may see of rounds: loaded within the filter, with the caller's part.
namespace draw::round {

// What routes whose answers name the drawn say of it.
inline constexpr std::string_view drawn_names = "抽中专家的姓名、单位、职称（结果产生后，仅操作员和监督员）";

// What each of the two must hold: another right of the same account does not do (Art. 15(2)).
auth::Permission permission_of(Part part);

// An activity that the caller may see, with the caller's part in it.
struct Place {
    activity::Activity activity;
    std::optional<Part> part;
};
Result<Place> place_of(auth::Context& c, db::Connection& connection, const std::string& activity_id);

// The round named {id} that the caller may see.
struct Seen {
    Round round;
    Place place;
};
Result<Seen> seen_round(auth::Context& c, db::Connection& connection);

} // namespace draw::round
