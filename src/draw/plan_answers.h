#pragma once

#include "draw/disclosure.h"
#include "draw/plan_store.h"

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

struct PlanAnswer {
    std::string status, status_name;
    std::int64_t version = 0;
    std::optional<Plan> plan; // nothing while none was saved
    std::optional<std::string> reason;
    std::vector<std::string> allowed_actions;
};
const fields::Table& fields_of(const PlanAnswer*);

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
