#pragma once

#include "draw/draw.h"
#include "eligibility/eligibility.h"
#include "expert/expert.h"

// What a change of a record means for draws: judged before and after, told in words.
namespace amendment {

// What others have registered of an identity number.
struct Ties {
    std::int64_t research = 0;  // research projects
    std::int64_t relations = 0; // other experts' relations
};

// How the record stands towards draws on a day, by the tables as they are.
struct Outlook {
    std::vector<std::string> bars; // codes of what bars from every group (R16), in their order
    eligibility::Categories held = 0, verified = 0;
    std::int64_t decisions = 0; // on suspicions about the person, which stand on facts that are found
};
// Whether suspicions may rest on any of these fields.
bool may_move_suspicions(const std::vector<std::string>& fields);
// `with_decisions`: decisions are counted. `written`: the act has written its change already.
Outlook outlook_of(db::Connection& connection, const crypto::Keyring& keys, std::int64_t expert_id, Day today, bool with_decisions,
                   bool written);

Ties ties_of(db::Connection& connection, const crypto::Keyring& keys, const expert::Record& record);

// Everything to be told, one sentence each.
struct Comparison {
    const expert::Record &before, &after;
    const std::vector<std::string>& fields; // that differ
    Outlook outlook_before, outlook_after;
    Ties lost; // of the old identity number, when it is another now
    std::vector<draw::SealedRound> rounds;
    const expert::UnitPaths& units;
};
std::vector<std::string> consequences(const Comparison& c);

} // namespace amendment
