#include "expert/rules.h"
#include "expert/store.h"
#include "expert/where.h"
#include "rulebook/rulebook.h"

namespace expert {

std::vector<CodeCount> count_by_status(db::Connection& connection, const auth::Filter& filter)
{
    Where where = reached_by(filter).add("e.status NOT IN ('merged', 'erased')");
    return connection.all("SELECT e.status, count(*) FROM expert e" + where.text() + " GROUP BY e.status ORDER BY e.status", where.values(),
                          [](const db::Row& row) {
                              return CodeCount{row.text(0), row.integer(1)};
                          });
}

Confirmations count_confirmations(db::Connection& connection, const auth::Filter& filter, Day today)
{
    Where where = reached_by(filter).add("e.status = 'active'");
    Day overdue = add_years(today, -confirm_years(rulebook::load(connection), today)); // Art. 11
    std::string year = where.value(to_text(Day::of(today.year(), 1, 1))), from = where.value(to_text(overdue)),
                to = where.value(to_text(overdue + 30));
    return *connection.one("SELECT COALESCE(SUM(CASE WHEN e.confirmed_on >= " + year +
                               " THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN COALESCE(e.confirmed_on, e.entered_on) >= " + from +
                               " AND COALESCE(e.confirmed_on, e.entered_on) < " + to + " THEN 1 ELSE 0 END), 0) FROM expert e" +
                               where.text(),
                           where.values(), [](const db::Row& row) {
                               return Confirmations{row.integer(0), row.integer(1)};
                           });
}

std::vector<CodeCount> count_by_facet(db::Connection& connection, const auth::Filter& filter, const std::string& facet,
                                      const std::vector<std::string>& codes)
{
    if (codes.empty()) return {};
    Where where = reached_by(filter).add("e.status = 'active'");
    where.add("f.facet = " + where.value(facet));
    std::string in;
    for (const auto& code : codes) in += (in.empty() ? "" : ", ") + where.value(code);
    where.add("f.code IN (" + in + ")");
    return connection.all("SELECT f.code, count(*) FROM expert_facet f JOIN expert e ON e.id = f.expert_id" + where.text() +
                              " GROUP BY f.code ORDER BY f.code",
                          where.values(), [](const db::Row& row) {
                              return CodeCount{row.text(0), row.integer(1)};
                          });
}

std::int64_t count_overdue(db::Connection& connection, int years, Day day)
{
    return *connection.one("SELECT count(*) FROM expert WHERE status = 'active' AND COALESCE(confirmed_on, entered_on) < $1",
                           {to_text(add_years(day, -years))}, [](const db::Row& row) { return row.integer(0); });
}

} // namespace expert
