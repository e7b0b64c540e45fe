#include "expert/versions.h"

#include "db/day.h"
#include "units/find.h"

#include <algorithm>
#include <sstream>

namespace expert {

namespace {

std::vector<std::string> split(const std::string& list)
{
    std::vector<std::string> names;
    std::istringstream stream(list);
    for (std::string name; std::getline(stream, name, ',');) names.push_back(name);
    return names;
}

std::string day_text(const std::optional<Day>& day)
{
    return day ? to_text(*day) : "";
}

} // namespace

std::vector<Edit> edits_of(db::Connection& connection, std::int64_t expert_id)
{
    return connection.all(
        "SELECT v.number, v.fields, v.at, a.display_name, v.document, v.verified_on, v.verified_by, o.public_id, o.number, CASE WHEN "
        "m.absorbed_id "
        "= v.expert_id THEN 1 ELSE 0 END FROM "
        "expert_version v JOIN account a ON a.id = v.account_id LEFT JOIN expert_merge m ON m.seq = v.seq LEFT JOIN expert o ON o.id = "
        "CASE "
        "WHEN m.absorbed_id = v.expert_id THEN m.survivor_id ELSE m.absorbed_id END WHERE v.expert_id = $1 ORDER BY v.number",
        {expert_id}, [&](const db::Row& row) {
            Edit edit{row.integer(0), split(row.text(1)),    parse_instant(row.text(2)).value(), row.text(3),
                      row.text(4),    db::maybe_day(row, 5), row.maybe_text(6).value_or("")};
            edit.other_id = row.maybe_text(7).value_or("");
            edit.other_number = row.maybe_text(8).value_or("");
            edit.into = row.integer(9) == 1;
            return edit;
        });
}

RecordState state_at(db::Connection& connection, const crypto::Keyring& keys, const Record& record, std::int64_t number)
{
    // The first edit that ended this version, or a later one, found it so.
    auto kept = connection.one(
        "SELECT id, state FROM expert_version WHERE expert_id = $1 AND number >= $2 ORDER BY number LIMIT 1", {record.id, number},
        [&](const db::Row& row) { return keys.decrypt("expert_version", "state", std::to_string(row.integer(0)), row.bytes(1)); });
    return kept ? RecordState(*kept) : RecordState(record, keys);
}

Entering entering_of(db::Connection& connection, std::int64_t expert_id)
{
    auto found = connection.all("SELECT l.at, l.actor_kind, l.actor_id, a.display_name, b.document, b.verified_on, b.verified_by "
                                "FROM expert e JOIN ledger_entry l ON l.object_kind = 'expert' AND l.object_id = e.public_id AND l.type = "
                                "'expert.entered/1' LEFT JOIN account a ON a.public_id = l.actor_id LEFT JOIN import_batch b ON b.id = "
                                "e.batch_id WHERE e.id = $1 ORDER BY l.seq",
                                {expert_id}, [](const db::Row& row) {
                                    std::string who = row.text(1) == "console" ? "控制台 " + row.text(2) : row.text(2);
                                    return Entering{parse_instant(row.text(0)).value(), row.maybe_text(3).value_or(who),
                                                    row.maybe_text(4).value_or(""), db::maybe_day(row, 5), row.maybe_text(6).value_or("")};
                                });
    return found.empty() ? Entering{} : found.front();
}

std::vector<Provenance> provenance_of(const Entering& entering, const std::vector<Edit>& edits, const RecordState& now)
{
    std::vector<Provenance> list;
    for (const auto& field : record_fields()) {
        auto last = std::find_if(edits.rbegin(), edits.rend(), [&](const Edit& edit) {
            return std::find(edit.fields.begin(), edit.fields.end(), field.name) != edit.fields.end();
        });
        Provenance p{std::string(field.name), std::string(field.label)};
        p.used_for = field.used_for;
        auto come_from = [&](const auto& origin, const char* source) {
            p.entered_by = origin.by;
            p.entered_at = origin.at;
            p.source = source;
            p.document = origin.document;
            p.verified_on = day_text(origin.verified_on);
            p.verified_by = origin.verified_by;
        };
        if (last == edits.rend())
            come_from(entering, "import");
        else
            come_from(*last, last->merging() ? "merge" : "edit");
        if (last != edits.rend()) p.other_number = last->other_number;
        bool rows = field.name == "posts" || field.name == "categories";
        if (rows && !now.all_verified(field.name)) p.verified_on = p.verified_by = "";
        list.push_back(std::move(p));
    }
    return list;
}

UnitPaths unit_paths(db::Connection& connection, const std::vector<const RecordState*>& states)
{
    std::set<std::int64_t> ids;
    for (const auto* state : states) state->add_units(ids);
    UnitPaths paths;
    for (auto& [id, node] : units::by_id(connection, {ids.begin(), ids.end()})) paths.emplace(id, std::move(node.path));
    return paths;
}

const fields::Table& fields_of(const Provenance*)
{
    using fields::field;
    static const fields::Table table{
        field<&Provenance::field>("field"),
        field<&Provenance::label>("label", {.label = "信息项"}),
        field<&Provenance::entered_by>("entered_by", {.label = "录入人"}),
        field<&Provenance::entered_at>("entered_at", {.label = "录入时间"}),
        field<&Provenance::source>("source", {.label = "来源", .choices = {"import", "edit", "merge"}}),
        field<&Provenance::document>("document", {.label = "依据文件", .note = "空：没有登记"}),
        field<&Provenance::verified_on>("verified_on", {.label = "核验日期", .note = "空：没有核验"}),
        field<&Provenance::verified_by>("verified_by", {.label = "核验人"}),
        field<&Provenance::used_for>("used_for", {.label = "用于"}),
        field<&Provenance::other_number>("other_number", {.label = "来自并入的记录", .note = "编号；没有的为空"}),
    };
    return table;
}

} // namespace expert
