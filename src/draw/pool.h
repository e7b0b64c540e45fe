#pragma once

#include "draw/facts.h"
#include "draw/plan.h"
#include "draw/protocol/freeze.h"

// Who may be drawn for a plan: every expert of the library judged against the plan's conditions, recusal (Art. 14(4))
// and eligibility (Art. 11, 13, 14(1); R16).
namespace draw {

// A seat someone was drawn for in another activity.
struct Use {
    std::int64_t expert_id = 0;
    Day drawn;       // the day of the draw
    Day first, last; // of the activity
};

// A suspicion about a project (its place in the question) that the library administrator confirmed (Art. 14(4)7).
struct Confirmed {
    std::int64_t expert_id = 0;
    std::size_t project = 0;
    std::string fact;
};

// What is asked beside the plan. `seal_day`: the day of the draw, from which relations count (R8).
struct Question {
    Day seal_day;
    Day from, to; // of the activity
    std::vector<recusal::ProjectFacts> projects;
    std::vector<std::int64_t> busy; // ids of experts who sit in another activity whose days overlap
    std::vector<Use> uses = {};     // all, in any order
    std::vector<Confirmed> confirmed = {};
    std::vector<std::int64_t> undecided = {}; // the expert of each suspicion that nobody has decided
    RuleBook rules = {};
};

// Why one person may not be drawn, in words: for inspectors and library administrators, never for operators.
struct Reason {
    std::string code;         // of exclusion_codes
    std::optional<int> group; // for this group alone
    std::string project;      // public id; empty: not of a project
    std::string fact, path;
    bool only_project = false; // recusal by project: bars from this project, not from the draw (R12)
};

// Every expert of the library once, in the order of the facts (which keep the ids). Excluded are "14.4.4",
// "missing.qualification@1" …, or "no_group" alone; attributes are the tags that the panel names.
protocol::Evaluation pool_of(const Facts& facts, const Plan& plan, const Question& question);

// The values of all rules that the evaluation used on that day, for the sealed plan's "rules".
json::Array printed_rules(const RuleBook& book, Day day);

// What is found of one expert. Bits of `fits`, `eligible` and `unqualified` stand for
// groups, of `bars` for places in exclusion_codes.
struct Verdict {
    std::uint32_t fits = 0;        // groups whose conditions the expert meets
    std::uint32_t unqualified = 0; // of these, groups whose category lacks its verified qualification
    std::uint32_t by_category = 0; // of these, groups for which another category of the expert is verified
    std::uint32_t bars = 0;        // exclusions from every group; not looked for when `fits` and `nearly` are 0
    std::uint32_t nearly = 0;      // groups of which exactly one condition fails
    std::uint32_t nearly_unqualified = 0;
    std::uint32_t eligible() const { return bars ? 0 : fits & ~unqualified; }
};

// Judges experts one by one for one plan: the rule that PoolSets follow for everyone at once, and whose words are read
// out of one person's facts. Holds references: facts, plan and question outlive it.
class Judgement {
public:
    Judgement(const Facts& facts, const Plan& plan, const Question& question);
    ~Judgement();

    Verdict verdict(std::size_t expert) const;
    // What bars from every group, bits by place in exclusion_codes.
    std::uint32_t bars(std::size_t expert) const;
    // Which conditions of a group the expert fails, bits by place in condition_kinds; the group's categories among them.
    std::uint32_t failed(std::size_t expert, std::size_t group) const;
    std::vector<Reason> reasons(std::size_t expert, const Verdict& verdict) const;
    // The value of a tag; nothing when the person lacks it. "x1" … is "1" for who is barred from that project.
    std::optional<std::string> tag(std::size_t expert, std::string_view tag) const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace draw
