#include "intake/undo_work.h"

#include "intake/undo.h"
#include "jobs/jobs.h"

namespace intake {

namespace {

void finish(const Platform& platform, const std::string& public_id)
{
    auto transaction = platform.database.write();
    remove_undo_order(transaction->connection(), public_id);
    jobs::finish(transaction->connection(), undo_job, public_id);
    transaction->commit();
}

} // namespace

// All of it in one act, with the order and the job: after a crash everything happened or nothing. What came to stand in the way since
// the order leaves the batch as it is; the page shows it.
void work_undo(const Platform& platform, const std::string& public_id)
{
    std::optional<UndoOrder> order;
    {
        auto snapshot = platform.database.read();
        order = find_undo_order(snapshot->connection(), public_id);
    }
    if (!order) return finish(platform, public_id);
    {
        ledger::Act act(platform.database, platform.keys,
                        {"account", order->author, std::nullopt, order->from.empty() ? std::nullopt : std::optional(order->from)},
                        platform.clock.now());
        auto& connection = act.connection();
        if (!find_undo_order(connection, public_id)) return; // another process did it; its transaction took the job
        auto rows = rows_of_batch(connection, public_id);
        if (rows && find_obstacles(connection, *rows).empty()) {
            undo_batch(act, public_id, *rows, order->reason, [&](std::int64_t done, std::int64_t of) {
                jobs::report(public_id, {done, of});
            });
            remove_undo_order(connection, public_id);
            jobs::finish(connection, undo_job, public_id);
            act.commit();
            return;
        }
    }
    finish(platform, public_id);
}

void give_up_undo(const Platform& platform, const std::string& public_id)
{
    finish(platform, public_id);
}

} // namespace intake
