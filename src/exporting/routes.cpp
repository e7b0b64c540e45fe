#include "auth/session.h"
#include "base/faults.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "crypto/random.h"
#include "exporting/file.h"
#include "exporting/mark.h"
#include "exporting/messages.h"
#include "exporting/views.h"
#include "pdf/text.h"
#include "rulebook/rulebook.h"

#include <algorithm>

// Asking for an export, granting it, making its file: three acts, the second by another person (Art. 20; T4).
namespace exporting {

namespace {

using P = auth::Permission;

constexpr std::int64_t day_ms = 24 * 3'600'000;
constexpr std::size_t fewest_characters = 6, most_pdf_columns = 8;

std::int64_t row_cap(const RuleBook& book, Day day)
{
    return std::min<std::int64_t>(book.value(dated_rules, "20.export_rows", day), most_rows);
}

Result<http::Response> choices(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    const RuleBook book = rulebook::load(snapshot->connection());
    ChoicesAnswer answer{
        {}, {}, row_cap(book, c.today), book.value(dated_rules, "20.export_days", c.today), static_cast<std::int64_t>(most_pdf_columns)};
    for (const auto& column : columns()) answer.columns.push_back({std::string(column.code), std::string(column.label), column.sensitive});
    for (const auto* entry : catalog::table("export_purpose").children(nullptr)) answer.purposes.push_back({entry->code, entry->name});
    return http::answer(fields::write(answer));
}

std::optional<Error> fault_of(const ExportForm& form)
{
    Faults faults;
    std::string words = form.words.value_or("");
    if (!catalog::table("export_purpose").find(form.purpose)) faults.add("purpose", messages::unknown_purpose);
    if (form.purpose == "other" && characters(words) < fewest_characters)
        faults.add("words", messages::words_needed, {std::to_string(fewest_characters)});
    for (std::size_t i = 0; i < form.columns.size(); ++i) {
        const auto* column = find_column(form.columns[i]);
        auto place = form.columns.begin() + static_cast<std::ptrdiff_t>(i);
        if (!column)
            faults.add("columns", messages::unknown_column, {form.columns[i]});
        else if (std::find(form.columns.begin(), place, form.columns[i]) != place)
            faults.add("columns", messages::column_twice, {std::string(column->label)});
    }
    if (form.format == "pdf" && form.columns.size() > most_pdf_columns)
        faults.add("columns", messages::pdf_columns, {std::to_string(most_pdf_columns), std::to_string(form.columns.size())});
    return faults.error();
}

std::string next_number(db::Connection& connection, int year)
{
    std::string start = "DC-" + std::to_string(year) + "-";
    auto count = *connection.one("SELECT count(*) FROM export_request WHERE number LIKE $1", {start + "%"},
                                 [](const db::Row& row) { return row.integer(0); });
    std::string digits = std::to_string(count + 1);
    return start + std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
}

std::uint32_t unused_mark(db::Connection& connection)
{
    while (true) {
        auto bytes = crypto::random_bytes(3);
        std::uint32_t mark = static_cast<std::uint32_t>(bytes[0]) << 16 | static_cast<std::uint32_t>(bytes[1]) << 8 | bytes[2];
        if (!find_by_mark(connection, mark)) return mark;
    }
}

json::Object filter_of(const FilterForm& form)
{
    return fields::write(form).object();
}

// Whose roles do not carry the right has it lent, which only agencies have (Art. 2).
std::string role_of_asker(const auth::Actor& actor)
{
    auto carries = [](const std::string& code) { return auth::find_role(code)->permissions.has(P::export_request); };
    auto own = std::find_if(actor.roles.begin(), actor.roles.end(), carries);
    return own == actor.roles.end() ? "agency" : *own;
}

Result<http::Response> ask(auth::Context& c)
{
    auto form = c.body<ExportForm>();
    if (!form) return form.error();
    if (auto fault = fault_of(*form)) return *fault;
    std::map<std::string, std::string> asked;
    for (const auto& [name, value] : filter_of(form->filter)) asked[name] = value.text();
    auto act = c.act();
    const std::int64_t cap = row_cap(rulebook::load(act.connection()), c.today);
    auto listed = expert::listed(act.connection(), c.filter, asked, cap);
    if (!listed) return listed.error();
    if (listed->total == 0) return refuse_field("filter", messages::nobody);
    if (listed->total > cap) return refuse_field("filter", messages::too_many_rows, {std::to_string(listed->total), std::to_string(cap)});
    json::Array codes;
    for (const auto& code : form->columns) codes.push_back(code);
    json::Object words;
    for (const auto& [name, value] : listed->words) words.set(name, value);
    std::string id = crypto::random_id(), own = form->words.value_or("");
    std::int64_t row = act.insert(export_request_table, {{"public_id", db::Value(id)},
                                                         {"number", db::Value(next_number(act.connection(), c.today.year()))},
                                                         {"mark", static_cast<std::int64_t>(unused_mark(act.connection()))},
                                                         {"asked_by", c.actor.account_id},
                                                         {"role", db::Value(role_of_asker(c.actor))},
                                                         {"unit_id", db::value_of(c.actor.unit_id)},
                                                         {"asked_at", db::Value(to_text(act.now()))},
                                                         {"purpose", db::Value(form->purpose)},
                                                         {"words", own.empty() ? db::Value(nullptr) : db::Value(own)},
                                                         {"filter", db::Value(json::canonical(words))},
                                                         {"columns", db::Value(json::canonical(codes))},
                                                         {"format", db::Value(form->format)},
                                                         {"rows", listed->total},
                                                         {"state", db::Value("asked")}});
    std::int64_t place = 0;
    for (const auto& person : listed->people)
        act.insert(export_row_table, {{"export_id", row}, {"place", place++}, {"expert_id", person.id}});
    act.append({"exports.asked/1", "export", id,
                json::Object{{"columns", std::move(codes)}, {"format", form->format}, {"rows", listed->total}},
                purpose_in_words(form->purpose, own)});
    act.commit();
    return http::answer(json::Object{{"id", id}});
}

Result<http::Response> list(auth::Context& c)
{
    auto page = auth::page_of(c.request);
    if (!page) return page.error();
    auto snapshot = c.platform.database.read();
    auto found = find_page(snapshot->connection(), c.filter, c.request.query_value("state").value_or(""), *page);
    ExportsAnswer answer{{}, found.total, page->number, page->size};
    for (const auto& one : found.items) answer.items.push_back(view_of(one, c.actor, c.now));
    return http::answer(fields::write(answer));
}

// Why the file cannot be made of what was granted. Whoever lost the right since stops it at once, whichever of the two it was (A7).
std::optional<Error> not_to_make(db::Connection& connection, const Export& what, Instant now)
{
    const Day today = day_of(now);
    if (what.state == "made") return refuse(ErrorKind::conflict, messages::made);
    if (what.state != "granted") return refuse(ErrorKind::conflict, messages::not_granted);
    if (!auth::holds(connection, what.asked_by, P::export_request, today)) return refuse(ErrorKind::forbidden, messages::right_gone);
    if (now >= *what.until) return refuse(ErrorKind::conflict, messages::expired, {to_local_text(*what.until).substr(0, 16)});
    if (!auth::holds(connection, what.decided_by, P::export_grant, today)) return refuse(ErrorKind::conflict, messages::granter_gone);
    return std::nullopt;
}

// The same, the content told.
std::optional<Error> not_to_make(db::Connection& connection, const Export& what, const Content& content, Instant now)
{
    if (auto fault = not_to_make(connection, what, now)) return fault;
    if (content.hash != what.content_hash) return refuse(ErrorKind::conflict, messages::changed);
    return std::nullopt;
}

void add_rows(DetailAnswer& answer, const Content& content, const auth::Page& page)
{
    answer.total = static_cast<std::int64_t>(content.rows.size());
    answer.gone = content.gone;
    answer.withheld = content.withheld;
    answer.content_hash = content.hash;
    for (auto at = page.offset(); at < std::min(page.offset() + page.size, answer.total); ++at)
        answer.rows.push_back({content.rows[static_cast<std::size_t>(at)].seen});
}

Result<http::Response> show(auth::Context& c)
{
    auto page = auth::page_of(c.request);
    if (!page) return page.error();
    auto snapshot = c.platform.database.read();
    auto& connection = snapshot->connection();
    auto found = find(connection, c.filter, c.parameter("id"));
    if (!found) return auth::not_found("导出申请");
    DetailAnswer answer{view_of(*found, c.actor, c.now), {}, {}, 0, 0, 0, page->number, page->size, {}, {}};
    for (const auto* column : found->columns)
        answer.columns.push_back({std::string(column->code), std::string(column->label), column->sensitive});
    if (found->state == "asked" || found->state == "granted") {
        auto content = content_of(connection, c.platform.keys, *found, c.today);
        add_rows(answer, content, *page);
        auto fault = not_to_make(connection, *found, content, c.now);
        if (found->state == "granted" && fault) {
            answer.obstacle = fault->message;
            answer.item.may_renew = answer.item.may_renew || answer.item.may_make;
            answer.item.may_make = false;
        }
    }
    return http::answer(fields::write(answer));
}

// The request, in the state in which it can be decided, of somebody else; else why not.
Result<Export> to_decide(auth::Context& c, db::Connection& connection)
{
    auto found = find(connection, c.filter, c.parameter("id"));
    if (!found) return auth::not_found("导出申请");
    if (found->asked_by == c.actor.account_id) return refuse(ErrorKind::forbidden, messages::own_request);
    if (found->state != "asked") return refuse(ErrorKind::conflict, messages::decided);
    return *found;
}

// What was seen is granted and nothing else: its hash is kept, and the file is made of that content alone.
Result<http::Response> grant(auth::Context& c)
{
    auto form = c.body<GrantForm>();
    if (!form) return form.error();
    if (auto fault = c.need_step_up()) return *fault;
    std::int64_t rows = 0;
    {
        auto snapshot = c.platform.database.read();
        auto found = to_decide(c, snapshot->connection());
        if (!found) return found.error();
        auto content = content_of(snapshot->connection(), c.platform.keys, *found, c.today);
        rows = static_cast<std::int64_t>(content.rows.size());
        if (rows == 0) return refuse(ErrorKind::conflict, messages::nobody_left);
        if (content.hash != form->content_hash) return refuse(ErrorKind::conflict, messages::moved);
    }
    auto act = c.act();
    auto found = to_decide(c, act.connection());
    if (!found) return found.error();
    if (!auth::holds(act.connection(), found->asked_by, P::export_request, c.today))
        return refuse(ErrorKind::conflict, messages::right_gone);
    Instant until = act.now() + rulebook::load(act.connection()).value(dated_rules, "20.export_days", c.today) * day_ms;
    auto updated = act.update(export_request_table, found->id,
                              {{"state", db::Value("granted")},
                               {"decided_by", c.actor.account_id},
                               {"decided_at", db::Value(to_text(act.now()))},
                               {"content_hash", db::Value(form->content_hash)},
                               {"until_at", db::Value(to_text(until))}},
                              found->version);
    if (!updated) return updated.error();
    act.append({"exports.granted/1", "export", found->public_id,
                json::Object{{"content", form->content_hash}, {"rows", rows}, {"until", to_text(until)}}});
    act.commit();
    return http::no_content();
}

Result<http::Response> turn_down(auth::Context& c)
{
    auto form = c.body<RefusalForm>();
    if (!form) return form.error();
    auto act = c.act();
    auto found = to_decide(c, act.connection());
    if (!found) return found.error();
    auto updated = act.update(export_request_table, found->id,
                              {{"state", db::Value("refused")},
                               {"decided_by", c.actor.account_id},
                               {"decided_at", db::Value(to_text(act.now()))},
                               {"decision", db::Value(form->reason)}},
                              found->version);
    if (!updated) return updated.error();
    act.append({"exports.refused/1", "export", found->public_id, {}, form->reason});
    act.commit();
    return http::no_content();
}

// A grant that nothing comes of any more is asked for again as it was.
Result<http::Response> renew(auth::Context& c)
{
    auto act = c.act();
    auto found = find(act.connection(), c.filter, c.parameter("id"));
    if (!found) return auth::not_found("导出申请");
    if (found->state != "granted") return refuse(ErrorKind::conflict, messages::not_granted);
    auto updated = act.update(
        export_request_table, found->id,
        {{"state", db::Value("asked")}, {"decided_by", nullptr}, {"decided_at", nullptr}, {"content_hash", nullptr}, {"until_at", nullptr}},
        found->version);
    if (!updated) return updated.error();
    act.append({"exports.renewed/1", "export", found->public_id});
    act.commit();
    return http::no_content();
}

// The content that was granted, written from one snapshot.
struct Written {
    Content content;
    File file;
};
Result<Written> write(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    auto& connection = snapshot->connection();
    auto found = find(connection, c.filter, c.parameter("id"));
    if (!found) return auth::not_found("导出申请");
    if (auto fault = not_to_make(connection, *found, c.now)) return *fault;
    if (found->format == "pdf" && !pdf::has_font()) return refuse(ErrorKind::unavailable, messages::no_paper_font);
    Written written{content_of(connection, c.platform.keys, *found, c.today), {}};
    if (auto fault = not_to_make(connection, *found, written.content, c.now)) return *fault;
    written.file = make_file(c.platform.keys, *found, written.content, c.actor.display_name, c.now);
    return written;
}

// The file leaves once the act that says so is done. It is never kept: who repeats the request learns only that it was made.
Result<http::Response> make(auth::Context& c)
{
    if (auto fault = c.need_step_up()) return *fault;
    auto written = write(c);
    if (!written) return written.error();
    auto act = c.act();
    auto found = find(act.connection(), c.filter, c.parameter("id"));
    if (!found) return auth::not_found("导出申请");
    if (auto fault = not_to_make(act.connection(), *found, written->content, c.now)) return *fault;
    auto hash = crypto::sha256(written->file.bytes);
    auto updated = act.update(
        export_request_table, found->id,
        {{"state", db::Value("made")}, {"made_at", db::Value(to_text(act.now()))}, {"file_hash", db::Value(crypto::bytes_of(hash))}},
        found->version);
    if (!updated) return updated.error();
    json::Array experts;
    for (const auto& row : written->content.rows) experts.push_back(row.expert);
    act.append(
        {"exports.made/1", "export", found->public_id, json::Object{{"experts", std::move(experts)}, {"sha256", crypto::to_hex(hash)}}});
    act.commit();
    auto response = http::attachment(std::move(written->file.bytes), written->file.type, written->file.name);
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

using auth::Scope;
using enum http::Method;

constexpr auth::Needs readers{{P::export_grant, Scope::all}, {P::export_request, Scope::self}};

const auth::Route table[] = {
    {get,
     "/api/v1/exports/choices",
     {P::export_request, Scope::nothing},
     choices,
     {"导出可选的列和用途", nullptr, auth::table_of<ChoicesAnswer>}},
    {get, "/api/v1/exports", readers, list, {"导出申请", nullptr, auth::table_of<ExportsAnswer>, {}, {"state", "page", "size"}}},
    {post,
     "/api/v1/exports",
     {P::export_request, Scope::all},
     ask,
     {"申请导出专家名单", auth::table_of<ExportForm>, auth::table_of<CreatedAnswer>}},
    auth::costing(
        5, {get,
            "/api/v1/exports/{id}",
            readers,
            show,
            {"导出申请及将要导出的各行", nullptr, auth::table_of<DetailAnswer>, "专家姓名等所申请的列（敏感的为掩码）", {"page", "size"}}}),
    auth::costing(5, {post, "/api/v1/exports/{id}/grant", {P::export_grant, Scope::all}, grant, {"批准导出", auth::table_of<GrantForm>}}),
    {post, "/api/v1/exports/{id}/refuse", {P::export_grant, Scope::all}, turn_down, {"不批准导出", auth::table_of<RefusalForm>}},
    {post, "/api/v1/exports/{id}/renew", {P::export_request, Scope::self}, renew, {"重新送批"}},
    auth::costing(5, {post,
                      "/api/v1/exports/{id}/file",
                      {P::export_request, Scope::self},
                      make,
                      {"生成导出文件，只能一次", nullptr, nullptr, "所批准的列"}}),
};

} // namespace

std::span<const auth::Route> routes()
{
    return table;
}

} // namespace exporting
