#include "expert/store.h"

#include "base/percent.h"
#include "catalog/catalog.h"
#include "expert/shown.h"
#include "units/units.h"

namespace expert {

namespace {

template <class View, class Make>
void load_many(db::Connection& connection, std::vector<View>& views, const std::string& sql, std::int64_t id, Make make)
{
    views = connection.all(sql, {id}, make);
}

void load_facts(db::Connection& connection, Detail& detail, std::int64_t id)
{
    auto code_name = [](const catalog::Table& table) {
        return [&table](const db::Row& row) { return CodeName{row.text(0), name_in(table, row.text(0)).value_or("")}; };
    };
    load_many(connection, detail.disciplines, "SELECT code FROM expert_discipline WHERE expert_id = $1 ORDER BY place", id,
              code_name(catalog::disciplines()));
    load_many(connection, detail.industries, "SELECT code FROM expert_industry WHERE expert_id = $1 ORDER BY place", id,
              code_name(catalog::industries()));
    load_many(connection, detail.languages, "SELECT code FROM expert_language WHERE expert_id = $1 ORDER BY place", id,
              code_name(catalog::languages()));
    load_many(connection, detail.willingness, "SELECT code FROM expert_willingness WHERE expert_id = $1 ORDER BY place", id,
              code_name(catalog::activity_kinds()));
    load_many(connection, detail.categories,
              "SELECT category, qualification, verified_on, verified_by FROM expert_category WHERE expert_id = $1 ORDER BY id", id,
              [](const db::Row& row) {
                  return CategoryView{row.text(0), name_in(catalog::expert_categories(), row.text(0)).value_or(""),
                                      row.maybe_text(1).value_or(""), row.maybe_text(2), row.maybe_text(3)};
              });
    load_many(connection, detail.posts,
              "SELECT u.name, r.name, p.kind, p.duty, p.from_day, p.to_day, p.verified_on, p.verified_by FROM post p JOIN unit u ON u.id = "
              "p.unit_id" +
                  units::join_entity("p.unit_id", "r") + " WHERE p.expert_id = $1 ORDER BY p.id",
              id, [](const db::Row& row) {
                  return PostView{row.text(0),
                                  row.text(1),
                                  row.text(2),
                                  name_in(catalog::post_kinds(), row.text(2)).value_or(""),
                                  row.maybe_text(3).value_or(""),
                                  row.maybe_text(4),
                                  row.maybe_text(5),
                                  row.maybe_text(6),
                                  row.maybe_text(7)};
              });
    load_many(connection, detail.relations, "SELECT kind, other_name, other_unit FROM relation WHERE expert_id = $1 ORDER BY id", id,
              [](const db::Row& row) {
                  std::string unit = row.maybe_text(2).value_or("");
                  return FactView{name_in(catalog::relation_kinds(), row.text(0)).value_or(""),
                                  row.text(1) + (unit.empty() ? "" : "，" + unit), std::nullopt, std::nullopt};
              });
    load_many(connection, detail.interests,
              "SELECT i.kind, u.name, i.share, i.from_day, i.to_day FROM interest i JOIN unit u ON u.id = i.unit_id WHERE i.expert_id = $1 "
              "ORDER BY i.id",
              id, [](const db::Row& row) {
                  auto share = row.maybe_integer(2);
                  std::string text = row.text(1);
                  if (share) text += "，持股 " + percent(*share);
                  return FactView{name_in(catalog::interest_kinds(), row.text(0)).value_or(""), text, row.maybe_text(3), row.maybe_text(4)};
              });
    load_many(connection, detail.absences, "SELECT from_day, to_day FROM expert_absence WHERE expert_id = $1 ORDER BY from_day, id", id,
              [](const db::Row& row) {
                  auto to = row.maybe_text(1);
                  return FactView{"不便参加", row.text(0) + (to ? " 至 " + *to : " 起"), std::nullopt, std::nullopt};
              });
    load_many(connection, detail.achievements,
              "SELECT kind, name, detail, role, from_day, to_day FROM achievement WHERE expert_id = $1 ORDER BY kind, id", id,
              [](const db::Row& row) {
                  std::string text = row.text(1);
                  for (int column : {2, 3, 4})
                      if (auto more = row.maybe_text(column)) text += "，" + *more;
                  if (auto to = row.maybe_text(5)) text += " 至 " + *to;
                  return FactView{name_in(catalog::achievement_kinds(), row.text(0)).value_or(""), text, std::nullopt, std::nullopt};
              });
    load_many(connection, detail.sanctions, "SELECT kind, document, from_day, to_day FROM sanction WHERE expert_id = $1 ORDER BY id", id,
              [](const db::Row& row) {
                  return FactView{name_in(catalog::sanction_kinds(), row.text(0)).value_or(""), row.text(1), row.maybe_text(2),
                                  row.maybe_text(3)};
              });
    load_many(connection, detail.research,
              "WITH RECURSIVE part (id) AS (SELECT id FROM expert WHERE id = $1 UNION SELECT m.absorbed_id FROM expert_merge m JOIN part "
              "ON m.survivor_id = part.id) "
              "SELECT DISTINCT q.role, r.name, r.from_day, COALESCE(r.closed_on, r.planned_end), r.level, r.id FROM research_participant q "
              "JOIN research_project r ON r.id = q.project_id WHERE q.person_hash IN (SELECT COALESCE(citizen_id_hash, passport_hash) FROM "
              "expert WHERE id = $1 UNION SELECT n.hash FROM expert_merge_number n JOIN expert_merge m ON m.id = n.merge_id JOIN part ON "
              "m.survivor_id = part.id) ORDER BY r.id, q.role",
              id, [](const db::Row& row) {
                  return FactView{row.text(0) == "lead" ? "负责人" : "参与人", row.text(1) + (row.is_null(4) ? "" : "，" + row.text(4)),
                                  row.maybe_text(2), row.maybe_text(3)};
              });
}

// What it went into, and what went into it.
void load_merges(db::Connection& connection, Detail& detail, std::int64_t id)
{
    auto view = [](const db::Row& row) {
        return MergedView{row.text(0), row.text(1), to_text(day_of(parse_instant(row.text(2)).value()))};
    };
    load_many(connection, detail.merged_into,
              "SELECT e.public_id, e.number, m.at FROM expert_merge m JOIN expert e ON e.id = m.survivor_id WHERE m.absorbed_id = $1", id,
              view);
    load_many(connection, detail.absorbed,
              "SELECT e.public_id, e.number, m.at FROM expert_merge m JOIN expert e ON e.id = m.absorbed_id WHERE m.survivor_id = $1 ORDER "
              "BY m.id",
              id, view);
}

} // namespace

std::optional<Detail> load_expert(db::Connection& connection, const crypto::Keyring& keys, const auth::Filter& filter,
                                  const std::string& public_id)
{
    if (filter.scope != auth::Scope::all) return std::nullopt;
    std::int64_t id = 0;
    auto detail = connection.one("SELECT e.id, e.public_id, e.number, e.name, e.name_mongolian, e.status, e.status_since, e.entered_on, "
                                 "e.confirmed_on, e.sex, e.ethnic, e.birth_day, "
                                 "e.title, e.degree, e.region, e.keywords, e.citizen_id, e.phone, e.email, e.bank_account, b.document, "
                                 "e.passport, e.resume FROM expert e "
                                 "LEFT JOIN import_batch b ON b.id = e.batch_id WHERE e.public_id = $1",
                                 {public_id}, [&](const db::Row& row) {
                                     id = row.integer(0);
                                     Detail d;
                                     d.id = row.text(1);
                                     d.number = row.text(2);
                                     d.name = row.text(3);
                                     d.name_mongolian = row.maybe_text(4).value_or("");
                                     d.status = row.text(5);
                                     d.status_since = row.text(6);
                                     d.entered_on = row.text(7);
                                     d.confirmed_on = row.maybe_text(8);
                                     d.sex_name = name_in(catalog::sexes(), row.maybe_text(9));
                                     d.ethnic_name = name_in(catalog::ethnic_groups(), row.maybe_text(10));
                                     d.birth_day = row.maybe_text(11);
                                     d.title_name = name_in(catalog::titles(), row.maybe_text(12));
                                     d.degree_name = name_in(catalog::degrees(), row.maybe_text(13));
                                     auto region = row.maybe_text(14);
                                     const auto* entry = region ? catalog::regions().find(*region) : nullptr;
                                     if (entry) d.region_name = catalog::regions().path(*entry);
                                     d.keywords = row.maybe_text(15);
                                     d.citizen_id_masked = masked_secret(keys, row, 16, "citizen_id", id, mask_citizen_id);
                                     d.phone_masked = masked_secret(keys, row, 17, "phone", id, mask_phone);
                                     d.email_masked = masked_secret(keys, row, 18, "email", id, mask_email);
                                     d.bank_account_masked = masked_secret(keys, row, 19, "bank_account", id, mask_bank_account);
                                     d.document = row.maybe_text(20);
                                     d.passport_masked = masked_secret(keys, row, 21, "passport", id, mask_passport);
                                     d.resume = row.maybe_text(22);
                                     return d;
                                 });
    if (!detail) return std::nullopt;
    load_facts(connection, *detail, id);
    load_merges(connection, *detail, id);
    return detail;
}

} // namespace expert
