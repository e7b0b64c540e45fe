#pragma once

#include "draw/plan.h"

#include <array>
#include <functional>
#include <span>

// The kinds of conditions a group of seats may ask (Art. 14(2), 14(3)): the only list of them. The check of plans, the
// counts, the words of papers, the relaxations and the page's form follow it.
namespace draw {

// How the page asks for it: entries of a code table; units; words typed; years of age from and to; a number of years.
enum class ConditionForm { codes, units, words, ages, years };

struct ConditionKind {
    std::string_view name, label;
    ConditionForm form;
    std::string_view source = {}; // code table
    std::vector<std::string> Conditions::*list = nullptr;
    std::optional<int> Conditions::*from = nullptr;
    std::optional<int> Conditions::*to = nullptr;

    bool asks(const Conditions& conditions) const;
    void clear(Conditions& conditions) const;
    // Asks one level less: codes give way to those above them, ranks reach one further down, ages five years further,
    // years two further back. False where there is no such level; then nothing changed.
    bool widen(Conditions& conditions) const;
    // "学科：草原学（230.20）、生态学"; names of units are asked for by public id.
    std::string words(const Conditions& conditions, const std::function<std::string(const std::string&)>& unit_name) const;
};

inline constexpr std::array<ConditionKind, 11> condition_kinds{{
    {"categories", "类别", ConditionForm::codes, "expert_category", &Conditions::categories},
    {"disciplines", "学科", ConditionForm::codes, "discipline", &Conditions::disciplines},
    {"industries", "行业", ConditionForm::codes, "industry", &Conditions::industries},
    {"ranks", "职称级别", ConditionForm::codes, "title_rank", &Conditions::ranks},
    {"unit_kinds", "单位类型", ConditionForm::codes, "unit_kind", &Conditions::unit_kinds},
    {"units", "单位", ConditionForm::units, "", &Conditions::units},
    {"regions", "地区", ConditionForm::codes, "region", &Conditions::regions},
    {"languages", "语种", ConditionForm::codes, "language", &Conditions::languages},
    {"age", "年龄", ConditionForm::ages, "", nullptr, &Conditions::age_min, &Conditions::age_max},
    {"keywords", "关键词", ConditionForm::words, "", &Conditions::keywords},
    {"active_within", "在一线", ConditionForm::years, "", nullptr, &Conditions::active_within},
}};

constexpr std::size_t place_of_kind(std::string_view name)
{
    for (std::size_t i = 0; i < condition_kinds.size(); ++i)
        if (condition_kinds[i].name == name) return i;
    throw "no such kind of condition";
}

std::string_view code_of(ConditionForm form);

// The kinds of conditions across the panel, by the tag that the draw reads (docs/formats/draw.md, step 8).
enum class PanelForm {
    every,    // at most so many of each value
    codes,    // of one entry of `source`, at `level` if that is not 0
    choices,  // of one of a few values
    standing, // of those who have it; the value is "1"
};

struct PanelKind {
    std::string tag;
    std::string label;
    PanelForm form;
    std::string_view source = {};
    int level = 0;
    bool once = false; // a person has one value of it at most, so a plan may name one value only
    std::vector<std::pair<std::string, std::string>> choices = {}; // value, label
};
const std::vector<PanelKind>& panel_kinds();
const PanelKind* find_panel_kind(std::string_view tag);
std::string_view code_of(PanelForm form);
// Whether a condition of this kind may have the value.
bool is_value_of(const PanelKind& kind, const std::string& value);
// The expert category of a tag "category_finance"; empty for another tag.
std::string_view category_of_tag(std::string_view tag);

// Art. 14(3): how many seats are in groups that ask a discipline or an industry.
int seats_by_field(const Plan& plan);

} // namespace draw
