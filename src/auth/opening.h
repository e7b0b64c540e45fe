#pragma once

#include "auth/failures.h"
#include "auth/session.h"

namespace auth {

// How a sign-in goes on: what is asked for next, until the session is full.
struct StageAnswer {
    std::string stage;                           // totp, totp_setup, sms, done
    std::vector<std::string> recovery_codes{};   // shown once, when the second factor has been set up
    std::optional<std::int64_t> recovery_left{}; // after one was used
    bool by_sms = false;                         // a code by short message does as well
};
const fields::Table& fields_of(const StageAnswer*);

// The session that has passed the first factor, of this request.
std::optional<Session> half_open(const Context& c);
// Such a session begins, and the browser is told what comes next.
http::Response ask_for(const Context& c, std::int64_t account_id, const Factors& factors);
// A full session, the failures forgotten, and the entry that tells of it.
http::Response open_session(const Context& c, std::int64_t account_id, const std::string& public_id, const Tries& tries, SecondFactor given,
                            StageAnswer answer = {"done"});

} // namespace auth
