#include "alert/alert.h"
#include "auth/account.h"
#include "oversight/messages.h"
#include "oversight/oversight.h"

// 安全告警: what waits for the security administrator, and what was done about it (A4).
namespace oversight {

namespace {

struct AlertView {
    std::string id, kind, kind_name, advice, details, state;
    std::optional<std::string> account, account_name, unit_name;
    Instant at{}, last_at{};
    std::int64_t times = 1;
    std::optional<Instant> closed_at;
    std::optional<std::string> closed_by, done;
};
const fields::Table& fields_of(const AlertView*)
{
    static const fields::Table table{
        fields::field<&AlertView::id>("id"),
        fields::field<&AlertView::kind>("kind"),
        fields::field<&AlertView::kind_name>("kind_name", {.label = "告警"}),
        fields::field<&AlertView::advice>("advice", {.label = "怎么办"}),
        fields::field<&AlertView::details>("details", {.label = "详情"}),
        fields::field<&AlertView::account>("account", {.label = "账号"}),
        fields::field<&AlertView::account_name>("account_name", {.label = "姓名"}),
        fields::field<&AlertView::unit_name>("unit_name", {.label = "部门"}),
        fields::field<&AlertView::at>("at", {.label = "时间"}),
        fields::field<&AlertView::last_at>("last_at", {.label = "最近一次"}),
        fields::field<&AlertView::times>("times", {.label = "次数"}),
        fields::field<&AlertView::state>("state", {.label = "状态", .choices = {"open", "closed"}}),
        fields::field<&AlertView::closed_at>("closed_at", {.label = "处置时间"}),
        fields::field<&AlertView::closed_by>("closed_by", {.label = "处置人"}),
        fields::field<&AlertView::done>("done", {.label = "处置情况"}),
    };
    return table;
}

struct AlertsAnswer {
    std::vector<AlertView> items;
    std::int64_t total, page, size;
};
const fields::Table& fields_of(const AlertsAnswer*)
{
    static const fields::Table table{
        fields::field<&AlertsAnswer::items>("items"),
        fields::field<&AlertsAnswer::total>("total"),
        fields::field<&AlertsAnswer::page>("page"),
        fields::field<&AlertsAnswer::size>("size"),
    };
    return table;
}

struct CloseForm {
    std::string done;
};
const fields::Table& fields_of(const CloseForm*)
{
    static const fields::Table table{
        fields::field<&CloseForm::done>("done", {.label = "处置情况", .required = true, .max = 500, .multiline = true})};
    return table;
}

AlertView view_of(const db::Row& row)
{
    std::string code = row.text(1);
    const auto* kind = alert::find_kind(code);
    auto closed = row.maybe_text(11);
    return {row.text(0),
            code,
            std::string(kind ? kind->name : code),
            std::string(kind ? kind->advice : ""),
            row.text(2),
            row.text(3),
            row.maybe_text(4),
            row.maybe_text(5),
            row.maybe_text(6),
            *parse_instant(row.text(7)),
            *parse_instant(row.text(8)),
            row.integer(9),
            closed ? parse_instant(*closed) : std::nullopt,
            row.maybe_text(10),
            row.maybe_text(12)};
}

Result<http::Response> list(auth::Context& c)
{
    auto page = auth::page_of(c.request);
    if (!page) return page.error();
    std::string state = c.request.query_value("state").value_or("");
    if (!state.empty() && state != "open" && state != "closed") return refuse_field("state", messages::unknown_state);
    std::string where = state.empty() ? " WHERE $1 = ''" : " WHERE t.state = $1";
    auto snapshot = c.platform.database.read();
    auto& connection = snapshot->connection();
    auto total = *connection.one("SELECT count(*) FROM alert t" + where, {state}, [](const db::Row& row) { return row.integer(0); });
    auto items = connection.all(
        "SELECT t.public_id, t.kind, t.details, t.state, a.public_id, a.display_name, u.name, t.at, t.last_at, t.times, b.display_name, "
        "t.closed_at, t.done FROM alert t LEFT JOIN account a ON a.id = t.account_id LEFT JOIN unit u ON u.id = a.unit_id LEFT JOIN "
        "account "
        "b ON b.id = t.closed_by" +
            where + " ORDER BY CASE t.state WHEN 'open' THEN 0 ELSE 1 END, t.id DESC LIMIT $2 OFFSET $3",
        {state, page->size, page->offset()}, view_of);
    return http::answer(fields::write(AlertsAnswer{std::move(items), total, page->number, page->size}));
}

Result<http::Response> close(auth::Context& c)
{
    auto form = c.body<CloseForm>();
    if (!form) return form.error();
    auto act = c.act();
    struct Stored {
        std::int64_t id, version;
        std::string state, kind;
    };
    auto stored = act.connection().one("SELECT id, version, state, kind FROM alert WHERE public_id = $1", {c.parameter("id")},
                                       [](const db::Row& row) {
                                           return Stored{row.integer(0), row.integer(1), row.text(2), row.text(3)};
                                       });
    if (!stored) return auth::not_found("告警");
    if (stored->state != "open") return refuse(ErrorKind::conflict, messages::alert_closed);
    auto updated = act.update(alert::alert_table, stored->id,
                              {{"state", db::Value("closed")},
                               {"closed_at", db::Value(to_text(act.now()))},
                               {"closed_by", c.actor.account_id},
                               {"done", db::Value(form->done)}},
                              stored->version);
    if (!updated) return updated.error();
    act.append({"alerts.closed/1", "alert", c.parameter("id"), json::Object{{"kind", stored->kind}}, form->done});
    act.commit();
    return http::no_content();
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

const auth::Route table[] = {
    {get,
     "/api/v1/alerts",
     {P::alert_read, Scope::all},
     list,
     {"安全告警", nullptr, auth::table_of<AlertsAnswer>, {}, {"state", "page", "size"}}},
    {post, "/api/v1/alerts/{id}/close", {P::alert_read, Scope::all}, close, {"处置一条告警，写明怎么处置的", auth::table_of<CloseForm>}},
};

} // namespace

std::span<const auth::Route> alert_routes()
{
    return table;
}

} // namespace oversight
