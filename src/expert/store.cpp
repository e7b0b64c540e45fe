#include "expert/store.h"

#include "base/text.h"
#include "catalog/catalog.h"
#include "expert/facets.h"
#include "expert/rules.h"
#include "ledger/rows.h"
#include "units/units.h"

#include <map>

namespace expert {

namespace {

// A WHERE clause that grows, with its values.
class Where {
public:
    Where& add(const std::string& condition)
    {
        text_ += (text_.empty() ? " WHERE " : " AND ") + condition;
        return *this;
    }
    // The placeholder of a new value.
    std::string value(db::Value value)
    {
        values_.push_back(std::move(value));
        return "$" + std::to_string(values_.size());
    }
    const std::string& text() const { return text_; }
    const db::Values& values() const { return values_; }

private:
    std::string text_;
    db::Values values_;
};

// How the facets are asked: of few people, all that have them are looked up; of many, each in the list's order is tried.
enum class Facets { looked_up, tried };
constexpr std::int64_t few_people = 5'000;

std::string with_facet(Facets how, const std::string& condition)
{
    std::string people = " (SELECT f.expert_id FROM expert_facet f WHERE " + condition;
    return how == Facets::looked_up ? "e.id IN" + people + ")" : "EXISTS" + people + " AND f.expert_id = e.id)";
}

void add_facet(Where& where, Facets how, const std::string& facet, const std::string& code)
{
    if (!code.empty()) where.add(with_facet(how, "f.facet = " + where.value(facet) + " AND f.code = " + where.value(code)));
}

// A name, the beginning of its pinyin or initials, or the printed number.
void add_name(Where& where, Facets how, const std::string& typed)
{
    if (typed.empty()) return;
    std::string term = term_of(typed);
    if (term.empty()) return;
    std::string from = where.value(term), to = where.value(term + "\xF4\x8F\xBF\xBF"), number = where.value(std::string(trimmed(typed)));
    where.add("(e.number = " + number + " OR " + with_facet(how, "f.facet = 'term' AND f.code >= " + from + " AND f.code < " + to) + ")");
}

Where where_of(const auth::Filter& filter, const Query& query, Facets how = Facets::looked_up)
{
    Where where;
    if (filter.scope != auth::Scope::all) where.add("1 = 0"); // the library opens only to who may see all of it
    if (!query.status.empty()) where.add("e.status = " + where.value(query.status));
    add_facet(where, how, "category", query.category);
    add_facet(where, how, "discipline", query.discipline);
    add_facet(where, how, "industry", query.industry);
    add_facet(where, how, "rank", query.rank);
    add_facet(where, how, "region", query.region);
    add_facet(where, how, "unit", query.unit);
    add_name(where, how, query.name);
    return where;
}

std::optional<std::string> name_in(const catalog::Table& table, const std::optional<std::string>& code)
{
    const auto* entry = code ? table.find(*code) : nullptr;
    return entry ? std::optional(entry->name) : std::nullopt;
}

std::optional<std::string> masked_secret(const crypto::Keyring& keys, const db::Row& row, int column, std::string_view name,
                                         std::int64_t id, std::string (*mask)(const std::string&))
{
    auto stored = row.maybe_bytes(column);
    if (!stored) return std::nullopt;
    return mask(keys.decrypt("expert", name, std::to_string(id), *stored).reveal());
}

std::string id_list(const std::map<std::int64_t, ListItem*>& items)
{
    std::string list;
    for (const auto& [id, item] : items) list += (list.empty() ? "" : ", ") + std::to_string(id);
    return list;
}

// What the page of the list shows of other tables, one question each for the whole page.
void add_page_facts(db::Connection& connection, const std::map<std::int64_t, ListItem*>& items)
{
    if (items.empty()) return;
    std::string in = " IN (" + id_list(items) + ")";
    connection.each("SELECT p.expert_id, u.name, r.name, r_c.distance FROM post p JOIN unit u ON u.id = p.unit_id" +
                        units::join_entity("p.unit_id", "r") + " WHERE p.kind IN ('main', 'retired') AND p.expert_id" + in +
                        " ORDER BY p.id",
                    {}, [&](const db::Row& row) {
                        auto& item = *items.at(row.integer(0));
                        if (item.unit_name) return;
                        item.unit_name = row.text(2);
                        if (row.integer(3) > 0) item.sub_unit_name = row.text(1);
                    });
    connection.each("SELECT expert_id, category FROM expert_category WHERE expert_id" + in + " ORDER BY id", {}, [&](const db::Row& row) {
        items.at(row.integer(0))->categories.push_back(name_in(catalog::expert_categories(), row.text(1)).value_or(row.text(1)));
    });
    connection.each("SELECT expert_id, code FROM expert_discipline WHERE place = 1 AND expert_id" + in, {}, [&](const db::Row& row) {
        items.at(row.integer(0))->discipline_name = name_in(catalog::disciplines(), row.text(1)).value_or("") + " " + row.text(1);
    });
}

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
                  if (share) text += "，持股万分之" + std::to_string(*share);
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
    load_many(
        connection, detail.research,
        "SELECT q.role, r.name, r.from_day, COALESCE(r.closed_on, r.planned_end), r.level FROM expert e JOIN research_participant q ON "
        "q.person_hash = COALESCE(e.citizen_id_hash, e.passport_hash) "
        "JOIN research_project r ON r.id = q.project_id WHERE e.id = $1 ORDER BY r.id",
        id, [](const db::Row& row) {
            return FactView{row.text(0) == "lead" ? "负责人" : "参与人", row.text(1) + (row.is_null(4) ? "" : "，" + row.text(4)),
                            row.maybe_text(2), row.maybe_text(3)};
        });
}

} // namespace

Found find_experts(db::Connection& connection, const crypto::Keyring& keys, const auth::Filter& filter, const Query& query,
                   const auth::Page& page)
{
    Where where = where_of(filter, query);
    Found found;
    found.total =
        *connection.one("SELECT count(*) FROM expert e" + where.text(), where.values(), [](const db::Row& row) { return row.integer(0); });
    if (found.total > few_people) where = where_of(filter, query, Facets::tried);
    std::vector<std::int64_t> ids;
    std::string limit = where.value(page.size), offset = where.value(page.offset());
    connection.each(
        "SELECT e.id, e.public_id, e.number, e.name, e.status, e.title, e.phone, e.confirmed_on, e.status_since, e.region FROM expert e" +
            where.text() + " ORDER BY e.pinyin, e.id LIMIT " + limit + " OFFSET " + offset,
        where.values(), [&](const db::Row& row) {
            ListItem item;
            ids.push_back(row.integer(0));
            item.id = row.text(1);
            item.number = row.text(2);
            item.name = row.text(3);
            item.status = row.text(4);
            item.title_name = name_in(catalog::titles(), row.maybe_text(5));
            item.phone_masked = masked_secret(keys, row, 6, "phone", ids.back(), mask_phone);
            item.confirmed_on = row.maybe_text(7);
            item.status_since = row.text(8);
            auto region = row.maybe_text(9);
            const auto* entry = region ? catalog::regions().find(*region) : nullptr;
            if (entry) item.region_name = catalog::regions().path(*entry);
            found.items.push_back(std::move(item));
        });
    std::map<std::int64_t, ListItem*> by_id;
    for (std::size_t i = 0; i < ids.size(); ++i) by_id.emplace(ids[i], &found.items[i]);
    add_page_facts(connection, by_id);
    return found;
}

std::vector<CodeCount> count_by_status(db::Connection& connection, const auth::Filter& filter)
{
    Where where = where_of(filter, {});
    return connection.all("SELECT e.status, count(*) FROM expert e" + where.text() + " GROUP BY e.status ORDER BY e.status", where.values(),
                          [](const db::Row& row) {
                              return CodeCount{row.text(0), row.integer(1)};
                          });
}

Confirmations count_confirmations(db::Connection& connection, const auth::Filter& filter, Day today)
{
    Query in_library;
    in_library.status = "active";
    Where where = where_of(filter, in_library);
    Day overdue = add_years(today, -confirm_years(today)); // Art. 11
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
    Query in_library;
    in_library.status = "active";
    Where where = where_of(filter, in_library);
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
    return detail;
}

} // namespace expert
