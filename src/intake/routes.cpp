#include "base/text.h"
#include "crypto/random.h"
#include "files/workbook.h"
#include "intake/good_rows.h"
#include "intake/intake.h"
#include "intake/messages.h"
#include "intake/namesakes.h"
#include "intake/report.h"
#include "intake/undo.h"
#include "intake/undo_work.h"
#include "intake/views.h"
#include "intake/work.h"

#include <algorithm>

namespace intake {

namespace {

constexpr std::size_t most_bytes = 32 << 20;

// Pairs that are counted but not kept cannot be decided.
std::int64_t beyond_kept(const Upload& upload)
{
    return std::max(upload.pairs - most_pairs, std::int64_t{0});
}

std::optional<Detail> detail_of(auth::Context& c, const std::string& id)
{
    auto snapshot = c.platform.database.read();
    auto& connection = snapshot->connection();
    auto item = find_import(connection, c.filter, id);
    if (!item) return std::nullopt;
    Detail detail;
    detail.item = *item;
    detail.allowed_actions = allowed_actions(parse_state(item->state));
    if (auto upload = find_upload(connection, id)) {
        detail.pairs = upload->pairs;
        detail.undecided = undecided_of(connection, upload->id) + beyond_kept(*upload);
        detail.good = upload->good;
        detail.held = static_cast<std::int64_t>(upload->held.size());
        if (upload->good == 0) std::erase(detail.allowed_actions, "apply_good");
        auto sheets = json::read(upload->sheets);
        for (const auto& sheet : sheets->array()) detail.sheets.push_back(*fields::read<SheetView>(sheet));
    } else if (auto counts = counts_of_batch(connection, id)) {
        detail.experts = counts->experts;
        detail.units = counts->units;
        detail.rest = counts->rest;
        detail.undone_at = counts->undone_at;
        detail.undone_reason = counts->undone_reason;
        detail.undone_by = counts->undone_by;
    }
    if (auto progress = jobs::progress_of(id)) {
        detail.done = progress->done;
        detail.of = progress->of;
    }
    return detail;
}

Result<http::Response> answer_with(auth::Context& c, const std::string& id, int status = 200)
{
    auto detail = detail_of(c, id);
    if (!detail) return auth::not_found("导入批次");
    return http::answer(fields::write(*detail), status);
}

// The same file again is the same upload, checked afresh: the library may have changed. One that is applied stays applied.
Result<http::Response> upload(auth::Context& c)
{
    std::string name(trimmed(c.request.query_value("name").value_or("")));
    if (name.empty() || characters(name) > 200 || has_control(name)) return refuse_field("name", messages::file_name);
    std::string hash = hash_of_file(c.platform.keys.suite(), Selection::library, c.request.body);
    std::string id;
    bool to_check = true;
    {
        auto act = c.act();
        auto& connection = act.connection();
        if (auto batch = batch_of_file(connection, hash)) {
            id = *batch;
            to_check = false;
        } else if (auto before = upload_of_file(connection, hash)) {
            id = before->public_id;
            const Step* next = step(before->state, Action::upload_again);
            to_check = next != nullptr; // else it is under way
            if (next) {
                before->state = *next->to;
                before->at = act.now();
                before->author = c.actor.public_id;
                before->file_name = name;
                update_upload(connection, *before);
            }
        } else {
            Upload fresh;
            fresh.public_id = id = crypto::random_id();
            fresh.file_name = name;
            fresh.file_hash = hash;
            fresh.file_size = static_cast<std::int64_t>(c.request.body.size());
            fresh.at = act.now();
            fresh.author = c.actor.public_id;
            insert_upload(act, c.platform.keys, fresh, c.request.body);
        }
        if (to_check) jobs::enqueue(act, check_job, id);
        act.append({"import.uploaded/1", "import", id, json::Object{{"file_hash", hash}, {"bytes", c.request.body.size()}}});
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

// The upload of {id} within the caller's scope.
Result<Upload> upload_of(auth::Context& c, db::Connection& connection)
{
    if (!find_import(connection, c.filter, c.parameter("id"))) return auth::not_found("导入批次");
    auto found = find_upload(connection, c.parameter("id"));
    if (!found) return refuse(ErrorKind::conflict, messages::applied_already);
    return *found;
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

Result<http::Response> mapping(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    auto upload = upload_of(c, snapshot->connection());
    if (!upload) return upload.error();
    MappingAnswer answer{upload->mapping, {}};
    for (const auto& sheet : sheets()) {
        TargetSheet target{sheet.name, sheet.purpose, {}};
        for (const auto& column : sheet.columns) target.fields.push_back({column.title, column.required, column.hint});
        answer.targets.push_back(std::move(target));
    }
    return http::answer(fields::write(answer));
}

// Puts the choices into the mapping, or says which cannot be.
std::optional<Error> choose(Mapping& mapping, const MappingOrder& order)
{
    for (const auto& choice : order.sheets) {
        auto sheet = std::find_if(mapping.begin(), mapping.end(), [&](const auto& s) { return s.sheet == choice.sheet; });
        auto target = std::find_if(sheets().begin(), sheets().end(), [&](const auto& s) { return s.name == choice.as; });
        if (sheet == mapping.end()) return refuse_field("sheets", messages::mapping_sheet, {choice.sheet});
        if (!choice.as.empty() && target == sheets().end()) return refuse_field("sheets", messages::mapping_sheet, {choice.as});
        sheet->as = choice.as;
        for (auto& column : sheet->columns) column.field.clear();
        for (const auto& [at, field] : choice.columns) {
            auto column = std::find_if(sheet->columns.begin(), sheet->columns.end(), [&](const auto& one) { return one.at == at; });
            if (column == sheet->columns.end()) return refuse_field("sheets", messages::mapping_place, {std::to_string(at + 1)});
            bool known = field.empty() || (target != sheets().end() && std::any_of(target->columns.begin(), target->columns.end(),
                                                                                   [&](const auto& one) { return one.title == field; }));
            if (!known) return refuse_field("sheets", messages::mapping_field, {choice.as, field});
            column->field = field;
        }
    }
    if (std::all_of(mapping.begin(), mapping.end(), [](const auto& sheet) { return sheet.as.empty(); }))
        return refuse_field("sheets", messages::nothing);
    Faults faults = faults_of(mapping);
    if (faults.empty()) return std::nullopt;
    const Fault first = faults.sorted().front();
    return Error{ErrorKind::invalid,
                 first.code,
                 "“" + first.sheet + "”：" + first.reason + first.change,
                 {{"sheets", first.code, "“" + first.sheet + "”：" + first.reason + first.change}}};
}

Result<http::Response> map_columns(auth::Context& c)
{
    auto body = c.body<MappingOrder>();
    if (!body) return body.error();
    {
        auto act = c.act();
        auto upload = upload_of(c, act.connection());
        if (!upload) return upload.error();
        const Step* next = step(upload->state, Action::map);
        if (!next) return refuse(ErrorKind::conflict, messages::under_way);
        if (auto fault = choose(upload->mapping, *body)) return *fault;
        upload->state = *next->to;
        update_upload(act.connection(), *upload);
        if (body->remember) remember(act.connection(), c.platform.keys.suite(), upload->mapping, act.now());
        jobs::enqueue(act, check_job, upload->public_id);
        act.append({"import.mapped/1", "import", upload->public_id, {}});
        act.commit();
    }
    return answer_with(c, c.parameter("id"), 202);
}

Result<http::Response> offers(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    auto upload = upload_of(c, snapshot->connection());
    if (!upload) return upload.error();
    OffersAnswer answer{{}, upload->corrections.list()};
    for (const auto& one : offers_of(snapshot->connection(), upload->id))
        answer.items.push_back({one.offers.topic, one.offers.part, one.offers.values, one.errors});
    return http::answer(fields::write(answer));
}

Result<http::Response> correct(auth::Context& c)
{
    auto body = c.body<Correction>();
    if (!body) return body.error();
    {
        auto act = c.act();
        auto upload = upload_of(c, act.connection());
        if (!upload) return upload.error();
        const Step* next = step(upload->state, Action::correct);
        if (!next) return refuse(ErrorKind::conflict, upload->state == State::mapping ? messages::not_ready : messages::under_way);
        upload->corrections.set(*body);
        upload->state = *next->to;
        update_upload(act.connection(), *upload);
        jobs::enqueue(act, check_job, upload->public_id);
        act.append({"import.corrected/1", "import", upload->public_id, json::Object{{"topic", body->topic}}});
        act.commit();
    }
    return answer_with(c, c.parameter("id"), 202);
}

Result<http::Response> pairs(auth::Context& c)
{
    auto page = auth::page_of(c.request);
    if (!page) return page.error();
    auto snapshot = c.platform.database.read();
    auto& connection = snapshot->connection();
    auto upload = upload_of(c, connection);
    if (!upload) return upload.error();
    auto found = pairs_of(connection, upload->id, c.request.query_value("undecided") == "1", *page);
    std::vector<std::string> ids;
    for (const auto& pair : found.items)
        if (pair.expert) ids.push_back(*pair.expert);
    auto cards = expert::cards_of(connection, c.platform.keys, c.filter, ids);
    PairsAnswer answer{{}, found.total, found.undecided + beyond_kept(*upload), page->number, page->size};
    for (auto& pair : found.items) {
        if (pair.expert)
            if (auto card = cards.find(*pair.expert); card != cards.end()) pair.other = card->second.second;
        answer.items.push_back(view_of(std::move(pair)));
    }
    return http::answer(fields::write(answer));
}

// A pair that becomes one person, or no longer is, changes what is at fault: the file is checked again.
Result<http::Response> decide_pairs(auth::Context& c)
{
    auto body = c.body<PairOrder>();
    if (!body) return body.error();
    {
        auto act = c.act();
        auto& connection = act.connection();
        auto upload = upload_of(c, connection);
        if (!upload) return upload.error();
        const Step* next = step(upload->state, Action::correct);
        if (!next) return refuse(ErrorKind::conflict, upload->state == State::mapping ? messages::not_ready : messages::under_way);
        std::vector<std::string> names;
        for (const auto& one : body->decisions) names.push_back(one.pair);
        auto known = known_pairs(connection, upload->id, names);
        std::int64_t same = 0, different = 0, open = 0;
        bool check_again = false;
        for (const auto& one : body->decisions) {
            auto before = known.find(one.pair);
            if (before == known.end()) return refuse_field("decisions", messages::pair_absent);
            auto decision = one.decision.empty() ? std::nullopt : std::optional(one.decision == "same");
            if (!decide(act, one.pair, decision, c.actor.account_id)) continue;
            check_again = check_again || decision == true || before->second == true;
            ++(!decision ? open : *decision ? same : different);
        }
        if (check_again) {
            upload->state = *next->to;
            update_upload(connection, *upload);
            jobs::enqueue(act, check_job, upload->public_id);
        }
        act.append({"import.pairs_decided/1", "import", upload->public_id,
                    json::Object{{"same", same}, {"different", different}, {"taken_back", open}}});
        act.commit();
    }
    return answer_with(c, c.parameter("id"), 202);
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
    act.commit();
    return http::no_content();
}

// The batch of {id} within the caller's scope, as it was written.
Result<BatchRows> batch_of(auth::Context& c, db::Connection& connection)
{
    auto item = find_import(connection, c.filter, c.parameter("id"));
    if (!item) return auth::not_found("导入批次");
    if (item->state == to_text(State::undone)) return refuse(ErrorKind::conflict, messages::undone_already);
    if (item->state == to_text(State::undoing)) return refuse(ErrorKind::conflict, messages::under_way);
    auto rows = rows_of_batch(connection, c.parameter("id"));
    if (!rows) return refuse(ErrorKind::conflict, messages::not_applied);
    return *rows;
}

Result<http::Response> show_undo(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    auto rows = batch_of(c, snapshot->connection());
    if (!rows) return rows.error();
    return http::answer(fields::write(plan_undo(snapshot->connection(), *rows)));
}

Result<http::Response> order_undo(auth::Context& c)
{
    auto body = c.body<UndoOrder>();
    if (!body) return body.error();
    {
        auto act = c.act();
        auto& connection = act.connection();
        auto rows = batch_of(c, connection);
        if (!rows) return rows.error();
        auto obstacles = find_obstacles(connection, *rows);
        if (!obstacles.empty())
            return refuse(ErrorKind::conflict, messages::undo_obstacle, {obstacles.front().what, std::to_string(obstacles.front().count)});
        body->batch = c.parameter("id");
        body->author = c.actor.public_id;
        body->from = c.request.peer;
        insert_undo_order(connection, *body);
        jobs::enqueue(act, undo_job, body->batch);
        act.append({"import.undo_ordered/1", "import", body->batch, {}, body->reason});
        act.commit();
    }
    return answer_with(c, c.parameter("id"), 202);
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

constexpr std::string_view masked_values = "身份证号、手机、邮箱、银行卡号（掩码），姓名";

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
     "/api/v1/imports/{id}/mapping",
     {P::library_import, Scope::all},
     mapping,
     {"工作簿的列对应到哪些字段", nullptr, auth::table_of<MappingAnswer>, masked_values}},
    {put,
     "/api/v1/imports/{id}/mapping",
     {P::library_import, Scope::all},
     map_columns,
     {"定下各列对应的字段并预检", auth::table_of<MappingOrder>, auth::table_of<Detail>}},
    {get,
     "/api/v1/imports/{id}/offers",
     {P::library_import, Scope::all},
     offers,
     {"可以一并改正的值", nullptr, auth::table_of<OffersAnswer>}},
    {put,
     "/api/v1/imports/{id}/corrections",
     {P::library_import, Scope::all},
     correct,
     {"改正一个值的所有各行并预检", auth::table_of<Correction>, auth::table_of<Detail>}},
    {get,
     "/api/v1/imports/{id}/pairs",
     {P::library_import, Scope::all},
     pairs,
     {"可能是同一人的各对，并排对照",
      nullptr,
      auth::table_of<PairsAnswer>,
      "姓名、出生日期、单位等；身份证号、手机（掩码）",
      {"undecided", "page", "size"}}},
    {put,
     "/api/v1/imports/{id}/pairs",
     {P::library_import, Scope::all},
     decide_pairs,
     {"决定是不是同一人", auth::table_of<PairOrder>, auth::table_of<Detail>}},
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
    {get,
     "/api/v1/imports/{id}/undo",
     {P::library_import, Scope::all},
     show_undo,
     {"撤销一次导入会撤出什么、什么使它不能撤销", nullptr, auth::table_of<UndoPlan>, "用到这批数据的专家编号、单位、账号（至多二十个）"}},
    {post,
     "/api/v1/imports/{id}/undo",
     {P::library_import, Scope::all},
     order_undo,
     {"撤销一次导入", auth::table_of<UndoOrder>, auth::table_of<Detail>}},
    {remove, "/api/v1/imports/{id}", {P::library_import, Scope::all}, discard, {"放弃一次未导入的上传"}},
};

} // namespace

std::span<const auth::Route> routes()
{
    return table;
}

} // namespace intake
