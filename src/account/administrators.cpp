#include "account/administrators.h"

#include "account/messages.h"
#include "auth/permission.h"
#include "db/day.h"

#include <algorithm>

namespace account {

bool is_administrator(std::string_view role)
{
    return std::find(administrators.begin(), administrators.end(), role) != administrators.end();
}

std::optional<Day> first_day_without(const std::vector<Span>& spans, Day from)
{
    for (Day day = from;;) {
        auto holder = std::find_if(spans.begin(), spans.end(), [&](const Span& span) { return span.holds(day); });
        if (holder == spans.end()) return day;
        if (!holder->last) return std::nullopt;
        day = *holder->last + 1;
    }
}

Vacancies find_vacancies(db::Connection& connection, Day today)
{
    std::array<std::vector<Span>, administrators.size()> held;
    connection.each(
        "SELECT x.role, x.from_day, x.to_day FROM account_role x JOIN account a ON a.id = x.account_id WHERE a.state = 'active'", {},
        [&](const db::Row& row) {
            auto kind = std::find(administrators.begin(), administrators.end(), row.text(0));
            if (kind == administrators.end()) return;
            held[static_cast<std::size_t>(kind - administrators.begin())].push_back({db::maybe_day(row, 1), db::maybe_day(row, 2)});
        });
    Vacancies vacancies;
    for (std::size_t kind = 0; kind < held.size(); ++kind) vacancies[kind] = first_day_without(held[kind], today);
    return vacancies;
}

std::optional<Error> refuse_vacancy(const Vacancies& before, const Vacancies& after)
{
    for (std::size_t kind = 0; kind < after.size(); ++kind)
        if (after[kind] && (!before[kind] || *after[kind] < *before[kind]))
            return refuse(ErrorKind::conflict, messages::last_of_kind,
                          {std::string(auth::find_role(administrators[kind])->name), to_text(*after[kind])});
    return std::nullopt;
}

} // namespace account
