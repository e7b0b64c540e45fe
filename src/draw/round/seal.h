#pragma once

#include "draw/round/room.h"

namespace draw::round {

// Freezes the library and seals the activity's next round in one act (docs/formats/draw.md, 1.2 and 1.3); gives the
// round's public id. The operator acts; the second factor was checked.
Result<std::string> seal(auth::Context& context, const std::string& activity_id);

} // namespace draw::round
