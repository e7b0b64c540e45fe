#include "draw/disclosure.h"

#include <algorithm>

namespace draw {

namespace {

constexpr std::int64_t few = 5;             // from here on numbers are told
constexpr std::int64_t wide_remainder = 50; // enough to hide a few in

bool is_few(std::int64_t n)
{
    return n > 0 && n < few;
}

Shown at_least(std::int64_t n)
{
    return {std::max(n, few), std::nullopt, true};
}

// A sum of parts, as far as the parts are told: exact where all are, else what they are at least.
class Parts {
public:
    Parts& add(std::int64_t n)
    {
        sum_ += n;
        if (is_few(n))
            ++hidden_;
        else
            told_ += n;
        return *this;
    }
    // A part of which only a lower bound is told.
    Parts& add_bound(std::int64_t n, std::int64_t bound)
    {
        sum_ += n;
        told_ += bound;
        bounded_ = true;
        return *this;
    }
    Shown shown() const
    {
        if (hidden_ == 0 && !bounded_) return draw::shown(sum_);
        if (sum_ < few && hidden_ < few - 1) return {std::nullopt, true, std::nullopt};
        return at_least(told_ + hidden_);
    }
    std::int64_t told() const { return told_; }
    std::int64_t hidden() const { return hidden_; }

private:
    std::int64_t sum_ = 0, told_ = 0, hidden_ = 0;
    bool bounded_ = false;
};

// Whether the groups' numbers beside the number of all eligible give away a few: those in one group alone, or in several.
bool groups_tell(const Count& count)
{
    if (count.groups.size() < 2) return false;
    std::int64_t sum = 0;
    bool tell = false;
    for (const auto& group : count.groups) {
        sum += group.eligible;
        tell = tell || is_few(group.eligible) || is_few(count.eligible - group.eligible);
    }
    return tell || is_few(sum - count.eligible);
}

// The most and the least that may be read of all eligible from the groups.
std::int64_t upper(const Count& count)
{
    std::int64_t sum = 0;
    for (const auto& group : count.groups) sum += is_few(group.eligible) ? few - 1 : group.eligible;
    return sum;
}
std::int64_t lower(const Count& count)
{
    std::int64_t most = 0;
    for (const auto& group : count.groups) most = std::max(most, is_few(group.eligible) ? 1 : group.eligible);
    return most;
}

std::string_view section_code(Section section)
{
    return section == Section::recusal ? "14.4" : section == Section::eligibility ? "eligibility" : "missing";
}

std::string_view section_label(Section section)
{
    return section == Section::recusal ? "回避" : section == Section::eligibility ? "资格" : "信息缺失";
}

ShownSection shown_section(const Count& count, Section section)
{
    ShownSection s{std::string(section_code(section)), std::string(section_label(section)), {}, {}};
    Parts parts;
    for (std::size_t i = 0; i < exclusion_codes.size(); ++i) {
        if (exclusion_codes[i].section != section || count.excluded[i] == 0) continue;
        parts.add(count.excluded[i]);
        s.items.push_back({std::string(exclusion_codes[i].code), std::string(exclusion_codes[i].label), shown(count.excluded[i])});
    }
    s.count = parts.shown();
    return s;
}

std::vector<ShownCondition> shown_conditions(const GroupCount& count, const Conditions& c)
{
    std::vector<ShownCondition> list;
    for (std::size_t i = 0; i < condition_kinds.size(); ++i)
        if (condition_kinds[i].asks(c)) list.push_back({std::string(condition_kinds[i].name), shown(count.without[i])});
    return list;
}

} // namespace

Shown shown(std::int64_t count)
{
    if (is_few(count)) return {std::nullopt, true, std::nullopt};
    return {count, std::nullopt, std::nullopt};
}

// The library's size is known, so the parts of it (eligible, every code, in no group) may not leave a remainder that
// tells a few. Where one is few, no group is told by the bound that follows from the others; where that remainder is
// not wide, the eligible are told by a bound too. Which of the two is done follows from what is told, not from what is not.
ShownCount disclose(const Count& count, const Plan& plan, std::int64_t thin_multiple)
{
    Parts codes;
    for (auto n : count.excluded) codes.add(n);
    bool overlap = groups_tell(count) && !is_few(count.eligible);
    bool hides = codes.hidden() > 0 || is_few(count.eligible) || is_few(count.no_group) || overlap;

    // What is left for eligible and no group when every few code is taken as 4, and for no group alone.
    std::int64_t rest = count.total - codes.told() - codes.hidden() * (few - 1);
    std::int64_t most_eligible = overlap ? upper(count) : is_few(count.eligible) ? few - 1 : count.eligible;
    bool wide = rest - most_eligible >= wide_remainder;
    bool bound_eligible = overlap || (hides && !wide && count.eligible >= few);
    std::int64_t most_no_group = count.no_group == 0 ? 0 : is_few(count.no_group) ? few - 1 : wide_remainder - 1;
    std::int64_t least_eligible = std::max(few, overlap ? lower(count) : rest - most_no_group);

    ShownCount s;
    s.total = shown(count.total);
    s.no_group = !hides || count.no_group < few ? shown(count.no_group) : at_least(wide ? rest - most_eligible : few);
    s.eligible = bound_eligible ? at_least(least_eligible) : shown(count.eligible);
    auto eligible_part = [&](Parts& parts, std::int64_t n) {
        if (bound_eligible && n >= few)
            parts.add_bound(n, std::max(few, n - (count.eligible - least_eligible)));
        else
            parts.add(n);
    };
    Parts matching;
    eligible_part(matching, count.eligible);
    for (auto n : count.excluded) matching.add(n);
    s.matching = matching.shown();
    for (auto section : {Section::recusal, Section::eligibility, Section::missing}) s.excluded.push_back(shown_section(count, section));
    for (std::size_t g = 0; g < count.groups.size(); ++g) {
        const GroupCount& group = count.groups[g];
        ShownGroup shown_group;
        Parts eligible, all;
        if (overlap)
            eligible.add(group.eligible), all.add(group.eligible);
        else
            eligible_part(eligible, group.eligible), eligible_part(all, group.eligible);
        for (auto n : group.excluded) all.add(n);
        shown_group.eligible = eligible.shown();
        shown_group.matching = all.shown();
        shown_group.thin = group.eligible < std::max(thin_multiple * plan.groups[g].seats, few);
        shown_group.conditions = shown_conditions(group, plan.groups[g].conditions);
        s.groups.push_back(std::move(shown_group));
    }
    return s;
}

const fields::Table& fields_of(const Shown*)
{
    static const fields::Table table{
        fields::field<&Shown::n>("n", {.note = "人数"}),
        fields::field<&Shown::few>("few", {.note = "少于 5 人"}),
        fields::field<&Shown::least>("least", {.note = "至少这么多：写明确数会推出少于 5 的数"}),
    };
    return table;
}

const fields::Table& fields_of(const ShownItem*)
{
    static const fields::Table table{fields::field<&ShownItem::code>("code"), fields::field<&ShownItem::label>("label"),
                                     fields::field<&ShownItem::count>("count")};
    return table;
}

const fields::Table& fields_of(const ShownSection*)
{
    static const fields::Table table{fields::field<&ShownSection::code>("code"), fields::field<&ShownSection::label>("label"),
                                     fields::field<&ShownSection::count>("count"), fields::field<&ShownSection::items>("items")};
    return table;
}

const fields::Table& fields_of(const ShownCondition*)
{
    static const fields::Table table{fields::field<&ShownCondition::name>("name"), fields::field<&ShownCondition::without>("without")};
    return table;
}

const fields::Table& fields_of(const ShownGroup*)
{
    static const fields::Table table{
        fields::field<&ShownGroup::matching>("matching"),
        fields::field<&ShownGroup::eligible>("eligible"),
        fields::field<&ShownGroup::thin>("thin", {.note = "不足规则所定的席数倍数，抽取须监督员同意"}),
        fields::field<&ShownGroup::conditions>("conditions"),
    };
    return table;
}

} // namespace draw
