#include "base/faults.h"
#include "draw/clearing/clearing.h"
#include "draw/clearing/messages.h"
#include "draw/round/messages.h"
#include "draw/round/store.h"
#include "pdf/text.h"
#include "rulebook/rulebook.h"

namespace draw {

namespace clearing {

namespace {

using fields::field;
using fields::Table;

struct CaseView {
    std::string activity, number, name, unit;
    Day last{}, due{};
    bool overdue = false;
    std::int64_t names = 0;
    std::optional<Instant> cleared_at;
    std::optional<std::string> cleared_by, ways;
    bool may_clear = false;
};
const Table& fields_of(const CaseView*)
{
    static const Table table{
        field<&CaseView::activity>("activity"),
        field<&CaseView::number>("number", {.label = "活动编号"}),
        field<&CaseView::name>("name", {.label = "活动名称"}),
        field<&CaseView::unit>("unit", {.label = "使用单位"}),
        field<&CaseView::last>("last", {.label = "活动结束"}),
        field<&CaseView::due>("due", {.label = "清除期限"}),
        field<&CaseView::overdue>("overdue", {.label = "已逾期"}),
        field<&CaseView::names>("names", {.label = "名单人数"}),
        field<&CaseView::cleared_at>("cleared_at", {.label = "登记时间"}),
        field<&CaseView::cleared_by>("cleared_by", {.label = "登记人"}),
        field<&CaseView::ways>("ways", {.label = "清除方式"}),
        field<&CaseView::may_clear>("may_clear", {.label = "可以登记"}),
    };
    return table;
}

std::vector<std::string_view> codes_of_ways()
{
    std::vector<std::string_view> codes;
    for (const auto& way : ways) codes.push_back(way.code);
    return codes;
}

struct WayView {
    std::string code, name;
};
const Table& fields_of(const WayView*)
{
    static const Table table{field<&WayView::code>("code", {.choices = codes_of_ways()}), field<&WayView::name>("name")};
    return table;
}

struct Answer {
    std::vector<CaseView> items;
    std::int64_t total = 0, page = 0, size = 0;
    std::vector<WayView> ways;
};
const Table& fields_of(const Answer*)
{
    static const Table table{field<&Answer::items>("items"), field<&Answer::total>("total"), field<&Answer::page>("page"),
                             field<&Answer::size>("size"), field<&Answer::ways>("ways", {.label = "清除方式"})};
    return table;
}

struct Form {
    std::vector<std::string> ways;
    bool promised = false;
};
const Table& fields_of(const Form*)
{
    static const Table table{
        field<&Form::ways>("ways", {.label = "清除方式", .choices = codes_of_ways()}),
        field<&Form::promised>("promised", {.label = "名单已全部清除"}),
    };
    return table;
}

CaseView view_of(db::Connection& connection, const activity::Label& label, const Case& one, Day due, const auth::Context& c)
{
    CaseView view{label.public_id, label.number, label.name, round::activity_face(connection, one.activity_id).unit, one.last, due};
    view.names = drawn_for(connection, one.activity_id);
    if (auto receipt = receipt_of(connection, one.activity_id)) {
        view.cleared_at = receipt->at;
        view.cleared_by = receipt->by;
        view.ways = words_of_ways(receipt->ways);
    }
    view.overdue = !view.cleared_at && due < c.today;
    view.may_clear = !view.cleared_at && c.actor.permissions.has(auth::Permission::activity_approve);
    return view;
}

Result<http::Response> list(auth::Context& c)
{
    auto page = auth::page_of(c.request);
    if (!page) return page.error();
    std::string state = c.request.query_value("state").value_or("");
    if (!state.empty() && state != "open" && state != "cleared") return refuse_field("state", messages::state_unknown, {state});
    auto snapshot = c.platform.database.read();
    auto& connection = snapshot->connection();
    std::map<std::int64_t, Case> by_activity;
    std::vector<std::int64_t> ids;
    for (const auto& one : cases(connection, state, c.today)) {
        ids.push_back(one.activity_id);
        by_activity[one.activity_id] = one;
    }
    auto labels = activity::labels_within(connection, c.filter, ids);
    Answer answer{{}, static_cast<std::int64_t>(labels.size()), page->number, page->size, {}};
    for (const auto& way : ways) answer.ways.push_back({std::string(way.code), std::string(way.name)});
    std::int64_t days = rulebook::load(connection).value(dated_rules, "21.clear_days", c.today);
    for (auto at = static_cast<std::size_t>(page->offset());
         at < labels.size() && answer.items.size() < static_cast<std::size_t>(page->size); ++at) {
        const auto& one = by_activity.at(labels[at].id);
        answer.items.push_back(view_of(connection, labels[at], one, due_day(one.last, days), c));
    }
    return http::answer(fields::write(answer));
}

Result<http::Response> clear_one(auth::Context& c)
{
    auto form = c.body<Form>();
    if (!form) return form.error();
    auto act = c.act();
    auto activity = activity::load(act.connection(), c.filter, c.parameter("id"));
    if (!activity) return auth::not_found("活动");
    if (!form->promised) return refuse_field("promised", messages::not_promised);
    auto done = clear(act, *activity, form->ways, c.actor.account_id, c.today);
    if (!done) return done.error();
    act.commit();
    return http::no_content();
}

Result<http::Response> give_receipt(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    auto& connection = snapshot->connection();
    auto activity = activity::load(connection, c.filter, c.parameter("id"));
    if (!activity) return auth::not_found("活动");
    auto receipt = receipt_of(connection, activity->id);
    if (!receipt) return refuse(ErrorKind::conflict, messages::not_cleared);
    if (!pdf::has_font()) return refuse(ErrorKind::unavailable, round::messages::no_paper_font);
    std::string bytes = receipt_pdf(
        {round::activity_face(connection, activity->id).unit, activity->number, activity->name, activity->to, std::move(*receipt)});
    return http::attachment(bytes, "application/pdf", "专家资料清除回执 " + activity->number + ".pdf");
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

constexpr auth::Needs to_look{{P::use_grant, Scope::all}, {P::activity_approve, Scope::own_entity}, {P::activity_edit, Scope::own_entity}};

const auth::Route table[] = {
    {get,
     "/api/v1/clearings",
     to_look,
     list,
     {"活动结束后的资料清除", nullptr, auth::table_of<Answer>, "工作人员姓名", {"state", "page", "size"}}},
    {post,
     "/api/v1/activities/{id}/clearing",
     {P::activity_approve, Scope::own_entity},
     clear_one,
     {"登记资料清除，此后系统不再显示专家姓名", auth::table_of<Form>, nullptr}},
    {get, "/api/v1/activities/{id}/clearing-receipt", to_look, give_receipt, {"资料清除回执（PDF）", nullptr, nullptr, "工作人员姓名"}},
};

} // namespace

} // namespace clearing

std::span<const auth::Route> clearing_routes()
{
    return clearing::table;
}

} // namespace draw
