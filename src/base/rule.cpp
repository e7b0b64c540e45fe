#include "base/rule.h"

#include <algorithm>
#include <stdexcept>

std::string words_of(const DatedRule& rule, std::int64_t value)
{
    for (const auto& choice : rule.choices)
        if (!choice.words.empty() && choice.value == value) return std::string(choice.words);
    if (value < rule.range.least || value > rule.range.most) return {};
    if (value == 0 && !rule.range.nought.empty()) return std::string(rule.range.nought);
    return std::to_string(value) + " " + std::string(rule.range.unit);
}

std::vector<DatedRule> RuleBook::history(std::span<const DatedRule> rules, std::string_view code) const
{
    std::vector<DatedRule> rows;
    for (const auto& rule : rules)
        if (rule.code == code) rows.push_back(rule);
    if (rows.empty()) throw std::out_of_range("no rule " + std::string(code));
    for (const auto& ordered : ordered_) {
        if (ordered.code != code) continue;
        DatedRule row = rows.front();
        row.value = ordered.value;
        row.words = ordered.words;
        row.from = ordered.from;
        row.document = ordered.document;
        rows.push_back(row);
    }
    std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
    return rows;
}

DatedRule RuleBook::on(std::span<const DatedRule> rules, std::string_view code, Day day) const
{
    auto rows = history(rules, code);
    std::string text = to_text(day);
    auto begun = std::partition_point(rows.begin(), rows.end(), [&](const auto& row) { return row.from <= text; });
    return begun == rows.begin() ? rows.front() : *std::prev(begun);
}

std::vector<DatedRule> RuleBook::standing(std::span<const DatedRule> rules, Day day) const
{
    std::vector<DatedRule> list;
    for (const auto& rule : rules)
        if (std::none_of(list.begin(), list.end(), [&](const auto& known) { return known.code == rule.code; }))
            list.push_back(on(rules, rule.code, day));
    return list;
}

json::Array RuleBook::printed(std::span<const DatedRule> rules, Day day) const
{
    json::Array list;
    for (const auto& rule : standing(rules, day))
        list.push_back(json::Object{{"code", rule.code},
                                    {"value", rule.value},
                                    {"from", rule.from},
                                    {"document", rule.document},
                                    {"meaning", std::string(rule.question) + "：" + std::string(rule.words)}});
    return list;
}

RuleBook RuleBook::with(OrderedValue value) const
{
    auto ordered = ordered_;
    ordered.push_back(std::move(value));
    return RuleBook(std::move(ordered));
}
