#include "own_record/own.h"

#include "ledger/act_names.h"

namespace own_record {

std::optional<expert::Record> own(db::Connection& connection, const crypto::Keyring& keys, const auth::Actor& actor)
{
    if (!actor.expert_id) return std::nullopt;
    std::int64_t id = expert::Merges(connection).lasting(*actor.expert_id);
    auto public_id =
        connection.one("SELECT public_id FROM expert WHERE id = $1", {id}, [](const db::Row& row) { return row.text(0); }).value();
    return expert::load_record(connection, keys, {.scope = auth::Scope::all}, public_id);
}

std::vector<Attachment> attachments_of(db::Connection& connection, std::int64_t expert_id)
{
    return connection.all("SELECT public_id, title, kind, size, at FROM attachment WHERE expert_id = $1 AND content IS NOT NULL AND (scan "
                          "IS NULL OR scan <> 'waiting') ORDER BY id",
                          {expert_id}, [](const db::Row& row) {
                              return Attachment{row.text(0), row.text(1), row.text(2), row.integer(3), parse_instant(row.text(4)).value()};
                          });
}

std::vector<Event> events_of(db::Connection& connection, const std::string& public_id)
{
    return connection.all(
        "SELECT l.at, l.type, l.actor_kind, a.display_name FROM ledger_entry l LEFT JOIN account a ON a.public_id = "
        "l.actor_id WHERE l.object_kind = 'expert' AND l.object_id = $1 AND l.type IN ('expert.entered/1', "
        "'expert.changed/1', 'expert.merged/1', 'attachment.added/1', 'attachment.removed/1', 'expert.taken_away/1', "
        "'expert.claim_code/1', 'consent.given/1', "
        "'consent.refused/1', 'expert.correction_asked/1', 'expert.correction_answered/1', 'expert.erasure_asked/1', "
        "'expert.erasure_refused/1', 'expert.erased/1', 'expert.request_withdrawn/1') "
        "ORDER BY l.seq DESC LIMIT 200",
        {public_id}, [](const db::Row& row) {
            std::string machine = row.text(2) == "console" ? "控制台" : "系统";
            return Event{parse_instant(row.text(0)).value(), ledger::act_name(row.text(1)), row.maybe_text(3).value_or(machine)};
        });
}

std::vector<Research> research_of(db::Connection& connection, std::int64_t expert_id)
{
    return connection.all(
        "WITH RECURSIVE part (id) AS (SELECT id FROM expert WHERE id = $1 UNION SELECT m.absorbed_id FROM expert_merge m JOIN part ON "
        "m.survivor_id = part.id) SELECT DISTINCT q.role, r.code, r.name, r.level, r.from_day, COALESCE(r.closed_on, r.planned_end), r.id "
        "FROM research_participant q JOIN research_project r ON r.id = q.project_id WHERE q.person_hash IN (SELECT citizen_id_hash FROM "
        "expert WHERE id = $1 UNION SELECT passport_hash FROM expert WHERE id = $1 UNION SELECT n.hash FROM expert_merge_number n JOIN "
        "expert_merge m ON m.id = n.merge_id JOIN part ON m.survivor_id = part.id) ORDER BY r.id, q.role",
        {expert_id}, [](const db::Row& row) {
            auto text = [&](int column) { return row.maybe_text(column).value_or(""); };
            return Research{row.text(0) == "lead" ? "负责人" : "参与人", row.text(1), row.text(2), text(3), text(4), text(5)};
        });
}

} // namespace own_record
