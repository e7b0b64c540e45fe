#pragma once

#include "library_use/store.h"

// The steps of an application (Art. 12). Each is one act up to its entry; the caller commits. `version` is the one that the person saw.
namespace library_use {

// What is asked for; judged before.
struct Wanted {
    std::int64_t unit_id = 0;
    std::string purpose;
    std::vector<std::string> categories;
    Day from{}, to{};
    std::int64_t asked_by = 0;
};
// Appends the entry "library_use.asked/1"; gives the public id.
std::string ask(ledger::Act& act, const Wanted& wanted);
// By the science department, never by whoever asked.
Result<Done> grant(ledger::Act& act, const Use& use, std::int64_t version, const std::string& document, std::int64_t by);
Result<Done> turn_down(ledger::Act& act, const Use& use, std::int64_t version, const std::string& reason, std::int64_t by);
// By the using unit, before it is decided.
Result<Done> cancel(ledger::Act& act, const Use& use, std::int64_t version, const std::string& reason, std::int64_t by);
// By the science department, at once: the unit's next step is refused. A round that is sealed already comes to its end.
Result<Done> withdraw(ledger::Act& act, const Use& use, std::int64_t version, const std::string& reason, std::int64_t by);

} // namespace library_use
