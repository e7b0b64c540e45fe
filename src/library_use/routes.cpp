#include "base/faults.h"
#include "catalog/catalog.h"
#include "library_use/messages.h"
#include "library_use/steps.h"
#include "rulebook/rulebook.h"

#include <algorithm>

namespace library_use {

namespace {

using fields::field;
using fields::Table;

struct CategoryView {
    std::string code, name;
};
const Table& fields_of(const CategoryView*)
{
    static const Table table{field<&CategoryView::code>("code"), field<&CategoryView::name>("name")};
    return table;
}

struct Answer {
    std::vector<UseView> items;
    std::int64_t total = 0, page = 0, size = 0;
    std::vector<CategoryView> categories;
    std::int64_t most_years = 0;
    bool needed = false;
};
const Table& fields_of(const Answer*)
{
    static const Table table{
        field<&Answer::items>("items"),
        field<&Answer::total>("total"),
        field<&Answer::page>("page"),
        field<&Answer::size>("size"),
        field<&Answer::categories>("categories", {.label = "可以申请的专家类别"}),
        field<&Answer::most_years>("most_years", {.label = "一次最长几年"}),
        field<&Answer::needed>("needed", {.label = "须先准予才能抽取"}),
    };
    return table;
}

struct Form {
    std::string purpose;
    std::vector<std::string> categories;
    Day from{}, to{};
    bool promised = false;
};
const Table& fields_of(const Form*)
{
    static const Table table{
        field<&Form::purpose>("purpose", {.label = "用途", .required = true, .min = 4, .max = 500, .multiline = true}),
        field<&Form::categories>("categories", {.label = "专家类别", .required = true, .max = 20}),
        field<&Form::from>("from", {.label = "开始日期", .required = true}),
        field<&Form::to>("to", {.label = "结束日期", .required = true}),
        field<&Form::promised>("promised", {.label = "保密承诺"}),
    };
    return table;
}

struct GrantForm {
    std::int64_t version = 0;
    std::string document;
};
const Table& fields_of(const GrantForm*)
{
    static const Table table{
        field<&GrantForm::version>("version", {.required = true}),
        field<&GrantForm::document>("document", {.label = "依据", .required = true, .min = 2, .max = 200}),
    };
    return table;
}

struct ReasonForm {
    std::int64_t version = 0;
    std::string reason;
};
const Table& fields_of(const ReasonForm*)
{
    static const Table table{
        field<&ReasonForm::version>("version", {.required = true}),
        field<&ReasonForm::reason>("reason", {.label = "理由", .required = true, .min = 2, .max = 500, .multiline = true}),
    };
    return table;
}

Result<http::Response> list(auth::Context& c)
{
    auto page = auth::page_of(c.request);
    if (!page) return page.error();
    std::string state = c.request.query_value("state").value_or("");
    if (!is_state(state)) return refuse_field("state", messages::state_unknown, {state});
    auto snapshot = c.platform.database.read();
    auto found = find(snapshot->connection(), c.filter, state, *page, c.today, c.actor);
    auto book = rulebook::load(snapshot->connection());
    Answer answer{std::move(found.items),
                  found.total,
                  page->number,
                  page->size,
                  {},
                  book.value(dated_rules, "12.use_years", c.today),
                  book.value(dated_rules, "12.use_granted", c.today) != 0};
    for (const auto* entry : catalog::expert_categories().children(nullptr)) answer.categories.push_back({entry->code, entry->name});
    return http::answer(fields::write(answer));
}

void judge(const Form& form, std::int64_t most_years, Day today, Faults& faults)
{
    const auto& table = catalog::expert_categories();
    for (const auto& code : form.categories) {
        const auto* entry = table.find(code);
        if (!entry || entry->retired) faults.add("categories", messages::category_unknown, {code});
    }
    if (form.to < form.from)
        faults.add("to", messages::days_reversed, {to_text(form.from)});
    else if (form.to < today)
        faults.add("to", messages::days_past, {to_text(today)});
    else if (form.to > add_years(form.from, static_cast<int>(most_years)))
        faults.add("to", messages::too_long, {std::to_string(most_years)});
    if (!form.promised) faults.add("promised", messages::not_promised);
}

// As the table has them, each once.
std::vector<std::string> in_order(const std::vector<std::string>& codes)
{
    std::vector<std::string> list;
    for (const auto& entry : catalog::expert_categories().entries())
        if (std::find(codes.begin(), codes.end(), entry.code) != codes.end()) list.push_back(entry.code);
    return list;
}

Result<http::Response> apply(auth::Context& c)
{
    auto form = c.body<Form>();
    if (!form) return form.error();
    if (!c.actor.entity_id) return refuse(ErrorKind::conflict, messages::no_unit);
    auto act = c.act();
    Faults faults;
    judge(*form, rulebook::load(act.connection()).value(dated_rules, "12.use_years", c.today), c.today, faults);
    if (auto error = faults.error()) return *error;
    if (waits(act.connection(), *c.actor.entity_id)) return refuse(ErrorKind::conflict, messages::waits_already);
    ask(act, {*c.actor.entity_id, form->purpose, in_order(form->categories), form->from, form->to, c.actor.account_id});
    act.commit();
    return http::no_content();
}

// Loads within the scope and lets `verb` act on it; all in one transaction.
template <class Verb>
Result<http::Response> on_use(auth::Context& c, Verb verb)
{
    auto act = c.act();
    auto use = load(act.connection(), c.filter, c.parameter("id"));
    if (!use) return auth::not_found("申请");
    Result<Done> done = verb(act, *use);
    if (!done) return done.error();
    act.commit();
    return http::no_content();
}

Result<http::Response> grant_one(auth::Context& c)
{
    auto form = c.body<GrantForm>();
    if (!form) return form.error();
    return on_use(c, [&](ledger::Act& act, const Use& use) { return grant(act, use, form->version, form->document, c.actor.account_id); });
}

template <Result<Done> (*verb)(ledger::Act&, const Use&, std::int64_t, const std::string&, std::int64_t)>
Result<http::Response> with_reason(auth::Context& c)
{
    auto form = c.body<ReasonForm>();
    if (!form) return form.error();
    return on_use(c, [&](ledger::Act& act, const Use& use) { return verb(act, use, form->version, form->reason, c.actor.account_id); });
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

constexpr auth::Needs department{P::use_grant, Scope::all};
constexpr auth::Needs applicant{P::use_apply, Scope::own_entity};

const auth::Route table[] = {
    {get,
     "/api/v1/library-uses",
     {{P::use_grant, Scope::all}, {P::use_apply, Scope::own_entity}, {P::activity_edit, Scope::own_entity}},
     list,
     {"使用专家库的申请", nullptr, auth::table_of<Answer>, "工作人员姓名", {"state", "page", "size"}}},
    {post, "/api/v1/library-uses", applicant, apply, {"申请使用专家库", auth::table_of<Form>, nullptr}},
    {post, "/api/v1/library-uses/{id}/grant", department, grant_one, {"准予使用专家库", auth::table_of<GrantForm>, nullptr}},
    {post, "/api/v1/library-uses/{id}/refuse", department, with_reason<turn_down>, {"不予准予", auth::table_of<ReasonForm>, nullptr}},
    {post, "/api/v1/library-uses/{id}/cancel", applicant, with_reason<cancel>, {"撤回申请", auth::table_of<ReasonForm>, nullptr}},
    {post,
     "/api/v1/library-uses/{id}/withdraw",
     department,
     with_reason<withdraw>,
     {"收回使用权限，下一步操作即不能再用", auth::table_of<ReasonForm>, nullptr}},
};

} // namespace

std::span<const auth::Route> routes()
{
    return table;
}

} // namespace library_use
