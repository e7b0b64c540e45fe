#include "library_use/steps.h"
#include "crypto/random.h"
#include "ledger/messages.h"
#include "library_use/messages.h"

namespace library_use {

const ledger::Table library_use_table{"library_use",
                                      {{"public_id"},
                                       {"unit_id"},
                                       {"purpose"},
                                       {"categories"},
                                       {"from_day"},
                                       {"to_day"},
                                       {"state"},
                                       {"asked_by"},
                                       {"asked_at"},
                                       {"decided_by"},
                                       {"decided_at"},
                                       {"document"},
                                       {"ended_by"},
                                       {"ended_at"},
                                       {"reason"}}};

namespace {

std::optional<Error> refuse_decided(const Use& use)
{
    if (use.state == "asked") return std::nullopt;
    return refuse(ErrorKind::conflict, messages::decided, {std::string(name_of_state(use.state))});
}

Result<Done> take(ledger::Act& act, const Use& use, std::int64_t version, ledger::Record changes, std::string type,
                  const std::string& reason)
{
    auto updated = act.update(library_use_table, use.id, changes, version);
    if (!updated) return updated.error();
    act.append({std::move(type), "library_use", use.public_id, {}, reason});
    return Done{};
}

} // namespace

std::string ask(ledger::Act& act, const Wanted& wanted)
{
    std::string id = crypto::random_id();
    act.insert(library_use_table, {{"public_id", db::Value(id)},
                                   {"unit_id", wanted.unit_id},
                                   {"purpose", db::Value(wanted.purpose)},
                                   {"categories", db::Value(column_of(wanted.categories))},
                                   {"from_day", db::Value(to_text(wanted.from))},
                                   {"to_day", db::Value(to_text(wanted.to))},
                                   {"state", db::Value("asked")},
                                   {"asked_by", wanted.asked_by},
                                   {"asked_at", db::Value(to_text(act.now()))}});
    act.append({"library_use.asked/1",
                "library_use",
                id,
                {{"from", to_text(wanted.from)}, {"to", to_text(wanted.to)}, {"categories", column_of(wanted.categories)}},
                wanted.purpose});
    return id;
}

Result<Done> grant(ledger::Act& act, const Use& use, std::int64_t version, const std::string& document, std::int64_t by)
{
    if (auto fault = refuse_decided(use)) return *fault;
    if (use.asked_by == by) return refuse(ErrorKind::forbidden, messages::asked_oneself);
    return take(act, use, version,
                {{"state", db::Value("granted")},
                 {"decided_by", by},
                 {"decided_at", db::Value(to_text(act.now()))},
                 {"document", db::Value(document)}},
                "library_use.granted/1", document);
}

Result<Done> turn_down(ledger::Act& act, const Use& use, std::int64_t version, const std::string& reason, std::int64_t by)
{
    if (auto fault = refuse_decided(use)) return *fault;
    if (use.asked_by == by) return refuse(ErrorKind::forbidden, messages::asked_oneself);
    return take(
        act, use, version,
        {{"state", db::Value("refused")}, {"decided_by", by}, {"decided_at", db::Value(to_text(act.now()))}, {"reason", db::Value(reason)}},
        "library_use.refused/1", reason);
}

namespace {

Result<Done> end(ledger::Act& act, const Use& use, std::int64_t version, std::string_view state, const std::string& reason, std::int64_t by)
{
    return take(act, use, version,
                {{"state", db::Value(std::string(state))},
                 {"ended_by", by},
                 {"ended_at", db::Value(to_text(act.now()))},
                 {"reason", db::Value(reason)}},
                "library_use." + std::string(state) + "/1", reason);
}

} // namespace

Result<Done> cancel(ledger::Act& act, const Use& use, std::int64_t version, const std::string& reason, std::int64_t by)
{
    if (auto fault = refuse_decided(use)) return *fault;
    return end(act, use, version, "cancelled", reason, by);
}

Result<Done> withdraw(ledger::Act& act, const Use& use, std::int64_t version, const std::string& reason, std::int64_t by)
{
    if (use.state != "granted" || use.to < to_text(day_of(act.now())))
        return refuse(ErrorKind::conflict, messages::not_running,
                      {use.state == "granted" ? "已到期" : std::string(name_of_state(use.state))});
    return end(act, use, version, "withdrawn", reason, by);
}

} // namespace library_use
