#include "base/rule.h"

#include <stdexcept>

const DatedRule& rule_on(std::span<const DatedRule> rules, std::string_view code, Day day)
{
    const DatedRule* found = nullptr;
    std::string text = to_text(day);
    for (const auto& rule : rules) {
        if (rule.code != code) continue;
        bool earlier = !found || rule.from < found->from, begun = rule.from <= text;
        bool found_begun = found && found->from <= text;
        if (!found || (begun ? !found_begun || rule.from > found->from : !found_begun && earlier)) found = &rule;
    }
    if (!found) throw std::out_of_range("no rule " + std::string(code));
    return *found;
}

json::Array printed(std::span<const DatedRule> rules, Day day)
{
    json::Array list;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        bool first = true;
        for (std::size_t j = 0; j < i; ++j) first = first && rules[j].code != rules[i].code;
        if (!first) continue;
        const DatedRule& rule = rule_on(rules, rules[i].code, day);
        list.push_back(json::Object{
            {"code", rule.code}, {"value", rule.value}, {"from", rule.from}, {"document", rule.document}, {"meaning", rule.meaning}});
    }
    return list;
}
