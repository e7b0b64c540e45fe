#include "draw/uses.h"

#include "draw/rules.h"

#include <algorithm>

namespace draw {

Uses::Uses(const Plan& plan, const Question& question)
    : plan_(plan), question_(question), uses_(question.uses), new_year_(Day::of(question.seal_day.year(), 1, 1)),
      since_(add_years(question.seal_day, -static_cast<int>(question.rules.value(dated_rules, "draw.fresh_years", question.seal_day))))
{
    std::sort(uses_.begin(), uses_.end(), [](const Use& a, const Use& b) { return a.expert_id < b.expert_id; });
}

std::vector<std::int64_t> Uses::experts() const
{
    std::vector<std::int64_t> all;
    for (const auto& use : uses_)
        if (all.empty() || all.back() != use.expert_id) all.push_back(use.expert_id);
    return all;
}

std::span<const Use> Uses::of(std::int64_t expert) const
{
    auto [from, to] = std::equal_range(uses_.begin(), uses_.end(), Use{expert, {}, {}, {}},
                                       [](const Use& a, const Use& b) { return a.expert_id < b.expert_id; });
    return {from, to};
}

std::int64_t Uses::this_year(std::span<const Use> uses) const
{
    return std::count_if(uses.begin(), uses.end(), [&](const Use& u) { return u.drawn >= new_year_; });
}

bool Uses::over_load(std::int64_t expert) const
{
    if (!plan_.load) return false;
    auto mine = of(expert);
    bool often = plan_.load->draws_max && this_year(mine) >= *plan_.load->draws_max;
    bool soon = plan_.load->rest_days && std::any_of(mine.begin(), mine.end(), [&](const Use& u) {
                    return u.last < question_.from && question_.from < u.last + *plan_.load->rest_days;
                });
    return often || soon;
}

bool Uses::fresh(std::int64_t expert) const
{
    auto mine = of(expert);
    return std::none_of(mine.begin(), mine.end(), [&](const Use& u) { return u.drawn > since_; });
}

std::string Uses::load_words(std::int64_t expert) const
{
    auto mine = of(expert);
    auto newest = std::max_element(mine.begin(), mine.end(), [](const Use& a, const Use& b) { return a.last < b.last; });
    return "本年已抽中 " + std::to_string(this_year(mine)) + " 次，最近参加的活动到 " + to_text(newest->last) + " 为止";
}

} // namespace draw
