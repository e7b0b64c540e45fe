#include "draw/facts.h"

#include "catalog/catalog.h"
#include "catalog/editions.h"
#include "db/day.h"
#include "db/pages.h"
#include "draw/index.h"
#include "ledger/since.h"

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
                                            "expert_consent",
                                            "post",
                                            "research_project",
                                            "research_participant",
                                            "relation",
                                            "interest",
                                            "sanction"};

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

struct Kept {
    std::mutex mutex;
    std::shared_ptr<const Facts> facts;
    std::uint64_t tables = 0;  // the state of the code tables whose entries they number
    ledger::Position position; // up to which they are known to stand
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
    db::each_of(connection, "SELECT id, public_id, sex, birth_day, region, title, keywords FROM expert", "id", "id", facts->recusal.ids(),
                [&](const db::Row& row) {
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
    auto now = ledger::position_of(connection);
    Kept& k = kept();
    std::lock_guard lock(k.mutex); // who comes while they are read waits for them rather than reading them again
    if (!k.facts || k.tables != catalog::state() || ledger::since(connection, k.position, now, fact_tables) != ledger::Since::nothing)
        k.facts = load_facts(connection);
    k.tables = catalog::state();
    k.position = now;
    return k.facts;
}

} // namespace draw
