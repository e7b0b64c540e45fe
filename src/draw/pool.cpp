#include "draw/pool.h"

#include "draw/pool_sets.h"
#include "draw/rules.h"

#include <algorithm>

namespace draw {

protocol::Evaluation pool_of(const Facts& facts, const Plan& plan, const Question& question)
{
    PoolSets sets(facts, plan, question);
    std::vector<Bits> eligible, unqualified;
    for (std::size_t g = 0; g < plan.groups.size(); ++g) {
        eligible.push_back(sets.eligible(g));
        unqualified.push_back(sets.groups()[g].fits - sets.groups()[g].qualified);
    }
    Alike alike(Bits::all(facts.size()));
    auto split_by = [&](const Bits& set) {
        if (set.count() > 0) alike.split(2, [&](std::size_t expert) { return std::size_t{set.test(expert)}; });
    };
    split_by(sets.fits_some());
    for (const auto& bar : sets.bars()) split_by(bar & sets.fits_some()); // of the others only no_group is told
    for (const auto& set : eligible) split_by(set);
    for (const auto& set : unqualified) split_by(set);
    sets.split_by_tags(alike);

    protocol::Evaluation pool;
    for (const auto& [i, size] : alike.classes()) {
        protocol::Standing& one = pool.standings.emplace_back();
        one.attributes = sets.tags_of(i);
        if (!sets.fits_some().test(i)) {
            one.excluded.emplace_back("no_group");
            continue;
        }
        bool whole = sets.unqualified_for_all().test(i);
        if (whole) one.excluded.emplace_back("missing.qualification");
        for (std::size_t code = 0; code < exclusion_codes.size(); ++code)
            if (sets.bars()[code].test(i)) one.excluded.emplace_back(exclusion_codes[code].code);
        for (std::size_t g = 0; g < plan.groups.size(); ++g) {
            if (eligible[g].test(i)) one.groups.push_back(static_cast<int>(g));
            if (!whole && unqualified[g].test(i)) one.excluded.push_back("missing.qualification@" + std::to_string(g));
        }
        std::sort(one.excluded.begin(), one.excluded.end());
    }
    pool.experts.reserve(facts.size());
    for (std::size_t i = 0; i < facts.size(); ++i) pool.experts.push_back({facts.attributes[i].public_id, alike.class_of(i)});
    return pool;
}

json::Array printed_rules(const RuleBook& book, Day day)
{
    json::Array rules = book.printed(recusal::dated_rules, day);
    for (auto& rule : book.printed(eligibility::dated_rules, day)) rules.push_back(std::move(rule));
    for (auto& rule : book.printed(dated_rules, day)) rules.push_back(std::move(rule));
    return rules;
}

} // namespace draw
