#include "base/text.h"
#include "catalog/catalog.h"
#include "db/groups.h"
#include "expert/expert.h"
#include "expert/facets.h"
#include "expert/shown.h"
#include "expert/store.h"
#include "expert/totals.h"
#include "expert/where.h"
#include "units/units.h"

#include <algorithm>
#include <map>

namespace expert {

namespace {

struct Facet {
    std::string facet, code;
};

std::vector<Facet> facets_of(const Query& query)
{
    std::vector<Facet> facets{{"category", query.category}, {"discipline", query.discipline}, {"industry", query.industry},
                              {"rank", query.rank},         {"region", query.region},         {"unit", query.unit}};
    std::erase_if(facets, [](const Facet& facet) { return facet.code.empty(); });
    return facets;
}

struct Asked {
    std::string from;
    Where where;
};

// Finds the query's people in one of two ways: whoever has its rarest facet is looked up, or each of the library in the list's order is
// tried. Names are looked up unless very many fit.
class Asking {
public:
    Asking(db::Connection& connection, const auth::Filter& filter, const Query& query)
        : connection_(connection), filter_(filter), query_(query), facets_(facets_of(query)), term_(term_of(trimmed(query.name)))
    {
        if (facets_.empty()) return;
        std::vector<std::int64_t> sizes;
        for (const auto& facet : facets_)
            sizes.push_back(
                total_of(connection, "SELECT count(*) FROM expert_facet WHERE facet = $1 AND code = $2", {facet.facet, facet.code}));
        auto rarest = std::min_element(sizes.begin(), sizes.end());
        rarest_size_ = *rarest;
        std::swap(facets_.front(), facets_[static_cast<std::size_t>(rarest - sizes.begin())]);
    }

    std::int64_t total() const
    {
        Asked asked = ask(!facets_.empty(), true, false);
        return total_of(connection_, "SELECT count(*) FROM " + asked.from + asked.where.text(), asked.where.values());
    }

    // For the first `wanted` of `total` people in the list's order.
    Asked page(std::int64_t total, std::int64_t wanted) const
    {
        if (facets_.empty()) return ask(false, total <= few_people, true);
        const std::int64_t library = total_of(connection_, "SELECT count(*) FROM expert", {});
        const std::int64_t tried = wanted < total ? library / total * wanted : library;
        return ask(rarest_size_ <= tried, total <= few_people, true);
    }

private:
    static constexpr std::int64_t few_people = 5'000;

    db::Connection& connection_;
    const auth::Filter& filter_;
    const Query& query_;
    std::vector<Facet> facets_; // the rarest first
    std::string term_;
    std::int64_t rarest_size_ = 0;

    Asked ask(bool by_rarest, bool names_looked_up, bool whole_rows) const
    {
        const bool needs_expert = whole_rows || !query_.status.empty() || !term_.empty();
        const std::string id = by_rarest ? "r.expert_id" : "e.id";
        Asked asked{!by_rarest ? "expert e" : needs_expert ? "expert_facet r CROSS JOIN expert e" : "expert_facet r", reached_by(filter_)};
        Where& where = asked.where;
        if (by_rarest && needs_expert) where.add("e.id = r.expert_id"); // not JOIN … ON, which SQLite may walk the other way round
        for (std::size_t i = 0; i < facets_.size(); ++i) {
            bool walked = by_rarest && i == 0;
            std::string alias = walked ? "r" : "f";
            std::string of_facet =
                alias + ".facet = " + where.value(facets_[i].facet) + " AND " + alias + ".code = " + where.value(facets_[i].code);
            where.add(walked ? of_facet : has_facet(of_facet, id));
        }
        if (!query_.status.empty())
            where.add("e.status = " + where.value(query_.status));
        else if (!by_rarest || needs_expert)
            where.add("e.status NOT IN ('merged', 'erased')"); // who has no facets
        if (!term_.empty()) add_name(where, names_looked_up);
        return asked;
    }

    static std::string has_facet(const std::string& condition, const std::string& id)
    {
        return "EXISTS (SELECT 1 FROM expert_facet f WHERE " + condition + " AND f.expert_id = " + id + ")";
    }

    // A name, the beginning of its pinyin or initials, or the printed number.
    void add_name(Where& where, bool looked_up) const
    {
        std::string from = where.value(term_), to = where.value(term_ + "\xF4\x8F\xBF\xBF"),
                    number = where.value(std::string(trimmed(query_.name)));
        std::string condition = "f.facet = 'term' AND f.code >= " + from + " AND f.code < " + to;
        where.add("(e.number = " + number + " OR " +
                  (looked_up ? "e.id IN (SELECT f.expert_id FROM expert_facet f WHERE " + condition + ")" : has_facet(condition, "e.id")) +
                  ")");
    }
};

// What the page of the list shows of other tables, one question each for the whole page.
void add_page_facts(db::Connection& connection, const std::vector<std::int64_t>& ids, std::vector<ListItem>& items)
{
    std::map<std::int64_t, ListItem*> by_id;
    for (std::size_t i = 0; i < ids.size(); ++i) by_id.emplace(ids[i], &items[i]);
    db::each_group(
        connection,
        "SELECT p.expert_id, u.name, r.name, r_c.distance FROM post p JOIN unit u ON u.id = p.unit_id" +
            units::join_entity("p.unit_id", "r") + " WHERE p.kind IN ('main', 'retired') AND p.expert_id",
        ids,
        [&](const db::Row& row) {
            auto& item = *by_id.at(row.integer(0));
            if (item.unit_name) return;
            item.unit_name = row.text(2);
            if (row.integer(3) > 0) item.sub_unit_name = row.text(1);
        },
        " ORDER BY p.id");
    db::each_group(
        connection, "SELECT expert_id, category FROM expert_category WHERE expert_id", ids,
        [&](const db::Row& row) {
            by_id.at(row.integer(0))->categories.push_back(name_in(catalog::expert_categories(), row.text(1)).value_or(row.text(1)));
        },
        " ORDER BY id");
    db::each_group(connection, "SELECT expert_id, code FROM expert_discipline WHERE place = 1 AND expert_id", ids, [&](const db::Row& row) {
        by_id.at(row.integer(0))->discipline_name = name_in(catalog::disciplines(), row.text(1)).value_or("") + " " + row.text(1);
    });
}

} // namespace

std::int64_t count_experts(db::Connection& connection, const auth::Filter& filter, const Query& query)
{
    return Asking(connection, filter, query).total();
}

std::vector<Listed::Person> find_people(db::Connection& connection, const auth::Filter& filter, const Query& query, std::int64_t total)
{
    Asked asked = Asking(connection, filter, query).page(total, total);
    return connection.all("SELECT e.id, e.version FROM " + asked.from + asked.where.text() + " ORDER BY e.pinyin, e.id",
                          asked.where.values(), [](const db::Row& row) {
                              return Listed::Person{row.integer(0), row.integer(1)};
                          });
}

Found find_experts(db::Connection& connection, const crypto::Keyring& keys, const auth::Filter& filter, const Query& query,
                   const auth::Page& page)
{
    Asking asking(connection, filter, query);
    Found found;
    found.total = asking.total();
    std::vector<std::int64_t> ids;
    Asked asked = asking.page(found.total, page.offset() + page.size);
    std::string limit = asked.where.value(page.size), offset = asked.where.value(page.offset());
    connection.each(
        "SELECT e.id, e.public_id, e.number, e.name, e.status, e.title, e.phone, e.confirmed_on, e.status_since, e.region FROM " +
            asked.from + asked.where.text() + " ORDER BY e.pinyin, e.id LIMIT " + limit + " OFFSET " + offset,
        asked.where.values(), [&](const db::Row& row) {
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
    add_page_facts(connection, ids, found.items);
    return found;
}

} // namespace expert
