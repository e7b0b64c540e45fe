#include "draw/pool.h"

#include "draw/exclusion.h"
#include "draw/rules.h"

#include <algorithm>

namespace draw {

namespace {

std::uint32_t bit(std::size_t place)
{
    return std::uint32_t{1} << place;
}

} // namespace

std::vector<Candidate> pool_of(const Facts& facts, const Plan& plan, const Question& question, bool with_reasons)
{
    Judgement judgement(facts, plan, question);
    std::vector<std::string> tags;
    for (const auto& condition : plan.panel)
        if (std::find(tags.begin(), tags.end(), condition.tag) == tags.end()) tags.push_back(condition.tag);
    std::sort(tags.begin(), tags.end());
    std::vector<Candidate> pool(facts.size());
    for (std::size_t i = 0; i < facts.size(); ++i) {
        Candidate& c = pool[i];
        Verdict v = judgement.verdict(i);
        c.expert_id = facts.recusal.ids()[i];
        c.public_id = facts.attributes[i].public_id;
        for (const auto& tag : tags)
            if (auto value = judgement.tag(i, tag)) c.tags.emplace_back(tag, std::move(*value));
        if (!v.fits) {
            c.excluded.emplace_back("no_group");
            continue;
        }
        bool whole = v.unqualified == v.fits;
        if (whole) v.bars |= bit(place_of_code("missing.qualification"));
        for (std::size_t code = 0; code < exclusion_codes.size(); ++code)
            if (v.bars & bit(code)) c.excluded.emplace_back(exclusion_codes[code].code);
        for (std::size_t g = 0; g < plan.groups.size(); ++g) {
            if (v.eligible() & bit(g)) c.groups.push_back(static_cast<int>(g));
            if (!whole && (v.unqualified & bit(g))) c.excluded.push_back("missing.qualification@" + std::to_string(g));
        }
        std::sort(c.excluded.begin(), c.excluded.end());
        if (with_reasons && !c.excluded.empty()) c.reasons = judgement.reasons(i, v);
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
