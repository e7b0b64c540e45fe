#include "draw/asked.h"
#include "draw/pool.h"

#include "catalog/catalog.h"
#include "draw/conditions.h"
#include "draw/exclusion.h"
#include "draw/rules.h"
#include "draw/uses.h"

#include <algorithm>

namespace draw {

namespace {

std::uint32_t bit(std::size_t place)
{
    return std::uint32_t{1} << place;
}

// The ancestor at `level` of a region, as its code.
std::optional<std::string> region_at(int entry, int level)
{
    if (entry < 0) return std::nullopt;
    const catalog::Entry* region = &catalog::regions().entries()[static_cast<std::size_t>(entry)];
    while (region && region->level > level) region = region->parent;
    return region && region->level == level ? std::optional(region->code) : std::nullopt;
}

} // namespace

struct Judgement::Parts {
    const Facts& facts;
    const Plan& plan;
    const Question& question;
    std::vector<Asked> groups;
    std::vector<recusal::Project> projects;
    recusal::Screen screen;
    recusal::Rules recusal_rules;
    eligibility::Rules eligibility_rules;
    recusal::Window window;
    bool lead_missing = false; // whether some project lacks what recusal is judged by
    std::vector<std::int64_t> busy;
    Uses uses;

    static std::vector<recusal::Project> projects_of(const Facts& facts, const Question& question)
    {
        std::vector<recusal::Project> projects;
        for (const auto& p : question.projects) projects.push_back(facts.recusal.project(p));
        return projects;
    }

    Parts(const Facts& f, const Plan& p, const Question& q)
        : facts(f), plan(p), question(q), projects(projects_of(f, q)), screen(projects),
          recusal_rules(recusal::rules_on(q.rules, q.seal_day)),
          eligibility_rules(eligibility::rules_on(q.rules, q.seal_day)), window{q.seal_day, std::max(q.seal_day, q.to)}, busy(q.busy),
          uses(p, q)
    {
        for (const auto& group : plan.groups) groups.push_back(asked(group.conditions, facts.recusal.places()));
        recusal::Person nobody;
        for (const auto& project : projects) lead_missing = lead_missing || !judge_recusal(nobody, project).empty();
        std::sort(busy.begin(), busy.end());
    }

    std::vector<recusal::Exclusion> judge_recusal(const recusal::Person& person, const recusal::Project& project) const
    {
        return recusal::judge(person, project, facts.recusal.research(), window, recusal_rules);
    }

    eligibility::Question eligibility_question(std::size_t expert) const
    {
        bool is_busy = std::binary_search(busy.begin(), busy.end(), facts.recusal.ids()[expert]);
        return {question.seal_day, question.from, question.to, is_busy};
    }

    const recusal::Post* home(const recusal::Person& person) const { return home_of(person.posts, window); }

    const recusal::Unit* entity(const recusal::Post* post) const
    {
        return post ? facts.recusal.places().find(post->place.entity) : nullptr;
    }

    std::optional<int> age(std::size_t expert) const
    {
        auto birth = facts.attributes[expert].birth;
        return birth ? std::optional(age_on(*birth, question.from)) : std::nullopt;
    }

    std::int64_t id_of(std::size_t expert) const { return facts.recusal.ids()[expert]; }

    bool fails_activity(const Asked& a, const recusal::Person& person) const
    {
        return a.active_within && !is_active(person, facts.recusal.research(), question.seal_day, *a.active_within);
    }

    bool fails_keywords(const Asked& a, std::size_t expert) const
    {
        const std::string& held = facts.attributes[expert].keywords;
        return !a.keywords.empty() &&
               std::none_of(a.keywords.begin(), a.keywords.end(), [&](const auto& word) { return held.find(word) != std::string::npos; });
    }

    bool fails_units(const Asked& a, const recusal::Post* post) const
    {
        if (!a.unit_asked) return false;
        return !post || std::none_of(a.units.begin(), a.units.end(),
                                     [&](std::int64_t unit) { return facts.recusal.places().within(post->place.unit, unit); });
    }

    bool fails_kinds(const Asked& a, const recusal::Post* post) const
    {
        if (a.unit_kinds.empty()) return false;
        const recusal::Unit* unit = entity(post);
        return !unit || std::find(a.unit_kinds.begin(), a.unit_kinds.end(), unit->kind) == a.unit_kinds.end();
    }

    std::uint32_t failed(std::size_t expert, const Asked& a, eligibility::Categories held, const recusal::Person& person,
                         const recusal::Post* post) const
    {
        const Attributes& attributes = facts.attributes[expert];
        bool ages = a.age_min || a.age_max;
        std::optional<int> years = ages ? age(expert) : std::nullopt;
        bool fails_age = ages && (!years || (a.age_min && *years < *a.age_min) || (a.age_max && *years > *a.age_max));
        bool fails[] = {a.categories && !(a.categories & held),
                        a.disciplines.fails(facts.disciplines.of(expert)),
                        a.industries.fails(facts.industries.of(expert)),
                        a.ranks.fails(attributes.rank),
                        fails_kinds(a, post),
                        fails_units(a, post),
                        a.regions.fails(attributes.region),
                        a.languages.fails(facts.languages.of(expert)),
                        fails_age,
                        fails_keywords(a, expert),
                        fails_activity(a, person)};
        static_assert(std::size(fails) == condition_kinds.size(), "in the order of condition_kinds");
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < std::size(fails); ++i)
            if (fails[i]) bits |= bit(i);
        return bits;
    }

    // What the library administrator confirmed about the person and the project; nullptr: nothing.
    const Confirmed* confirmed(std::size_t expert, std::size_t project) const
    {
        std::int64_t id = facts.recusal.ids()[expert];
        auto found = std::find_if(question.confirmed.begin(), question.confirmed.end(),
                                  [&](const Confirmed& c) { return c.expert_id == id && c.project == project; });
        return found == question.confirmed.end() ? nullptr : &*found;
    }

    bool barred_from(std::size_t expert, const recusal::Person& person, std::size_t project) const
    {
        if (confirmed(expert, project)) return true;
        if (!screen.may_meet(person)) return false;
        auto found = judge_recusal(person, projects[project]);
        return std::any_of(found.begin(), found.end(), [](const auto& e) { return e.item != recusal::Item::lead_missing; });
    }

    // Art. 14(4) over all projects. By project, only who is barred from every one of them has nothing left to judge.
    std::uint32_t recused(std::size_t expert, const recusal::Person& person) const
    {
        if (question.confirmed.empty() && !screen.may_meet(person)) return 0;
        std::uint32_t bits = 0;
        for (std::size_t p = 0; p < projects.size(); ++p) {
            if (by_project(plan) && !barred_from(expert, person, p)) return 0;
            if (confirmed(expert, p)) bits |= bit(place_of_code("14.4.7"));
            for (const auto& e : judge_recusal(person, projects[p])) bits |= bit(place_of_code(recusal::code_of(e.item)));
        }
        return bits;
    }

    std::uint32_t bars(std::size_t expert, const recusal::Person& person, const eligibility::Person& candidate) const
    {
        std::uint32_t bits = lead_missing ? bit(place_of_code("missing.lead")) : 0;
        bits |= recused(expert, person);
        if (uses.over_load(id_of(expert))) bits |= bit(place_of_code("load"));
        for (const auto& e : eligibility::judge(candidate, eligibility_question(expert), eligibility_rules))
            bits |= bit(place_of_code(eligibility::code_of(e.bar)));
        return bits;
    }
};

Judgement::Judgement(const Facts& facts, const Plan& plan, const Question& question)
    : parts_(std::make_unique<Parts>(facts, plan, question))
{
}

Judgement::~Judgement() = default;

Verdict Judgement::verdict(std::size_t expert) const
{
    const Parts& p = *parts_;
    recusal::Person person = p.facts.recusal.person(expert);
    eligibility::Person candidate = p.facts.eligibility.person(expert);
    const recusal::Post* post = p.home(person);
    eligibility::Categories held = eligibility::held(candidate), verified = eligibility::verified(candidate, p.question.seal_day);
    Verdict v;
    for (std::size_t g = 0; g < p.groups.size(); ++g) {
        const Asked& a = p.groups[g];
        std::uint32_t failed = p.failed(expert, a, held, person, post);
        bool only_category = failed == bit(0);
        bool qualified = (a.categories && !only_category ? a.categories & verified : verified) != 0;
        if (failed == 0) {
            v.fits |= bit(g);
            if (!qualified) v.unqualified |= bit(g);
            if (!qualified && verified != 0) v.by_category |= bit(g);
        } else if ((failed & (failed - 1)) == 0) {
            v.nearly |= bit(g);
            if (!qualified) v.nearly_unqualified |= bit(g);
        }
    }
    if (v.fits | v.nearly) v.bars = p.bars(expert, person, candidate);
    return v;
}

std::uint32_t Judgement::failed(std::size_t expert, std::size_t group) const
{
    const Parts& p = *parts_;
    recusal::Person person = p.facts.recusal.person(expert);
    return p.failed(expert, p.groups[group], eligibility::held(p.facts.eligibility.person(expert)), person, p.home(person));
}

std::uint32_t Judgement::bars(std::size_t expert) const
{
    return parts_->bars(expert, parts_->facts.recusal.person(expert), parts_->facts.eligibility.person(expert));
}

std::vector<Reason> Judgement::reasons(std::size_t expert, const Verdict& verdict) const
{
    const Parts& p = *parts_;
    std::vector<Reason> reasons;
    if (!verdict.fits) return reasons;
    recusal::Person person = p.facts.recusal.person(expert);
    eligibility::Person candidate = p.facts.eligibility.person(expert);
    bool whole_draw = !by_project(p.plan) || p.recused(expert, person) != 0;
    for (std::size_t project = 0; project < p.projects.size(); ++project) {
        for (const auto& e : p.judge_recusal(person, p.projects[project])) {
            auto r = recusal::explain(e, person, p.projects[project], p.facts.recusal);
            bool only_project = !whole_draw && e.item != recusal::Item::lead_missing;
            reasons.push_back({std::move(r.code), std::nullopt, std::move(r.project), std::move(r.fact), std::move(r.path), only_project});
        }
        if (const Confirmed* c = p.confirmed(expert, project))
            reasons.push_back({"14.4.7", std::nullopt, p.projects[project].public_id, c->fact, "专家库管理员认定", !whole_draw});
    }
    for (const auto& e : eligibility::judge(candidate, p.eligibility_question(expert), p.eligibility_rules)) {
        auto r = eligibility::explain(e, candidate);
        reasons.push_back({std::move(r.code), std::nullopt, "", std::move(r.fact), ""});
    }
    if (auto id = p.id_of(expert); p.uses.over_load(id)) reasons.push_back({"load", std::nullopt, "", p.uses.load_words(id), ""});
    for (std::size_t g = 0; g < p.groups.size(); ++g)
        if (verdict.unqualified & bit(g)) {
            auto r = eligibility::explain({eligibility::Bar::qualification}, candidate);
            bool whole = verdict.unqualified == verdict.fits;
            reasons.push_back({std::move(r.code), whole ? std::nullopt : std::optional(static_cast<int>(g)), "", std::move(r.fact), ""});
            if (whole) break;
        }
    return reasons;
}

std::optional<std::string> Judgement::tag(std::size_t expert, std::string_view tag) const
{
    const Parts& p = *parts_;
    const Attributes& attributes = p.facts.attributes[expert];
    if (auto project = project_of_tag(tag))
        return p.barred_from(expert, p.facts.recusal.person(expert), *project) ? std::optional<std::string>("1") : std::nullopt;
    if (tag == "fresh") return p.uses.fresh(p.id_of(expert)) ? std::optional<std::string>("1") : std::nullopt;
    if (auto category = category_of_tag(tag); !category.empty()) { // held and verified (R16)
        const auto* entry = catalog::expert_categories().find(category);
        auto verified = eligibility::verified(p.facts.eligibility.person(expert), p.question.seal_day);
        bool holds = false;
        for (int i = entry->first; i <= entry->last; ++i) holds = holds || (verified >> i & 1);
        return holds ? std::optional<std::string>("1") : std::nullopt;
    }
    if (tag == "outside_province" || tag == "outside_city") {
        auto condition = std::find_if(p.plan.panel.begin(), p.plan.panel.end(), [&](const auto& c) { return c.tag == tag; });
        auto own = region_at(attributes.region, tag == "outside_province" ? 1 : 2);
        // Of someone in another province without a city recorded, it is known that it is not this one.
        if (!own && tag == "outside_city") {
            auto province = region_at(attributes.region, 1);
            if (!province || condition->value->substr(0, 2) == province->substr(0, 2)) return std::nullopt;
            return condition->value;
        }
        return own && own != condition->value ? condition->value : std::nullopt;
    }
    if (tag == "province") return region_at(attributes.region, 1);
    if (tag == "city") return region_at(attributes.region, 2);
    if (tag == "sex") return attributes.sex.empty() ? std::nullopt : std::optional(attributes.sex);
    if (tag == "age_band") {
        auto age = p.age(expert);
        return age ? std::optional(std::string(age_band(*age))) : std::nullopt;
    }
    const recusal::Unit* entity = p.entity(p.home(p.facts.recusal.person(expert)));
    if (!entity || (tag == "unit_kind" && entity->kind.empty())) return std::nullopt;
    return tag == "unit" ? entity->public_id : entity->kind;
}

} // namespace draw
