#include "app/rules.h"

#include "account/account.h"
#include "activity/activity.h"
#include "app/readings.h"
#include "draw/draw.h"
#include "eligibility/eligibility.h"
#include "expert/expert.h"
#include "recusal/recusal.h"

namespace app {

namespace {

struct ValueView {
    std::int64_t value;
    std::string words, from, document;
};
const fields::Table& fields_of(const ValueView*)
{
    static const fields::Table table{
        fields::field<&ValueView::value>("value", {.label = "值"}),
        fields::field<&ValueView::words>("words", {.label = "口径"}),
        fields::field<&ValueView::from>("from", {.label = "自"}),
        fields::field<&ValueView::document>("document", {.label = "依据文件"}),
    };
    return table;
}

struct RuleView {
    std::string code, article, reading, question, others;
    std::string state;
    ValueView now;
    std::vector<ValueView> earlier, later; // by their first day
};
const fields::Table& fields_of(const RuleView*)
{
    static const fields::Table table{
        fields::field<&RuleView::code>("code"),
        fields::field<&RuleView::article>("article", {.label = "条款"}),
        fields::field<&RuleView::reading>("reading", {.label = "释义编号"}),
        fields::field<&RuleView::question>("question", {.label = "问题"}),
        fields::field<&RuleView::others>("others", {.label = "还可以定为"}),
        fields::field<&RuleView::state>("state", {.label = "状态",
                                                  .choices = {"ruled", "settled", "waiting"},
                                                  .note = "ruled：可以另定；settled：由程序定下；waiting：相应的功能启用时施行"}),
        fields::field<&RuleView::now>("now", {.label = "现行口径"}),
        fields::field<&RuleView::earlier>("earlier", {.label = "以前的口径"}),
        fields::field<&RuleView::later>("later", {.label = "已定、尚未施行的口径"}),
    };
    return table;
}

struct RulesAnswer {
    Day day{};
    std::vector<RuleView> items;
};
const fields::Table& fields_of(const RulesAnswer*)
{
    static const fields::Table table{
        fields::field<&RulesAnswer::day>("day", {.label = "日期"}),
        fields::field<&RulesAnswer::items>("items"),
    };
    return table;
}

ValueView view_of(const DatedRule& rule)
{
    return {rule.value, std::string(rule.words), std::string(rule.from), std::string(rule.document)};
}

RuleView view_of(std::span<const DatedRule> rules, const DatedRule& now, std::string_view state)
{
    RuleView view{std::string(now.code),
                  std::string(now.article),
                  std::string(now.reading),
                  std::string(now.question),
                  std::string(now.others),
                  std::string(state),
                  view_of(now),
                  {},
                  {}};
    for (const auto& rule : rules)
        if (rule.code == now.code && &rule != &now) (rule.from < now.from ? view.earlier : view.later).push_back(view_of(rule));
    return view;
}

Result<http::Response> show_rules(auth::Context& c)
{
    const std::pair<std::span<const DatedRule>, std::string_view> all[] = {
        {expert::dated_rules, "ruled"},  {activity::dated_rules, "ruled"}, {eligibility::dated_rules, "ruled"},
        {recusal::dated_rules, "ruled"}, {draw::dated_rules, "ruled"},     {settled_readings, "settled"},
        {account::dated_rules, "ruled"}, {waiting_readings, "waiting"},
    };
    RulesAnswer answer{c.today, {}};
    for (const auto& [rules, state] : all)
        for (const DatedRule* now : standing(rules, c.today)) answer.items.push_back(view_of(rules, *now, state));
    return http::answer(fields::write(answer));
}

const auth::Route routes[] = {
    {http::Method::get,
     "/api/v1/rules",
     {auth::Permission::signed_in, auth::Scope::nothing},
     show_rules,
     {"规则口径：条文留有余地之处现在怎么定", nullptr, auth::table_of<RulesAnswer>}},
};

} // namespace

std::span<const auth::Route> rule_routes()
{
    return routes;
}

} // namespace app
