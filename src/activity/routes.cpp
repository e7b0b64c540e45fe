#include "activity/activity_status.h"
#include "activity/project_file.h"

namespace activity {

namespace {

struct ListAnswer {
    std::vector<ListItem> items;
    std::int64_t total, page, size;
};
const fields::Table& fields_of(const ListAnswer*)
{
    static const fields::Table table{fields::field<&ListAnswer::items>("items"), fields::field<&ListAnswer::total>("total"),
                                     fields::field<&ListAnswer::page>("page"), fields::field<&ListAnswer::size>("size")};
    return table;
}

struct CreatedAnswer {
    std::string id;
};
const fields::Table& fields_of(const CreatedAnswer*)
{
    static const fields::Table table{fields::field<&CreatedAnswer::id>("id")};
    return table;
}

struct StaffAnswer {
    std::vector<PersonView> supervisors, approvers;
};
const fields::Table& fields_of(const StaffAnswer*)
{
    static const fields::Table table{
        fields::field<&StaffAnswer::supervisors>("supervisors", {.label = "可选的监督员"}),
        fields::field<&StaffAnswer::approvers>("approvers", {.label = "本单位的审批人"}),
    };
    return table;
}

Person person_of(const auth::Context& c)
{
    return {c.actor.account_id, c.actor.public_id, c.actor.unit_id.value_or(0), c.actor.permissions};
}

Result<http::Response> list(auth::Context& c)
{
    auto page = auth::page_of(c.request);
    if (!page) return page.error();
    Query query{c.request.query_value("status").value_or(""), std::string(trimmed(c.request.query_value("text").value_or("")))};
    if (!query.status.empty() && !status_of(query.status)) return refuse_field("status", messages::unknown_status, {query.status});
    if (query.text.size() > 200) return refuse_field("text", messages::text_too_long);
    auto snapshot = c.platform.database.read();
    auto found = find_activities(snapshot->connection(), c.filter, query, *page);
    return http::answer(fields::write(ListAnswer{std::move(found.items), found.total, page->number, page->size}));
}

Result<http::Response> show(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    auto& connection = snapshot->connection();
    auto activity = load(connection, c.filter, c.parameter("id"));
    if (!activity) return auth::not_found("活动");
    return http::answer(fields::write(detail_of(connection, c.platform.keys, *activity, person_of(c), c.filter, c.today)));
}

Result<http::Response> create(auth::Context& c)
{
    auto form = c.body<CreateForm>();
    if (!form) return form.error();
    if (!c.actor.unit_id) return refuse(ErrorKind::conflict, messages::no_unit);
    auto act = c.act();
    auto wanted = read_form(act.connection(), *form);
    if (!wanted) return wanted.error();
    auto id = add(act, c.platform.keys, *wanted, person_of(c), c.today);
    if (!id) return id.error();
    act.commit();
    return http::answer(fields::write(CreatedAnswer{*id}));
}

// Loads within the scope and lets `verb` act on it; all in one transaction.
template <class Verb>
Result<http::Response> on_activity(auth::Context& c, Verb verb)
{
    auto act = c.act();
    auto activity = load(act.connection(), c.filter, c.parameter("id"));
    if (!activity) return auth::not_found("活动");
    Result<Done> done = verb(act, *activity);
    if (!done) return done.error();
    act.commit();
    return http::no_content();
}

Result<http::Response> change_one(auth::Context& c)
{
    auto form = c.body<ChangeForm>();
    if (!form) return form.error();
    return on_activity(c, [&](ledger::Act& act, const Activity& current) -> Result<Done> {
        auto wanted = read_form(act.connection(), *form);
        if (!wanted) return wanted.error();
        return change(act, c.platform.keys, current, *wanted, form->version, person_of(c), c.today);
    });
}

using Step = Result<Done> (*)(ledger::Act&, const Activity&, std::int64_t, const Person&, Day);

template <Step step>
Result<http::Response> take_step(auth::Context& c)
{
    auto form = c.body<VersionForm>();
    if (!form) return form.error();
    return on_activity(c,
                       [&](ledger::Act& act, const Activity& current) { return step(act, current, form->version, person_of(c), c.today); });
}

Result<http::Response> return_one(auth::Context& c)
{
    auto form = c.body<ReturnForm>();
    if (!form) return form.error();
    return on_activity(c, [&](ledger::Act& act, const Activity& current) {
        return send_back(act, current, form->version, form->reason, person_of(c), c.today);
    });
}

Result<http::Response> projects_template(auth::Context&)
{
    return http::attachment(sheet_template(), std::string(files::xlsx_type), "项目导入模板.xlsx");
}

// Checks a workbook of projects; without ?dry_run and without faults its projects are taken over, all or none.
Result<http::Response> take_file(auth::Context& c)
{
    std::string written = c.request.query_value("version").value_or("");
    bool digits = !written.empty() && written.size() < 12 && written.find_first_not_of("0123456789") == std::string::npos;
    if (!digits) return refuse_field("version", messages::unreadable_version);
    std::string file_name = c.request.query_value("file_name").value_or("");
    auto workbook = files::read_workbook(c.request.body, file_name);
    if (!workbook) return workbook.error();
    SheetReading reading = read_sheet(*workbook);
    auto act = c.act();
    auto activity = load(act.connection(), c.filter, c.parameter("id"));
    if (!activity) return auth::not_found("活动");
    auto answer = take_over(act, c.platform.keys, *activity, reading, std::stoll(written), person_of(c), c.today);
    if (!answer) return answer.error();
    if (answer->errors.empty() && !c.request.query_value("dry_run")) {
        act.commit();
        answer->applied = true;
    }
    return http::answer(fields::write(*answer));
}

std::vector<PersonView> views_of(const std::vector<Colleague>& people)
{
    std::vector<PersonView> views;
    for (const auto& p : people) views.push_back({p.public_id, p.name, p.unit_name, p.entity_name});
    return views;
}

Result<http::Response> staff(auth::Context& c)
{
    StaffAnswer answer;
    if (c.actor.unit_id && c.actor.entity_id) {
        auto snapshot = c.platform.database.read();
        answer.supervisors = views_of(supervisors(snapshot->connection(), *c.actor.unit_id, c.today));
        answer.approvers = views_of(approvers(snapshot->connection(), *c.actor.entity_id, c.today));
    }
    return http::answer(fields::write(answer));
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

constexpr auth::Needs readers{
    {P::activity_edit, Scope::own_entity}, {P::activity_approve, Scope::own_entity}, {P::activity_read, Scope::assigned}};
constexpr std::size_t form_size = 4 << 20, file_size = 8 << 20;

const auth::Route table[] = {
    {get, "/api/v1/activities", readers, list, {"活动列表", nullptr, auth::table_of<ListAnswer>, "", {"status", "text", "page", "size"}}},
    {post,
     "/api/v1/activities",
     {P::activity_edit, Scope::own_entity},
     create,
     {"创建活动", auth::table_of<CreateForm>, auth::table_of<CreatedAnswer>},
     nullptr,
     form_size},
    {get,
     "/api/v1/activities/{id}",
     readers,
     show,
     {"活动详情", nullptr, auth::table_of<Detail>, "项目负责人和成员的姓名、身份证号（掩码，监督员不见号码）"}},
    {put,
     "/api/v1/activities/{id}",
     {P::activity_edit, Scope::own_entity},
     change_one,
     {"修改活动", auth::table_of<ChangeForm>, nullptr},
     nullptr,
     form_size},
    {post,
     "/api/v1/activities/{id}/submit",
     {P::activity_edit, Scope::own_entity},
     take_step<submit>,
     {"提交审批", auth::table_of<VersionForm>}},
    {post,
     "/api/v1/activities/{id}/approve",
     {P::activity_approve, Scope::own_entity},
     take_step<approve>,
     {"批准活动", auth::table_of<VersionForm>}},
    {post,
     "/api/v1/activities/{id}/return",
     {P::activity_approve, Scope::own_entity},
     return_one,
     {"退回修改", auth::table_of<ReturnForm>}},
    {post,
     "/api/v1/activities/{id}/finish",
     {P::activity_edit, Scope::own_entity},
     take_step<finish>,
     {"结束活动", auth::table_of<VersionForm>}},
    {get, "/api/v1/activities/projects-template", {P::activity_edit, Scope::nothing}, projects_template, {"项目导入模板（XLSX）"}},
    {put,
     "/api/v1/activities/{id}/projects-file",
     {P::activity_edit, Scope::own_entity},
     take_file,
     {"用表格导入项目：先核对，无误才导入", nullptr, auth::table_of<FileAnswer>, "", {"version", "file_name", "dry_run"}},
     nullptr,
     file_size,
     true},
    {get,
     "/api/v1/activity-staff",
     {P::activity_edit, Scope::own_entity},
     staff,
     {"可选的监督员和本单位审批人", nullptr, auth::table_of<StaffAnswer>, "姓名、部门"}},
};

} // namespace

std::span<const auth::Route> routes()
{
    return table;
}

} // namespace activity
