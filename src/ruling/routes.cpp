#include "ruling/ruling.h"

#include "draw/draw.h"
#include "expert/expert.h"
#include "rulebook/rulebook.h"
#include "ruling/catalogue.h"
#include "ruling/messages.h"
#include "ruling/order.h"
#include "ruling/steps.h"

namespace ruling {

namespace {

using fields::field;
using fields::Table;

struct ValueView {
    std::int64_t value;
    std::string words, from, document;
};
const Table& fields_of(const ValueView*)
{
    static const Table table{
        field<&ValueView::value>("value", {.label = "值"}),
        field<&ValueView::words>("words", {.label = "口径"}),
        field<&ValueView::from>("from", {.label = "自"}),
        field<&ValueView::document>("document", {.label = "依据文件"}),
    };
    return table;
}

struct ChoiceView {
    std::int64_t value;
    std::string words;
};
const Table& fields_of(const ChoiceView*)
{
    static const Table table{field<&ChoiceView::value>("value"), field<&ChoiceView::words>("words")};
    return table;
}

struct RangeView {
    std::int64_t least, most;
    std::string unit;
};
const Table& fields_of(const RangeView*)
{
    static const Table table{field<&RangeView::least>("least"), field<&RangeView::most>("most"), field<&RangeView::unit>("unit")};
    return table;
}

struct OrderView {
    std::string id;
    std::int64_t version = 0;
    std::int64_t value = 0;
    std::string words, from, document, state, proposed_by;
    bool own = false;
    Instant proposed_at{};
    std::optional<std::string> decided_by;
    std::optional<Instant> decided_at;
    std::optional<std::string> reason;
};
const Table& fields_of(const OrderView*)
{
    static const Table table = table_with_course<OrderView>({
        field<&OrderView::value>("value", {.label = "值"}),
        field<&OrderView::words>("words", {.label = "口径"}),
    });
    return table;
}

struct RuleView {
    std::string code, article, reading, question, others;
    std::string state;
    ValueView now;
    std::vector<ValueView> earlier, later; // by their first day
    std::vector<ChoiceView> choices;
    std::optional<RangeView> range;
    std::vector<OrderView> orders; // newest first
};
const Table& fields_of(const RuleView*)
{
    static const Table table{
        field<&RuleView::code>("code"),
        field<&RuleView::article>("article", {.label = "条款"}),
        field<&RuleView::reading>("reading", {.label = "释义编号"}),
        field<&RuleView::question>("question", {.label = "问题"}),
        field<&RuleView::others>("others", {.label = "还可以定为"}),
        field<&RuleView::state>("state", {.label = "状态",
                                          .choices = {"ruled", "settled", "waiting"},
                                          .note = "ruled：可以另定；settled：由程序定下；waiting：相应的功能启用时施行"}),
        field<&RuleView::now>("now", {.label = "现行口径"}),
        field<&RuleView::earlier>("earlier", {.label = "以前的口径"}),
        field<&RuleView::later>("later", {.label = "已定、尚未施行的口径"}),
        field<&RuleView::choices>("choices", {.label = "可以定为其中之一"}),
        field<&RuleView::range>("range", {.label = "可以定为其间的数"}),
        field<&RuleView::orders>("orders", {.label = "改定的经过"}),
    };
    return table;
}

struct RulesAnswer {
    Day day{};
    std::vector<RuleView> items;
};
const Table& fields_of(const RulesAnswer*)
{
    static const Table table{field<&RulesAnswer::day>("day", {.label = "日期"}), field<&RulesAnswer::items>("items")};
    return table;
}

struct ProposalForm {
    std::int64_t value = 0;
    Day from{};
    std::string document;
};
const Table& fields_of(const ProposalForm*)
{
    static const Table table{
        field<&ProposalForm::value>("value", {.label = "改定为", .required = true}),
        field<&ProposalForm::from>("from", {.label = "施行日期", .required = true}),
        field<&ProposalForm::document>("document", {.label = "依据文件", .required = true, .min = 4, .max = 200}),
    };
    return table;
}

struct EffectView {
    std::string number, name; // of the activity
    std::int64_t seats = 0;
    std::int64_t before = 0, after = 0;
};
const Table& fields_of(const EffectView*)
{
    static const Table table{
        field<&EffectView::number>("number", {.label = "活动编号"}), field<&EffectView::name>("name", {.label = "活动名称"}),
        field<&EffectView::seats>("seats", {.label = "席数"}),       field<&EffectView::before>("before", {.label = "现在可抽"}),
        field<&EffectView::after>("after", {.label = "改定后可抽"}),
    };
    return table;
}

struct OutlookAnswer {
    std::string words;
    std::int64_t experts_before = 0, experts_after = 0;
    std::int64_t overdue_before = 0, overdue_after = 0;
    std::vector<EffectView> activities;
};
const Table& fields_of(const OutlookAnswer*)
{
    static const Table table{
        field<&OutlookAnswer::words>("words", {.label = "改定后的口径"}),
        field<&OutlookAnswer::experts_before>("experts_before", {.label = "施行之日可以抽取的专家，按现行口径"}),
        field<&OutlookAnswer::experts_after>("experts_after", {.label = "同上，改定后"}),
        field<&OutlookAnswer::overdue_before>("overdue_before", {.label = "施行之日逾期未确认、应冻结的专家，按现行口径"}),
        field<&OutlookAnswer::overdue_after>("overdue_after", {.label = "同上，改定后"}),
        field<&OutlookAnswer::activities>("activities", {.label = "未结束的活动"}),
    };
    return table;
}

ValueView view_of(const DatedRule& rule)
{
    return {rule.value, std::string(rule.words), std::string(rule.from), std::string(rule.document)};
}

OrderView view_of(const Order& order, std::int64_t account_id)
{
    auto view = view_of_course<OrderView>(order, account_id);
    view.value = order.value;
    view.words = order.words;
    return view;
}

RuleView view_of(const RuleBook& book, const Part& part, const DatedRule& now)
{
    RuleView view{std::string(now.code),
                  std::string(now.article),
                  std::string(now.reading),
                  std::string(now.question),
                  std::string(now.others),
                  std::string(part.state),
                  view_of(now),
                  {},
                  {},
                  {},
                  {},
                  {}};
    for (const auto& rule : book.history(part.rules, now.code))
        if (rule.from != now.from) (rule.from < now.from ? view.earlier : view.later).push_back(view_of(rule));
    for (const auto& choice : now.choices)
        if (!choice.words.empty()) view.choices.push_back({choice.value, std::string(choice.words)});
    if (now.range.most >= now.range.least) view.range = RangeView{now.range.least, now.range.most, std::string(now.range.unit)};
    return view;
}

Result<http::Response> show_rules(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    const RuleBook book = rulebook::load(snapshot->connection());
    const auto ordered = orders(snapshot->connection());
    RulesAnswer answer{c.today, {}};
    for (const auto& part : parts())
        for (const auto& now : book.standing(part.rules, c.today)) {
            answer.items.push_back(view_of(book, part, now));
            for (const auto& order : ordered)
                if (order.code == now.code) answer.items.back().orders.push_back(view_of(order, c.actor.account_id));
        }
    return http::answer(fields::write(answer));
}

Result<Proposal> proposal_of(auth::Context& c)
{
    auto form = c.body<ProposalForm>();
    if (!form) return form.error();
    if (!part_of(c.parameter("code"))) return auth::not_found("口径");
    return Proposal{c.parameter("code"), form->value, form->from, form->document};
}

// What the proposal would change, without writing anything.
Result<http::Response> show_outlook(auth::Context& c)
{
    auto proposal = proposal_of(c);
    if (!proposal) return proposal.error();
    auto snapshot = c.platform.database.read();
    auto& connection = snapshot->connection();
    const RuleBook before = rulebook::load(connection);
    auto words = judge(before, *proposal, c.today);
    if (!words) return words.error();
    const RuleBook after = before.with({proposal->code, proposal->value, *words, to_text(proposal->from), proposal->document});
    auto outlook = draw::outlook_of_rules(connection, c.platform.keys, before, after, proposal->from);
    auto overdue = [&](const RuleBook& book) {
        return expert::count_overdue(connection, expert::confirm_years(book, proposal->from), proposal->from);
    };
    OutlookAnswer answer{*words, outlook.experts.before, outlook.experts.after, overdue(before), overdue(after), {}};
    for (const auto& one : outlook.activities)
        answer.activities.push_back({one.number, one.name, one.seats, one.eligible.before, one.eligible.after});
    return http::answer(fields::write(answer));
}

http::Response tell(auth::Context& c, db::Connection& connection, const std::string& public_id)
{
    return http::answer(fields::write(view_of(*find_order(connection, public_id), c.actor.account_id)));
}

Result<http::Response> propose_value(auth::Context& c)
{
    auto proposal = proposal_of(c);
    if (!proposal) return proposal.error();
    auto act = c.act();
    auto public_id = propose(act, *proposal, c.actor.account_id, c.today);
    if (!public_id) return public_id.error();
    act.flush();
    auto answer = tell(c, act.connection(), *public_id);
    act.commit();
    return answer;
}

using Decision = Steps<find_order, tell>;

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

constexpr auth::Needs both{{P::rules_edit, Scope::all}, {P::rules_approve, Scope::all}};

const auth::Route table[] = {
    {get,
     "/api/v1/rules",
     {P::signed_in, Scope::nothing},
     show_rules,
     {"规则口径：条文留有余地之处现在怎么定", nullptr, auth::table_of<RulesAnswer>}},
    {post,
     "/api/v1/rules/{code}/outlook",
     both,
     show_outlook,
     {"改定一条口径会改变什么", auth::table_of<ProposalForm>, auth::table_of<OutlookAnswer>}},
    {post,
     "/api/v1/rules/{code}/orders",
     {P::rules_edit, Scope::all},
     propose_value,
     {"提出改定一条口径", auth::table_of<ProposalForm>, auth::table_of<OrderView>}},
    {post,
     "/api/v1/rule-orders/{id}/approve",
     {P::rules_approve, Scope::all},
     Decision::approve,
     {"批准改定", auth::table_of<VersionForm>, auth::table_of<OrderView>}},
    {post,
     "/api/v1/rule-orders/{id}/refuse",
     {P::rules_approve, Scope::all},
     Decision::refuse,
     {"退回改定", auth::table_of<RefusalForm>, auth::table_of<OrderView>}},
    {post,
     "/api/v1/rule-orders/{id}/withdraw",
     {P::rules_edit, Scope::all},
     Decision::withdraw,
     {"撤回自己提出的改定", auth::table_of<VersionForm>, auth::table_of<OrderView>}},
};

} // namespace

std::span<const auth::Route> routes()
{
    return table;
}

} // namespace ruling
