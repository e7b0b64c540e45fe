#include "account/account.h"
#include "account/administrators.h"
#include "account/separation.h"
#include "auth/permission.h"
#include "db/day.h"

#include <map>

namespace account {

namespace {

using Findings = std::vector<ledger::Finding>;

void check_separation(db::Connection& connection, Day today, Findings& findings)
{
    std::map<std::int64_t, std::vector<Term>> terms;
    connection.each("SELECT account_id, id, role, from_day, to_day FROM account_role WHERE to_day IS NULL OR to_day >= $1 ORDER BY id",
                    {to_text(today)}, [&](const db::Row& row) {
                        Term term{row.text(2), db::maybe_day(row, 3).value(), db::maybe_day(row, 4)};
                        auto& others = terms[row.integer(0)];
                        if (auth::find_role(term.role) && refuse_beside(others, term))
                            findings.push_back({"account_roles", "account_role " + std::to_string(row.integer(1)),
                                                "同一账号上不能并存的角色：" + in_words(term) + "。"});
                        others.push_back(std::move(term));
                    });
}

// A library just begun has administrators who have not opened their accounts yet.
void check_administrators(db::Connection& connection, Day today, Findings& findings)
{
    auto vacancies = find_vacancies(connection, today);
    for (std::size_t kind = 0; kind < vacancies.size(); ++kind) {
        if (vacancies[kind] != today) continue;
        auto invited =
            connection.one("SELECT count(*) FROM account_role x JOIN account a ON a.id = x.account_id WHERE a.state = 'invited' "
                           "AND x.role = $1 AND x.from_day <= $2 AND (x.to_day IS NULL OR x.to_day >= $2)",
                           {std::string(administrators[kind]), to_text(today)}, [](const db::Row& row) { return row.integer(0); });
        if (*invited == 0)
            findings.push_back(
                {"account_vacancy", "account", "没有在用的" + std::string(auth::find_role(administrators[kind])->name) + "。"});
    }
}

// Roles from before approvals, of the first accounts and of a demonstration carry the document that ordered them instead.
void check_approvals(db::Connection& connection, Findings& findings)
{
    connection.each(
        "SELECT x.id, x.role FROM account_role x WHERE NOT EXISTS (SELECT 1 FROM role_grant g WHERE g.account_id = x.account_id "
        "AND g.role = x.role AND g.from_day = x.from_day AND g.state = 'granted' AND g.decided_at IS NOT NULL AND "
        "(g.decided_by IS NULL OR g.decided_by <> g.asked_by)) AND (COALESCE(x.document, '') = '' OR EXISTS (SELECT 1 FROM "
        "role_grant g WHERE g.account_id = x.account_id AND g.role = x.role AND g.from_day = x.from_day)) ORDER BY x.id",
        {}, [&](const db::Row& row) {
            if (is_administrator(row.text(1))) return;
            findings.push_back({"account_unapproved", "account_role " + std::to_string(row.integer(0)), "业务角色没有经过批准。"});
        });
}

void check_ways_in(db::Connection& connection, Findings& findings)
{
    connection.each("SELECT a.id FROM account a WHERE a.state = 'active' AND a.password_hash = '' AND NOT EXISTS (SELECT 1 FROM "
                    "account_invitation i WHERE i.account_id = a.id AND i.ended_at IS NULL) ORDER BY a.id",
                    {}, [&](const db::Row& row) {
                        findings.push_back(
                            {"account_no_way_in", "account " + std::to_string(row.integer(0)), "在用的账号既没有密码，也没有开通的代码。"});
                    });
}

} // namespace

Findings check_accounts(db::Connection& connection, Day today)
{
    Findings findings;
    check_separation(connection, today, findings);
    check_administrators(connection, today, findings);
    check_approvals(connection, findings);
    check_ways_in(connection, findings);
    return findings;
}

} // namespace account
