#pragma once

#include "expert/expert.h"

// What is read of the record of whoever is signed in.
namespace own_record {

// Nothing when the account is tied to none. A record that was merged is the one that goes on.
std::optional<expert::Record> own(db::Connection& connection, const crypto::Keyring& keys, const auth::Actor& actor);

struct Attachment {
    std::string id, title, kind;
    std::int64_t size = 0;
    Instant at{};
};
// Those that are there, oldest first.
std::vector<Attachment> attachments_of(db::Connection& connection, std::int64_t expert_id);

// Something done with the record, as its owner is told.
struct Event {
    Instant at{};
    std::string name, by;
};
// Newest first. Without what is told elsewhere (who looked) and what would tell of draws.
std::vector<Event> events_of(db::Connection& connection, const std::string& public_id);

// A research project in the library under a number of the person.
struct Research {
    std::string role, code, name, level, from, to;
};
std::vector<Research> research_of(db::Connection& connection, std::int64_t expert_id);

} // namespace own_record
