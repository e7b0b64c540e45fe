#include "attachment/messages.h"
#include "attachment/store.h"
#include "base/bytes.h"
#include "crypto/random.h"
#include "scanner/messages.h"

namespace attachment {

namespace {

constexpr std::int64_t most_bytes = 10 << 20, most_encoded = (most_bytes + 2) / 3 * 4, most_of_one = 50;

struct List {
    std::vector<Item> items;
};
const fields::Table& fields_of(const List*)
{
    static const fields::Table table{fields::field<&List::items>("items")};
    return table;
}

struct Upload {
    std::string title, content;
};
const fields::Table& fields_of(const Upload*)
{
    static const fields::Table table{
        fields::field<&Upload::title>("title", {.label = "题名", .required = true, .max = 100}),
        fields::field<&Upload::content>("content", {.label = "文件", .required = true, .max = most_encoded + 1024, .note = "base64"})};
    return table;
}

struct Removal {
    std::string reason;
};
const fields::Table& fields_of(const Removal*)
{
    static const fields::Table table{
        fields::field<&Removal::reason>("reason", {.label = "移除的理由", .required = true, .max = 500, .multiline = true})};
    return table;
}

Result<http::Response> answer_list(db::Connection& connection, std::int64_t expert_id)
{
    return http::answer(fields::write(List{items_of(connection, expert_id)}));
}

Result<http::Response> list(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    auto expert = expert_of(snapshot->connection(), c.filter, c.parameter("id"));
    if (!expert) return auth::not_found("专家");
    return answer_list(snapshot->connection(), expert->id);
}

// The file, or what is wrong with it.
Result<std::string> content_in(const Upload& upload)
{
    auto bytes = from_base64(upload.content);
    if (!bytes) return refuse_field("content", messages::encoding);
    if (bytes->empty()) return refuse_field("content", messages::empty);
    if (static_cast<std::int64_t>(bytes->size()) > most_bytes)
        return refuse_field("content", messages::too_large, {std::to_string((bytes->size() >> 20) + 1)});
    std::string content = text_of(*bytes);
    if (!kind_of(content)) return refuse_field("content", messages::kind);
    return content;
}

// Under no idempotency key: who repeats the request is told why again.
Error refuse_infected(auth::Context& c, std::size_t bytes, const scanner::Finding& finding)
{
    c.acted = true;
    ledger::Act act(c.platform.database, c.platform.keys, c.author(), c.now);
    scanner::report(
        act, {kind_of_file, "expert", c.parameter("id"), static_cast<std::int64_t>(bytes), c.actor.account_id, c.actor.public_id}, finding);
    act.commit();
    return refuse_field("content", scanner::messages::infected, {finding.what});
}

Result<http::Response> add(auth::Context& c)
{
    auto form = c.body<Upload>();
    if (!form) return form.error();
    auto content = content_in(*form);
    if (!content) return content.error();
    if (!expert_of(c.platform.database.read()->connection(), c.filter, c.parameter("id"))) return auth::not_found("专家");
    auto finding = scanner::in_use().scan(*content, scanner::in_request);
    if (finding.verdict == scanner::Verdict::infected) return refuse_infected(c, content->size(), finding);
    auto act = c.act();
    auto expert = expert_of(act.connection(), c.filter, c.parameter("id"));
    if (!expert) return auth::not_found("专家");
    if (expert->merged) return refuse(ErrorKind::conflict, messages::merged);
    if (count_of(act.connection(), expert->id) >= most_of_one)
        return refuse_field("content", messages::too_many, {std::to_string(most_of_one)});
    std::string id = crypto::random_id(), kind(kind_of(*content)->code);
    auto size = static_cast<std::int64_t>(content->size());
    act.insert(attachment_table, {{"public_id", db::Value(id)},
                                  {"expert_id", expert->id},
                                  {"title", db::Value(form->title)},
                                  {"kind", db::Value(kind)},
                                  {"size", size},
                                  {"content", crypto::Secret(std::move(*content))},
                                  {"at", db::Value(to_text(act.now()))},
                                  {"account_id", c.actor.account_id},
                                  {"scan", scanner::stored(finding.verdict)}});
    act.append({"attachment.added/1", "expert", c.parameter("id"), json::Object{{"attachment", id}, {"bytes", size}, {"kind", kind}}});
    if (finding.verdict == scanner::Verdict::away) scanner::hold(act, quarantine(), finding);
    act.commit();
    auto snapshot = c.platform.database.read();
    return answer_list(snapshot->connection(), expert->id);
}

Result<http::Response> open(auth::Context& c)
{
    auto act = c.act();
    auto stored = find(act.connection(), c.filter, c.parameter("id"));
    if (!stored) return auth::not_found("附件");
    if (!stored->there) return refuse(ErrorKind::conflict, messages::removed);
    auto response = download(act.connection(), c.platform.keys, stored->id);
    if (!response) return response.error();
    act.append({"attachment.opened/1", "expert", stored->expert, json::Object{{"attachment", c.parameter("id")}}});
    act.commit();
    return response;
}

Result<http::Response> take_away(auth::Context& c)
{
    auto form = c.body<Removal>();
    if (!form) return form.error();
    auto act = c.act();
    auto stored = find(act.connection(), c.filter, c.parameter("id"));
    if (!stored) return auth::not_found("附件");
    if (!stored->there) return refuse(ErrorKind::conflict, messages::removed);
    if (stored->merged) return refuse(ErrorKind::conflict, messages::merged);
    auto updated = act.update(attachment_table, stored->id,
                              {{"content", db::Value(nullptr)},
                               {"removed_at", db::Value(to_text(act.now()))},
                               {"removed_by", c.actor.account_id},
                               {"reason", db::Value(form->reason)}},
                              stored->version);
    if (!updated) return updated.error();
    act.append({"attachment.removed/1", "expert", stored->expert, json::Object{{"attachment", c.parameter("id")}}, form->reason});
    scanner::take_out(act, quarantine());
    act.commit();
    return http::no_content();
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

const auth::Route table[] = {
    {get,
     "/api/v1/experts/{id}/attachments",
     {P::library_read, Scope::all},
     list,
     {"专家附件，移除的也在内", nullptr, auth::table_of<List>}},
    {post,
     "/api/v1/experts/{id}/attachments",
     {P::library_edit, Scope::all},
     add,
     {"上传附件：PDF、JPEG、PNG，至多 10 MB", auth::table_of<Upload>, auth::table_of<List>},
     nullptr,
     static_cast<std::size_t>(most_encoded) + (64 << 10)},
    {get,
     "/api/v1/attachments/{id}/file",
     {P::library_read, Scope::all},
     open,
     {"打开附件；每次留痕", nullptr, nullptr, "附件中的个人信息"}},
    {post,
     "/api/v1/attachments/{id}/remove",
     {P::library_edit, Scope::all},
     take_away,
     {"移除附件，留下题名和理由", auth::table_of<Removal>}},
};

} // namespace

Result<http::Response> download(db::Connection& connection, const crypto::Keyring& keys, std::int64_t id)
{
    auto [title, kind, scan] = connection
                                   .one("SELECT title, kind, scan FROM attachment WHERE id = $1", {id},
                                        [](const db::Row& row) { return std::tuple(row.text(0), row.text(1), row.maybe_text(2)); })
                                   .value();
    if (scan == scanner::waiting) return refuse(ErrorKind::conflict, scanner::messages::waiting);
    return http::attachment(content_of(connection, keys, id).reveal(), std::string(find_kind(kind)->type), title + "." + kind);
}

std::span<const auth::Route> routes()
{
    return table;
}

} // namespace attachment
