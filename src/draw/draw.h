#pragma once

#include "auth/route.h"
#include "draw/rules.h"
#include "ledger/table.h"

#include <span>
#include <vector>

// The draw of experts (Art. 14(2), 15): plan, pool, rounds.
namespace draw {

extern const ledger::Table plan_table, round_table, leaves_table, proposal_table, beacon_table, suspicion_table, clearing_table;

// /api/v1/activities/{id}/plan …
std::span<const auth::Route> plan_routes();
// /api/v1/suspicions, /api/v1/activities/{id}/suspicions/decide
std::span<const auth::Route> suspicion_routes();
// /api/v1/plans
std::span<const auth::Route> plan_list_routes();

// /api/v1/activities/{id}/draw …, /api/v1/rounds/{id} …
std::span<const auth::Route> round_routes();
// /api/v1/rounds/{id}/record …, /evidence, /api/v1/public/rounds/{id}/certificate …
std::span<const auth::Route> round_paper_routes();

// /api/v1/clearings, /api/v1/activities/{id}/clearing …
std::span<const auth::Route> clearing_routes();

// What a change of somebody's record has to tell of draws.
// How a reason is printed: "missing.unit" → "所在单位未核验".
std::string_view exclusion_label(std::string_view code);
// How many decisions on suspicions about the expert stand on facts that are found on that day. `written`: the act that asks
// has changed the facts, so they are read anew as its connection sees them; otherwise those in memory do.
std::int64_t standing_decisions(db::Connection& connection, const crypto::Keyring& keys, std::int64_t expert_id, Day day, bool written);
// Rounds whose list is sealed and that have no result yet, by number.
struct SealedRound {
    std::int64_t number = 0;
    std::string activity; // its number
};
std::vector<SealedRound> sealed_rounds(db::Connection& connection);
// Rounds in whose pool one of these experts stands, and that are neither confirmed nor void, by number.
std::vector<SealedRound> running_rounds(db::Connection& connection, const crypto::Keyring& keys, const std::vector<std::int64_t>& experts);
// Confirmed rounds in which one of these experts was drawn, and whose activity is not over on that day.
std::vector<SealedRound> serving(db::Connection& connection, const crypto::Keyring& keys, const std::vector<std::int64_t>& experts,
                                 Day today);

// Does what has come due in rounds: void when a reveal is late, the result once all values are in; gives how many. Any
// node may call it at any time.
int settle_rounds(const Platform& platform, Instant now);

// The evidence file (docs/formats/draw.md, 2.3) of the round with this running number; `whole`: as for inspectors, with
// the entries left out and draw_key. Refused when there is no such round or it has no result.
Result<json::Value> evidence_of_round(const Platform& platform, std::int64_t number, bool whole);

// What other dated rules would change on `day` (Art. 26): experts whom no bar keeps from every draw, and the experts whom the plans of
// activities that are not over may draw.
struct RuleEffect {
    std::int64_t before = 0, after = 0;
};
struct ActivityEffect {
    std::string number, name;
    int seats = 0;
    RuleEffect eligible;
};
struct RuleOutlook {
    RuleEffect experts;
    std::vector<ActivityEffect> activities; // newest first, at most 50
};
RuleOutlook outlook_of_rules(db::Connection& connection, const crypto::Keyring& keys, const RuleBook& before, const RuleBook& after,
                             Day day);

// The page that checks evidence without any server: one HTML file (web/src/offline). Refused when it was not built in.
Result<std::string> offline_page();

} // namespace draw
