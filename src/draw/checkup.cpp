#include "draw/checkup.h"

#include "catalog/catalog.h"
#include "draw/rules.h"

#include <algorithm>

namespace draw {

namespace {

constexpr std::int64_t few = 5, per_seat_high = 3, per_seat_middle = 10; // X8
constexpr std::int64_t slack = 3;                                        // numbers that a hidden one may take
constexpr std::int64_t thin = 10;
constexpr long double likely = 0.5L;

bool is_few(std::int64_t n)
{
    return n > 0 && n < few;
}

// Where people work, for one day.
struct Regions {
    Set home, capital, known;

    Regions(const Facts& facts, const RuleBook& rules, Day day)
        : home(within(facts, rules, "draw.home_province", day)), capital(within(facts, rules, "draw.home_capital", day)),
          known(facts.index->with_codes(Index::List::regions, 0, static_cast<int>(catalog::regions().entries().size()) - 1))
    {
    }

    Cells cells_of(const Bits& people) const
    {
        Bits placed = people & *known, elsewhere = placed - *capital;
        return {count_both(placed, *capital), count_both(elsewhere, *home), (elsewhere - *home).count(), (people - *known).count()};
    }

private:
    static Set within(const Facts& facts, const RuleBook& rules, std::string_view rule, Day day)
    {
        const auto* region = catalog::regions().find(std::to_string(rules.value(dated_rules, rule, day)));
        return region ? facts.index->with_codes(Index::List::regions, region->first, region->last)
                      : std::make_shared<const Bits>(facts.size());
    }
};

std::string guess_of(const Plan& plan, const Count& count, const std::optional<feasibility::Chances>& chances)
{
    auto below = [&](std::int64_t per_seat) {
        for (std::size_t g = 0; g < plan.groups.size(); ++g)
            if (count.groups[g].eligible < per_seat * plan.groups[g].seats) return true;
        return false;
    };
    if (below(per_seat_high) || (chances && chances->highest >= likely)) return "high";
    return below(per_seat_middle) ? "middle" : "low";
}

} // namespace

// A reader knows how many may be drawn for the group. Beside a few, the other cells are only said to be five or more;
// nothing is said where there is no such cell, or the bounds leave too little room for the few.
ShownCells disclose(const Cells& cells, int group)
{
    const std::int64_t all[] = {cells.capital, cells.elsewhere, cells.outside, cells.unknown};
    bool hides = std::any_of(std::begin(all), std::end(all), is_few);
    std::int64_t sum = 0, least = 0;
    for (auto n : all) {
        sum += n;
        least += is_few(n) ? 1 : n == 0 ? 0 : few;
    }
    ShownCells told{group, {}, {}, {}};
    bool wide = cells.capital >= few || cells.elsewhere >= few || cells.outside >= few;
    if (hides && sum >= few && (!wide || sum - least < slack)) return told;
    auto cell = [&](std::int64_t n) { return hides && n >= few ? Shown{few, std::nullopt, true} : shown(n); };
    told.capital = cell(cells.capital);
    told.elsewhere = cell(cells.elsewhere);
    told.outside = cell(cells.outside);
    return told;
}

std::optional<ThinField> disclose(const Cells& group, const Cells& field, ThinField named)
{
    for (auto n : {group.capital, group.elsewhere, group.outside, group.unknown})
        if (is_few(n)) return std::nullopt;
    named.capital = field.capital < thin;
    named.elsewhere = field.elsewhere < thin;
    named.outside = field.outside < thin;
    return named.capital || named.elsewhere || named.outside ? std::optional(std::move(named)) : std::nullopt;
}

Checkup checkup_of(const Facts& facts, const Plan& plan, const Count& count, const Question& question,
                   const std::optional<feasibility::Chances>& chances)
{
    Checkup checkup{guess_of(plan, count, chances), {}, {}, {}};
    if (chances)
        checkup.chances = {feasibility::digits_of(chances->lowest), feasibility::digits_of(chances->median),
                           feasibility::digits_of(chances->highest)};
    Regions regions(facts, question.rules, question.seal_day);
    for (std::size_t g = 0; g < count.eligible_for.size(); ++g) {
        const Bits& people = count.eligible_for[g];
        Cells cells = regions.cells_of(people);
        checkup.cells.push_back(disclose(cells, static_cast<int>(g)));
        const auto& asked = plan.groups[g].conditions.disciplines;
        if (asked.size() < 2) continue; // one alone is the group
        for (const auto& code : asked) {
            const auto* field = catalog::disciplines().find(code);
            Set holders = facts.index->with_codes(Index::List::disciplines, field->first, field->last);
            auto told = disclose(cells, regions.cells_of(people & *holders), {static_cast<int>(g), code, field->name});
            if (told) checkup.thin.push_back(std::move(*told));
        }
    }
    return checkup;
}

const fields::Table& fields_of(const ShownChances*)
{
    static const fields::Table table{fields::field<&ShownChances::lowest>("lowest"), fields::field<&ShownChances::median>("median"),
                                     fields::field<&ShownChances::highest>("highest")};
    return table;
}

const fields::Table& fields_of(const ShownCells*)
{
    static const fields::Table table{
        fields::field<&ShownCells::group>("group"),
        fields::field<&ShownCells::capital>("capital", {.label = "首府"}),
        fields::field<&ShownCells::elsewhere>("elsewhere", {.label = "其他盟市"}),
        fields::field<&ShownCells::outside>("outside", {.label = "区外"}),
    };
    return table;
}

const fields::Table& fields_of(const ThinField*)
{
    static const fields::Table table{
        fields::field<&ThinField::group>("group"),
        fields::field<&ThinField::code>("code"),
        fields::field<&ThinField::name>("name", {.label = "学科"}),
        fields::field<&ThinField::capital>("capital", {.label = "首府不足十人"}),
        fields::field<&ThinField::elsewhere>("elsewhere", {.label = "其他盟市不足十人"}),
        fields::field<&ThinField::outside>("outside", {.label = "区外不足十人"}),
    };
    return table;
}

const fields::Table& fields_of(const Checkup*)
{
    static const fields::Table table{
        fields::field<&Checkup::guess>("guess", {.label = "可猜程度", .choices = {"low", "middle", "high"}}),
        fields::field<&Checkup::chances>("chances", {.label = "个人机会", .note = "没有则未能精确计算"}),
        fields::field<&Checkup::cells>("cells", {.label = "各组各地区可抽人数"}),
        fields::field<&Checkup::thin>("thin", {.label = "各组偏薄的学科和地区"}),
    };
    return table;
}

} // namespace draw
