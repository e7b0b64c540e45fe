#include "draw/plan.h"

#include "catalog/catalog.h"
#include "draw/conditions.h"
#include "draw/messages.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace draw {

namespace {

constexpr int most_seats = 200;

fields::Rule codes(std::string_view name)
{
    const auto& kind = condition_kinds[place_of_kind(name)];
    return {.label = kind.label,
            .max = 100,
            .check = [source = std::string(kind.source)](const std::string& path, std::string_view label, std::string_view value) {
                return catalog::table(source).check()(path, label, value);
            }};
}

void add(std::vector<FieldError>& faults, const Error& error)
{
    faults.insert(faults.end(), error.fields.begin(), error.fields.end());
}

void check_entries(const std::vector<std::string>& entries, const std::string& path, std::vector<FieldError>& faults)
{
    std::set<std::string> seen;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        std::string where = path + "[" + std::to_string(i) + "]";
        if (entries[i].empty())
            add(faults, refuse_field(where, messages::entry_empty));
        else if (!seen.insert(entries[i]).second)
            add(faults, refuse_field(where, messages::entry_repeated, {entries[i]}));
    }
}

void check_conditions(const Conditions& c, const std::string& path, const std::function<bool(const std::string&)>& unit_exists,
                      std::vector<FieldError>& faults)
{
    for (const auto& kind : condition_kinds)
        if (kind.list) check_entries(c.*kind.list, path + "." + std::string(kind.name), faults);
    for (std::size_t i = 0; i < c.units.size(); ++i)
        if (!unit_exists(c.units[i])) add(faults, refuse_field(path + ".units[" + std::to_string(i) + "]", messages::unknown_unit));
    if (c.age_min && c.age_max && *c.age_min > *c.age_max)
        add(faults, refuse_field(path + ".age_min", messages::age_order, {std::to_string(*c.age_min), std::to_string(*c.age_max)}));
}

void check_panel_condition(const PanelCondition& c, int seats, const std::string& path, std::vector<FieldError>& faults)
{
    const PanelKind* kind = find_panel_kind(c.tag);
    if (!kind) return add(faults, refuse_field(path + ".tag", messages::panel_tag, {c.tag}));
    if (!c.min && !c.max) add(faults, refuse_field(path + ".max", messages::panel_bound_missing));
    if (kind->form == PanelForm::every) {
        if (c.value) add(faults, refuse_field(path + ".value", messages::panel_unit_form));
        if (c.min) add(faults, refuse_field(path + ".min", messages::panel_unit_form));
        return;
    }
    if (c.min && !c.value) add(faults, refuse_field(path + ".value", messages::panel_min_value));
    if (!c.value && !c.min && (kind->once || kind->form == PanelForm::standing))
        add(faults, refuse_field(path + ".value", messages::panel_value_missing));
    if (c.value && !is_value_of(*kind, *c.value)) add(faults, refuse_field(path + ".value", messages::panel_value, {*c.value}));
    if (c.min && c.max && *c.min > *c.max)
        add(faults, refuse_field(path + ".min", messages::panel_bound_order, {std::to_string(*c.min), std::to_string(*c.max)}));
    if (c.min && *c.min > seats)
        add(faults, refuse_field(path + ".min", messages::panel_min_seats, {std::to_string(*c.min), std::to_string(seats)}));
}

} // namespace

const fields::Table& fields_of(const Conditions*)
{
    static const fields::Table table{
        fields::field<&Conditions::categories>("categories", codes("categories")),
        fields::field<&Conditions::disciplines>("disciplines", codes("disciplines")),
        fields::field<&Conditions::industries>("industries", codes("industries")),
        fields::field<&Conditions::ranks>("ranks", codes("ranks")),
        fields::field<&Conditions::unit_kinds>("unit_kinds", codes("unit_kinds")),
        fields::field<&Conditions::units>("units", {.label = "单位", .max = 100}),
        fields::field<&Conditions::regions>("regions", codes("regions")),
        fields::field<&Conditions::languages>("languages", codes("languages")),
        fields::field<&Conditions::age_min>("age_min", {.label = "年龄下限", .min = 18, .int_max = 100}),
        fields::field<&Conditions::age_max>("age_max", {.label = "年龄上限", .min = 18, .int_max = 100}),
        fields::field<&Conditions::keywords>("keywords", {.label = "关键词", .max = 20}),
        fields::field<&Conditions::active_within>("active_within", {.label = "在一线的年数", .min = 1, .int_max = 50}),
    };
    return table;
}

const fields::Table& fields_of(const Group*)
{
    static const fields::Table table{
        fields::field<&Group::name>("name", {.label = "组名", .required = true, .max = 40}),
        fields::field<&Group::seats>("seats", {.label = "席数", .required = true, .min = 1, .int_max = 99}),
        fields::field<&Group::conditions>("conditions", {.label = "条件", .required = true}),
    };
    return table;
}

const fields::Table& fields_of(const PanelCondition*)
{
    static const fields::Table table{
        fields::field<&PanelCondition::tag>("tag", {.label = "跨组条件", .required = true, .max = 40}),
        fields::field<&PanelCondition::value>("value", {.label = "条件的值", .min = 1, .max = 40}),
        fields::field<&PanelCondition::min>("min", {.label = "至少人数", .int_max = 999}),
        fields::field<&PanelCondition::max>("max", {.label = "至多人数", .int_max = 999}),
    };
    return table;
}

const fields::Table& fields_of(const RecusalScope*)
{
    static const fields::Table table{
        fields::field<&RecusalScope::scope>("scope", {.label = "回避范围", .required = true, .choices = {"activity", "project"}}),
        fields::field<&RecusalScope::judges>("judges", {.label = "每个项目的评委人数", .min = 1, .int_max = most_seats}),
    };
    return table;
}

const fields::Table& fields_of(const Beacon*)
{
    static const fields::Table table{
        fields::field<&Beacon::source>("source", {.label = "公共信标的来源", .required = true, .min = 10, .max = 300}),
        fields::field<&Beacon::wait_minutes>("wait_minutes",
                                             {.label = "等候公共信标（分钟）", .required = true, .min = 1, .int_max = 7 * 24 * 60}),
    };
    return table;
}

const fields::Table& fields_of(const LoadLimits*)
{
    static const fields::Table table{
        fields::field<&LoadLimits::draws_max>("draws_max", {.label = "每人每年至多抽中次数", .min = 1, .int_max = 99}),
        fields::field<&LoadLimits::rest_days>("rest_days", {.label = "距上次参加活动的天数", .min = 1, .int_max = 3650}),
    };
    return table;
}

const fields::Table& fields_of(const Plan*)
{
    static const fields::Table table{
        fields::field<&Plan::groups>("groups", {.label = "席位分组", .required = true, .max = 20}),
        fields::field<&Plan::panel>("panel", {.label = "跨组条件", .max = 50}),
        fields::field<&Plan::substitutes>("substitutes", {.label = "每组候补人数", .required = true, .int_max = 20}),
        fields::field<&Plan::reveal_minutes>("reveal_minutes", {.label = "揭示时限（分钟）", .required = true, .min = 1, .int_max = 60}),
        fields::field<&Plan::beacon>("beacon", {.label = "公共信标", .note = "没有则不用"}),
        fields::field<&Plan::recusal>("recusal", {.label = "回避范围", .note = "没有则整个活动回避"}),
        fields::field<&Plan::load>("load", {.label = "抽取次数和间隔", .note = "没有则不限"}),
    };
    return table;
}

int seats_of(const Plan& plan)
{
    int seats = 0;
    for (const auto& group : plan.groups) seats += group.seats;
    return seats;
}

bool by_project(const Plan& plan)
{
    return plan.recusal && plan.recusal->scope == "project";
}

Plan with_projects(Plan plan, std::size_t projects)
{
    if (!by_project(plan)) return plan;
    int most = seats_of(plan) - *plan.recusal->judges;
    for (std::size_t i = 0; i < projects; ++i) plan.panel.push_back({"x" + std::to_string(i + 1), "1", std::nullopt, most});
    return plan;
}

std::optional<std::size_t> project_of_tag(std::string_view tag)
{
    std::size_t number = 0;
    if (!tag.starts_with('x')) return std::nullopt;
    auto [end, fault] = std::from_chars(tag.data() + 1, tag.data() + tag.size(), number);
    if (fault != std::errc() || end != tag.data() + tag.size() || number == 0) return std::nullopt;
    return number - 1;
}

std::vector<FieldError> faults_of(const Plan& plan, const std::string& prefix, const std::function<bool(const std::string&)>& unit_exists)
{
    std::vector<FieldError> faults;
    std::set<std::string> names;
    for (std::size_t i = 0; i < plan.groups.size(); ++i) {
        const Group& group = plan.groups[i];
        std::string path = prefix + "groups[" + std::to_string(i) + "]";
        if (!names.insert(group.name).second) add(faults, refuse_field(path + ".name", messages::group_name_repeated, {group.name}));
        check_conditions(group.conditions, path + ".conditions", unit_exists, faults);
    }
    int seats = seats_of(plan);
    if (seats > most_seats)
        add(faults, refuse_field(prefix + "groups", messages::too_many_seats, {std::to_string(seats), std::to_string(most_seats)}));
    std::set<std::pair<std::string, std::optional<std::string>>> conditions;
    for (std::size_t i = 0; i < plan.panel.size(); ++i) {
        const PanelCondition& condition = plan.panel[i];
        std::string path = prefix + "panel[" + std::to_string(i) + "]";
        check_panel_condition(condition, seats, path, faults);
        const PanelKind* kind = find_panel_kind(condition.tag);
        bool once = kind && kind->once;
        if (!conditions.emplace(condition.tag, once ? std::nullopt : condition.value).second)
            add(faults, refuse_field(path + ".tag", messages::panel_repeated));
    }
    if (plan.load && !plan.load->draws_max && !plan.load->rest_days)
        add(faults, refuse_field(prefix + "load.draws_max", messages::load_empty));
    if (plan.recusal) {
        const auto& judges = plan.recusal->judges;
        std::string path = prefix + "recusal.judges";
        if (by_project(plan) != judges.has_value())
            add(faults, refuse_field(path, judges ? messages::judges_without_scope : messages::judges_missing));
        else if (judges && *judges > seats)
            add(faults, refuse_field(path, messages::judges_beyond_seats, {std::to_string(*judges), std::to_string(seats)}));
    }
    return faults;
}

std::string_view age_band(int age)
{
    return age <= 44 ? "under_45" : age <= 59 ? "45_to_59" : "60_up";
}

} // namespace draw
