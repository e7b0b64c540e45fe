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
    };
    return table;
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
