#pragma once

#include "auth/route.h"

namespace auth {

// Tests the password of whoever is signed in, before it is changed. A wrong one is refused in the field `current` and counts as a
// failure like one at sign-in: all factors lock together (Art. 12).
Result<Done> test_password(Context& c, const crypto::Secret& password);

} // namespace auth
