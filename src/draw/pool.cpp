#include "draw/pool.h"

#include "catalog/catalog.h"
#include "draw/exclusion.h"
#include "draw/rules.h"

#include <algorithm>

namespace draw {

namespace {

// Entries of a code table and everything below them.
class Codes {
public:
    Codes() = default;
    Codes(const catalog::Table& table, const std::vector<std::string>& codes) : asks_(!codes.empty())
    {
        for (const auto& code : codes)
            if (const auto* entry = table.find(code)) ranges_.emplace_back(entry->first, entry->last);
    }
    bool asks() const { return asks_; }
    bool holds(int entry) const
    {
        return std::any_of(ranges_.begin(), ranges_.end(), [&](const auto& r) { return r.first <= entry && entry <= r.second; });
    }
    bool fails(int entry) const { return asks_ && !holds(entry); }
    bool fails(std::span<const int> entries) const
    {
        return asks_ && std::none_of(entries.begin(), entries.end(), [&](int e) { return holds(e); });
    }

private:
    bool asks_ = false;
    std::vector<std::pair<int, int>> ranges_;
};

// A group's conditions made ready.
struct Asked {
    eligibility::Categories categories = 0; // 0: none asked
    Codes disciplines, industries, ranks, regions;
    std::vector<std::string> unit_kinds;
    std::vector<std::int64_t> units;
    bool unit_asked = false;
    std::optional<int> age_min, age_max;
};

Asked asked(const Conditions& c, const recusal::Places& places)
{
    Asked a{0, Codes(catalog::disciplines(), c.disciplines), Codes(catalog::industries(), c.industries),
            Codes(catalog::title_ranks(), c.ranks), Codes(catalog::regions(), c.regions)};
    for (const auto& code : c.categories)
        if (const auto* entry = catalog::expert_categories().find(code))
            for (int i = entry->first; i <= entry->last; ++i) a.categories |= eligibility::Categories{1} << i;
    a.unit_kinds = c.unit_kinds;
    a.unit_asked = !c.units.empty();
    for (const auto& id : c.units)
        if (auto unit = places.by_public_id(id)) a.units.push_back(*unit);
    a.age_min = c.age_min;
    a.age_max = c.age_max;
    return a;
}

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

    static std::vector<recusal::Project> projects_of(const Facts& facts, const Question& question)
    {
        std::vector<recusal::Project> projects;
        for (const auto& p : question.projects) projects.push_back(facts.recusal.project(p));
        return projects;
    }

    Parts(const Facts& f, const Plan& p, const Question& q)
        : facts(f), plan(p), question(q), projects(projects_of(f, q)), screen(projects), recusal_rules(recusal::rules_on(q.seal_day)),
          eligibility_rules(eligibility::rules_on(q.seal_day)), window{q.seal_day, std::max(q.seal_day, q.to)}, busy(q.busy)
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

    // Where the person works: the main post of the days that count, else the unit of retirement. nullptr: unknown.
    const recusal::Post* home(const recusal::Person& person) const
    {
        const recusal::Post* retired = nullptr;
        for (const auto& post : person.posts) {
            if (post.kind == recusal::PostKind::main && post.days.touches(window.first, window.last)) return &post;
            if (post.kind == recusal::PostKind::retired && !retired) retired = &post;
        }
        return retired;
    }

    const recusal::Unit* entity(const recusal::Post* post) const
    {
        return post ? facts.recusal.places().find(post->place.entity) : nullptr;
    }

    std::optional<int> age(std::size_t expert) const
    {
        auto birth = facts.attributes[expert].birth;
        return birth ? std::optional(age_on(*birth, question.from)) : std::nullopt;
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

    std::uint32_t failed(std::size_t expert, const Asked& a, eligibility::Categories held, const recusal::Post* post) const
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
                        fails_age};
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < std::size(fails); ++i)
            if (fails[i]) bits |= bit(i);
        return bits;
    }

    bool barred_from(const recusal::Person& person, const recusal::Project& project) const
    {
        if (!screen.may_meet(person)) return false;
        auto found = judge_recusal(person, project);
        return std::any_of(found.begin(), found.end(), [](const auto& e) { return e.item != recusal::Item::lead_missing; });
    }

    // Art. 14(4) over all projects. By project, only who is barred from every one of them has nothing left to judge.
    std::uint32_t recused(const recusal::Person& person) const
    {
        if (!screen.may_meet(person)) return 0;
        std::uint32_t bits = 0;
        for (const auto& project : projects) {
            if (by_project(plan) && !barred_from(person, project)) return 0;
            for (const auto& e : judge_recusal(person, project)) bits |= bit(place_of_code(recusal::code_of(e.item)));
        }
        return bits;
    }

    std::uint32_t bars(std::size_t expert, const recusal::Person& person, const eligibility::Person& candidate) const
    {
        std::uint32_t bits = lead_missing ? bit(place_of_code("missing.lead")) : 0;
        bits |= recused(person);
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
        std::uint32_t failed = p.failed(expert, a, held, post);
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
    return p.failed(expert, p.groups[group], eligibility::held(p.facts.eligibility.person(expert)), p.home(person));
}

std::vector<Reason> Judgement::reasons(std::size_t expert, const Verdict& verdict) const
{
    const Parts& p = *parts_;
    std::vector<Reason> reasons;
    if (!verdict.fits) return reasons;
    recusal::Person person = p.facts.recusal.person(expert);
    eligibility::Person candidate = p.facts.eligibility.person(expert);
    bool whole_draw = !by_project(p.plan) || p.recused(person) != 0;
    for (const auto& project : p.projects)
        for (const auto& e : p.judge_recusal(person, project)) {
            auto r = recusal::explain(e, person, project, p.facts.recusal);
            bool only_project = !whole_draw && e.item != recusal::Item::lead_missing;
            reasons.push_back({std::move(r.code), std::nullopt, std::move(r.project), std::move(r.fact), std::move(r.path), only_project});
        }
    for (const auto& e : eligibility::judge(candidate, p.eligibility_question(expert), p.eligibility_rules)) {
        auto r = eligibility::explain(e, candidate);
        reasons.push_back({std::move(r.code), std::nullopt, "", std::move(r.fact), ""});
    }
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
        return p.barred_from(p.facts.recusal.person(expert), p.projects[*project]) ? std::optional<std::string>("1") : std::nullopt;
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
