#include "draw/condition_words.h"

#include "catalog/catalog.h"
#include "draw/plan.h"

namespace draw {

std::string tag_name(const std::string& tag)
{
    if (tag == "unit") return "单位";
    if (tag == "province") return "省份";
    if (tag == "city") return "地市";
    if (tag == "sex") return "性别";
    if (tag == "age_band") return "年龄段";
    if (tag == "unit_kind") return "单位性质";
    return "“" + tag + "”";
}

namespace {

std::string value_name(const std::string& tag, const std::string& value)
{
    auto from = [&](const catalog::Table& table) {
        const auto* entry = table.find(value);
        return entry ? entry->name : value;
    };
    if (tag == "province" || tag == "city") return from(catalog::regions());
    if (tag == "unit_kind") return from(catalog::unit_kinds());
    if (tag == "sex") return from(catalog::sexes());
    if (tag == "age_band") {
        if (value == "under_45") return "45 岁以下";
        if (value == "45_to_59") return "45 至 59 岁";
        if (value == "60_up") return "60 岁以上";
    }
    return value;
}

} // namespace

std::string words_of(const protocol::PanelCondition& condition)
{
    if (auto project = project_of_tag(condition.tag))
        return "须回避第 " + std::to_string(*project + 1) + " 个项目的专家最多 " + std::to_string(condition.max.value_or(0)) + " 名";
    std::string text = condition.value ? value_name(condition.tag, *condition.value) : "同一" + tag_name(condition.tag);
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
    const json::Value* recusal = document.object().find("recusal");
    if (recusal && recusal->object().at("scope").text() == "project")
        words.push_back("按项目回避：专家不参加须回避的项目，每个项目至少 " + std::to_string(recusal->object().at("judges").integer()) +
                        " 名评委");
    return words;
}

} // namespace draw
