#pragma once

#include "auth/route.h"
#include "ledger/table.h"

#include <optional>
#include <span>

// What experts ask of their own data: correction, erasure (Personal Information Protection Law 46, 47).
namespace own_record {

extern const ledger::Table personal_request_table;

struct Request {
    std::int64_t row = 0, version = 0, expert_id = 0;
    std::string id, kind, field, words, state, answer, expert, number, name; // expert: public id
    Instant asked_at{};
    std::optional<Instant> decided_at;
};

// Of one expert, newest first.
std::vector<Request> requests_of(db::Connection& connection, const crypto::Keyring& keys, std::int64_t expert_id);
// Of a kind, those that wait first, oldest of them first; then the others, newest first.
struct Requests {
    std::vector<Request> items;
    std::int64_t total = 0;
};
Requests find_requests(db::Connection& connection, const crypto::Keyring& keys, std::string_view kind, const auth::Page& page);
std::optional<Request> load_request(db::Connection& connection, const crypto::Keyring& keys, std::string_view kind,
                                    const std::string& public_id);

// Ends one that waits; the caller appends the entry. Conflict when it was decided meanwhile.
Result<Done> end_request(ledger::Act& act, const Request& request, std::string_view state, const std::string& answer,
                         std::int64_t account_id);

} // namespace own_record
