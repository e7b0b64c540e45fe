#pragma once

#include "auth/route.h"
#include "ledger/table.h"

#include <map>
#include <span>
#include <vector>

// What experts answered to the texts on their personal data (Art. 7; Personal Information Protection Law 14 to 17, 23, 29).
namespace consent {

extern const ledger::Table consent_table;

// The last answers to sharing of these experts (ascending ids of records that go on): whether it was yes. Who never answered is not
// among them. What was answered for a record that was merged counts for the one that goes on.
std::map<std::int64_t, bool> sharing_of(db::Connection& connection, const std::vector<std::int64_t>& ids);
// Whether the expert refused that sensitive data which law does not ask for be processed (29).
bool refuses_sensitive(db::Connection& connection, std::int64_t expert_id);

// The dated texts that they answer: consent.notice, …
struct ConsentText {
    std::string code, name;
};
std::vector<ConsentText> texts();

// /api/v1/account/consents
std::span<const auth::Route> routes();

} // namespace consent
