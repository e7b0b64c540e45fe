#pragma once

#include "draw/small_world.h"

// The regulation once more, written apart from the rules' code: day by day over the plain structs of a SmallWorld.
namespace support {

struct OracleQuestion {
    const draw::Plan& plan;
    Day seal, from, to;
    std::vector<WorldProject> projects;
    std::set<std::int64_t> busy;
    std::vector<draw::Use> uses = {};
    std::set<std::pair<std::int64_t, std::string>> confirmed = {}; // expert, project
    std::int64_t sharing = 1;                                      // the rule's value: 1 who refuses is barred, 2 who has not consented
};

class Oracle {
public:
    Oracle(const SmallWorld& world, const OracleQuestion& question) : w_(world), q_(question)
    {
        for (Day day = q_.seal; day <= std::max(q_.seal, q_.to); day = day + 1) days_.push_back(day);
    }

    std::set<std::string> whole_codes(const WorldExpert& e) const
    {
        std::set<std::string> codes;
        bool everywhere = true; // by project, only who may judge none of them is barred (R12)
        for (const auto& p : q_.projects) everywhere = everywhere && barred_from(e, p);
        for (const auto& p : q_.projects) {
            std::set<std::string> of_project;
            add_recusal(e, p, of_project);
            if (q_.confirmed.contains({e.id, p.public_id})) of_project.insert("14.4.7");
            for (const auto& code : of_project)
                if (!draw::by_project(q_.plan) || everywhere || code == "missing.lead") codes.insert(code);
        }
        add_eligibility(e, codes);
        return codes;
    }

    bool barred_from(const WorldExpert& e, const WorldProject& p) const
    {
        std::set<std::string> codes;
        add_recusal(e, p, codes);
        codes.erase("missing.lead");
        return !codes.empty() || q_.confirmed.contains({e.id, p.public_id});
    }

    bool fits(const WorldExpert& e, const draw::Conditions& c) const
    {
        auto any_below = [](const catalog::Table& table, const auto& held, const std::vector<std::string>& wanted) {
            if (wanted.empty()) return true;
            for (const auto& code : held)
                for (const auto& above : wanted)
                    if (table.is_within(code, above)) return true;
            return false;
        };
        std::vector<std::string> categories, ranks, regions;
        for (const auto& category : e.record.categories) categories.push_back(category.category);
        if (e.record.title == "011") ranks.push_back("senior");
        if (e.record.title == "012") ranks.push_back("associate");
        if (!e.record.region.empty()) regions.push_back(e.record.region);
        const expert::Post* home = home_of(e);
        bool unit_ok = c.units.empty(), kind_ok = c.unit_kinds.empty();
        if (home) {
            for (std::int64_t id = home->unit_id; id; id = w_.unit(id)->parent)
                for (const auto& wanted : c.units) unit_ok = unit_ok || w_.unit(id)->public_id == wanted;
            for (const auto& kind : c.unit_kinds) kind_ok = kind_ok || w_.unit(w_.root(home->unit_id))->kind == kind;
        }
        bool age_ok = !c.age_min && !c.age_max;
        if (!age_ok && e.record.birth_day) {
            int age = age_on(*e.record.birth_day, q_.from);
            age_ok = age >= c.age_min.value_or(0) && age <= c.age_max.value_or(999);
        }
        bool word_ok = c.keywords.empty();
        for (const auto& word : c.keywords) word_ok = word_ok || e.record.keywords.find(word) != std::string::npos;
        if (!word_ok || (c.active_within && !active(e, *c.active_within))) return false;
        return any_below(catalog::expert_categories(), categories, c.categories) &&
               any_below(catalog::disciplines(), e.record.disciplines, c.disciplines) &&
               any_below(catalog::industries(), e.record.industries, c.industries) && any_below(catalog::title_ranks(), ranks, c.ranks) &&
               any_below(catalog::regions(), regions, c.regions) && any_below(catalog::languages(), e.record.languages, c.languages) &&
               unit_ok && kind_ok && age_ok;
    }

    // R16: of the categories asked (all, when none is), one held with a known, verified qualification.
    bool qualified(const WorldExpert& e, const draw::Conditions& c) const
    {
        for (const auto& category : e.record.categories) {
            bool asked = c.categories.empty();
            for (const auto& above : c.categories) asked = asked || catalog::expert_categories().is_within(category.category, above);
            if (asked && !category.qualification.empty() && verified(category.verified_on, category.verified_by)) return true;
        }
        return false;
    }

    // On some recorded day of the last years in a post, or taking part in research (Art. 14(3)).
    bool active(const WorldExpert& e, int years) const
    {
        Day since = add_years(q_.seal, -years);
        auto ran = [&](const std::optional<Day>& from, const std::optional<Day>& to) {
            if (!from || q_.seal < *from) return false;
            return !to || !(*to < since);
        };
        for (const auto& p : e.record.posts) {
            bool holds = p.kind == "main" || p.kind == "concurrent" || p.kind == "reemployed";
            if ((holds || (p.kind == "former" && p.to)) && ran(p.from, p.to)) return true;
        }
        for (const auto& r : w_.research)
            for (const auto& q : r.participants)
                if (!e.citizen.empty() && q.citizen_id.reveal() == e.citizen && ran(r.from, r.closed_on)) return true;
        return false;
    }

    std::string tag(const WorldExpert& e, const std::string& tag) const
    {
        if (tag == "fresh") {
            for (const auto& use : q_.uses)
                if (use.expert_id == e.id && add_years(q_.seal, -2) < use.drawn) return "";
            return "1";
        }
        if (tag == "category_finance" || tag == "category_other") {
            for (const auto& c : e.record.categories)
                if (catalog::expert_categories().is_within(c.category, tag.substr(9)) && !c.qualification.empty() &&
                    verified(c.verified_on, c.verified_by))
                    return "1";
            return "";
        }
        if (tag == "outside_province") {
            const auto* entry = catalog::regions().find(e.record.region);
            return entry && !entry->code.starts_with("15") ? "150000" : "";
        }
        if (tag == "outside_city") {
            const auto* entry = catalog::regions().find(e.record.region);
            if (!entry || entry->code == "150000") return ""; // which city of the region is not known
            return entry->code.starts_with("1501") ? "" : "150100";
        }
        if (tag[0] == 'x') return barred_from(e, q_.projects[std::stoul(tag.substr(1)) - 1]) ? "1" : "";
        if (tag == "sex") return e.record.sex;
        if (tag == "age_band") {
            if (!e.record.birth_day) return "";
            int age = age_on(*e.record.birth_day, q_.from);
            return age < 45 ? "under_45" : age < 60 ? "45_to_59" : "60_up";
        }
        if (tag == "province" || tag == "city") {
            const auto* entry = catalog::regions().find(e.record.region);
            while (entry && entry->level != (tag == "city" ? 2 : 1)) entry = entry->parent;
            return entry ? entry->code : "";
        }
        const expert::Post* home = home_of(e);
        if (!home) return "";
        const WorldUnit* entity = w_.unit(w_.root(home->unit_id));
        return tag == "unit" ? entity->public_id : entity->kind;
    }

private:
    const SmallWorld& w_;
    const OracleQuestion& q_;
    std::vector<Day> days_;

    static bool on(Day day, const std::optional<Day>& from, const std::optional<Day>& to)
    {
        return (!from || !(day < *from)) && (!to || !(*to < day));
    }
    bool ever(const std::optional<Day>& from, const std::optional<Day>& to) const
    {
        for (Day day : days_)
            if (on(day, from, to)) return true;
        return false;
    }
    bool verified(const std::optional<Day>& day, const std::string& by) const { return day && *day <= q_.seal && !by.empty(); }

    // The child of the legal entity on the way to the unit; 0: the entity itself.
    std::int64_t part(std::int64_t unit) const
    {
        while (w_.unit(unit)->parent && w_.unit(w_.unit(unit)->parent)->parent) unit = w_.unit(unit)->parent;
        return w_.unit(unit)->parent ? unit : 0;
    }

    const expert::Post* home_of(const WorldExpert& e) const
    {
        for (const auto& p : e.record.posts)
            if (p.kind == "main" && ever(p.from, p.to)) return &p;
        for (const auto& p : e.record.posts)
            if (p.kind == "retired") return &p;
        return nullptr;
    }

    const WorldExpert* by_citizen(const std::string& citizen) const
    {
        for (const auto& e : w_.experts)
            if (!citizen.empty() && e.citizen == citizen) return &e;
        return nullptr;
    }

    static bool close(const std::string& kind) { return kind == "spouse" || kind == "teacher" || kind == "student"; }
    static bool works(const std::string& kind) { return kind != "former" && kind != "retired"; }

    void add_recusal(const WorldExpert& e, const WorldProject& p, std::set<std::string>& codes) const
    {
        if (p.lead.empty() || !p.lead_entity || !p.applicant) codes.insert("missing.lead");
        const WorldExpert* lead = by_citizen(p.lead);
        if (!e.citizen.empty()) {
            if (e.citizen == p.lead) codes.insert("14.4.1");
            for (const auto& member : p.members)
                if (e.citizen == member) codes.insert("14.4.1");
        }
        for (const auto& r : e.record.relations) {
            if (!close(r.kind)) continue;
            if (r.other_citizen_id ? r.other_citizen_id->reveal() == p.lead : r.other_name == p.lead_name) codes.insert("14.4.2");
        }
        if (lead)
            for (const auto& r : lead->record.relations)
                if (close(r.kind) && (r.other_citizen_id ? r.other_citizen_id->reveal() == e.citizen : r.other_name == e.record.name))
                    codes.insert("14.4.2");
        for (const auto& r : w_.research) {
            bool mine = false, theirs = false;
            for (const auto& q : r.participants) {
                mine = mine || (!e.citizen.empty() && q.citizen_id.reveal() == e.citizen);
                theirs = theirs || (!p.lead.empty() && q.citizen_id.reveal() == p.lead);
            }
            if (mine && theirs && ever(r.from, r.closed_on)) codes.insert("14.4.3");
        }
        for (const auto& post : e.record.posts)
            if (works(post.kind) && ever(post.from, post.to)) add_posts(post, p, lead, codes);
        for (const auto& interest : e.record.interests) add_interest(interest, e, p, codes);
    }

    void add_posts(const expert::Post& post, const WorldProject& p, const WorldExpert* lead, std::set<std::string>& codes) const
    {
        std::int64_t entity = w_.root(post.unit_id), mine = part(post.unit_id);
        if (p.lead_entity == entity) {
            bool known = p.lead_unit && w_.root(*p.lead_unit) == entity;
            std::int64_t theirs = known ? part(*p.lead_unit) : 0;
            if (mine == 0 || theirs == 0 || mine == theirs) codes.insert("14.4.4");
        }
        if (lead)
            for (const auto& other : lead->record.posts)
                if (works(other.kind) && together(post, other) && w_.root(other.unit_id) == entity &&
                    (mine == 0 || part(other.unit_id) == 0 || part(other.unit_id) == mine))
                    codes.insert("14.4.4");
        bool of_project = entity == p.applicant || std::find(p.partners.begin(), p.partners.end(), entity) != p.partners.end();
        if (of_project && post.kind != "main") codes.insert("14.4.5");
    }

    bool together(const expert::Post& a, const expert::Post& b) const
    {
        for (Day day : days_)
            if (on(day, a.from, a.to) && on(day, b.from, b.to)) return true;
        return false;
    }

    void add_interest(const expert::Interest& interest, const WorldExpert& e, const WorldProject& p, std::set<std::string>& codes) const
    {
        std::int64_t entity = w_.root(interest.unit_id);
        bool applicant = entity == p.applicant;
        if (!applicant && std::find(p.partners.begin(), p.partners.end(), entity) == p.partners.end()) return;
        const WorldUnit& unit = *w_.unit(entity);
        for (Day day : days_) {
            if (!on(day, interest.from, interest.to)) continue;
            bool listed = applicant && unit.listed_from && on(day, unit.listed_from, unit.listed_to);
            std::int64_t sum = 0;
            for (const auto& other : e.record.interests)
                if (other.kind == "shareholding" && w_.root(other.unit_id) == entity && on(day, other.from, other.to))
                    sum += other.share.value_or(10'000);
            bool excepted = interest.kind == "shareholding" && listed && sum <= 500;
            if (!excepted) codes.insert("14.4.6");
        }
    }

    void add_eligibility(const WorldExpert& e, std::set<std::string>& codes) const
    {
        std::vector<Day> used = days_;
        for (Day day = q_.from; day <= q_.to; day = day + 1) used.push_back(day);
        for (const auto& s : e.record.sanctions)
            for (Day day : used)
                if (on(day, s.from, s.to)) codes.insert("14.1");
        for (const auto& absence : e.record.absences)
            for (Day day = q_.from; day <= q_.to; day = day + 1)
                if (on(day, absence.from, absence.to)) codes.insert("absent");
        const std::map<std::string, std::string> statuses{
            {"frozen", "11"}, {"revoked", "13"}, {"exited", "exited"}, {"suspended", "suspended"}};
        if (auto bar = statuses.find(e.record.status); bar != statuses.end()) codes.insert(bar->second);
        if (e.sharing ? !*e.sharing && q_.sharing >= 1 : q_.sharing == 2) codes.insert("consent");
        if (q_.busy.contains(e.id)) codes.insert("busy");
        if (q_.plan.load) {
            int this_year = 0;
            for (const auto& use : q_.uses) {
                if (use.expert_id != e.id) continue;
                this_year += to_text(use.drawn).substr(0, 4) == to_text(q_.seal).substr(0, 4);
                if (use.last < q_.from && q_.from < use.last + q_.plan.load->rest_days.value_or(0)) codes.insert("load");
            }
            if (this_year >= q_.plan.load->draws_max.value_or(1000)) codes.insert("load");
        }
        for (Day day : days_) {
            bool verified_here = false;
            for (const auto& p : e.record.posts)
                verified_here = verified_here || ((p.kind == "main" || p.kind == "retired") && on(day, p.from, p.to) &&
                                                  verified(p.verified_on, p.verified_by));
            if (!verified_here) codes.insert("missing.unit");
        }
        if (e.record.disciplines.empty() && e.record.industries.empty()) codes.insert("missing.field");
        if (e.citizen.empty() || !e.record.birth_day) codes.insert("missing.person");
    }
};

} // namespace support
