#pragma once

#include "intake/dependence.h"
#include "ledger/act.h"

#include <optional>

// Taking back a finished import as long as nothing depends on it (B10): everything it wrote goes, in one act; the batch, its entries and
// the reason stay.
namespace intake {

// The rows of a batch that is not taken back; nothing when there is none.
std::optional<BatchRows> rows_of_batch(db::Connection& connection, const std::string& public_id);

// What would go, and what stands in the way.
struct UndoPlan {
    std::int64_t experts = 0, units = 0, projects = 0, facts = 0;
    std::vector<Obstacle> obstacles;
};
const fields::Table& fields_of(const UndoPlan*);
UndoPlan plan_undo(db::Connection& connection, const BatchRows& rows);

// Takes the rows away with their entries: one for each expert, one for each 500 units and research projects, one of the batch with the
// reason. Nothing may stand in the way (plan_undo within `act`). `progress` is told the experts done, of how many.
void undo_batch(ledger::Act& act, const std::string& public_id, const BatchRows& rows, const std::string& reason,
                const std::function<void(std::int64_t done, std::int64_t of)>& progress);

// An undo that was ordered and waits for its job.
struct UndoOrder {
    std::string batch, reason, author, from;
};
const fields::Table& fields_of(const UndoOrder*); // of the order's body: reason
void insert_undo_order(db::Connection& connection, const UndoOrder& order);
std::optional<UndoOrder> find_undo_order(db::Connection& connection, const std::string& batch);
void remove_undo_order(db::Connection& connection, const std::string& batch);

} // namespace intake
