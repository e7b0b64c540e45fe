#include "draw/round/group_words.h"

#include "catalog/catalog.h"

namespace draw::round {

namespace {

std::string code_name(const catalog::Table& table, const std::string& code, bool with_code)
{
    const auto* entry = table.find(code);
    if (!entry) return code;
    return with_code ? entry->name + "（" + code + "）" : entry->name;
}

std::string unit_by_id(db::Connection& connection, const std::string& public_id)
{
    auto name = connection.one("SELECT name FROM unit WHERE public_id = $1", {public_id}, [](const db::Row& row) { return row.text(0); });
    return name.value_or(public_id);
}

template <class Name>
void add_list(const json::Object& conditions, const char* member, std::string_view label, std::string& words, Name name)
{
    const json::Value* list = conditions.find(member);
    if (!list || !list->if_array() || list->array().empty()) return;
    std::string names;
    for (const auto& entry : list->array()) names += (names.empty() ? "" : "、") + name(entry.text());
    words += (words.empty() ? "" : "；") + std::string(label) + "：" + names;
}

void add_age(const json::Object& conditions, std::string& words)
{
    const json::Value *least = conditions.find("age_min"), *most = conditions.find("age_max");
    if (!least && !most) return;
    words += (words.empty() ? "" : "；") + std::string("年龄：");
    if (least) words += std::to_string(least->integer()) + " 岁以上";
    if (most) words += (least ? "、" : "") + std::to_string(most->integer()) + " 岁以下";
}

} // namespace

std::vector<std::string> group_words(db::Connection& connection, const json::Value& plan)
{
    std::vector<std::string> groups;
    for (const auto& group : plan.object().at("groups").array()) {
        std::string words;
        if (const json::Value* value = group.object().find("conditions"); value && value->if_object()) {
            const auto& conditions = value->object();
            auto of = [](const catalog::Table& table, bool with_code) {
                return [&table, with_code](const std::string& code) { return code_name(table, code, with_code); };
            };
            add_list(conditions, "categories", "类别", words, of(catalog::expert_categories(), false));
            add_list(conditions, "disciplines", "学科", words, of(catalog::disciplines(), true));
            add_list(conditions, "industries", "行业", words, of(catalog::industries(), true));
            add_list(conditions, "ranks", "职称级别", words, of(catalog::title_ranks(), false));
            add_list(conditions, "unit_kinds", "单位类型", words, of(catalog::unit_kinds(), false));
            add_list(conditions, "units", "单位", words, [&](const std::string& id) { return unit_by_id(connection, id); });
            add_list(conditions, "regions", "地区", words, of(catalog::regions(), false));
            add_age(conditions, words);
        }
        groups.push_back(words.empty() ? "不限" : words);
    }
    return groups;
}

} // namespace draw::round
