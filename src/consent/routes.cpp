#include "consent/kinds.h"
#include "consent/messages.h"
#include "consent/store.h"
#include "expert/expert.h"

// 我的同意: each text by itself, answered and answered anew at any time.
namespace consent {

namespace {

struct ConsentView {
    std::string kind, name, title, edition, text, refused;
    bool may_refuse = false;
    std::string answer; // given, refused; empty: none
    std::optional<Instant> at;
    bool current = false; // it was to this edition
};
const fields::Table& fields_of(const ConsentView*)
{
    using fields::field;
    static const fields::Table table{
        field<&ConsentView::kind>("kind", {.choices = {"notice", "sharing", "sensitive"}}),
        field<&ConsentView::name>("name", {.label = "种类"}),
        field<&ConsentView::title>("title", {.label = "标题"}),
        field<&ConsentView::edition>("edition", {.label = "版次"}),
        field<&ConsentView::text>("text", {.label = "正文"}),
        field<&ConsentView::may_refuse>("may_refuse", {.label = "可以不同意"}),
        field<&ConsentView::refused>("refused", {.label = "不同意有什么后果"}),
        field<&ConsentView::answer>("answer", {.label = "上一次的答复", .choices = {"", "given", "refused"}}),
        field<&ConsentView::at>("at", {.label = "答复时间"}),
        field<&ConsentView::current>("current", {.label = "答复的是现行版"}),
    };
    return table;
}

struct AnswerView {
    std::string name, edition;
    bool given = false;
    Instant at{};
};
const fields::Table& fields_of(const AnswerView*)
{
    using fields::field;
    static const fields::Table table{
        field<&AnswerView::name>("name", {.label = "种类"}), field<&AnswerView::edition>("edition", {.label = "版次"}),
        field<&AnswerView::given>("given", {.label = "同意（知悉）"}), field<&AnswerView::at>("at", {.label = "时间"})};
    return table;
}

struct ConsentsAnswer {
    bool linked = false;
    std::vector<ConsentView> items;
    std::vector<AnswerView> history;
};
const fields::Table& fields_of(const ConsentsAnswer*)
{
    static const fields::Table table{
        fields::field<&ConsentsAnswer::linked>("linked", {.label = "账号已与专家记录关联"}),
        fields::field<&ConsentsAnswer::items>("items"),
        fields::field<&ConsentsAnswer::history>("history", {.label = "历次答复", .note = "新的在前"}),
    };
    return table;
}

struct ConsentForm {
    std::string kind, edition;
    bool given = false;
};
const fields::Table& fields_of(const ConsentForm*)
{
    static const fields::Table table{
        fields::field<&ConsentForm::kind>("kind", {.label = "种类", .required = true, .choices = {"notice", "sharing", "sensitive"}}),
        fields::field<&ConsentForm::edition>("edition", {.label = "版次", .required = true, .max = 40}),
        fields::field<&ConsentForm::given>("given", {.label = "是否同意", .required = true}),
    };
    return table;
}

// The last answer to a kind; nullptr: none.
const Answer* last_of(const std::vector<Answer>& answers, std::string_view kind)
{
    const Answer* last = nullptr;
    for (const auto& answer : answers)
        if (answer.kind == kind) last = &answer;
    return last;
}

ConsentView view_of(const Kind& kind, const rulebook::Edition& edition, const Answer* last)
{
    ConsentView view{std::string(kind.code), std::string(kind.name),
                     edition.title,          edition.name,
                     edition.text,           std::string(kind.refused),
                     kind.may_refuse,        "",
                     std::nullopt,           false};
    if (!last) return view;
    view.answer = last->given ? "given" : "refused";
    view.at = last->at;
    view.current = last->edition == edition.name;
    return view;
}

std::optional<std::int64_t> own_of(db::Connection& connection, const auth::Actor& actor)
{
    return actor.expert_id ? std::optional(expert::Merges(connection).lasting(*actor.expert_id)) : std::nullopt;
}

Result<http::Response> show(auth::Context& c)
{
    auto snapshot = c.platform.database.read();
    ConsentsAnswer answer;
    auto expert = own_of(snapshot->connection(), c.actor);
    if (!expert) return http::answer(fields::write(answer));
    answer.linked = true;
    auto answers = answers_of(snapshot->connection(), *expert);
    for (const auto& kind : kinds())
        answer.items.push_back(view_of(kind, kind.edition_on(snapshot->connection(), c.today), last_of(answers, kind.code)));
    for (auto one = answers.rbegin(); one != answers.rend(); ++one)
        answer.history.push_back({std::string(find_kind(one->kind)->name), one->edition, one->given, one->at});
    return http::answer(fields::write(answer));
}

Result<http::Response> answer(auth::Context& c)
{
    auto form = c.body<ConsentForm>();
    if (!form) return form.error();
    const Kind& kind = *find_kind(form->kind);
    if (!form->given && !kind.may_refuse) return refuse_field("given", messages::notice_only);
    auto act = c.act();
    auto& connection = act.connection();
    const auto edition = kind.edition_on(connection, c.today);
    if (form->edition != edition.name) return refuse(ErrorKind::conflict, messages::edition);
    auto expert = own_of(connection, c.actor);
    if (!expert) return refuse(ErrorKind::conflict, messages::not_linked);
    auto answers = answers_of(connection, *expert);
    if (const auto* last = last_of(answers, kind.code); last && last->given == form->given && last->edition == edition.name)
        return refuse(ErrorKind::conflict, messages::same);
    act.insert(consent_table, {{"expert_id", *expert},
                               {"kind", db::Value(form->kind)},
                               {"edition", db::Value(edition.name)},
                               {"text_hash", db::Value(rulebook::hash_of(edition, c.platform.keys.suite()))},
                               {"given", std::int64_t{form->given}},
                               {"at", db::Value(to_text(act.now()))},
                               {"account_id", c.actor.account_id}});
    auto public_id =
        connection.one("SELECT public_id FROM expert WHERE id = $1", {*expert}, [](const db::Row& row) { return row.text(0); });
    act.append({form->given ? "consent.given/1" : "consent.refused/1", "expert", *public_id,
                json::Object{{"kind", form->kind}, {"edition", edition.name}}});
    act.commit();
    return http::no_content();
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

const auth::Route table[] = {
    {get,
     "/api/v1/account/consents",
     {P::record_own, Scope::self},
     show,
     {"我的同意：告知、共享、敏感信息各一份文本和历次答复", nullptr, auth::table_of<ConsentsAnswer>}},
    {post,
     "/api/v1/account/consents",
     {P::record_own, Scope::self},
     answer,
     {"答复一份文本：同意（知悉），或不同意、撤回", auth::table_of<ConsentForm>}},
};

} // namespace

std::span<const auth::Route> routes()
{
    return table;
}

} // namespace consent
