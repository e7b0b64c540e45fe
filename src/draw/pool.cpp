#include "draw/pool.h"

#include "draw/pool_sets.h"
#include "draw/rules.h"

#include <algorithm>

namespace draw {

std::vector<Candidate> pool_of(const Facts& facts, const Plan& plan, const Question& question, bool with_reasons)
{
    PoolSets sets(facts, plan, question);
    Judgement judgement(facts, plan, question);
    std::vector<Bits> eligible;
    for (std::size_t g = 0; g < plan.groups.size(); ++g) eligible.push_back(sets.eligible(g));
    std::vector<Candidate> pool(facts.size());
    for (std::size_t i = 0; i < facts.size(); ++i) {
        Candidate& c = pool[i];
        c.expert_id = facts.recusal.ids()[i];
        c.public_id = facts.attributes[i].public_id;
        c.tags = sets.tags_of(i);
        if (!sets.fits_some().test(i)) {
            c.excluded.emplace_back("no_group");
            continue;
        }
        bool whole = sets.unqualified_for_all().test(i);
        if (whole) c.excluded.emplace_back("missing.qualification");
        if (sets.barred().test(i))
            for (std::size_t code = 0; code < exclusion_codes.size(); ++code)
                if (sets.bars()[code].test(i)) c.excluded.emplace_back(exclusion_codes[code].code);
        for (std::size_t g = 0; g < plan.groups.size(); ++g) {
            if (eligible[g].test(i)) c.groups.push_back(static_cast<int>(g));
            const GroupSets& group = sets.groups()[g];
            if (!whole && group.fits.test(i) && !group.qualified.test(i))
                c.excluded.push_back("missing.qualification@" + std::to_string(g));
        }
        std::sort(c.excluded.begin(), c.excluded.end());
        if (with_reasons && !c.excluded.empty()) c.reasons = judgement.reasons(i, judgement.verdict(i));
    }
    return pool;
}

json::Array printed_rules(Day day)
{
    json::Array rules = printed(recusal::dated_rules, day);
    for (auto& rule : printed(eligibility::dated_rules, day)) rules.push_back(std::move(rule));
    for (auto& rule : printed(dated_rules, day)) rules.push_back(std::move(rule));
    return rules;
}

} // namespace draw
