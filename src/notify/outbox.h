#pragma once

#include "auth/route.h"

// Within notify: what the outbox holds, for its page.
namespace notify {

// A message that was for somebody; its text in a demonstration alone.
struct Kept {
    std::string id, phone_masked, title, state;
    Instant made_at{};
    std::optional<Instant> done_at;
    std::optional<std::string> text;
};
const fields::Table& fields_of(const Kept*);
struct Outbox {
    std::vector<Kept> items;
    std::int64_t total = 0;
};
// The latest first; `state` empty: all.
Outbox find_messages(const Platform& platform, const std::string& state, const auth::Page& page);

} // namespace notify
