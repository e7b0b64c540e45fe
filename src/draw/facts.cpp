#include "draw/facts.h"

#include "catalog/catalog.h"
#include "db/day.h"
#include "db/pages.h"
#include "draw/index.h"
#include "ledger/act.h"

#include <algorithm>
#include <mutex>

namespace draw {

namespace {

constexpr std::string_view fact_tables[] = {"unit",
                                            "unit_alias",
                                            "unit_attribute",
                                            "expert",
                                            "expert_category",
                                            "expert_discipline",
                                            "expert_industry",
                                            "expert_language",
                                            "expert_absence",
                                            "post",
                                            "research_project",
                                            "research_participant",
                                            "relation",
                                            "interest",
                                            "sanction"};
constexpr std::int64_t most_entries_to_read = 2000; // beyond it everything is read again

int entry_in(const catalog::Table& table, const std::optional<std::string>& code)
{
    const auto* entry = code ? table.find(*code) : nullptr;
    return entry ? entry->first : -1;
}

int rank_of(const std::optional<std::string>& title)
{
    const auto* entry = title ? catalog::titles().find(*title) : nullptr;
    return entry && !entry->rank.empty() ? entry_in(catalog::title_ranks(), entry->rank) : -1;
}

void load_codes(db::Connection& connection, const std::string& table, const catalog::Table& codes, const std::vector<std::int64_t>& ids,
                Lists<int>& lists)
{
    ListFiller filler(lists, ids.size());
    db::each_of(connection, "SELECT expert_id, code FROM " + table, "expert_id", "place", ids,
                [&](const db::Row& row) { filler.add(place_in(ids, row.integer(0)), entry_in(codes, row.text(1))); });
}

// Whether an entry from `first` on tells of a change in a table that facts come from.
bool changed_since(db::Connection& connection, std::int64_t first)
{
    bool changed = false;
    connection.each("SELECT body FROM ledger_entry WHERE seq >= $1", {first}, [&](const db::Row& row) {
        auto body = row.maybe_text(0);
        changed = changed || !body || std::any_of(std::begin(fact_tables), std::end(fact_tables), [&](std::string_view table) {
                      return body->find("\"table\":\"" + std::string(table) + "\"") != std::string::npos;
                  });
    });
    return changed;
}

// The leaf of the newest entry: random, so it tells libraries and histories apart.
Bytes last_leaf(db::Connection& connection, std::int64_t size)
{
    auto leaf = connection.one("SELECT leaf FROM ledger_entry WHERE seq = $1", {size - 1}, [](const db::Row& row) { return row.bytes(0); });
    return leaf.value_or(Bytes{});
}

struct Kept {
    std::mutex mutex;
    std::shared_ptr<const Facts> facts;
    std::int64_t size = 0; // of the ledger up to which they are known to stand
    Bytes leaf;
};

Kept& kept()
{
    static Kept one;
    return one;
}

} // namespace

std::shared_ptr<const Facts> load_facts(db::Connection& connection)
{
    recusal::Library recusal(connection);
    eligibility::Library eligibility(connection, recusal.ids());
    auto facts = std::make_shared<Facts>(Facts{std::move(recusal), std::move(eligibility), {}, {}, {}, {}, {}});
    facts->attributes.reserve(facts->recusal.ids().size());
    db::each_by_key(connection, "SELECT id, public_id, sex, birth_day, region, title, keywords FROM expert", "id", [&](const db::Row& row) {
        facts->attributes.push_back({row.text(1), row.maybe_text(2).value_or(""), db::maybe_day(row, 3),
                                     entry_in(catalog::regions(), row.maybe_text(4)), rank_of(row.maybe_text(5)),
                                     row.maybe_text(6).value_or("")});
    });
    load_codes(connection, "expert_discipline", catalog::disciplines(), facts->recusal.ids(), facts->disciplines);
    load_codes(connection, "expert_industry", catalog::industries(), facts->recusal.ids(), facts->industries);
    load_codes(connection, "expert_language", catalog::languages(), facts->recusal.ids(), facts->languages);
    facts->index = std::make_shared<const Index>(*facts);
    return facts;
}

std::shared_ptr<const Facts> current_facts(db::Connection& connection)
{
    auto head = ledger::read_head(connection);
    std::int64_t size = head ? head->size : 0;
    Kept& k = kept();
    std::lock_guard lock(k.mutex); // who comes while they are read waits for them rather than reading them again
    bool continues = k.facts && k.size > 0 && k.size <= size && size - k.size <= most_entries_to_read &&
                     last_leaf(connection, k.size) == k.leaf && !changed_since(connection, k.size);
    if (!continues) k.facts = load_facts(connection);
    k.size = size;
    k.leaf = last_leaf(connection, size);
    return k.facts;
}

} // namespace draw
