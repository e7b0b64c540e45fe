#pragma once

#include "draw/round/round.h"

// The steps of a round. Each is one act; whoever calls has checked permission, scope and second factor.
namespace draw::round {

Result<Done> commit(auth::Context& context, std::int64_t id, Part part, const std::string& seal_hash, const std::string& commitment);
// A value that comes too late or does not give its commitment makes the round void; that is no refusal.
Result<Done> reveal(auth::Context& context, std::int64_t id, Part part, const std::string& value);
// The beacon's value as one of the two found it. When the other typed the same, it is the beacon's and the seed follows;
// when too late, the round is void.
Result<Done> type_beacon(auth::Context& context, std::int64_t id, Part part, const std::string& value);
Result<Done> annul(auth::Context& context, std::int64_t id, Part part, const std::string& reason);
Result<Done> confirm(auth::Context& context, std::int64_t id, Part part);

// --- shared by the steps of people and those of the server ---

// The round as it stands in the act and the step that `part` takes; the refusal where the table has none.
Result<Round> begin_step(ledger::Act& act, const crypto::Keyring& keys, std::int64_t id, Action action, Part part, const Transition** step);
// Ends a round whose beacon did not come in time; names who did not type it, the server when neither did.
void annul_without_beacon(ledger::Act& act, const Round& round);
// Ends the round without a result and lets its activity go; the caller commits.
void annul_in(ledger::Act& act, const Round& round, std::string_view cause, Part role, const std::string& text);
// An entry of the round; `data` follows its seal_hash.
ledger::Event event_of(const Round& round, std::string type, json::Object data, std::string reason = {});

} // namespace draw::round
