#include "draw/conditions.h"

#include "catalog/catalog.h"

#include <algorithm>

namespace draw {

namespace {

constexpr int youngest = 18, oldest = 100, ages_wider = 5, years_wider = 2, most_years = 50;
constexpr std::string_view category_prefix = "category_";

bool widen_codes(const catalog::Table& table, std::vector<std::string>& codes)
{
    bool changed = false;
    for (auto& code : codes) {
        const auto* entry = table.find(code);
        if (!entry || !entry->parent) continue;
        code = entry->parent->code;
        changed = true;
    }
    std::vector<std::string> kept;
    for (auto& code : codes)
        if (std::find(kept.begin(), kept.end(), code) == kept.end()) kept.push_back(std::move(code));
    codes = std::move(kept);
    return changed;
}

// Ranks stand in the table from the highest down.
bool widen_ranks(std::vector<std::string>& ranks)
{
    int last = -1;
    for (const auto& code : ranks)
        if (const auto* entry = catalog::title_ranks().find(code)) last = std::max(last, entry->first);
    auto next = static_cast<std::size_t>(last + 1);
    if (next >= catalog::title_ranks().entries().size()) return false;
    ranks.push_back(catalog::title_ranks().entries()[next].code);
    return true;
}

std::string code_name(const catalog::Table& table, const std::string& code, bool with_code)
{
    const auto* entry = table.find(code);
    if (!entry) return code;
    return with_code ? entry->name + "（" + code + "）" : entry->name;
}

std::string range_words(std::optional<int> from, std::optional<int> to)
{
    std::string words;
    if (from) words += std::to_string(*from) + " 岁以上";
    if (to) words += (from ? "、" : "") + std::to_string(*to) + " 岁以下";
    return words;
}

std::vector<PanelKind> make_panel_kinds()
{
    std::vector<PanelKind> kinds{
        {"unit", "同一法人单位", PanelForm::every},
        {"province", "省份", PanelForm::codes, "region", 1},
        {"city", "盟市", PanelForm::codes, "region", 2},
        {"outside_province", "某省区以外", PanelForm::codes, "region", 1, true},
        {"outside_city", "某盟市以外", PanelForm::codes, "region", 2, true},
        {"sex", "性别", PanelForm::choices, "", 0, false, {{"1", "男性"}, {"2", "女性"}}},
        {"age_band",
         "年龄段",
         PanelForm::choices,
         "",
         0,
         false,
         {{"under_45", "45 岁以下"}, {"45_to_59", "45 至 59 岁"}, {"60_up", "60 岁以上"}}},
        {"unit_kind", "单位类型", PanelForm::codes, "unit_kind"},
        {"fresh", "近年未参加过评审", PanelForm::standing},
    };
    for (const auto& category : catalog::expert_categories().entries())
        kinds.push_back({std::string(category_prefix) + category.code, category.name + "类专家", PanelForm::standing});
    return kinds;
}

} // namespace

bool ConditionKind::asks(const Conditions& c) const
{
    return (list && !(c.*list).empty()) || (from && c.*from) || (to && c.*to);
}

void ConditionKind::clear(Conditions& c) const
{
    if (list) (c.*list).clear();
    if (from) (c.*from).reset();
    if (to) (c.*to).reset();
}

bool ConditionKind::widen(Conditions& c) const
{
    if (!asks(c)) return false;
    switch (form) {
    case ConditionForm::codes:
        return name == "ranks" ? widen_ranks(c.*list) : widen_codes(catalog::table(source), c.*list);
    case ConditionForm::ages: {
        auto& least = c.*from;
        auto& most = c.*to;
        if (least && (*least -= ages_wider) < youngest) least.reset();
        if (most && (*most += ages_wider) > oldest) most.reset();
        return true;
    }
    case ConditionForm::years:
        if (*(c.*from) + years_wider > most_years) return false;
        *(c.*from) += years_wider;
        return true;
    case ConditionForm::units:
    case ConditionForm::words:
        return false;
    }
    return false;
}

std::string ConditionKind::words(const Conditions& c, const std::function<std::string(const std::string&)>& unit_name) const
{
    std::string words = std::string(label) + "：";
    if (form == ConditionForm::ages) return words + range_words(c.*from, c.*to);
    if (form == ConditionForm::years) return words + "近 " + std::to_string((c.*from).value_or(0)) + " 年在岗或承担科研项目";
    std::string names;
    for (const auto& entry : c.*list) {
        std::string text = entry;
        if (form == ConditionForm::units) text = unit_name(entry);
        if (form == ConditionForm::codes) text = code_name(catalog::table(source), entry, source == "discipline" || source == "industry");
        names += (names.empty() ? "" : "、") + text;
    }
    return words + names;
}

std::string_view code_of(ConditionForm form)
{
    static constexpr std::string_view codes[] = {"codes", "units", "words", "ages", "years"};
    return codes[static_cast<std::size_t>(form)];
}

const std::vector<PanelKind>& panel_kinds()
{
    static const std::vector<PanelKind> kinds = make_panel_kinds();
    return kinds;
}

const PanelKind* find_panel_kind(std::string_view tag)
{
    const auto& kinds = panel_kinds();
    auto found = std::find_if(kinds.begin(), kinds.end(), [&](const auto& kind) { return kind.tag == tag; });
    return found == kinds.end() ? nullptr : &*found;
}

std::string_view code_of(PanelForm form)
{
    static constexpr std::string_view codes[] = {"every", "codes", "choices", "standing"};
    return codes[static_cast<std::size_t>(form)];
}

bool is_value_of(const PanelKind& kind, const std::string& value)
{
    switch (kind.form) {
    case PanelForm::every:
        return false;
    case PanelForm::codes: {
        const auto* entry = catalog::table(kind.source).find(value);
        return entry && !entry->retired && (kind.level == 0 || entry->level == kind.level);
    }
    case PanelForm::choices:
        return std::any_of(kind.choices.begin(), kind.choices.end(), [&](const auto& choice) { return choice.first == value; });
    case PanelForm::standing:
        return value == "1";
    }
    return false;
}

std::string_view category_of_tag(std::string_view tag)
{
    return tag.starts_with(category_prefix) ? tag.substr(category_prefix.size()) : std::string_view();
}

int seats_by_field(const Plan& plan)
{
    int seats = 0;
    for (const auto& group : plan.groups)
        if (!group.conditions.disciplines.empty() || !group.conditions.industries.empty()) seats += group.seats;
    return seats;
}

} // namespace draw
