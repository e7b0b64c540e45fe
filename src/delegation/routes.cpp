#include "auth/powers.h"
#include "base/faults.h"
#include "crypto/random.h"
#include "delegation/delegation.h"
#include "delegation/messages.h"

#include <algorithm>
#include <set>

namespace delegation {

namespace {

using fields::field;
using fields::Table;

constexpr int most_years = 5;

struct PowerView {
    std::string code, name;
    bool reserved = false;
};
const Table& fields_of(const PowerView*)
{
    static const Table table{field<&PowerView::code>("code"), field<&PowerView::name>("name", {.label = "权力"}),
                             field<&PowerView::reserved>("reserved", {.note = "文件写明才能委托（第二条；A7）"})};
    return table;
}

struct View {
    std::string id;
    std::int64_t version = 0;
    std::string unit, lender;
    std::string from, to, document;
    std::string state; // coming, running, over, ended
    std::vector<PowerView> powers;
    std::string granted_by;
    Instant granted_at{};
    std::optional<std::string> ended_by;
    std::optional<Instant> ended_at;
    std::optional<std::string> reason;
    std::int64_t people = 0;
};
const Table& fields_of(const View*)
{
    static const Table table{
        field<&View::id>("id"),
        field<&View::version>("version"),
        field<&View::unit>("unit", {.label = "受托的专业机构"}),
        field<&View::lender>("lender", {.label = "以谁的名义"}),
        field<&View::from>("from", {.label = "自"}),
        field<&View::to>("to", {.label = "至"}),
        field<&View::document>("document", {.label = "依据文件"}),
        field<&View::state>("state", {.label = "状态", .choices = {"coming", "running", "over", "ended"}}),
        field<&View::powers>("powers", {.label = "委托的权力"}),
        field<&View::granted_by>("granted_by", {.label = "经办"}),
        field<&View::granted_at>("granted_at"),
        field<&View::ended_by>("ended_by", {.label = "收回的人"}),
        field<&View::ended_at>("ended_at"),
        field<&View::reason>("reason", {.label = "收回的理由"}),
        field<&View::people>("people", {.label = "今天以此办事的账号数"}),
    };
    return table;
}

struct Answer {
    std::vector<View> items;
    std::vector<PowerView> powers; // that may be lent
};
const Table& fields_of(const Answer*)
{
    static const Table table{field<&Answer::items>("items"), field<&Answer::powers>("powers")};
    return table;
}

struct Form {
    std::string unit;
    Day from{}, to{};
    std::string document;
    bool names_reserved = false;
    std::vector<std::string> powers;
};
const Table& fields_of(const Form*)
{
    static const Table table{
        field<&Form::unit>("unit", {.label = "受托的专业机构", .required = true}),
        field<&Form::from>("from", {.label = "开始日期", .required = true}),
        field<&Form::to>("to", {.label = "结束日期", .required = true}),
        field<&Form::document>("document", {.label = "依据文件", .required = true, .min = 4, .max = 200}),
        field<&Form::names_reserved>("names_reserved", {.label = "文件写明了一般不得委托的权力"}),
        field<&Form::powers>("powers", {.label = "委托的权力", .required = true, .max = 20}),
    };
    return table;
}

struct EndForm {
    std::int64_t version = 0;
    std::string reason;
};
const Table& fields_of(const EndForm*)
{
    static const Table table{
        field<&EndForm::version>("version", {.required = true}),
        field<&EndForm::reason>("reason", {.label = "收回的理由", .required = true, .min = 2, .max = 500, .multiline = true}),
    };
    return table;
}

PowerView view_of(const auth::Power& power)
{
    return {std::string(power.code), std::string(power.name), power.reserved};
}

std::string state_on(const View& view, Day today)
{
    std::string day = to_text(today);
    if (view.ended_at) return "ended";
    if (view.from > day) return "coming";
    return view.to < day ? "over" : "running";
}

// Newest first; one alone when `id` is given.
std::vector<View> load(db::Connection& connection, Day today, const std::string& id = "")
{
    std::vector<std::int64_t> ids;
    auto views =
        connection.all("SELECT d.id, d.public_id, d.version, u.name, l.name, d.from_day, d.to_day, d.document, g.display_name, "
                       "d.granted_at, e.display_name, "
                       "d.ended_at, d.reason, (SELECT count(DISTINCT a.id) FROM account a JOIN account_role r ON r.account_id = a.id JOIN "
                       "unit_closure c ON "
                       "c.unit_id = a.unit_id WHERE c.above_id = d.unit_id AND r.role = 'agency' AND a.state = 'active' AND r.from_day <= "
                       "$1 AND (r.to_day IS "
                       "NULL OR r.to_day >= $1)) FROM delegation d JOIN unit u ON u.id = d.unit_id JOIN unit l ON l.id = d.from_unit_id "
                       "JOIN account g ON g.id "
                       "= d.granted_by LEFT JOIN account e ON e.id = d.ended_by WHERE $2 = '' OR d.public_id = $2 ORDER BY d.id DESC",
                       {to_text(today), id}, [&](const db::Row& row) {
                           ids.push_back(row.integer(0));
                           auto ended_at = row.maybe_text(11);
                           return View{row.text(1),
                                       row.integer(2),
                                       row.text(3),
                                       row.text(4),
                                       row.text(5),
                                       row.text(6),
                                       row.text(7),
                                       "",
                                       {},
                                       row.text(8),
                                       *parse_instant(row.text(9)),
                                       row.maybe_text(10),
                                       ended_at ? parse_instant(*ended_at) : std::nullopt,
                                       row.maybe_text(12),
                                       row.integer(13)};
                       });
    for (std::size_t i = 0; i < views.size(); ++i) {
        views[i].state = state_on(views[i], today);
        if (views[i].state != "running") views[i].people = 0;
        connection.each("SELECT power FROM delegation_power WHERE delegation_id = $1 ORDER BY id", {ids[i]}, [&](const db::Row& row) {
            if (const auto* power = auth::find_power(row.text(0))) views[i].powers.push_back(view_of(*power));
        });
    }
    return views;
}

// Everyone who is signed in may know who acts in whose name.
Result<http::Response> list(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    Answer answer{load(snapshot->connection(), c.today), {}};
    for (const auto& power : auth::powers()) answer.powers.push_back(view_of(power));
    return http::answer(fields::write(answer));
}

void judge_powers(const Form& form, Faults& faults)
{
    for (const auto& code : form.powers) {
        const auto* power = auth::find_power(code);
        if (!power)
            faults.add("powers", messages::power_unknown, {code});
        else if (power->reserved && !form.names_reserved)
            faults.add("powers", messages::power_reserved, {std::string(power->name)});
    }
}

void judge_days(const Form& form, Faults& faults, Day today)
{
    if (form.to < form.from)
        faults.add("to", messages::days_reversed, {to_text(form.from)});
    else if (form.to < today)
        faults.add("to", messages::days_past, {to_text(today)});
    else if (form.to > add_years(form.from, most_years))
        faults.add("to", messages::too_long);
}

struct Unit {
    std::int64_t id = 0;
    std::optional<std::int64_t> above;
    std::string name;
};

Result<http::Response> grant(auth::Context& c)
{
    auto form = c.body<Form>();
    if (!form) return form.error();
    if (!c.actor.entity_id) return refuse(ErrorKind::conflict, messages::no_unit);
    auto act = c.act();
    Faults faults;
    auto unit = act.connection().one("SELECT id, parent_id, name FROM unit WHERE public_id = $1", {form->unit}, [](const db::Row& row) {
        return Unit{row.integer(0), row.maybe_integer(1), row.text(2)};
    });
    if (!unit)
        faults.add("unit", messages::unit_unknown);
    else if (unit->above)
        faults.add("unit", messages::not_an_entity, {unit->name});
    else if (unit->id == *c.actor.entity_id)
        faults.add("unit", messages::own_unit);
    judge_days(*form, faults, c.today);
    judge_powers(*form, faults);
    if (auto error = faults.error()) return *error;

    std::string id = delegate(
        act, {unit->id, *c.actor.entity_id, form->from, form->to, form->document, form->names_reserved, form->powers, c.actor.account_id});
    act.flush();
    auto answer = http::answer(fields::write(load(act.connection(), c.today, id).front()));
    act.commit();
    return answer;
}

Result<http::Response> end(auth::Context& c)
{
    auto form = c.body<EndForm>();
    if (!form) return form.error();
    auto act = c.act();
    auto views = load(act.connection(), c.today, c.parameter("id"));
    if (views.empty()) return auth::not_found("委托");
    if (views.front().state == "ended" || views.front().state == "over") return refuse(ErrorKind::conflict, messages::over);
    auto row = act.connection().one("SELECT id FROM delegation WHERE public_id = $1", {views.front().id},
                                    [](const db::Row& r) { return r.integer(0); });
    auto updated =
        act.update(delegation_table, *row,
                   {{"ended_by", c.actor.account_id}, {"ended_at", db::Value(to_text(act.now()))}, {"reason", db::Value(form->reason)}},
                   form->version);
    if (!updated) return updated.error();
    act.append({"delegation.ended/1", "delegation", views.front().id, {}, form->reason});
    act.flush();
    auto answer = http::answer(fields::write(load(act.connection(), c.today, views.front().id).front()));
    act.commit();
    return answer;
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

const auth::Route table[] = {
    {get, "/api/v1/delegations", {P::signed_in, Scope::nothing}, list, {"委托：谁以谁的名义办什么", nullptr, auth::table_of<Answer>}},
    {post, "/api/v1/delegations", {P::power_delegate, Scope::all}, grant, {"委托权力", auth::table_of<Form>, auth::table_of<View>}},
    {post,
     "/api/v1/delegations/{id}/end",
     {P::power_delegate, Scope::all},
     end,
     {"收回委托", auth::table_of<EndForm>, auth::table_of<View>}},
};

} // namespace

const ledger::Table delegation_table{"delegation",
                                     {{"public_id"},
                                      {"unit_id"},
                                      {"from_unit_id"},
                                      {"from_day"},
                                      {"to_day"},
                                      {"document"},
                                      {"names_reserved"},
                                      {"granted_by"},
                                      {"granted_at"},
                                      {"ended_by"},
                                      {"ended_at"},
                                      {"reason"}}};
const ledger::Table power_table{"delegation_power", {{"delegation_id"}, {"power"}}};

std::string delegate(ledger::Act& act, const Wanted& wanted)
{
    std::string id = crypto::random_id();
    auto row = act.insert(delegation_table, {{"public_id", db::Value(id)},
                                             {"unit_id", wanted.unit_id},
                                             {"from_unit_id", wanted.from_unit_id},
                                             {"from_day", db::Value(to_text(wanted.from))},
                                             {"to_day", db::Value(to_text(wanted.to))},
                                             {"document", db::Value(wanted.document)},
                                             {"names_reserved", std::int64_t{wanted.names_reserved}},
                                             {"granted_by", wanted.granted_by},
                                             {"granted_at", db::Value(to_text(act.now()))}});
    act.flush();
    json::Array names;
    for (const auto& code : std::set<std::string>(wanted.powers.begin(), wanted.powers.end())) {
        act.insert(power_table, {{"delegation_id", row}, {"power", db::Value(code)}});
        names.push_back(json::Value(code));
    }
    act.append({"delegation.granted/1",
                "delegation",
                id,
                {{"from", to_text(wanted.from)}, {"to", to_text(wanted.to)}, {"document", wanted.document}, {"powers", std::move(names)}}});
    return id;
}

std::span<const auth::Route> routes()
{
    return table;
}

} // namespace delegation
