#include "consent/store.h"

#include "db/pages.h"
#include "expert/expert.h"

#include <algorithm>

namespace consent {

const ledger::Table consent_table{"expert_consent",
                                  {{"expert_id"}, {"kind"}, {"edition"}, {"text_hash"}, {"given"}, {"at"}, {"account_id"}}};

std::vector<Answer> answers_of(db::Connection& connection, std::int64_t expert_id)
{
    auto records = expert::absorbed_by(connection, expert_id);
    records.push_back(expert_id);
    std::map<std::int64_t, Answer> by_row; // ids grow with time
    for (auto record : records)
        connection.each("SELECT id, kind, edition, given, at FROM expert_consent WHERE expert_id = $1", {record}, [&](const db::Row& row) {
            by_row[row.integer(0)] = {row.text(1), row.text(2), row.integer(3) == 1, parse_instant(row.text(4)).value()};
        });
    std::vector<Answer> answers;
    for (auto& [row, answer] : by_row) answers.push_back(std::move(answer));
    return answers;
}

std::map<std::int64_t, bool> sharing_of(db::Connection& connection, const std::vector<std::int64_t>& ids)
{
    std::map<std::int64_t, bool> last;
    if (ids.size() == 1) {
        for (const auto& answer : answers_of(connection, ids.front()))
            if (answer.kind == "sharing") last[ids.front()] = answer.given;
        return last;
    }
    expert::Merges merges(connection);
    db::each_by_key(connection, "SELECT id, expert_id, kind, given FROM expert_consent", "id", [&](const db::Row& row) {
        if (row.text(2) == "sharing") last[merges.lasting(row.integer(1))] = row.integer(3) == 1;
    });
    std::erase_if(last, [&](const auto& one) { return !std::binary_search(ids.begin(), ids.end(), one.first); });
    return last;
}

bool refuses_sensitive(db::Connection& connection, std::int64_t expert_id)
{
    bool refused = false;
    for (const auto& answer : answers_of(connection, expert_id))
        if (answer.kind == "sensitive") refused = !answer.given;
    return refused;
}

} // namespace consent
