#pragma once

#include "activity/activity.h"
#include "draw/plan.h"
#include "draw/plan_status.h"
#include "draw/pool.h"
#include "ledger/act.h"

// Plans as they are stored. Whoever reads one has loaded its activity within the own scope.
namespace draw {

struct StoredPlan {
    std::int64_t id = 0, version = 0;
    PlanStatus status = PlanStatus::draft;
    Plan plan;
    std::int64_t prepared_by = 0; // account
    std::optional<std::string> reason;
};
// Nothing when none was saved yet.
std::optional<StoredPlan> load_plan(db::Connection& connection, const activity::Activity& activity);

// H("bole-plan/1" ‖ 0 ‖ JCS) of the document as it is counted, submitted and approved (without what the seal adds), hex.
std::string plan_hash(crypto::Suite suite, const Plan& plan);

// What a plan of this activity is judged on at `seal_day`.
Question question_of(const activity::Activity& activity, Day seal_day, std::vector<Use> uses);

// Why the using unit may not draw by this plan on that day (Art. 12): no right of use runs, or none for these categories.
std::optional<Error> refuse_use(db::Connection& connection, const activity::Activity& activity, const Plan& plan, Day today);

// One act up to its entry "draw.plan_saved/1" with the plan's hash. Conflict unless the stored version is `version`
// (0: none stored). The status is the one the table gives.
Result<Done> save_plan(ledger::Act& act, crypto::Suite suite, const activity::Activity& activity, const Plan& plan, std::int64_t version,
                       PlanStatus status, std::int64_t account_id);
// One act up to its entry ("draw.plan_submitted/1" …).
Result<Done> set_plan_status(ledger::Act& act, crypto::Suite suite, const activity::Activity& activity, const StoredPlan& stored,
                             std::int64_t version, PlanStatus status, std::string_view type, std::optional<std::int64_t> decided_by,
                             const std::string& reason);

// The data of the activity's newest entry of a type; nothing when there is none.
std::optional<json::Value> newest_entry_data(db::Connection& connection, const std::string& activity, std::string_view type);

// Numbers (E2026-00017) of experts by internal id.
std::map<std::int64_t, std::string> expert_numbers(db::Connection& connection, const std::vector<std::int64_t>& ids);

} // namespace draw
