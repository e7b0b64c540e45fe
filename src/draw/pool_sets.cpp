#include "draw/pool_sets.h"

#include "catalog/catalog.h"

namespace draw {

namespace {

int last_category()
{
    return static_cast<int>(catalog::expert_categories().entries().size()) - 1;
}

} // namespace

std::uint32_t GroupSets::failed(std::size_t expert) const
{
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < passes.size(); ++k) bits |= std::uint32_t{fails(k, expert)} << k;
    return bits;
}

PoolSets::PoolSets(const Facts& facts, const Plan& plan, const Question& question)
    : facts_(facts), plan_(plan), question_(question), days_{question.seal_day, std::max(question.seal_day, question.to)},
      uses_(plan, question), any_qualified_(facts.index->verified(0, last_category(), question.seal_day))
{
    for (const auto& group : plan.groups) groups_.push_back(sets_of(group.conditions));
    add_bars();
    fits_some_ = unqualified_for_all_ = Bits(facts.size());
    Bits qualified_for_some(facts.size());
    for (const auto& group : groups_) {
        fits_some_ |= group.fits;
        qualified_for_some |= group.fits & group.qualified;
    }
    unqualified_for_all_ = fits_some_ - qualified_for_some;
    for (const auto& condition : plan.panel)
        if (!tags_.contains(condition.tag)) tags_.emplace(condition.tag, tag(condition.tag));
}

Bits PoolSets::eligible(std::size_t group) const
{
    return (groups_[group].fits & groups_[group].qualified) - barred_;
}

// --- conditions ---

Set PoolSets::any_of(Index::List list, const Codes& codes) const
{
    if (!codes.asks()) return nullptr;
    if (codes.ranges().size() == 1) return facts_.index->with_codes(list, codes.ranges().front().first, codes.ranges().front().second);
    Bits any(facts_.size());
    for (const auto& [first, last] : codes.ranges()) any |= *facts_.index->with_codes(list, first, last);
    return std::make_shared<const Bits>(std::move(any));
}

Set PoolSets::passing(const Asked& a, std::size_t kind) const
{
    const Index& index = *facts_.index;
    auto any = [&](const auto& list, auto set_of) {
        Bits all(facts_.size());
        for (const auto& one : list) all |= *set_of(one);
        return std::make_shared<const Bits>(std::move(all));
    };
    const std::function<Set()> passes[] = {
        [&] { return a.categories ? any_of(Index::List::categories, a.category_codes) : nullptr; },
        [&] { return any_of(Index::List::disciplines, a.disciplines); },
        [&] { return any_of(Index::List::industries, a.industries); },
        [&] { return any_of(Index::List::ranks, a.ranks); },
        [&] { return a.unit_kinds.empty() ? nullptr : any(a.unit_kinds, [&](const auto& k) { return index.of_kind(k, days_); }); },
        [&] { return !a.unit_asked ? nullptr : any(a.units, [&](auto unit) { return index.at_unit(unit, days_); }); },
        [&] { return any_of(Index::List::regions, a.regions); },
        [&] { return any_of(Index::List::languages, a.languages); },
        [&] { return a.age_min || a.age_max ? index.aged(a.age_min, a.age_max, question_.from) : nullptr; },
        [&] { return a.keywords.empty() ? nullptr : any(a.keywords, [&](const auto& word) { return index.with_keyword(word); }); },
        [&] { return a.active_within ? index.active_within(*a.active_within, question_.seal_day) : nullptr; }};
    static_assert(std::size(passes) == condition_kinds.size(), "in the order of condition_kinds");
    return passes[kind]();
}

GroupSets PoolSets::sets_of(const Conditions& conditions) const
{
    GroupSets sets;
    Asked a = asked(conditions, facts_.recusal.places());
    Bits once(facts_.size()), twice(facts_.size()), thrice(facts_.size()); // how many conditions fail
    for (std::size_t k = 0; k < condition_kinds.size(); ++k) {
        sets.passes[k] = passing(a, k);
        if (!sets.passes[k]) continue;
        Bits fails = Bits::all(facts_.size()) - *sets.passes[k];
        thrice |= twice & fails;
        twice |= once & fails;
        once |= fails;
    }
    sets.fits = Bits::all(facts_.size()) - once;
    sets.but_two = Bits::all(facts_.size()) - thrice;
    sets.nearly = once - twice;
    sets.qualified = a.categories ? Bits(facts_.size()) : *any_qualified_;
    for (const auto& [first, last] : a.category_codes.ranges()) sets.qualified |= *facts_.index->verified(first, last, question_.seal_day);
    return sets;
}

// --- bars ---

void PoolSets::add_bars()
{
    bars_.fill(Bits(facts_.size()));
    auto bar = [&](std::string_view code) -> Bits& { return bars_[place_of_code(code)]; };
    auto set = [&](Bits& bits, std::int64_t id) {
        if (auto place = place_in(facts_.recusal.ids(), id); place < facts_.size()) bits.set(place);
    };
    auto eligibility =
        facts_.index->bars({question_.seal_day, question_.from, question_.to}, eligibility::rules_on(question_.rules, question_.seal_day));
    for (std::size_t b = 0; b < eligibility->size(); ++b)
        if (auto which = static_cast<eligibility::Bar>(b); which != eligibility::Bar::qualification)
            bar(eligibility::code_of(which)) = (*eligibility)[b];
    for (auto id : question_.busy) set(bar("busy"), id);
    for (auto id : uses_.experts())
        if (uses_.over_load(id)) set(bar("load"), id);
    add_recusal();
    barred_ = Bits(facts_.size());
    for (const auto& one : bars_) barred_ |= one;
}

// Art. 14(4) over all projects. By project, only who is barred from every one of them has nothing left to judge.
void PoolSets::add_recusal()
{
    auto rules = recusal::rules_on(question_.rules, question_.seal_day);
    bool lead_missing = false;
    for (const auto& facts : question_.projects) {
        by_project_.push_back(facts_.index->barred(facts, days_, rules));
        lead_missing = lead_missing || !recusal::judge({}, facts_.recusal.project(facts), facts_.recusal.research(), days_, rules).empty();
    }
    if (lead_missing) bars_[place_of_code("missing.lead")] = Bits::all(facts_.size());
    Bits concerned = Bits::all(facts_.size());
    for (std::size_t p = 0; draw::by_project(plan_) && p < by_project_.size(); ++p) concerned &= barred_from(p);
    for (const auto& barred : by_project_)
        for (auto [expert, bits] : *barred)
            for (; concerned.test(expert) && bits; bits &= bits - 1) bars_[static_cast<std::size_t>(std::countr_zero(bits))].set(expert);
    for (const auto& c : question_.confirmed)
        if (auto place = place_in(facts_.recusal.ids(), c.expert_id); place < facts_.size() && concerned.test(place))
            bars_[place_of_code("14.4.7")].set(place);
}

Bits PoolSets::barred_from(std::size_t project) const
{
    Bits barred(facts_.size());
    for (const auto& [expert, bits] : *by_project_[project]) barred.set(expert);
    for (const auto& c : question_.confirmed)
        if (auto place = place_in(facts_.recusal.ids(), c.expert_id); c.project == project && place < facts_.size()) barred.set(place);
    return barred;
}

// --- tags ---

Tag PoolSets::tag(const std::string& name) const
{
    const Index& index = *facts_.index;
    if (auto project = project_of_tag(name)) return Tag(barred_from(*project), "1");
    if (name == "fresh") {
        Bits used(facts_.size());
        for (auto id : uses_.experts())
            if (auto place = place_in(facts_.recusal.ids(), id); place < facts_.size() && !uses_.fresh(id)) used.set(place);
        return Tag(Bits::all(facts_.size()) - used, "1");
    }
    if (auto category = category_of_tag(name); !category.empty()) {
        const auto* entry = catalog::expert_categories().find(category);
        return Tag(*index.verified(entry->first, entry->last, question_.seal_day), "1");
    }
    if (name == "outside_province" || name == "outside_city") return outside(name);
    if (name == "province") return Tag(index.region(1));
    if (name == "city") return Tag(index.region(2));
    if (name == "sex") return Tag(index.sex());
    if (name == "age_band") return Tag(index.age_band(question_.from));
    return Tag(name == "unit" ? index.unit(days_) : index.unit_kind(days_));
}

// Of someone in another province without a city recorded, it is known that it is not this one.
Tag PoolSets::outside(const std::string& name) const
{
    auto condition = std::find_if(plan_.panel.begin(), plan_.panel.end(), [&](const auto& c) { return c.tag == name; });
    const std::string& home = *condition->value;
    bool by_city = name == "outside_city";
    auto own = facts_.index->region(by_city ? 2 : 1), province = facts_.index->region(1);
    Bits outside(facts_.size());
    for (std::size_t i = 0; i < facts_.size(); ++i) {
        auto place = own->of[i], above = province->of[i];
        if (place >= 0 ? own->values[static_cast<std::size_t>(place)] != home
                       : by_city && above >= 0 && province->values[static_cast<std::size_t>(above)].substr(0, 2) != home.substr(0, 2))
            outside.set(i);
    }
    return Tag(std::move(outside), home);
}

} // namespace draw
