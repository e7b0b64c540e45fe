#include "expert/facets.h"

#include "catalog/catalog.h"
#include "catalog/pinyin.h"
#include "expert/expert.h"

#include <limits>
#include <set>
#include <tuple>

namespace expert {

namespace {

class Writer {
public:
    Writer(db::Connection& connection, std::int64_t first, std::int64_t last) : connection_(connection), range_{first, last} {}

    void write()
    {
        connection_.each("SELECT id FROM expert WHERE status IN ('merged', 'erased') AND id >= $1 AND id <= $2", range_,
                         [&](const db::Row& row) { merged_.insert(row.integer(0)); });
        connection_.each("SELECT id, name, title, region, pinyin FROM expert WHERE id >= $1 AND id <= $2", range_, [&](const db::Row& row) {
            std::int64_t id = row.integer(0);
            terms(id, row.text(1), row.text(4));
            if (auto title = row.maybe_text(2))
                if (const auto* entry = catalog::titles().find(*title); entry && !entry->rank.empty()) add("rank", entry->rank, id);
            if (auto region = row.maybe_text(3)) with_above(catalog::regions(), "region", *region, id);
        });
        codes("SELECT expert_id, category FROM expert_category WHERE expert_id >= $1 AND expert_id <= $2", catalog::expert_categories(),
              "category");
        codes("SELECT expert_id, code FROM expert_discipline WHERE expert_id >= $1 AND expert_id <= $2", catalog::disciplines(),
              "discipline");
        codes("SELECT expert_id, code FROM expert_industry WHERE expert_id >= $1 AND expert_id <= $2", catalog::industries(), "industry");
        connection_.each(
            "SELECT p.expert_id, u.public_id FROM post p JOIN unit_closure c ON c.unit_id = p.unit_id JOIN unit u ON u.id = c.above_id "
            "WHERE p.expert_id >= $1 AND p.expert_id <= $2 AND p.kind <> 'former'",
            range_, [&](const db::Row& row) { add("unit", row.text(1), row.integer(0)); });
        std::vector<db::Values> rows;
        for (const auto& [facet, code, id] : rows_) rows.push_back({facet, code, id});
        connection_.insert("expert_facet", {"facet", "code", "expert_id"}, rows);
    }

private:
    db::Connection& connection_;
    db::Values range_;
    std::set<std::tuple<std::string, std::string, std::int64_t>> rows_;
    std::set<std::int64_t> merged_; // into another, or erased: looked for no more

    void add(std::string facet, std::string code, std::int64_t id)
    {
        if (!merged_.contains(id)) rows_.emplace(std::move(facet), std::move(code), id);
    }

    void with_above(const catalog::Table& table, const std::string& facet, const std::string& code, std::int64_t id)
    {
        for (const auto* entry = table.find(code); entry; entry = entry->parent) add(facet, entry->code, id);
    }

    void codes(std::string_view sql, const catalog::Table& table, const std::string& facet)
    {
        connection_.each(sql, range_, [&](const db::Row& row) { with_above(table, facet, row.text(1), row.integer(0)); });
    }

    // By the stored reading, which may have been corrected by hand.
    void terms(std::int64_t id, const std::string& name, const std::string& key)
    {
        catalog::Pinyin pinyin{key, catalog::initials_of(key)};
        for (const auto& term : {name, pinyin.compact(), pinyin.initials})
            if (!term.empty()) add("term", term, id);
    }
};

} // namespace

void write_facets(db::Connection& connection, std::int64_t first_id)
{
    Writer(connection, first_id, std::numeric_limits<std::int64_t>::max()).write();
}

void rewrite_facets(db::Connection& connection, std::int64_t id)
{
    connection.run("DELETE FROM expert_facet WHERE expert_id = $1", {id});
    Writer(connection, id, id).write();
}

void rebuild_facets(db::Connection& connection)
{
    connection.run("DELETE FROM expert_facet");
    write_facets(connection, 0);
}

std::string term_of(std::string_view typed)
{
    return catalog::pinyin_query(typed);
}

} // namespace expert
