#include "registry/unit.h"

#include "catalog/catalog.h"

#include <algorithm>

namespace registry {

namespace {

std::string day_text(const std::optional<Day>& day)
{
    return day ? to_text(*day) : "";
}

std::string name_in(const catalog::Table& table, const std::optional<std::string>& code)
{
    const auto* entry = code ? table.find(*code) : nullptr;
    return entry ? entry->name : code.value_or("");
}

std::string words_of(const units::Attribute& a)
{
    std::string days = a.from || a.to ? "（" + day_text(a.from) + " 至 " + day_text(a.to) + "）" : "";
    return name_in(catalog::unit_attributes(), a.kind) + days;
}

using Texts = std::vector<std::pair<std::string_view, std::string>>;

Texts texts_of(const Facts& f, const std::map<std::int64_t, std::string>& names)
{
    std::vector<std::string> attributes;
    for (const auto& a : f.attributes) attributes.push_back(words_of(a));
    std::string department = f.department_id ? names.at(*f.department_id) : "";
    return {{"名称", f.name},
            {"统一社会信用代码", f.code.value_or("")},
            {"单位类型", name_in(catalog::unit_kinds(), f.kind)},
            {"所在地区", name_in(catalog::regions(), f.region)},
            {"归口管理部门", department},
            {"上市日期", day_text(f.listed_from)},
            {"退市日期", day_text(f.listed_to)},
            {"属性", joined(attributes, "、")},
            {"曾用名和别名", joined(f.aliases, "、")},
            {"来源", f.source},
            {"核验日期", day_text(f.verified_on)},
            {"核验人", f.verified_by}};
}

} // namespace

std::string joined(const std::vector<std::string>& texts, std::string_view between)
{
    std::string all;
    for (const auto& text : texts) all += (all.empty() ? "" : std::string(between)) + text;
    return all;
}

std::vector<std::string> differences(const Facts& before, const Facts& after, const std::map<std::int64_t, std::string>& names)
{
    std::vector<std::string> told;
    Texts old = texts_of(before, names), now = texts_of(after, names);
    for (std::size_t i = 0; i < old.size(); ++i) {
        const auto &was = old[i].second, &is = now[i].second;
        std::string label(old[i].first);
        if (was == is) continue;
        if (was.empty())
            told.push_back(label + "填为“" + is + "”");
        else if (is.empty())
            told.push_back("去掉" + label + "“" + was + "”");
        else
            told.push_back(label + "由“" + was + "”改为“" + is + "”");
    }
    return told;
}

void keep_former_name(Facts& after, const std::string& former)
{
    auto& aliases = after.aliases;
    std::erase(aliases, after.name);
    if (former != after.name && std::find(aliases.begin(), aliases.end(), former) == aliases.end()) aliases.push_back(former);
}

} // namespace registry
