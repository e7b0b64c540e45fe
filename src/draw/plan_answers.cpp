#include "draw/plan_answers.h"

namespace draw {

using fields::field;
using fields::Table;

namespace {

fields::Rule version_rule()
{
    return {.label = "版本", .required = true, .note = "读到方案时的版本，还没有保存过为 0"};
}

} // namespace

const Table& fields_of(const SavePlan*)
{
    static const Table table{field<&SavePlan::version>("version", version_rule()),
                             field<&SavePlan::plan>("plan", {.label = "方案", .required = true})};
    return table;
}

const Table& fields_of(const CountPlan*)
{
    static const Table table{field<&CountPlan::plan>("plan", {.label = "方案", .required = true})};
    return table;
}

const Table& fields_of(const PlanStep*)
{
    static const Table table{field<&PlanStep::version>("version", version_rule())};
    return table;
}

const Table& fields_of(const ReturnPlan*)
{
    static const Table table{
        field<&ReturnPlan::version>("version", version_rule()),
        field<&ReturnPlan::reason>("reason", {.label = "退回原因", .required = true, .min = 2, .max = 500, .multiline = true})};
    return table;
}

const Table& fields_of(const PlanAnswer*)
{
    static const Table table{
        field<&PlanAnswer::status>("status", {.choices = {"draft", "submitted", "returned", "approved"}}),
        field<&PlanAnswer::status_name>("status_name", {.label = "状态"}),
        field<&PlanAnswer::version>("version"),
        field<&PlanAnswer::plan>("plan", {.note = "方案文件；还没有保存过则没有"}),
        field<&PlanAnswer::reason>("reason", {.label = "退回原因"}),
        field<&PlanAnswer::allowed_actions>("allowed_actions", {.choices = {"change", "submit", "approve", "return"}}),
        field<&PlanAnswer::condition_kinds>("condition_kinds"),
        field<&PlanAnswer::panel_kinds>("panel_kinds"),
    };
    return table;
}

const Table& fields_of(const ConditionKindView*)
{
    static const Table table{field<&ConditionKindView::name>("name"), field<&ConditionKindView::label>("label"),
                             field<&ConditionKindView::form>("form", {.choices = {"codes", "units", "words", "ages", "years"}}),
                             field<&ConditionKindView::source>("source", {.note = "代码表"})};
    return table;
}

const Table& fields_of(const ChoiceView*)
{
    static const Table table{field<&ChoiceView::value>("value"), field<&ChoiceView::label>("label")};
    return table;
}

const Table& fields_of(const PanelKindView*)
{
    static const Table table{field<&PanelKindView::tag>("tag"),
                             field<&PanelKindView::label>("label"),
                             field<&PanelKindView::form>("form", {.choices = {"every", "codes", "choices", "standing"}}),
                             field<&PanelKindView::source>("source", {.note = "代码表"}),
                             field<&PanelKindView::level>("level", {.note = "代码的层级，0 不限"}),
                             field<&PanelKindView::choices>("choices")};
    return table;
}

void add_kinds(PlanAnswer& answer)
{
    auto named = [](std::string_view source) { return source.empty() ? std::nullopt : std::optional<std::string>(source); };
    for (const auto& kind : condition_kinds)
        answer.condition_kinds.push_back(
            {std::string(kind.name), std::string(kind.label), std::string(code_of(kind.form)), named(kind.source)});
    for (const auto& kind : panel_kinds()) {
        PanelKindView view{kind.tag, kind.label, std::string(code_of(kind.form)), named(kind.source), kind.level, {}};
        for (const auto& [value, label] : kind.choices) view.choices.push_back({value, label});
        answer.panel_kinds.push_back(std::move(view));
    }
}

const Table& fields_of(const PlanProblem*)
{
    static const Table table{field<&PlanProblem::group>("group", {.note = "有关的组，从 0 数起；没有则关于全体"}),
                             field<&PlanProblem::text>("text")};
    return table;
}

const Table& fields_of(const CountAnswer*)
{
    static const Table table{
        field<&CountAnswer::ledger_size>("ledger_size"),
        field<&CountAnswer::total>("total", {.label = "在库专家"}),
        field<&CountAnswer::no_group>("no_group", {.label = "不符合任何一组的条件"}),
        field<&CountAnswer::matching>("matching", {.label = "符合条件"}),
        field<&CountAnswer::eligible>("eligible", {.label = "可抽"}),
        field<&CountAnswer::excluded>("excluded", {.label = "排除"}),
        field<&CountAnswer::groups>("groups"),
        field<&CountAnswer::feasible>("feasible"),
        field<&CountAnswer::share>("share", {.label = "试排成功率"}),
        field<&CountAnswer::problems>("problems"),
        field<&CountAnswer::warnings>("warnings", {.note = "可以抽取，但应留意"}),
        field<&CountAnswer::relaxations>("relaxations", {.note = "不可行或人数偏少时，最小的放宽"}),
        field<&CountAnswer::checkup>("checkup", {.label = "抽前体检"}),
        field<&CountAnswer::last_round>("last_round", {.label = "与上一轮比较"}),
    };
    return table;
}

const Table& fields_of(const ReasonItem*)
{
    static const Table table{
        field<&ReasonItem::code>("code"),
        field<&ReasonItem::group>("group", {.note = "只对这一组；没有则对所有组"}),
        field<&ReasonItem::project>("project"),
        field<&ReasonItem::fact>("fact", {.label = "事实"}),
        field<&ReasonItem::path>("path", {.label = "路径"}),
        field<&ReasonItem::only_project>("only_project", {.note = "按项目回避：只不参加这个项目，仍可抽"}),
    };
    return table;
}

const Table& fields_of(const PersonReasons*)
{
    static const Table table{
        field<&PersonReasons::id>("id"),
        field<&PersonReasons::number>("number", {.label = "专家编号"}),
        field<&PersonReasons::groups>("groups", {.note = "可抽的组，从 0 数起"}),
        field<&PersonReasons::reasons>("reasons", {.label = "排除原因"}),
    };
    return table;
}

const Table& fields_of(const ReasonsAnswer*)
{
    static const Table table{field<&ReasonsAnswer::items>("items"), field<&ReasonsAnswer::total>("total"),
                             field<&ReasonsAnswer::page>("page"), field<&ReasonsAnswer::size>("size")};
    return table;
}

} // namespace draw
