#include "intake/answers.h"
#include "intake/intake.h"
#include "intake/messages.h"
#include "intake/namesakes.h"
#include "intake/work.h"

#include <algorithm>

// What people decide about a file before it is applied: its columns, values to correct, who is one person.
namespace intake {

namespace {

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

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

const auth::Route table[] = {
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
};

} // namespace

std::span<const auth::Route> mending_routes()
{
    return table;
}

} // namespace intake
