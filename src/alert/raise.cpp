#include "alert/alert.h"
#include "crypto/random.h"

namespace alert {

const ledger::Table alert_table{"alert",
                                {{"public_id"},
                                 {"kind"},
                                 {"account_id"},
                                 {"at"},
                                 {"last_at"},
                                 {"times"},
                                 {"details"},
                                 {"state"},
                                 {"closed_at"},
                                 {"closed_by"},
                                 {"done"}}};

namespace {

struct Open {
    std::int64_t id, version, times;
};

std::optional<Open> open_one(ledger::Act& act, const Raised& raised)
{
    return act.connection().one(
        "SELECT id, version, times FROM alert WHERE state = 'open' AND kind = $1 AND COALESCE(account_id, 0) = $2 AND at >= $3 "
        "ORDER BY id DESC LIMIT 1",
        {std::string(raised.kind), raised.account_id, to_text(start_of(day_of(act.now())))}, [](const db::Row& row) {
            return Open{row.integer(0), row.integer(1), row.integer(2)};
        });
}

} // namespace

bool was_raised(db::Connection& connection, std::string_view kind, std::int64_t account_id, Instant since)
{
    return connection
        .one("SELECT 1 FROM alert WHERE kind = $1 AND COALESCE(account_id, 0) = $2 AND last_at > $3 LIMIT 1",
             {std::string(kind), account_id, to_text(since)}, [](const db::Row& row) { return row.integer(0); })
        .has_value();
}

void raise(ledger::Act& act, const Raised& raised)
{
    db::Value now(to_text(act.now()));
    std::int64_t times = 1;
    if (auto open = open_one(act, raised)) {
        times = open->times + 1;
        (void)*act.update(alert_table, open->id, {{"last_at", now}, {"times", times}, {"details", db::Value(raised.details)}},
                          open->version);
    } else {
        act.insert(alert_table, {{"public_id", db::Value(crypto::random_id())},
                                 {"kind", db::Value(std::string(raised.kind))},
                                 {"account_id", raised.account_id ? db::Value(raised.account_id) : db::Value(nullptr)},
                                 {"at", now},
                                 {"last_at", now},
                                 {"times", std::int64_t{1}},
                                 {"details", db::Value(raised.details)},
                                 {"state", db::Value("open")}});
    }
    act.append(
        {"alerts.raised/1", raised.account_id ? "account" : "", raised.account, json::Object{{"kind", raised.kind}, {"times", times}}});
}

} // namespace alert
