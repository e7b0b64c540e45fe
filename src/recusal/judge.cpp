#include "recusal/judge.h"

#include <algorithm>

namespace recusal {

namespace {

bool complete(const Project& project)
{
    bool placed = !project.lead_places.empty() && project.lead_places.front().place.entity != 0;
    bool applied = std::any_of(project.units.begin(), project.units.end(), [](const auto& u) { return u.applicant && u.entity != 0; });
    return project.lead != 0 && placed && applied;
}

// Employment of any kind; former and retired posts are none, an unknown kind counts (R16).
bool is_employment(PostKind kind)
{
    return kind != PostKind::former && kind != PostKind::retired;
}

class Judge {
public:
    Judge(const Person& person, const Project& project, std::span<const Research> research, Window window, const Rules& rules)
        : person_(person), project_(project), research_(research), window_(window), rules_(rules)
    {
    }

    std::vector<Exclusion> run()
    {
        if (!complete(project_)) add({Item::lead_missing, Ground::lead_missing});
        item1();
        item2();
        item3();
        item4();
        item5();
        item6();
        return std::move(found_);
    }

private:
    const Person& person_;
    const Project& project_;
    std::span<const Research> research_;
    Window window_;
    const Rules& rules_;
    std::vector<Exclusion> found_;

    void add(Exclusion exclusion) { found_.push_back(exclusion); }
    bool counts(const Span& days) const { return days.touches(window_.first, window_.last); }
    // Of the days that count, those that belong to `days`.
    Window counted(const Span& days) const
    {
        return {std::max(window_.first, days.first.value_or(window_.first)), std::min(window_.last, days.last.value_or(window_.last))};
    }

    // Art. 14(4)1: lead or member of the project.
    void item1()
    {
        if (person_.key == 0) return;
        if (person_.key == project_.lead) return add({Item::item1, Ground::is_lead});
        const auto& members = project_.members;
        if (std::find(members.begin(), members.end(), person_.key) != members.end()) add({Item::item1, Ground::is_member});
    }

    // Art. 14(4)2: near relative, teacher or student of the lead, by either one's record, whenever it was (R11).
    void item2()
    {
        for (std::uint32_t i = 0; i < person_.relations.size(); ++i) {
            const Relation& r = person_.relations[i];
            if (r.tie == Tie::other) continue;
            if (r.other != 0 && r.other == project_.lead) return add({Item::item2, Ground::relation, i});
            if (r.other == 0 && r.other_name == project_.lead_name) return add({Item::item2, Ground::relation_by_name, i});
        }
        for (std::uint32_t i = 0; i < project_.lead_relations.size(); ++i) {
            const Relation& r = project_.lead_relations[i];
            if (r.tie == Tie::other) continue;
            if (r.other != 0 && r.other == person_.key) return add({Item::item2, Ground::relation_of_lead, 0, i});
            if (r.other == 0 && !r.other_name.empty() && person_.is_called(r.other_name))
                return add({Item::item2, Ground::lead_names_expert, 0, i});
        }
    }

    // Art. 14(4)3: both in one research project that runs on one of the days (R7).
    void item3()
    {
        auto mine = person_.research.begin();
        for (std::uint32_t shared : project_.lead_research) {
            mine = std::lower_bound(mine, person_.research.end(), shared);
            if (mine == person_.research.end()) return;
            const Research& r = research_[shared];
            if (*mine == shared && counts({r.from, r.closed_on})) return add({Item::item3, Ground::research, shared});
        }
    }

    // A place of the lead on one of the days that count and belong to `days`.
    bool leads_then(const LeadPlace& lead, const Span& days) const
    {
        Window then = counted(days);
        return (!lead.retired || rules_.retired) && lead.days.touches(then.first, then.last);
    }

    // Art. 14(4)4: the lead's legal entity, on one and the same day, unless in different second-level units (R5).
    void item4()
    {
        for (std::uint32_t i = 0; i < person_.posts.size(); ++i) {
            const Post& post = person_.posts[i];
            bool belongs = is_employment(post.kind) || (post.kind == PostKind::retired && rules_.retired);
            if (!belongs || !counts(post.days)) continue;
            for (std::uint32_t k = 0; k < project_.lead_places.size(); ++k) {
                const LeadPlace& lead = project_.lead_places[k];
                if (lead.place.entity == 0 || lead.place.entity != post.place.entity || !leads_then(lead, post.days)) continue;
                if (!rules_.second_level) return add({Item::item4, Ground::same_entity, i, k});
                if (post.place.part == 0 || lead.place.part == 0) return add({Item::item4, Ground::part_unknown, i, k});
                if (post.place.part == lead.place.part) return add({Item::item4, Ground::same_part, i, k});
            }
        }
    }

    // Whether item 4 judges the post on each of its days: the lead belongs to the same entity then.
    bool with_lead_throughout(const Post& post) const
    {
        std::vector<Span> lead;
        for (const auto& place : project_.lead_places)
            if (place.place.entity == post.place.entity && leads_then(place, post.days)) lead.push_back(place.days);
        Window then = counted(post.days);
        return cover(lead, then.first, then.last);
    }

    // The project's unit of this legal entity, or nullptr.
    const ProjectUnit* project_unit(std::int64_t entity) const
    {
        for (const auto& unit : project_.units)
            if (entity != 0 && unit.entity == entity && (unit.applicant || rules_.partners)) return &unit;
        return nullptr;
    }

    // Art. 14(4)5: still employed by a unit of the project. The main employer is judged by item 4 alone, else its
    // exception would be dead (R6), unless the rule says otherwise.
    void item5()
    {
        for (std::uint32_t i = 0; i < person_.posts.size(); ++i) {
            const Post& post = person_.posts[i];
            if (!is_employment(post.kind) || !counts(post.days) || !project_unit(post.place.entity)) continue;
            if (post.kind == PostKind::main) {
                if (rules_.main_employer == 0) continue;
                if (rules_.main_employer == 1 && with_lead_throughout(post)) continue;
            }
            return add({Item::item5, Ground::employed, i});
        }
    }

    // Whether shares are excepted on every day on which they are held: the unit is listed then (R10).
    bool listed(const Interest& interest, const ProjectUnit& unit) const
    {
        if (!unit.applicant && !rules_.listed_partner) return false;
        Window held = counted(interest.days);
        return cover(unit.listed, held.first, held.last);
    }

    // Whether the person's shares in the entity, added up on the day on which this interest begins to count, are beyond
    // the limit; unknown shares are (R16). Any sum is reached on the first day of one of its parts.
    bool beyond_limit(const Interest& interest) const
    {
        Day day = counted(interest.days).first;
        std::int64_t sum = 0;
        for (const Interest& other : person_.interests) {
            if (other.kind != "shareholding" || other.place.entity != interest.place.entity || !other.days.holds(day)) continue;
            if (!other.share) return true;
            sum += *other.share;
        }
        return sum > rules_.listed_share_limit;
    }

    // Art. 14(4)6: an economic interest in a unit of the project; shares in a listed applicant are excepted (R10).
    void item6()
    {
        for (std::uint32_t i = 0; i < person_.interests.size(); ++i) {
            const Interest& interest = person_.interests[i];
            const ProjectUnit* unit = project_unit(interest.place.entity);
            if (!unit || !counts(interest.days)) continue;
            if (interest.kind != "shareholding") return add({Item::item6, Ground::interest, i});
            if (!listed(interest, *unit)) return add({Item::item6, Ground::shares, i});
            if (beyond_limit(interest)) return add({Item::item6, Ground::shares_beyond_limit, i});
        }
    }
};

} // namespace

std::vector<Exclusion> judge(const Person& person, const Project& project, std::span<const Research> research, Window window,
                             const Rules& rules)
{
    return Judge(person, project, research, window, rules).run();
}

std::string_view code_of(Item item)
{
    static constexpr std::string_view codes[] = {"missing.lead", "14.4.1", "14.4.2", "14.4.3", "14.4.4", "14.4.5", "14.4.6"};
    return codes[static_cast<std::size_t>(item)];
}

PostKind post_kind(std::string_view code)
{
    static constexpr std::string_view codes[] = {"main", "concurrent", "reemployed", "adviser", "former", "retired"};
    const auto* found = std::find(std::begin(codes), std::end(codes), code);
    return static_cast<PostKind>(found - std::begin(codes)); // past the end: unknown
}

Rules rules_on(const RuleBook& book, Day day)
{
    auto value = [&](std::string_view code) { return book.value(dated_rules, code, day); };
    return {value("14.4.4.second_level") != 0, value("14.4.4.retired") != 0,       value("14.4.5.main_employer"),
            value("14.4.5.partners") != 0,     value("14.4.6.listed_share_limit"), value("14.4.6.listed_partner") != 0};
}

} // namespace recusal
