#include "own_record/own_record.h"

#include "base/messages.h"
#include "crypto/random.h"
#include "own_record/erasure.h"
#include "own_record/messages.h"
#include "own_record/own.h"

#include <algorithm>

// What an expert asks of the own data, and how it is decided: corrections by library administrators, erasure by the science department.
namespace own_record {

namespace {

constexpr std::string_view correction = "correction", erasure = "erasure";

struct OwnRequest {
    std::string id, kind, label, words, state, answer;
    Instant asked_at{};
    std::optional<Instant> decided_at;
};
const fields::Table& fields_of(const OwnRequest*)
{
    using fields::field;
    static const fields::Table table{
        field<&OwnRequest::id>("id"),
        field<&OwnRequest::kind>("kind", {.choices = {"correction", "erasure"}}),
        field<&OwnRequest::label>("label", {.label = "要更正的信息", .note = "删除的为空"}),
        field<&OwnRequest::words>("words", {.label = "要求和理由"}),
        field<&OwnRequest::state>("state", {.label = "状态", .choices = {"asked", "done", "refused", "withdrawn"}}),
        field<&OwnRequest::answer>("answer", {.label = "答复"}),
        field<&OwnRequest::asked_at>("asked_at", {.label = "提出时间"}),
        field<&OwnRequest::decided_at>("decided_at", {.label = "办结时间"}),
    };
    return table;
}

struct FateView {
    std::string name, stays_for;
};
const fields::Table& fields_of(const FateView*)
{
    static const fields::Table table{fields::field<&FateView::name>("name", {.label = "信息"}),
                                     fields::field<&FateView::stays_for>("stays_for", {.label = "为什么留存", .note = "空：删除"})};
    return table;
}

struct OwnRequests {
    std::vector<OwnRequest> items;
    std::vector<FateView> fates;
};
const fields::Table& fields_of(const OwnRequests*)
{
    static const fields::Table table{fields::field<&OwnRequests::items>("items"),
                                     fields::field<&OwnRequests::fates>("fates", {.label = "删除时各项信息的去留"})};
    return table;
}

struct AskForm {
    std::string kind, words;
    std::optional<std::string> field;
};
const fields::Table& fields_of(const AskForm*)
{
    static const fields::Table table{
        fields::field<&AskForm::kind>("kind", {.label = "要求", .required = true, .choices = {"correction", "erasure"}}),
        fields::field<&AskForm::field>("field", {.label = "要更正的信息", .max = 40}),
        fields::field<&AskForm::words>("words", {.label = "要求和理由", .required = true, .max = 1000, .multiline = true}),
    };
    return table;
}

struct StaffRequest {
    std::string id, expert_id, number, name, label, words, state, answer;
    Instant asked_at{};
    std::optional<Instant> decided_at;
    std::vector<std::string> obstacles; // of an erasure that waits
};
const fields::Table& fields_of(const StaffRequest*)
{
    using fields::field;
    static const fields::Table table{
        field<&StaffRequest::id>("id"),
        field<&StaffRequest::expert_id>("expert_id"),
        field<&StaffRequest::number>("number", {.label = "专家编号"}),
        field<&StaffRequest::name>("name", {.label = "姓名"}),
        field<&StaffRequest::label>("label", {.label = "要更正的信息"}),
        field<&StaffRequest::words>("words", {.label = "要求和理由"}),
        field<&StaffRequest::state>("state", {.label = "状态", .choices = {"asked", "done", "refused", "withdrawn"}}),
        field<&StaffRequest::answer>("answer", {.label = "答复"}),
        field<&StaffRequest::asked_at>("asked_at", {.label = "提出时间"}),
        field<&StaffRequest::decided_at>("decided_at", {.label = "办结时间"}),
        field<&StaffRequest::obstacles>("obstacles", {.label = "现在不能删除的原因"}),
    };
    return table;
}

struct StaffRequests {
    std::vector<StaffRequest> items;
    std::vector<FateView> fates;
    std::int64_t total = 0, page = 1, size = 20;
};
const fields::Table& fields_of(const StaffRequests*)
{
    using fields::field;
    static const fields::Table table{field<&StaffRequests::items>("items"),
                                     field<&StaffRequests::fates>("fates", {.label = "删除时各项信息的去留", .note = "更正的为空"}),
                                     field<&StaffRequests::total>("total"), field<&StaffRequests::page>("page"),
                                     field<&StaffRequests::size>("size")};
    return table;
}

struct DecideForm {
    std::string state;
    std::optional<std::string> answer;
};
const fields::Table& fields_of(const DecideForm*)
{
    static const fields::Table table{
        fields::field<&DecideForm::state>("state", {.label = "决定", .required = true, .choices = {"done", "refused"}}),
        fields::field<&DecideForm::answer>("answer", {.label = "答复", .max = 1000, .multiline = true}),
    };
    return table;
}

std::string label_of(const Request& request)
{
    return request.field.empty() ? "" : std::string(expert::record_field(request.field).label);
}

std::vector<FateView> fate_views()
{
    std::vector<FateView> views;
    for (auto& fate : fates()) views.push_back({std::move(fate.name), std::move(fate.stays_for)});
    return views;
}

Result<http::Response> show_own(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    OwnRequests answer{{}, fate_views()};
    if (auto record = own(snapshot->connection(), c.platform.keys, c.actor))
        for (const auto& r : requests_of(snapshot->connection(), c.platform.keys, record->id))
            answer.items.push_back({r.id, r.kind, label_of(r), r.words, r.state, r.answer, r.asked_at, r.decided_at});
    return http::answer(fields::write(answer));
}

std::optional<Error> fault_of(const AskForm& form)
{
    auto all = expert::record_fields();
    bool known = form.field && std::any_of(all.begin(), all.end(), [&](const auto& field) { return field.name == *form.field; });
    if ((form.kind == correction) != known) return refuse_field("field", messages::unknown_field);
    return std::nullopt;
}

Result<http::Response> ask(auth::Context& c)
{
    auto form = c.body<AskForm>();
    if (!form) return form.error();
    if (auto fault = fault_of(*form)) return *fault;
    auto act = c.act();
    auto record = own(act.connection(), c.platform.keys, c.actor);
    if (!record) return refuse(ErrorKind::conflict, messages::not_linked);
    if (record->facts.status == erased_status) return refuse(ErrorKind::conflict, messages::erased);
    for (const auto& r : requests_of(act.connection(), c.platform.keys, record->id))
        if (r.state == "asked" && r.kind == form->kind && r.field == form->field.value_or(""))
            return refuse(ErrorKind::conflict, messages::asked_already);
    if (form->kind == erasure)
        if (auto open = open_sanction(act.connection(), record->id, c.today))
            return refuse(ErrorKind::conflict, messages::sanction_open, {*open});
    std::string id = crypto::random_id();
    ledger::Record row{{"public_id", db::Value(id)},
                       {"expert_id", record->id},
                       {"account_id", c.actor.account_id},
                       {"kind", db::Value(form->kind)},
                       {"words", crypto::Secret(form->words)},
                       {"state", db::Value("asked")},
                       {"asked_at", db::Value(to_text(act.now()))}};
    if (form->field) row.emplace("field", db::Value(*form->field));
    act.insert(personal_request_table, std::move(row));
    act.append({form->kind == erasure ? "expert.erasure_asked/1" : "expert.correction_asked/1", "expert", record->public_id,
                json::Object{{"request", id}}});
    act.commit();
    return http::no_content();
}

Result<http::Response> withdraw(auth::Context& c)
{
    auto act = c.act();
    auto record = own(act.connection(), c.platform.keys, c.actor);
    if (!record) return auth::not_found("要求");
    for (const auto& r : requests_of(act.connection(), c.platform.keys, record->id)) {
        if (r.id != c.parameter("id")) continue;
        if (auto ended = end_request(act, r, "withdrawn", "", c.actor.account_id); !ended) return ended.error();
        act.append({"expert.request_withdrawn/1", "expert", record->public_id, json::Object{{"request", r.id}}});
        act.commit();
        return http::no_content();
    }
    return auth::not_found("要求");
}

Result<http::Response> list(auth::Context& c, std::string_view kind)
{
    auto page = auth::page_of(c.request);
    if (!page) return page.error();
    auto snapshot = c.platform.database.read();
    auto& connection = snapshot->connection();
    auto found = find_requests(connection, c.platform.keys, kind, *page);
    StaffRequests answer{{}, {}, found.total, page->number, page->size};
    if (kind == erasure) answer.fates = fate_views();
    for (const auto& r : found.items) {
        StaffRequest view{r.id, r.expert, r.number, r.name, label_of(r), r.words, r.state, r.answer, r.asked_at, r.decided_at, {}};
        if (kind == erasure && r.state == "asked") view.obstacles = obstacles(connection, c.platform.keys, r.expert_id, c.today);
        answer.items.push_back(std::move(view));
    }
    return http::answer(fields::write(answer));
}

Result<http::Response> list_corrections(auth::Context& c)
{
    return list(c, correction);
}

Result<http::Response> list_erasures(auth::Context& c)
{
    return list(c, erasure);
}

// The form, whose refusal says why.
Result<DecideForm> decision_of(auth::Context& c)
{
    auto form = c.body<DecideForm>();
    if (form && form->state == "refused" && form->answer.value_or("").empty())
        return refuse_field("answer", ::messages::field_required, {"答复"});
    return form;
}

Result<http::Response> decide_correction(auth::Context& c)
{
    auto form = decision_of(c);
    if (!form) return form.error();
    auto act = c.act();
    auto request = load_request(act.connection(), c.platform.keys, correction, c.parameter("id"));
    if (!request) return auth::not_found("要求");
    if (auto ended = end_request(act, *request, form->state, form->answer.value_or(""), c.actor.account_id); !ended) return ended.error();
    act.append({"expert.correction_answered/1", "expert", request->expert, json::Object{{"request", request->id}, {"state", form->state}}});
    act.commit();
    return http::no_content();
}

Result<http::Response> decide_erasure(auth::Context& c)
{
    auto form = decision_of(c);
    if (!form) return form.error();
    if (auto fault = c.need_step_up()) return *fault;
    auto act = c.act();
    auto request = load_request(act.connection(), c.platform.keys, erasure, c.parameter("id"));
    if (!request) return auth::not_found("要求");
    bool granted = form->state == "done";
    if (granted && request->state == "asked")
        if (auto found = obstacles(act.connection(), c.platform.keys, request->expert_id, c.today); !found.empty()) {
            std::string words;
            for (const auto& one : found) words += (words.empty() ? "" : "；") + one;
            return refuse(ErrorKind::conflict, messages::obstacles, {words});
        }
    if (auto ended = end_request(act, *request, form->state, form->answer.value_or(""), c.actor.account_id); !ended) return ended.error();
    if (granted) erase(act, c.platform.keys, request->expert_id);
    act.append(
        {granted ? "expert.erased/1" : "expert.erasure_refused/1", "expert", request->expert, json::Object{{"request", request->id}}});
    act.commit();
    return http::no_content();
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

const auth::Route table[] = {
    {get,
     "/api/v1/account/record/requests",
     {P::record_own, Scope::self},
     show_own,
     {"本人要求过的更正和删除，以及删除时各项信息的去留", nullptr, auth::table_of<OwnRequests>, "本人写的要求"}},
    {post,
     "/api/v1/account/record/requests",
     {P::record_own, Scope::self},
     ask,
     {"要求更正一项信息，或申请删除全部信息", auth::table_of<AskForm>}},
    {post, "/api/v1/account/record/requests/{id}/withdraw", {P::record_own, Scope::self}, withdraw, {"撤回还没有办的要求"}},
    {get,
     "/api/v1/corrections",
     {P::library_edit, Scope::all},
     list_corrections,
     {"专家要求的更正，没有办的在前", nullptr, auth::table_of<StaffRequests>, "姓名，本人写的要求", {"page", "size"}}},
    {post,
     "/api/v1/corrections/{id}/answer",
     {P::library_edit, Scope::all},
     decide_correction,
     {"答复更正的要求", auth::table_of<DecideForm>}},
    {get,
     "/api/v1/erasures",
     {P::export_grant, Scope::all},
     list_erasures,
     {"专家申请的删除，没有办的在前，连同各项信息的去留和现在不能办的原因",
      nullptr,
      auth::table_of<StaffRequests>,
      "姓名，本人写的要求",
      {"page", "size"}}},
    {post,
     "/api/v1/erasures/{id}/decide",
     {P::export_grant, Scope::all},
     decide_erasure,
     {"批准删除（立即执行，不能恢复）或不予删除", auth::table_of<DecideForm>}},
};

} // namespace

std::span<const auth::Route> request_routes()
{
    return table;
}

} // namespace own_record
