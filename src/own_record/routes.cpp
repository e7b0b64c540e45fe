#include "own_record/own_record.h"

#include "attachment/attachment.h"
#include "auth/factors.h"
#include "own_record/messages.h"
#include "own_record/take_away.h"
#include "own_record/views.h"
#include "pdf/text.h"

namespace own_record {

namespace {

constexpr std::string_view own_data = "本人的全部信息";

struct TakeForm {
    std::string form, current;
};
const fields::Table& fields_of(const TakeForm*)
{
    static const fields::Table table{
        fields::field<&TakeForm::form>("form", {.label = "格式", .required = true, .choices = {"json", "pdf"}}),
        fields::field<&TakeForm::current>("current", {.label = "现在的密码", .required = true, .max = 128, .verbatim = true}),
    };
    return table;
}

Result<http::Response> show(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    auto record = own(snapshot->connection(), c.platform.keys, c.actor);
    if (!record) return http::answer(fields::write(OwnAnswer{}));
    return http::answer(fields::write(answer_of(snapshot->connection(), c.platform.keys, *record)));
}

Result<http::Response> versions(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    auto record = own(snapshot->connection(), c.platform.keys, c.actor);
    if (!record) return refuse(ErrorKind::conflict, messages::not_linked);
    return http::answer(fields::write(versions_of(snapshot->connection(), c.platform.keys, *record)));
}

Copy copy_of(db::Connection& connection, const expert::Record& record, const expert::RecordState& state, Instant at)
{
    return {record,
            expert::provenance_of(expert::entering_of(connection, record.id), expert::edits_of(connection, record.id), state),
            expert::sanctions_of(connection, record.id),
            research_of(connection, record.id),
            attachments_of(connection, record.id),
            expert::unit_paths(connection, {&state}),
            at};
}

// Under no idempotency key: the answer would be kept for a repetition, and with it everything that the record holds.
Result<http::Response> take_away(auth::Context& c)
{
    auto form = c.body<TakeForm>();
    if (!form) return form.error();
    if (auto right = auth::test_password(c, crypto::Secret(std::move(form->current))); !right) return right.error();
    bool paper = form->form == "pdf";
    if (paper && !pdf::has_font()) return refuse(ErrorKind::unavailable, messages::no_paper_font);
    c.acted = true;
    ledger::Act act(c.platform.database, c.platform.keys, c.author(), c.now);
    auto record = own(act.connection(), c.platform.keys, c.actor);
    if (!record) return refuse(ErrorKind::conflict, messages::not_linked);
    expert::RecordState state(*record, c.platform.keys);
    Copy copy = copy_of(act.connection(), *record, state, act.now());
    std::string name = "本人信息 " + record->number + "." + form->form;
    auto response = paper ? http::attachment(pdf_of(copy, state), "application/pdf", name)
                          : http::attachment(json::canonical(json_of(copy)), "application/json", name);
    response.headers.emplace_back("Cache-Control", "no-store");
    act.append({"expert.taken_away/1", "expert", record->public_id, json::Object{{"form", form->form}}});
    act.commit();
    return response;
}

Result<http::Response> open_attachment(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    auto& connection = snapshot->connection();
    auto record = own(connection, c.platform.keys, c.actor);
    auto id = record ? connection.one("SELECT id FROM attachment WHERE public_id = $1 AND expert_id = $2 AND content IS NOT NULL",
                                      {c.parameter("id"), record->id}, [](const db::Row& row) { return row.integer(0); })
                     : std::nullopt;
    if (!id) return auth::not_found("附件");
    return attachment::download(connection, c.platform.keys, *id);
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

const auth::Route table[] = {
    {get, "/api/v1/account/record", {P::record_own, Scope::self}, show, {"我的信息", nullptr, auth::table_of<OwnAnswer>, own_data}},
    {get,
     "/api/v1/account/record/versions",
     {P::record_own, Scope::self},
     versions,
     {"我的信息的各个版本，新的在前", nullptr, auth::table_of<VersionsAnswer>, own_data}},
    {get,
     "/api/v1/account/record/attachments/{id}",
     {P::record_own, Scope::self},
     open_attachment,
     {"打开本人的附件", nullptr, nullptr, own_data}},
    auth::queued({post,
                  "/api/v1/account/record/take-away",
                  {P::record_own, Scope::self},
                  take_away,
                  {"带走我的信息：一个 JSON 或 PDF 文件，每次留痕", auth::table_of<TakeForm>, nullptr, own_data}}),
};

} // namespace

std::span<const auth::Route> routes()
{
    return table;
}

} // namespace own_record
