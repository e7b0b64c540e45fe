#pragma once

#include "draw/feasibility_count.h"

namespace draw::feasibility {

// Whether any panel holds under `conditions`, by search over the kinds of people with the states that failed remembered:
// exact for conditions of every form, also where the programme of exact_share cannot follow. Nothing when more than
// `nodes` states would have to be looked at.
std::optional<bool> search_panel(const protocol::Plan& plan, const std::vector<protocol::PanelCondition>& conditions, const People& people,
                                 std::size_t nodes);

} // namespace draw::feasibility
