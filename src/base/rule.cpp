#include "base/rule.h"

#include <algorithm>
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

std::vector<const DatedRule*> standing(std::span<const DatedRule> rules, Day day)
{
    std::vector<const DatedRule*> list;
    for (const auto& rule : rules) {
        const DatedRule* now = &rule_on(rules, rule.code, day);
        if (std::find(list.begin(), list.end(), now) == list.end()) list.push_back(now);
    }
    return list;
}

json::Array printed(std::span<const DatedRule> rules, Day day)
{
    json::Array list;
    for (const DatedRule* rule : standing(rules, day))
        list.push_back(json::Object{{"code", rule->code},
                                    {"value", rule->value},
                                    {"from", rule->from},
                                    {"document", rule->document},
                                    {"meaning", std::string(rule->question) + "：" + std::string(rule->words)}});
    return list;
}
