#include "draw/condition_words.h"

#include "catalog/catalog.h"
#include "draw/conditions.h"

namespace draw {

std::string tag_name(const std::string& tag)
{
    const PanelKind* kind = find_panel_kind(tag);
    return !kind ? "“" + tag + "”" : tag == "unit" ? "单位" : kind->label;
}

namespace {

std::string value_name(const PanelKind& kind, const std::string& value)
{
    if (kind.form == PanelForm::standing) return kind.tag == "fresh" ? "近年未参加过评审的" : kind.label;
    for (const auto& [code, label] : kind.choices)
        if (code == value) return label;
    const auto* entry = kind.source.empty() ? nullptr : catalog::table(kind.source).find(value);
    std::string name = entry ? entry->name : value;
    return kind.once ? name + "以外的" : name;
}

} // namespace

std::string words_of(const protocol::PanelCondition& condition)
{
    if (auto project = project_of_tag(condition.tag))
        return "须回避第 " + std::to_string(*project + 1) + " 个项目的专家最多 " + std::to_string(condition.max.value_or(0)) + " 名";
    const PanelKind* kind = find_panel_kind(condition.tag);
    std::string text = condition.value ? (kind ? value_name(*kind, *condition.value) : *condition.value) : "同一" + tag_name(condition.tag);
    if (condition.min) text += "至少 " + std::to_string(*condition.min) + " 名";
    if (condition.min && condition.max) text += "、";
    if (condition.max) text += "最多 " + std::to_string(*condition.max) + " 名";
    return text;
}

std::vector<std::string> panel_words(const protocol::Plan& plan, const json::Value& document)
{
    std::vector<std::string> words;
    for (const auto& condition : plan.panel)
        if (!project_of_tag(condition.tag)) words.push_back(words_of(condition));
    if (const json::Value* load = document.object().find("load")) {
        const auto& limits = load->object();
        if (const auto* draws = limits.find("draws_max")) words.push_back("每人每年至多抽中 " + std::to_string(draws->integer()) + " 次");
        if (const auto* days = limits.find("rest_days")) words.push_back("距上次参加活动至少 " + std::to_string(days->integer()) + " 天");
    }
    if (const json::Value* suspicions = document.object().find("suspicions"))
        words.push_back("疑似回避待定 " + suspicions->object().at("undecided").text());
    const json::Value* recusal = document.object().find("recusal");
    if (recusal && recusal->object().at("scope").text() == "project")
        words.push_back("按项目回避：专家不参加须回避的项目，每个项目至少 " + std::to_string(recusal->object().at("judges").integer()) +
                        " 名评委");
    return words;
}

std::string words_of(const PanelCondition& condition)
{
    return words_of(protocol::PanelCondition{condition.tag, condition.value, condition.min, condition.max});
}

std::string undecided_words(std::int64_t count)
{
    return count < 5 ? "少于 5 条" : std::to_string(count) + " 条";
}

} // namespace draw
