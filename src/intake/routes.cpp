#include "base/text.h"
#include "crypto/random.h"
#include "files/workbook.h"
#include "intake/answers.h"
#include "intake/good_rows.h"
#include "intake/intake.h"
#include "intake/messages.h"
#include "intake/report.h"
#include "intake/scan.h"
#include "intake/views.h"
#include "intake/work.h"
#include "scanner/messages.h"

#include <algorithm>

namespace intake {

namespace {

constexpr std::size_t most_bytes = 32 << 20;

// Under no idempotency key: who repeats the request is told why again.
Error refuse_infected(auth::Context& c, const std::string& hash, const scanner::Finding& finding)
{
    c.acted = true;
    ledger::Act act(c.platform.database, c.platform.keys, c.author(), c.now);
    auto before = upload_of_file(act.connection(), hash);
    if (before) condemn(act.connection(), c.platform.keys, *before, finding);
    scanner::report(act,
                    {kind_of_file, before ? "import" : "", before ? before->public_id : "",
                     static_cast<std::int64_t>(c.request.body.size()), c.actor.account_id, c.actor.public_id},
                    finding);
    scanner::take_out(act, quarantine());
    act.commit();
    return refuse(ErrorKind::invalid, scanner::messages::infected, {finding.what});
}

// The same file again is the same upload, checked afresh: the library may have changed. One that is applied stays applied.
Result<http::Response> upload(auth::Context& c)
{
    std::string name(trimmed(c.request.query_value("name").value_or("")));
    if (name.empty() || characters(name) > 200 || has_control(name)) return refuse_field("name", messages::file_name);
    std::string hash = hash_of_file(c.platform.keys.suite(), Selection::library, c.request.body);
    auto finding = scanner::in_use().scan(c.request.body, scanner::in_request);
    if (finding.verdict == scanner::Verdict::infected) return refuse_infected(c, hash, finding);
    bool away = finding.verdict == scanner::Verdict::away;
    std::string id;
    bool taken = true;
    {
        auto act = c.act();
        auto& connection = act.connection();
        if (auto batch = batch_of_file(connection, hash)) {
            id = *batch;
            taken = false;
        } else if (auto before = upload_of_file(connection, hash)) {
            id = before->public_id;
            const Step* next = step(before->state, away ? Action::upload_unscanned : Action::upload_again);
            taken = next != nullptr; // else it is under way
            if (next) {
                if (away) forget_rows(connection, *before);
                before->state = *next->to;
                before->at = act.now();
                before->author = c.actor.public_id;
                before->file_name = name;
                update_upload(connection, *before);
            }
        } else {
            Upload fresh;
            fresh.public_id = id = crypto::random_id();
            fresh.state = away ? State::quarantined : State::checking;
            fresh.file_name = name;
            fresh.file_hash = hash;
            fresh.file_size = static_cast<std::int64_t>(c.request.body.size());
            fresh.at = act.now();
            fresh.author = c.actor.public_id;
            insert_upload(act, c.platform.keys, fresh, c.request.body);
        }
        if (taken && !away) jobs::enqueue(act, check_job, id);
        act.append({"import.uploaded/1", "import", id, json::Object{{"file_hash", hash}, {"bytes", c.request.body.size()}}});
        if (taken && away) scanner::hold(act, quarantine(), finding);
        scanner::take_out(act, quarantine());
        act.commit();
    }
    return answer_with(c, id, 202);
}

Result<http::Response> list(auth::Context& c)
{
    auto page = auth::page_of(c.request);
    if (!page) return page.error();
    auto snapshot = c.platform.database.read();
    auto found = list_imports(snapshot->connection(), c.filter, *page);
    return http::answer(fields::write(ListAnswer{std::move(found.items), found.total, page->number, page->size}));
}

Result<http::Response> show(auth::Context& c)
{
    return answer_with(c, c.parameter("id"));
}

Result<http::Response> errors(auth::Context& c)
{
    auto page = auth::page_of(c.request);
    if (!page) return page.error();
    auto snapshot = c.platform.database.read();
    auto upload = upload_of(c, snapshot->connection());
    if (!upload) return upload.error();
    auto found = errors_of(snapshot->connection(), upload->id, c.request.query_value("sheet"), *page);
    ErrorsAnswer answer{{}, found.total, page->number, page->size};
    for (const auto& f : found.items) answer.items.push_back({f.sheet, f.title, f.value, f.reason, f.change, f.row, f.offers});
    return http::answer(fields::write(answer));
}

Result<http::Response> errors_file(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    auto upload = upload_of(c, snapshot->connection());
    if (!upload) return upload.error();
    auto found = errors_of(snapshot->connection(), upload->id, std::nullopt, std::nullopt);
    return http::attachment(errors_workbook(found.items), std::string(files::xlsx_type), "错误清单.xlsx");
}

// The rows that cannot be written, whole: with every number as it stands in the file.
Result<http::Response> held_file(auth::Context& c)
{
    auto act = c.act();
    auto upload = upload_of(c, act.connection());
    if (!upload) return upload.error();
    if (upload->held.empty()) return refuse(ErrorKind::conflict, messages::none_held);
    crypto::Secret content = content_of(act.connection(), c.platform.keys, *upload);
    auto workbook = files::read_workbook(content.reveal(), upload->file_name);
    if (!workbook) return workbook.error();
    auto bytes = workbook_of_rows(*workbook, upload->mapping, upload->held);
    act.append({"import.held_read/1", "import", upload->public_id, json::Object{{"rows", upload->held.size()}}});
    act.commit();
    return http::attachment(std::move(bytes), std::string(files::xlsx_type), "有错误的行.xlsx");
}

Result<http::Response> get_template(auth::Context&)
{
    return http::attachment(template_workbook(), std::string(files::xlsx_type), "专家库导入模板.xlsx");
}

Result<http::Response> order(auth::Context& c)
{
    auto body = c.body<Order>();
    if (!body) return body.error();
    if (body->verified_on.has_value() == body->verified_by.empty())
        return refuse_field(body->verified_on ? "verified_by" : "verified_on", messages::verified_both);
    if (body->verified_on && *body->verified_on > c.today) return refuse_field("verified_on", messages::day_to_come, {"核实日期"});
    {
        auto act = c.act();
        auto upload = upload_of(c, act.connection());
        if (!upload) return upload.error();
        const Step* next = step(upload->state, body->good_only ? Action::order_good : Action::order);
        if (body->good_only && upload->good == 0) next = nullptr;
        bool busy = upload->state == State::checking || upload->state == State::applying;
        if (!next) return refuse(ErrorKind::conflict, busy ? messages::under_way : messages::not_ready);
        upload->state = *next->to;
        upload->good_only = body->good_only;
        upload->document = body->document;
        upload->verified_on = body->verified_on;
        upload->verified_by = body->verified_by;
        upload->applied_by = c.actor.public_id;
        upload->applied_from = c.request.peer;
        update_upload(act.connection(), *upload);
        jobs::enqueue(act, apply_job, upload->public_id);
        act.append({"import.ordered/1", "import", upload->public_id, json::Object{{"document", body->document}}});
        act.commit();
    }
    return answer_with(c, c.parameter("id"), 202);
}

Result<http::Response> discard(auth::Context& c)
{
    auto act = c.act();
    auto upload = upload_of(c, act.connection());
    if (!upload) return upload.error();
    if (!step(upload->state, Action::discard)) return refuse(ErrorKind::conflict, messages::under_way);
    remove_upload(act.connection(), upload->id);
    act.append({"import.discarded/1", "import", upload->public_id, {}});
    scanner::take_out(act, quarantine());
    act.commit();
    return http::no_content();
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

const auth::Route table[] = {
    {put,
     "/api/v1/imports",
     {P::library_import, Scope::all},
     upload,
     {"上传工作簿并预检", nullptr, auth::table_of<Detail>, "", {"name"}},
     nullptr,
     most_bytes,
     true},
    {get,
     "/api/v1/imports",
     {P::library_import, Scope::all},
     list,
     {"导入批次", nullptr, auth::table_of<ListAnswer>, "", {"page", "size"}}},
    {get, "/api/v1/imports/template", {P::library_import, Scope::nothing}, get_template, {"导入模板（XLSX）"}},
    {get, "/api/v1/imports/{id}", {P::library_import, Scope::all}, show, {"一次导入的进度和结果", nullptr, auth::table_of<Detail>}},
    {get,
     "/api/v1/imports/{id}/errors",
     {P::library_import, Scope::all},
     errors,
     {"预检错误", nullptr, auth::table_of<ErrorsAnswer>, masked_values, {"sheet", "page", "size"}}},
    {get,
     "/api/v1/imports/{id}/errors-file",
     {P::library_import, Scope::all},
     errors_file,
     {"错误清单（XLSX）", nullptr, nullptr, masked_values}},
    {get,
     "/api/v1/imports/{id}/held-file",
     {P::library_import, Scope::all},
     held_file,
     {"有错误的行（XLSX，照模板的列）", nullptr, nullptr, "文件中有错误的行的全部内容"}},
    {post,
     "/api/v1/imports/{id}/apply",
     {P::library_import, Scope::all},
     order,
     {"导入预检通过的工作簿", auth::table_of<Order>, auth::table_of<Detail>}},
    {remove, "/api/v1/imports/{id}", {P::library_import, Scope::all}, discard, {"放弃一次未导入的上传"}},
};

} // namespace

std::span<const auth::Route> routes()
{
    return table;
}

} // namespace intake
