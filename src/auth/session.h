#pragma once

#include "auth/route.h"
#include "auth/second_factor.h"
#include "auth/undertaking.h"

namespace auth {

// How long a session lasts (Art. 12; security.md decision 8).
struct SessionLimits {
    std::int64_t idle_ms = 15 * 60'000;
    std::int64_t absolute_ms = 8 * 3'600'000;
};
inline constexpr SessionLimits session_limits{};

// A browser that is signing in or signed in.
struct Session {
    std::string token_hash;
    std::string stage; // password: the first factor was right; full
    std::string csrf;
    Instant created_at{}, seen_at{};
    Actor actor;
    Duty undertaking, password; // of accounts with staff roles
};

// Whoever has a role beside an expert's.
bool is_staff(const Role& role);
bool is_staff(const Actor& actor);
// The roles that an account holds on the day.
std::vector<const Role*> roles_of(db::Connection& connection, std::int64_t account_id, Day today);

// The session of the request's cookie with roles read afresh, so that a right withdrawn ends with the next request;
// nothing when absent, idle, over or blocked. Marks it as seen (at most every 20 seconds).
std::optional<Session> load_session(const Platform& platform, const http::Request& request, Instant now);

// Whether the active account of this id holds the permission on the day: for what was begun while it did.
bool holds(db::Connection& connection, std::int64_t account_id, Permission permission, Day today);
// The same of whose session this is, as long as it stands.
bool still_holds(const Platform& platform, const std::string& session_id, Permission permission, Day today);

// Starts a session that has passed the first factor; one that is full, in which `given` was the second. Gives the Set-Cookie value.
std::string start_half_session(const Platform& platform, std::int64_t account_id, const http::Request& request, Instant now);
std::string start_session(db::Connection& connection, std::int64_t account_id, SecondFactor given, const http::Request& request,
                          Instant now);

// Marks the session with this public id as seen: it does not idle out while its work goes on by itself (a live draw).
void keep_session(const Platform& platform, const std::string& public_id, Instant now);

// Ends the account's full sessions because it is signed in elsewhere; gives how many. They are kept to tell their browsers.
std::int64_t end_for_another(db::Connection& connection, std::int64_t account_id, const http::Request& elsewhere, Instant now);
// When and from where the session of the request's cookie was ended by a sign-in elsewhere; nothing when it was not.
struct SignedInElsewhere {
    Instant at{};
    std::string peer;
};
std::optional<SignedInElsewhere> ended_elsewhere(const Platform& platform, const http::Request& request);

// Where an account is signed in.
struct SignedIn {
    std::string public_id, user_agent, peer;
    Instant created_at{}, seen_at{};
};
// Those of the account that are not over, the last seen first.
std::vector<SignedIn> sessions_of(db::Connection& connection, std::int64_t account_id, Instant now);

void end_session(const Platform& platform, const std::string& token_hash);
void end_all_sessions(const Platform& platform, std::int64_t account_id);
// The Set-Cookie value that removes the cookie.
std::string expired_cookie();

} // namespace auth
