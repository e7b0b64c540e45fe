#include "auth/undertaking.h"

#include "auth/rules.h"
#include "base/embedded.h"
#include "base/text.h"
#include "crypto/random.h"

#include <algorithm>
#include <stdexcept>

namespace auth {

const ledger::Table staff_undertaking_table{"staff_undertaking",
                                            {{"public_id"}, {"account_id"}, {"edition"}, {"text_hash"}, {"signed_name"}, {"signed_at"}}};

namespace {

std::string_view take_line(std::string_view& content, std::string_view name)
{
    std::string head = "# " + std::string(name) + ": ";
    auto end = content.find('\n');
    if (!content.starts_with(head) || end == std::string_view::npos) throw std::logic_error("a text without " + head);
    auto value = content.substr(head.size(), end - head.size());
    content.remove_prefix(end + 1);
    return value;
}

} // namespace

std::vector<Edition> editions_in(std::string_view folder)
{
    std::vector<Edition> list;
    for (const auto& file : embedded_files()) {
        if (!file.path.starts_with(folder)) continue;
        std::string_view content = file.content;
        Edition edition;
        edition.title = take_line(content, "title");
        edition.name = take_line(content, "edition");
        edition.from = parse_day(take_line(content, "valid_from")).value();
        edition.text = trimmed(content);
        list.push_back(std::move(edition));
    }
    std::sort(list.begin(), list.end(), [](const Edition& a, const Edition& b) { return a.from < b.from; });
    return list;
}

std::span<const Edition> editions()
{
    static const std::vector<Edition> list = editions_in("data/undertaking/");
    return list;
}

const Edition& edition_on(std::span<const Edition> all, Day day)
{
    auto later = std::find_if(all.begin(), all.end(), [&](const Edition& edition) { return edition.from > day; });
    return later == all.begin() ? all.front() : *(later - 1);
}

Bytes hash_of(const Edition& edition, crypto::Suite suite)
{
    return crypto::bytes_of(crypto::hash_of(suite, edition.title + "\n\n" + edition.text));
}

Duty undertaking_duty(std::span<const Edition> all, const std::optional<Signed>& last, Day today, std::int64_t years,
                      std::int64_t grace_days)
{
    if (!last) return {Due::now, std::nullopt};
    int grace = static_cast<int>(grace_days);
    std::optional<Day> end;
    if (years > 0) end = add_years(last->on, static_cast<int>(years));
    if (const Edition& now = edition_on(all, today); now.name != last->edition)
        end = std::min(end.value_or(now.from + grace - 1), now.from + grace - 1);
    if (!end) return {};
    if (today > *end) return {Due::now, end};
    return {today > *end - grace ? Due::soon : Due::not_yet, end};
}

Duty undertaking_duty(const std::optional<Signed>& last, Day today, const RuleBook& book)
{
    return undertaking_duty(editions(), last, today, book.value(dated_rules, "12.undertaking_years", today),
                            book.value(dated_rules, "12.undertaking_grace_days", today));
}

std::string sign_undertaking(ledger::Act& act, const crypto::Keyring& keys, std::int64_t account_id, const std::string& name)
{
    const Edition& edition = edition_on(editions(), day_of(act.now()));
    std::string id = crypto::random_id();
    Bytes hash = hash_of(edition, keys.suite());
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
