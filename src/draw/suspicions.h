#pragma once

#include "activity/activity.h"
#include "draw/facts.h"
#include "draw/pool.h"
#include "recusal/recusal.h"

// Suspected conflicts of an activity's draw (E4b): found anew from the facts each time, with the decisions that stand on
// exactly these facts.
namespace draw {

struct Decision {
    bool confirmed = false;
    std::string reason;
    Day on{};
};

struct FoundSuspicion {
    std::size_t expert = 0;  // place in the facts
    std::size_t project = 0; // of the activity
    recusal::Suspicion what;
    Bytes facts; // keyed hash of what it rests on
    std::optional<Decision> decision;
};

// Every suspicion about an active expert and a project from which no item of Art. 14(4) bars her, in the order of experts
// and projects.
std::vector<FoundSuspicion> suspicions_of(db::Connection& connection, const crypto::Keyring& keys, const Facts& facts,
                                          const activity::Activity& activity, Day seal_day);

// What the pool is judged by: confirmed ones bar (Art. 14(4)7), undecided ones are counted.
void put_into(Question& question, const Facts& facts, const std::vector<FoundSuspicion>& found);

// Decides one; the act up to its entry "draw.suspicion_decided/1". Conflict when it is decided otherwise already.
Result<Done> decide(ledger::Act& act, const Facts& facts, const activity::Activity& activity, const FoundSuspicion& suspicion,
                    const Decision& decision, std::int64_t account_id);
// Takes a decision back, so that it is asked again; the act up to its entry "draw.suspicion_withdrawn/1". What was sealed
// with it stays as it was sealed.
Result<Done> withdraw(ledger::Act& act, const Facts& facts, const activity::Activity& activity, const FoundSuspicion& suspicion,
                      const std::string& reason);

} // namespace draw
