#include "draw/feasibility.h"

#include "draw/condition_words.h"
#include "draw/feasibility_count.h"
#include "draw/feasibility_search.h"

#include <algorithm>
#include <cmath>

namespace draw::feasibility {

using protocol::PanelCondition;
using protocol::Plan;

namespace {

using Conditions = std::vector<PanelCondition>;

// Counts below 5 could point at a person.
std::string count_words(std::int64_t count)
{
    if (count == 0) return "一人也没有";
    return count < 5 ? "少于 5 人" : std::to_string(count) + " 人";
}

// After a Chinese word, from which a figure is set off.
std::string after_word(std::int64_t count)
{
    return (count < 5 ? "" : " ") + count_words(count);
}

class Question {
public:
    Question(const Plan& plan, std::span<const Person> candidates, const Work& work)
        : plan_(plan), people_(people_of(plan, candidates)), work_(work), eligible_(eligible_of(people_, plan.groups.size()))
    {
    }

    Finding answer()
    {
        Finding result;
        for (std::size_t g = 0; g < plan_.groups.size(); ++g)
            if (eligible_[g] < plan_.groups[g].seats)
                result.problems.push_back({static_cast<int>(g), "“" + plan_.groups[g].name + "”组要 " +
                                                                    std::to_string(plan_.groups[g].seats) + " 人，可选的不足：" +
                                                                    count_words(eligible_[g]) + "；请放宽本组条件或减少席位。"});
        if (!result.problems.empty()) {
            result.answer = Finding::Answer::none;
            result.exact = true;
            return result;
        }
        result = outlook();
        if (result.answer == Finding::Answer::rare)
            tell_rare(result);
        else if (result.answer == Finding::Answer::none)
            tell_none(result);
        else if (result.answer == Finding::Answer::unknown)
            result.problems.push_back({std::nullopt, "这些跨组条件交错太多，没有找到可行的组合，也没能证明不存在；请去掉或放宽其中一条。"});
        return result;
    }

    Finding outlook() const
    {
        using enum Finding::Answer;
        Finding result;
        for (std::size_t g = 0; g < plan_.groups.size(); ++g)
            if (eligible_[g] < plan_.groups[g].seats) return {none, 0, true, {}};
        if (auto exact = exact_share(plan_, plan_.panel, people_, work_)) {
            result.exact = true;
            result.share = *exact;
        } else {
            result.share = tried_share(plan_, plan_.panel, people_, work_);
        }
        if (result.share >= least_share)
            result.answer = drawable;
        else if (result.share > 0)
            result.answer = rare;
        else if (result.exact || proven_impossible(plan_.panel))
            result.answer = none;
        return result;
    }

private:
    const Plan& plan_;
    People people_;
    Work work_;
    std::vector<std::int64_t> eligible_;

    // True only with a proof: the programme gives nothing for these conditions or for some of them, or the search ends.
    bool proven_impossible(const Conditions& conditions) const
    {
        if (auto share = exact_share(plan_, conditions, people_, work_)) return *share == 0;
        for (std::size_t left_out = 0; left_out < conditions.size(); ++left_out) {
            if (conditions[left_out].value) continue; // only "of every value" conditions cut across each other
            Conditions fewer = conditions;
            fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(left_out));
            auto share = exact_share(plan_, fewer, people_, work_);
            if (share && *share == 0) return true;
        }
        return search_panel(plan_, conditions, people_, work_.nodes) == false;
    }

    long double share_of(const Conditions& conditions) const
    {
        if (auto share = exact_share(plan_, conditions, people_, work_)) return *share;
        return tried_share(plan_, conditions, people_, work_);
    }

    // Conditions that together allow no panel, while without any one of them there is one.
    std::vector<std::size_t> conflict() const
    {
        std::vector<std::size_t> kept(plan_.panel.size());
        for (std::size_t i = 0; i < kept.size(); ++i) kept[i] = i;
        for (std::size_t i = 0; i < plan_.panel.size(); ++i) {
            std::vector<std::size_t> fewer;
            std::copy_if(kept.begin(), kept.end(), std::back_inserter(fewer), [&](std::size_t k) { return k != i; });
            Conditions conditions;
            for (auto k : fewer) conditions.push_back(plan_.panel[k]);
            if (proven_impossible(conditions)) kept = fewer;
        }
        return kept;
    }

    // The whole panel's conditions with one bound set to `bound`.
    Conditions with_bound(std::size_t index, bool maximum, std::int64_t bound) const
    {
        Conditions conditions = plan_.panel;
        (maximum ? conditions[index].max : conditions[index].min) = bound;
        return conditions;
    }

    // "把上限放宽到 2 名即可": the smallest change of one bound that does; empty where none does.
    std::string relaxation(std::size_t index, bool maximum) const
    {
        const auto& condition = plan_.panel[index];
        const auto& bound = maximum ? condition.max : condition.min;
        if (!bound) return {};
        std::int64_t closest = *bound, farthest = maximum ? plan_.seats() : 0;
        if (maximum ? closest >= farthest : closest <= farthest) return {};
        if (share_of(with_bound(index, maximum, farthest)) < least_share) return {};
        while (std::abs(farthest - closest) > 1) {
            std::int64_t middle = (closest + farthest) / 2;
            (share_of(with_bound(index, maximum, middle)) < least_share ? closest : farthest) = middle;
        }
        return std::string("把“") + words_of(condition) + "”的" + (maximum ? "上限放宽到 " : "下限降到 ") + std::to_string(farthest) +
               " 名即可";
    }

    std::string relaxations(const std::vector<std::size_t>& conditions) const
    {
        std::string text;
        for (auto index : conditions)
            for (bool maximum : {true, false})
                if (std::string one = relaxation(index, maximum); !one.empty()) text += (text.empty() ? "" : "，或") + one;
        return text.empty() ? "单独放宽其中一条还不够，请减少席位或放宽各组条件。" : text + "。";
    }

    void tell_none(Finding& result) const
    {
        if (proven_impossible({})) {
            std::int64_t people = 0;
            for (const auto& kind : people_.kinds) people += kind.size;
            result.problems.push_back({std::nullopt, "各组的可选专家互相重叠，共" + after_word(people) + "，不够 " +
                                                         std::to_string(plan_.seats()) + " 个席位；请放宽各组条件或减少席位。"});
            return;
        }
        auto conditions = conflict();
        std::string text;
        for (auto index : conditions) text += (text.empty() ? "“" : "、“") + words_of(plan_.panel[index]) + "”";
        if (conditions.size() == 1) {
            const auto& only = plan_.panel[conditions.front()];
            text = "跨组条件" + text + "达不到";
            if (only.value && only.min) text += "：可选专家中符合的" + after_word(people_.count(people_.tag_index(only.tag), *only.value));
            if (!only.value) text += "：可选专家集中在少数" + tag_name(only.tag) + "，凑不满 " + std::to_string(plan_.seats()) + " 个席位";
        } else {
            text = "跨组条件" + text + "不能同时满足";
        }
        result.problems.push_back({std::nullopt, text + "；" + relaxations(conditions)});
    }

    void tell_rare(Finding& result) const
    {
        std::vector<std::size_t> all(plan_.panel.size());
        for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
        result.problems.push_back({std::nullopt, "跨组条件过严，一千万次试抽成功不到一次；" + relaxations(all)});
    }
};

} // namespace

std::optional<Chances> chances_of(const Plan& plan, std::span<const Person> candidates, const Work& work)
{
    People people = people_of(plan, candidates);
    auto eligible = eligible_of(people, plan.groups.size());
    for (std::size_t g = 0; g < plan.groups.size(); ++g)
        if (eligible[g] < plan.groups[g].seats) return std::nullopt;
    auto each = exact_chances(plan, plan.panel, people, work);
    if (!each) return std::nullopt;
    std::vector<std::pair<long double, std::int64_t>> sorted; // chance, people
    std::int64_t all = 0;
    for (std::size_t k = 0; k < each->size(); ++k) {
        sorted.emplace_back((*each)[k], people.kinds[k].size);
        all += people.kinds[k].size;
    }
    std::sort(sorted.begin(), sorted.end());
    Chances chances{sorted.front().first, 0, sorted.back().first};
    std::int64_t below = 0;
    for (const auto& [chance, size] : sorted) {
        below += size;
        if (2 * below < all) continue;
        chances.median = chance;
        break;
    }
    return chances;
}

std::string digits_of(long double share)
{
    if (share <= 0) return "0";
    if (share >= 1) return "1";
    int digits = 2 - static_cast<int>(std::floor(std::log10(share)));
    char text[64];
    std::snprintf(text, sizeof text, "%.*Lf", std::min(digits, 40), share);
    std::string shown(text);
    while (shown.ends_with('0') && shown.find('.') != std::string::npos) shown.pop_back();
    if (shown.ends_with('.')) shown.pop_back();
    return shown;
}

Finding outlook(const Plan& plan, std::span<const Person> candidates, const Work& work)
{
    return Question(plan, candidates, work).outlook();
}

Finding check(const Plan& plan, std::span<const Person> candidates, const Work& work)
{
    return Question(plan, candidates, work).answer();
}

} // namespace draw::feasibility
