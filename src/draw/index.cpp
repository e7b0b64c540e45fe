#include "draw/index.h"

#include "catalog/catalog.h"
#include "draw/asked.h"
#include "draw/exclusion.h"
#include "draw/plan.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace draw {

namespace {

constexpr std::int32_t never = std::numeric_limits<std::int32_t>::max();

std::string text_of(Day day)
{
    return std::to_string(day.number);
}

std::string text_of(recusal::Window days)
{
    return text_of(days.first) + "-" + text_of(days.last);
}

// The place of a value, put there when it is new.
std::int32_t number_in(std::vector<std::string>& values, const std::string& value)
{
    auto found = std::find(values.begin(), values.end(), value);
    auto place = static_cast<std::int32_t>(found - values.begin());
    if (found == values.end()) values.push_back(value);
    return place;
}

// Lists that need not be there, an entry each.
template <class Entry>
Postings postings_of(const catalog::Table& table, std::size_t experts, Entry entry)
{
    return Postings(table.entries().size(), [&](auto use) {
        for (std::uint32_t i = 0; i < experts; ++i)
            if (int e = entry(i); e >= 0) use(static_cast<std::size_t>(e), i);
    });
}

Postings postings_of(const catalog::Table& table, std::size_t experts, const Lists<int>& lists)
{
    return Postings(table.entries().size(), [&](auto use) {
        for (std::uint32_t i = 0; i < experts; ++i)
            for (int e : lists.of(i))
                if (e >= 0) use(static_cast<std::size_t>(e), i);
    });
}

} // namespace

Index::Index(const Facts& facts) : facts_(facts), reach_(facts.recusal)
{
    index_codes();
    index_births();
    index_posts();
    keywords_at_.reserve(facts.size());
    for (const auto& a : facts.attributes) {
        keywords_at_.push_back(keywords_.size());
        keywords_.append(a.keywords).push_back('\0');
    }
}

void Index::index_codes()
{
    std::size_t n = facts_.size();
    disciplines_ = postings_of(catalog::disciplines(), n, facts_.disciplines);
    industries_ = postings_of(catalog::industries(), n, facts_.industries);
    languages_ = postings_of(catalog::languages(), n, facts_.languages);
    ranks_ = postings_of(catalog::title_ranks(), n, [&](std::size_t i) { return facts_.attributes[i].rank; });
    regions_ = postings_of(catalog::regions(), n, [&](std::size_t i) { return facts_.attributes[i].region; });
    auto each_category = [&](auto use) {
        for (std::uint32_t i = 0; i < n; ++i)
            for (const auto& c : facts_.eligibility.person(i).categories)
                if (c.entry >= 0) use(c, i);
    };
    std::size_t entries = catalog::expert_categories().entries().size();
    categories_ = Postings(entries, [&](auto use) {
        each_category([&](const eligibility::Category& c, std::uint32_t i) { use(static_cast<std::size_t>(c.entry), i); });
    });
    category_verified_.resize(categories_.size());
    std::vector<std::size_t> next(entries);
    for (std::size_t e = 0; e < entries; ++e) next[e] = categories_.begin_of(static_cast<int>(e));
    each_category([&](const eligibility::Category& c, std::uint32_t) {
        bool known = c.qualification && c.verified.by && c.verified.on;
        category_verified_[next[static_cast<std::size_t>(c.entry)]++] = known ? c.verified.on->number : never;
    });
}

void Index::index_births()
{
    std::int32_t low = never, high = std::numeric_limits<std::int32_t>::min();
    for (const auto& a : facts_.attributes)
        if (a.birth) low = std::min(low, a.birth->number), high = std::max(high, a.birth->number);
    first_birth_ = {low};
    births_ = Postings(high < low ? 0 : static_cast<std::size_t>(high - low) + 1, [&](auto use) {
        for (std::uint32_t i = 0; i < facts_.size(); ++i)
            if (const auto& birth = facts_.attributes[i].birth) use(static_cast<std::size_t>(birth->number - low), i);
    });
}

void Index::index_posts()
{
    const auto& units = facts_.recusal.places().all();
    std::unordered_map<std::int64_t, std::int32_t> place;
    for (std::size_t u = 0; u < units.size(); ++u) place[units[u].id] = static_cast<std::int32_t>(u);
    auto place_of = [&](std::int64_t id) {
        auto found = place.find(id);
        return found == place.end() ? -1 : found->second;
    };
    for (const auto& unit : units) entities_.push_back(place_of(facts_.recusal.places().place_of(unit.id).entity));
    sound_from_.assign(facts_.size(), never);
    works_from_.assign(facts_.size(), never);
    for (std::size_t i = 0; i < facts_.size(); ++i) {
        for (const auto& post : facts_.recusal.person(i).posts) {
            post_units_.push_back(place_of(post.place.unit));
            if (is_work(post) && post.days.first && !post.days.last) works_from_[i] = std::min(works_from_[i], post.days.first->number);
        }
        auto person = facts_.eligibility.person(i);
        bool sound = person.status == eligibility::Status::active && person.sanctions.empty() && (person.discipline || person.industry) &&
                     person.identified && person.birth && person.sharing != eligibility::Consent::refused;
        std::int32_t back = std::numeric_limits<std::int32_t>::min(); // after the last absence
        for (const auto& absence : person.absences) {
            sound = sound && absence.last;
            if (sound) back = std::max(back, absence.last->number + 1);
        }
        for (const auto& post : person.posts) {
            if (!sound || post.kind == eligibility::PostKind::other || !post.verified.by || !post.verified.on || post.days.last) continue;
            sound_from_[i] =
                std::min(sound_from_[i], std::max(back, std::max(*post.verified.on, post.days.first.value_or(*post.verified.on)).number));
        }
    }
}

template <class Fill>
Set Index::set_of(const std::string& question, Fill fill) const
{
    return sets_.get(question, [&] {
        Bits bits(facts_.size());
        fill(bits);
        return bits;
    });
}

Set Index::with_codes(List list, int first, int last) const
{
    const Postings* lists[] = {&categories_, &disciplines_, &industries_, &ranks_, &regions_, &languages_};
    auto place = static_cast<std::size_t>(list);
    return set_of("codes " + std::to_string(place) + " " + std::to_string(first) + "-" + std::to_string(last), [&](Bits& bits) {
        for (auto expert : lists[place]->of(first, last)) bits.set(expert);
    });
}

Set Index::verified(int first, int last, Day day) const
{
    return set_of("verified " + std::to_string(first) + "-" + std::to_string(last) + " " + text_of(day), [&](Bits& bits) {
        std::size_t at = categories_.begin_of(first);
        for (auto expert : categories_.of(first, last))
            if (category_verified_[at++] <= day.number) bits.set(expert);
    });
}

std::shared_ptr<const Index::Places> Index::homes(recusal::Window days) const
{
    return homes_.get(text_of(days), [&] {
        Places homes(facts_.size(), -1);
        std::size_t row = 0;
        for (std::size_t i = 0; i < facts_.size(); ++i) {
            auto posts = facts_.recusal.person(i).posts;
            if (const auto* home = home_of(posts, days)) homes[i] = post_units_[row + static_cast<std::size_t>(home - posts.data())];
            row += posts.size();
        }
        return homes;
    });
}

Set Index::homes_where(const std::string& question, recusal::Window days, const std::function<bool(std::size_t unit)>& does) const
{
    return set_of(question + " " + text_of(days), [&](Bits& bits) {
        std::vector<char> all(facts_.recusal.places().all().size());
        for (std::size_t u = 0; u < all.size(); ++u) all[u] = does(u);
        auto where = homes(days);
        for (std::size_t i = 0; i < where->size(); ++i)
            if (auto u = (*where)[i]; u >= 0 && all[static_cast<std::size_t>(u)]) bits.set(i);
    });
}

Set Index::of_kind(const std::string& kind, recusal::Window days) const
{
    return homes_where("kind " + kind, days, [&](std::size_t unit) {
        auto entity = entities_[unit];
        return entity >= 0 && facts_.recusal.places().all()[static_cast<std::size_t>(entity)].kind == kind;
    });
}

Set Index::at_unit(std::int64_t unit, recusal::Window days) const
{
    const auto& places = facts_.recusal.places();
    return homes_where("unit " + std::to_string(unit), days, [&](std::size_t u) { return places.within(places.all()[u].id, unit); });
}

Set Index::aged(std::optional<int> least, std::optional<int> most, Day on) const
{
    auto bound = [](std::optional<int> age) { return age ? std::to_string(*age) : std::string("*"); };
    return set_of("aged " + bound(least) + "-" + bound(most) + " " + text_of(on), [&](Bits& bits) {
        for (int day = 0; day < births_.numbers(); ++day) {
            auto born = births_.of(day, day);
            if (born.empty()) continue;
            int age = age_on(first_birth_ + day, on);
            if ((least && age < *least) || (most && age > *most)) continue;
            for (auto expert : born) bits.set(expert);
        }
    });
}

Set Index::with_keyword(const std::string& word) const
{
    if (word.empty()) return set_of("everyone", [&](Bits& bits) { bits = Bits::all(facts_.size()); });
    return set_of("word " + word, [&](Bits& bits) {
        if (word.find('\0') != std::string::npos) return; // no record holds it
        const char *begin = keywords_.data(), *end = begin + keywords_.size(), *at = begin;
        while ((at = static_cast<const char*>(memmem(at, static_cast<std::size_t>(end - at), word.data(), word.size())))) {
            auto next = std::upper_bound(keywords_at_.begin(), keywords_at_.end(), static_cast<std::size_t>(at - begin));
            bits.set(static_cast<std::size_t>(next - keywords_at_.begin()) - 1);
            if (next == keywords_at_.end()) return;
            at = begin + *next;
        }
    });
}

Set Index::active_within(int years, Day seal_day) const
{
    return set_of("active " + std::to_string(years) + " " + text_of(seal_day), [&](Bits& bits) {
        for (std::size_t i = 0; i < facts_.size(); ++i)
            if (works_from_[i] <= seal_day.number || is_active(facts_.recusal.person(i), facts_.recusal.research(), seal_day, years))
                bits.set(i);
    });
}

std::shared_ptr<const Bars> Index::bars(const eligibility::Question& question, const eligibility::Rules& rules) const
{
    std::string key = text_of(question.seal) + " " + text_of(question.first) + " " + text_of(question.last) + " " +
                      std::to_string(rules.sanction_from_seal) + " " + std::to_string(rules.age_max) + " " + std::to_string(rules.sharing);
    return bars_.get(key, [&] {
        Bars bars;
        bars.fill(Bits(facts_.size()));
        std::int32_t first = std::min(question.seal, question.first).number;
        for (std::size_t i = 0; i < facts_.size(); ++i) {
            if (sound_from_[i] <= first && rules.age_max == 0 && rules.sharing < 2) continue;
            for (const auto& e : eligibility::judge(facts_.eligibility.person(i), question, rules))
                bars[static_cast<std::size_t>(e.bar)].set(i);
        }
        return bars;
    });
}

std::shared_ptr<const Barred> Index::barred(const recusal::ProjectFacts& facts, recusal::Window days, const recusal::Rules& rules) const
{
    std::string question = text_of(days);
    for (std::int64_t value : {std::int64_t{rules.second_level}, std::int64_t{rules.retired}, rules.main_employer,
                               std::int64_t{rules.partners}, rules.listed_share_limit, std::int64_t{rules.listed_partner}})
        question += " " + std::to_string(value);
    auto add = [&](std::string_view part) { question += "\n" + std::to_string(part.size()) + " " + std::string(part); };
    for (const auto* text : {&facts.public_id, &facts.lead_name}) add(*text);
    add(::text_of(facts.lead_hash));
    for (const auto& hash : facts.member_hashes) add(::text_of(hash));
    question += "\n" + std::to_string(facts.applicant_entity) + " " + std::to_string(facts.lead_entity) + " " +
                (facts.lead_unit ? std::to_string(*facts.lead_unit) : "");
    for (auto entity : facts.partner_entities) question += " " + std::to_string(entity);
    return barred_.get(question, [&] {
        Barred found;
        const recusal::Project project[] = {facts_.recusal.project(facts)};
        for (auto expert : reach_.of(recusal::Screen(project).traces())) {
            std::uint32_t bits = 0;
            for (const auto& e : recusal::judge(facts_.recusal.person(expert), project[0], facts_.recusal.research(), days, rules))
                if (e.item != recusal::Item::lead_missing) bits |= std::uint32_t{1} << place_of_code(recusal::code_of(e.item));
            if (bits) found.emplace_back(expert, bits);
        }
        return found;
    });
}

std::shared_ptr<const Column> Index::sex() const
{
    return columns_.get("sex", [&] {
        Column column{{"1", "2"}, {}};
        for (const auto& a : facts_.attributes) column.of.push_back(a.sex.empty() ? -1 : number_in(column.values, a.sex));
        return column;
    });
}

std::shared_ptr<const Column> Index::region(int level) const
{
    return columns_.get("region " + std::to_string(level), [&] {
        Column column;
        std::vector<std::int32_t> above; // of each entry
        for (const auto& entry : catalog::regions().entries()) {
            const auto* region = &entry;
            while (region && region->level > level) region = region->parent;
            above.push_back(region && region->level == level ? number_in(column.values, region->code) : -1);
        }
        for (const auto& a : facts_.attributes) column.of.push_back(a.region < 0 ? -1 : above[static_cast<std::size_t>(a.region)]);
        return column;
    });
}

std::shared_ptr<const Column> Index::age_band(Day on) const
{
    return columns_.get("age " + text_of(on), [&] {
        Column column{{}, std::vector<std::int32_t>(facts_.size(), -1)};
        for (int day = 0; day < births_.numbers(); ++day) {
            auto born = births_.of(day, day);
            if (born.empty()) continue;
            auto band = number_in(column.values, std::string(draw::age_band(age_on(first_birth_ + day, on))));
            for (auto expert : born) column.of[expert] = band;
        }
        return column;
    });
}

// By the legal entity of where someone works.
std::shared_ptr<const Column> Index::of_entities(const std::string& question, recusal::Window days,
                                                 const std::function<std::string(const recusal::Unit&)>& value) const
{
    return columns_.get(question + " " + text_of(days), [&] {
        Column column;
        std::vector<std::int32_t> numbers; // of each unit
        std::unordered_map<std::string, std::int32_t> known;
        for (auto entity : entities_) {
            std::string text = entity < 0 ? "" : value(facts_.recusal.places().all()[static_cast<std::size_t>(entity)]);
            if (text.empty()) {
                numbers.push_back(-1);
                continue;
            }
            auto [place, fresh] = known.try_emplace(text, static_cast<std::int32_t>(column.values.size()));
            if (fresh) column.values.push_back(std::move(text));
            numbers.push_back(place->second);
        }
        for (auto unit : *homes(days)) column.of.push_back(unit < 0 ? -1 : numbers[static_cast<std::size_t>(unit)]);
        return column;
    });
}

std::shared_ptr<const Column> Index::unit(recusal::Window days) const
{
    return of_entities("unit", days, [](const auto& unit) { return unit.public_id; });
}

std::shared_ptr<const Column> Index::unit_kind(recusal::Window days) const
{
    return of_entities("unit_kind", days, [](const auto& unit) { return unit.kind; });
}

} // namespace draw
