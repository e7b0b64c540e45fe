#include "amendment/amendment.h"
#include "amendment/form.h"
#include "amendment/messages.h"
#include "amendment/outlook.h"
#include "amendment/request.h"
#include "amendment/views.h"

#include <algorithm>

namespace amendment {

namespace {

using expert::RecordState;

Result<http::Response> show_form(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    auto record = expert::load_record(snapshot->connection(), c.platform.keys, c.filter, c.parameter("id"));
    if (!record) return auth::not_found("专家");
    return http::answer(fields::write(view_of(*record, units::by_id(snapshot->connection(), units_of(*record)))));
}

// Writes what is wanted within the act and tells what it does and means.
ChangeAnswer change(ledger::Act& act, const crypto::Keyring& keys, const expert::Record& current, const Wanted& wanted, Day today)
{
    auto& connection = act.connection();
    RecordState before(current, keys), after(wanted.record, keys);
    auto fields = expert::differing(before, after);
    ChangeAnswer answer{current.version, {}, {}};
    if (fields.empty()) return answer;
    auto units = expert::unit_paths(connection, {&before, &after});
    for (const auto& name : fields) {
        auto told = expert::compare(before, after, expert::record_field(name), units);
        answer.changed.push_back({told.field, told.label, told.old_text, told.new_text});
    }
    bool suspect = may_move_suspicions(fields);
    bool other_number = std::count(fields.begin(), fields.end(), "citizen_id") > 0;
    Outlook outlook_before = outlook_of(connection, keys, current.id, today, suspect, false);
    expert::change_expert(act, keys, current, wanted.record, wanted.change);
    answer.version = current.version + 1;
    answer.consequences = consequences(
        {current, wanted.record, fields, std::move(outlook_before), outlook_of(connection, keys, current.id, today, suspect, true),
         other_number ? ties_of(connection, keys, current) : Ties{}, draw::sealed_rounds(connection), units});
    return answer;
}

Result<http::Response> change_one(auth::Context& c)
{
    auto dry_run = dry_run_of(c.request);
    if (!dry_run) return dry_run.error();
    auto body = read_body(c.request.body);
    if (!body) return body.error();
    const auto& keys = c.platform.keys;
    auto act = c.act();
    auto current = expert::load_record(act.connection(), keys, c.filter, c.parameter("id"));
    if (!current) return auth::not_found("专家");
    if (auto error = refuse_merged(act.connection(), *current)) return *error;
    // An old version is told first: what is at fault may come from what the other person changed.
    if (current->version != body->form.version) return changed_meanwhile(act.connection(), current->id, body->form.version);
    auto wanted = read_form(act.connection(), keys, *current, *body, c.actor.account_id, c.today);
    if (!wanted) return wanted.error();
    auto answer = change(act, keys, *current, *wanted, c.today);
    if (*dry_run)
        answer.version = current->version;
    else if (!answer.changed.empty())
        act.commit();
    return http::answer(fields::write(answer));
}

Result<http::Response> versions(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    auto& connection = snapshot->connection();
    auto record = expert::load_record(connection, c.platform.keys, c.filter, c.parameter("id"));
    if (!record) return auth::not_found("专家");
    return http::answer(fields::write(versions_of(expert::entering_of(connection, record->id), expert::edits_of(connection, record->id))));
}

Result<std::int64_t> version_in(const http::Request& request, const std::string& name)
{
    auto text = request.query_value(name).value_or("");
    bool digits = !text.empty() && text.size() < 12 && text.find_first_not_of("0123456789") == std::string::npos;
    if (!digits || std::stoll(text) < 1) return refuse_field(name, messages::version_number);
    return std::stoll(text);
}

Result<http::Response> compare_versions(auth::Context& c)
{
    auto old_number = version_in(c.request, "old"), new_number = version_in(c.request, "new");
    if (!old_number) return old_number.error();
    if (!new_number) return new_number.error();
    auto snapshot = c.platform.database.read();
    auto& connection = snapshot->connection();
    auto record = expert::load_record(connection, c.platform.keys, c.filter, c.parameter("id"));
    if (!record) return auth::not_found("专家");
    if (std::max(*old_number, *new_number) > record->version) return auth::not_found("版本");
    RecordState before = expert::state_at(connection, c.platform.keys, *record, *old_number);
    RecordState after = expert::state_at(connection, c.platform.keys, *record, *new_number);
    return http::answer(fields::write(comparison_of(before, after, expert::unit_paths(connection, {&before, &after}))));
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

const auth::Route table[] = {
    {get,
     "/api/v1/experts/{id}/form",
     {P::library_edit, Scope::all},
     show_form,
     {"专家信息变更的表单", nullptr, auth::table_of<FormView>, "身份证号、手机、邮箱、银行账号（掩码），出生日期，对方姓名"}},
    {put,
     "/api/v1/experts/{id}",
     {P::library_edit, Scope::all},
     change_one,
     {"变更专家信息；dry_run=true 只预览",
      auth::table_of<RecordForm>,
      auth::table_of<ChangeAnswer>,
      "身份证号、手机、邮箱、银行账号（掩码），出生日期，对方姓名",
      {"dry_run"}}},
    {get,
     "/api/v1/experts/{id}/versions",
     {P::library_edit, Scope::all},
     versions,
     {"专家信息的各个版本，新的在前", nullptr, auth::table_of<VersionsAnswer>}},
    {get,
     "/api/v1/experts/{id}/versions/compare",
     {P::library_edit, Scope::all},
     compare_versions,
     {"两个版本逐项比较",
      nullptr,
      auth::table_of<CompareAnswer>,
      "身份证号、手机、邮箱、银行账号（掩码），出生日期，对方姓名",
      {"old", "new"}}},
};

} // namespace

std::span<const auth::Route> routes()
{
    return table;
}

} // namespace amendment
