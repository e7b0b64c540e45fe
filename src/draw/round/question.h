#pragma once

#include "draw/facts.h"
#include "draw/feasibility.h"
#include "draw/pool.h"
#include "draw/protocol/freeze.h"
#include "draw/round/room.h"

// Everyone of the library judged by an activity's plan, for a seal.
namespace draw::round {

// The plan of an activity as it stands; status "none" when there is none.
PlanState plan_of(db::Connection& connection, const activity::Activity& activity);

struct Judged {
    json::Value plan; // the document that is sealed: the approved plan with "activity" and "rules"
    protocol::Plan shape;
    std::shared_ptr<const draw::Facts> facts; // of which the evaluation is, in the same order
    protocol::Evaluation evaluation;
    Day day; // whose rules were used
    RuleBook rules;

    std::int64_t undecided = 0; // suspicions about people of the pool

    // So few people for each seat that they could be guessed (X8).
    bool thin() const;
    feasibility::Finding feasibility() const;
    // How many experts each standing has.
    std::vector<std::int64_t> sizes() const;
};

// What a plan of this activity is judged on: who sits elsewhere, what is suspected and decided.
Question question_for(db::Connection& connection, const crypto::Keyring& keys, const draw::Facts& facts, const activity::Activity& activity,
                      Day seal_day);

// Judges every expert by the facts that the connection sees. Refused when the plan cannot be sealed.
Result<Judged> ask(db::Connection& connection, const crypto::Keyring& keys, const activity::Activity& activity, Day today);

} // namespace draw::round
