#include "auth/undertaking.h"

#include "auth/rules.h"
#include "crypto/random.h"

#include <algorithm>

namespace auth {

const ledger::Table staff_undertaking_table{"staff_undertaking",
                                            {{"public_id"}, {"account_id"}, {"edition"}, {"text_hash"}, {"signed_name"}, {"signed_at"}}};

Duty undertaking_duty(std::span<const rulebook::Edition> all, const std::optional<Signed>& last, Day today, std::int64_t years,
                      std::int64_t grace_days)
{
    if (!last) return {Due::now, std::nullopt};
    int grace = static_cast<int>(grace_days);
    std::optional<Day> end;
    if (years > 0) end = add_years(last->on, static_cast<int>(years));
    if (const auto& now = rulebook::edition_on(all, today); now.name != last->edition)
        end = std::min(end.value_or(now.from + grace - 1), now.from + grace - 1);
    if (!end) return {};
    if (today > *end) return {Due::now, end};
    return {today > *end - grace ? Due::soon : Due::not_yet, end};
}

Duty undertaking_duty(db::Connection& connection, const std::optional<Signed>& last, Day today, const RuleBook& book)
{
    return undertaking_duty(rulebook::edition_days(connection, undertaking_text), last, today,
                            book.value(dated_rules, "12.undertaking_years", today),
                            book.value(dated_rules, "12.undertaking_grace_days", today));
}

std::string sign_undertaking(ledger::Act& act, const crypto::Keyring& keys, std::int64_t account_id, const std::string& name)
{
    const auto edition = rulebook::edition_on(act.connection(), undertaking_text, day_of(act.now()));
    std::string id = crypto::random_id();
    Bytes hash = rulebook::hash_of(edition, keys.suite());
    act.insert(staff_undertaking_table, {{"public_id", db::Value(id)},
                                         {"account_id", account_id},
                                         {"edition", db::Value(edition.name)},
                                         {"text_hash", db::Value(hash)},
                                         {"signed_name", db::Value(name)},
                                         {"signed_at", db::Value(to_text(act.now()))}});
    act.append({"auth.undertaking_signed/1", "undertaking", id, json::Object{{"edition", edition.name}, {"text_hash", to_hex(hash)}}});
    return id;
}

} // namespace auth
