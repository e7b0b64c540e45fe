#pragma once

#include "draw/oracle.h"

// Plans and questions at random over a SmallWorld, with everything that a plan may ask.
namespace support {

inline draw::Plan random_plan(SmallWorld& w)
{
    draw::Plan plan;
    for (std::int64_t g = 1 + w.below(3); g > 0; --g) {
        draw::Group group{"组" + std::to_string(g), 1, {}};
        auto& c = group.conditions;
        auto some = [&](std::vector<std::string>& list, const auto& from, int percent) {
            while (w.chance(percent)) list.emplace_back(w.pick(from));
        };
        constexpr std::string_view ranks[] = {"senior", "associate"};
        some(c.categories, SmallWorld::categories, 40);
        some(c.disciplines, SmallWorld::disciplines, 40);
        some(c.industries, SmallWorld::industries, 10);
        some(c.ranks, ranks, 20);
        some(c.unit_kinds, SmallWorld::kinds, 15);
        some(c.regions, SmallWorld::regions, 25);
        some(c.languages, SmallWorld::languages, 20);
        if (w.chance(15)) c.units.push_back(w.pick(w.units).public_id);
        if (w.chance(15)) c.age_min = 30 + static_cast<int>(w.below(20));
        if (w.chance(15)) c.age_max = 50 + static_cast<int>(w.below(20));
        if (w.chance(10)) c.keywords.emplace_back(w.chance(50) ? "基因" : "机器");
        if (w.chance(10)) c.active_within = 1 + static_cast<int>(w.below(4));
        plan.groups.push_back(group);
    }
    plan.panel = {{"unit", {}, {}, 1},
                  {"province", {}, {}, 9},
                  {"city", {}, {}, 9},
                  {"sex", "2", 1, {}},
                  {"age_band", "60_up", {}, 3},
                  {"unit_kind", {}, {}, 9},
                  {"fresh", "1", 1, {}},
                  {"category_finance", "1", 1, {}},
                  {"category_other", "1", {}, 9},
                  {"outside_province", "150000", 1, {}},
                  {"outside_city", "150100", 1, {}}};
    if (w.chance(30)) plan.load = {w.chance(50) ? std::optional(1 + static_cast<int>(w.below(2))) : std::nullopt, 30};
    return plan;
}

inline recusal::ProjectFacts facts_of(const crypto::Keyring& keys, const WorldProject& p)
{
    auto hash = [&](const std::string& citizen) {
        return citizen.empty() ? Bytes{} : crypto::bytes_of(keys.lookup_hash("citizen_id", crypto::Secret(citizen)));
    };
    recusal::ProjectFacts facts{p.public_id,  p.public_id,   p.applicant, p.partners, p.lead_name,
                                hash(p.lead), p.lead_entity, p.lead_unit, {}};
    for (const auto& member : p.members) facts.member_hashes.push_back(hash(member));
    return facts;
}

// What is asked beside the plan; fills what the oracle reads. `asked`: days are set.
inline draw::Question random_question(SmallWorld& world, const crypto::Keyring& keys, OracleQuestion& asked)
{
    for (std::int64_t n = world.below(3); n >= 0; --n) asked.projects.push_back(world.project(static_cast<int>(n)));
    for (int i = 0; i < 5; ++i) asked.busy.insert(world.pick(world.experts).id);
    for (int i = 0; i < 60; ++i) { // drawn on some day of the last three years, for an activity soon after
        Day drawn = world.today - static_cast<int>(world.below(1000));
        asked.uses.push_back({world.pick(world.experts).id, drawn, drawn + 5, drawn + 5 + static_cast<int>(world.below(40))});
    }
    draw::Question question{asked.seal, asked.from, asked.to, {}, {asked.busy.begin(), asked.busy.end()}, asked.uses};
    for (int i = 0; i < 15; ++i) { // suspected and confirmed (Art. 14(4)7)
        auto project = static_cast<std::size_t>(world.below(static_cast<std::int64_t>(asked.projects.size())));
        std::int64_t expert = world.pick(world.experts).id;
        if (asked.confirmed.emplace(expert, asked.projects[project].public_id).second)
            question.confirmed.push_back({expert, project, "疑似"});
    }
    for (const auto& p : asked.projects) question.projects.push_back(facts_of(keys, p));
    asked.sharing = world.below(3);
    question.rules = RuleBook({{"7.draw_consent", asked.sharing, "任意", "2026-01-01", "任意"}});
    return question;
}

} // namespace support
