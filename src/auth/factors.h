#pragma once

#include "auth/failures.h"

namespace auth {

// Tests the password of whoever is signed in, before it is changed. A wrong one is refused in the field `current` and counts as a
// failure like one at sign-in: all factors lock together (Art. 12).
Result<Done> test_password(Context& c, const crypto::Secret& password);

struct CodeForm {
    std::string code;
};
const fields::Table& fields_of(const CodeForm*);

// Tests a code of the actor's second factor and counts a failure; gives the tries to keep when it is right.
struct RightCode {
    Tries tries;
    bool set_up = false; // the factor was new and is the account's from now on
};
Result<RightCode> test_code(Context& c, const Actor& actor, const std::string& code);

// The actor has just given the second factor again: sealed acts open for five minutes, and failures are forgotten.
void note_step_up(const Context& c, const Tries& tries);

// GET /api/v1/session/totp-setup
Result<http::Response> show_totp_setup(Context& c);
const fields::Table& totp_setup_table();

} // namespace auth
