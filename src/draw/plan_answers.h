#pragma once

#include "draw/checkup.h"
#include "draw/disclosure.h"
#include "draw/plan_store.h"
#include "draw/relaxations.h"
#include "draw/round/compare.h"

// What the routes of plans take and give.
namespace draw {

struct SavePlan {
    std::int64_t version = 0; // 0: nothing was saved yet
    Plan plan;
};
const fields::Table& fields_of(const SavePlan*);

struct CountPlan {
    Plan plan;
};
const fields::Table& fields_of(const CountPlan*);

struct PlanStep {
    std::int64_t version = 0;
};
const fields::Table& fields_of(const PlanStep*);

struct ReturnPlan {
    std::int64_t version = 0;
    std::string reason;
};
const fields::Table& fields_of(const ReturnPlan*);

// The kinds of conditions there are, from which the page makes its form.
struct ConditionKindView {
    std::string name, label, form;
    std::optional<std::string> source;
};
const fields::Table& fields_of(const ConditionKindView*);

struct ChoiceView {
    std::string value, label;
};
const fields::Table& fields_of(const ChoiceView*);

struct PanelKindView {
    std::string tag, label, form;
    std::optional<std::string> source;
    int level = 0;
    std::vector<ChoiceView> choices;
};
const fields::Table& fields_of(const PanelKindView*);

struct PlanAnswer {
    std::string status, status_name;
    std::int64_t version = 0;
    std::optional<Plan> plan; // nothing while none was saved
    std::optional<std::string> reason;
    std::vector<std::string> allowed_actions;
    std::vector<ConditionKindView> condition_kinds;
    std::vector<PanelKindView> panel_kinds;
};
const fields::Table& fields_of(const PlanAnswer*);

// Writes the kinds into an answer.
void add_kinds(PlanAnswer& answer);

struct PlanProblem {
    std::optional<int> group;
    std::string text;
};
const fields::Table& fields_of(const PlanProblem*);

struct CountAnswer {
    std::int64_t ledger_size = 0;
    Shown total, no_group, matching, eligible;
    std::vector<ShownSection> excluded;
    std::vector<ShownGroup> groups;
    bool feasible = false;
    std::string share; // of attempts that give a panel
    std::vector<PlanProblem> problems;
    std::vector<std::string> warnings;
    std::vector<Relaxation> relaxations;
    Checkup checkup;
    std::optional<round::LastRound> last_round;
};
const fields::Table& fields_of(const CountAnswer*);

struct ReasonItem {
    std::string code;
    std::optional<int> group;
    std::optional<std::string> project;
    std::string fact;
    std::optional<std::string> path;
    std::optional<bool> only_project;
};
const fields::Table& fields_of(const ReasonItem*);

struct PersonReasons {
    std::string id, number;
    std::vector<int> groups; // may be drawn for
    std::vector<ReasonItem> reasons;
};
const fields::Table& fields_of(const PersonReasons*);

struct ReasonsAnswer {
    std::vector<PersonReasons> items;
    std::int64_t total = 0, page = 1, size = 20;
};
const fields::Table& fields_of(const ReasonsAnswer*);

} // namespace draw
