#include "account/account.h"
#include "catalog/catalog.h"
#include "registry/messages.h"
#include "registry/registry.h"
#include "registry/request.h"
#include "registry/vouch.h"

namespace registry {

namespace {

struct Choice {
    std::string value, label;
};
const fields::Table& fields_of(const Choice*)
{
    static const fields::Table table{fields::field<&Choice::value>("value"), fields::field<&Choice::label>("label")};
    return table;
}

struct ChoicesAnswer {
    std::vector<Choice> kinds, regions, departments;
};
const fields::Table& fields_of(const ChoicesAnswer*)
{
    static const fields::Table table{
        fields::field<&ChoicesAnswer::kinds>("kinds", {.label = "单位类型"}),
        fields::field<&ChoicesAnswer::regions>("regions", {.label = "所在地区"}),
        fields::field<&ChoicesAnswer::departments>("departments", {.label = "归口管理部门"}),
    };
    return table;
}

struct ReceiptAnswer {
    std::string number;
};
const fields::Table& fields_of(const ReceiptAnswer*)
{
    static const fields::Table table{fields::field<&ReceiptAnswer::number>("number", {.label = "回执号"})};
    return table;
}

struct AskItem {
    std::string id, number, state, name, code, kind_name, region_name, department;
    Instant at{};
};
const fields::Table& fields_of(const AskItem*)
{
    static const fields::Table table{
        fields::field<&AskItem::id>("id"),
        fields::field<&AskItem::number>("number", {.label = "回执号"}),
        fields::field<&AskItem::state>("state", {.label = "状态", .choices = {"asked", "vouched", "refused"}}),
        fields::field<&AskItem::name>("name", {.label = "单位名称"}),
        fields::field<&AskItem::code>("code", {.label = "统一社会信用代码"}),
        fields::field<&AskItem::kind_name>("kind_name", {.label = "单位类型"}),
        fields::field<&AskItem::region_name>("region_name", {.label = "所在地区"}),
        fields::field<&AskItem::department>("department", {.label = "归口管理部门"}),
        fields::field<&AskItem::at>("at", {.label = "提交时间"}),
    };
    return table;
}

struct AsksAnswer {
    std::vector<AskItem> items;
    std::int64_t total = 0, page = 1, size = 20;
};
const fields::Table& fields_of(const AsksAnswer*)
{
    static const fields::Table table{
        fields::field<&AsksAnswer::items>("items"),
        fields::field<&AsksAnswer::total>("total"),
        fields::field<&AsksAnswer::page>("page"),
        fields::field<&AsksAnswer::size>("size"),
    };
    return table;
}

struct AskAnswer {
    AskItem item;
    std::int64_t version = 0;
    std::string licence, contact_name, phone, login;
    std::vector<Flag> flags;
    bool blocked = false;
    std::optional<Instant> decided_at;
    std::optional<std::string> decided_by, reason;
};
const fields::Table& fields_of(const AskAnswer*)
{
    static const fields::Table table{
        fields::field<&AskAnswer::item>("item"),
        fields::field<&AskAnswer::version>("version", {.label = "版本"}),
        fields::field<&AskAnswer::licence>("licence", {.label = "证照名称和编号"}),
        fields::field<&AskAnswer::contact_name>("contact_name", {.label = "联系人", .personal = "核实申请，开立账号"}),
        fields::field<&AskAnswer::phone>("phone", {.label = "手机", .personal = "核实申请"}),
        fields::field<&AskAnswer::login>("login", {.label = "想用的用户名"}),
        fields::field<&AskAnswer::flags>("flags", {.label = "请核对"}),
        fields::field<&AskAnswer::blocked>("blocked", {.label = "不能认可"}),
        fields::field<&AskAnswer::decided_at>("decided_at", {.label = "办理时间"}),
        fields::field<&AskAnswer::decided_by>("decided_by", {.label = "办理人"}),
        fields::field<&AskAnswer::reason>("reason", {.label = "意见"}),
    };
    return table;
}

struct VouchForm {
    std::int64_t version = 0;
    std::string login, checked;
};
const fields::Table& fields_of(const VouchForm*)
{
    static const fields::Table table{
        fields::field<&VouchForm::version>("version", version_rule),
        fields::field<&VouchForm::login>("login", {.label = "用户名", .required = true, .max = 30}),
        fields::field<&VouchForm::checked>("checked", {.label = "核对了什么", .required = true, .max = 500, .multiline = true}),
    };
    return table;
}

struct VouchedAnswer {
    std::string unit, login, code;
};
const fields::Table& fields_of(const VouchedAnswer*)
{
    static const fields::Table table{
        fields::field<&VouchedAnswer::unit>("unit", {.label = "单位名称"}),
        fields::field<&VouchedAnswer::login>("login", {.label = "用户名"}),
        fields::field<&VouchedAnswer::code>("code", {.label = "一次性代码", .note = "只显示这一次"}),
    };
    return table;
}

struct RefuseForm {
    std::int64_t version = 0;
    std::string reason;
};
const fields::Table& fields_of(const RefuseForm*)
{
    static const fields::Table table{
        fields::field<&RefuseForm::version>("version", version_rule),
        fields::field<&RefuseForm::reason>("reason", {.label = "不予认可的理由", .required = true, .max = 500, .multiline = true}),
    };
    return table;
}

// What anybody may choose from: nothing of it says which units there are, but for the departments that vouch.
Result<http::Response> choices(auth::Context& c)
{
    constexpr int above_counties = 2;
    constexpr std::string_view home = "150000"; // down to the counties here, to the cities elsewhere
    ChoicesAnswer answer;
    for (const auto& kind : catalog::unit_kinds().entries()) answer.kinds.push_back({kind.code, kind.name});
    const auto& regions = catalog::regions();
    for (const auto& region : regions.entries())
        if (region.level <= above_counties || regions.is_within(region.code, home))
            answer.regions.push_back({region.code, regions.path(region)});
    auto snapshot = c.platform.database.read();
    for (auto& [id, name] : vouching_departments(snapshot->connection(), c.today)) answer.departments.push_back({id, name});
    return http::answer(fields::write(answer));
}

Result<http::Response> submit(auth::Context& c)
{
    auto form = c.body<AskForm>();
    if (!form) return form.error();
    auto wanted = [&] {
        auto snapshot = c.platform.database.read();
        return read_ask(snapshot->connection(), *form, c.today);
    }();
    if (!wanted) return wanted.error();
    ledger::Act act(c.platform.database, c.platform.keys, {"system", "网上申请", std::nullopt, c.request.peer}, c.now);
    auto asked = ask(act, c.platform.keys, *wanted, c.request.peer);
    if (!asked) return asked.error();
    if (asked->fresh) act.commit();
    return http::answer(fields::write(ReceiptAnswer{asked->number}));
}

AskItem item_of(const Ask& ask, const std::string& department)
{
    auto name = [](const catalog::Table& table, const std::string& code) {
        const auto* entry = table.find(code);
        return entry ? table.path(*entry) : code;
    };
    return {ask.public_id,
            ask.number,
            ask.state,
            ask.name,
            ask.code,
            name(catalog::unit_kinds(), ask.kind),
            name(catalog::regions(), ask.region),
            department,
            ask.at};
}

Result<http::Response> list(auth::Context& c)
{
    auto page = auth::page_of(c.request);
    if (!page) return page.error();
    std::string state = c.request.query_value("state").value_or("");
    auto snapshot = c.platform.database.read();
    auto found = find_asks(snapshot->connection(), c.filter, state, *page);
    std::vector<std::int64_t> departments;
    for (const auto& one : found.items) departments.push_back(one.department_id);
    auto names = names_of(snapshot->connection(), departments);
    AsksAnswer answer{{}, found.total, page->number, page->size};
    for (const auto& one : found.items) answer.items.push_back(item_of(one, names.at(one.department_id)));
    return http::answer(fields::write(answer));
}

Reviewer reviewer_of(const auth::Context& c)
{
    return {c.actor.account_id, c.actor.display_name, c.actor.expert_id, c.actor.entity_id, peer_hash(c.platform.keys, c.request.peer)};
}

// The contact is shown whole to who has to call; each look stands in the ledger (Art. 20).
Result<http::Response> show(auth::Context& c)
{
    auto act = c.act();
    auto& connection = act.connection();
    auto ask = load_ask(connection, c.filter, c.parameter("id"));
    if (!ask) return auth::not_found("单位登记申请");
    Contact contact = contact_of(connection, c.platform.keys, ask->id);
    AskAnswer answer{item_of(*ask, names_of(connection, {ask->department_id}).at(ask->department_id)),
                     ask->version,
                     ask->licence,
                     contact.name.reveal(),
                     contact.phone.reveal(),
                     ask->login,
                     {},
                     false,
                     ask->decided_at,
                     ask->decided_by,
                     ask->reason};
    if (ask->state == "asked") {
        Look look = look_at(connection, *ask, contact, reviewer_of(c));
        answer.flags = look.flags;
        answer.blocked = look.blocked();
    }
    act.append({"units.ask_read/1", "unit_ask", ask->public_id, {}});
    act.commit();
    return http::answer(fields::write(answer));
}

Result<Ask> for_decision(db::Connection& connection, const auth::Context& c, std::int64_t version)
{
    auto ask = load_ask(connection, c.filter, c.parameter("id"));
    if (!ask) return auth::not_found("单位登记申请");
    if (ask->state != "asked" || ask->version != version) return refuse(ErrorKind::conflict, messages::ask_decided, {ask->number});
    return std::move(*ask);
}

// Without the request's idempotency: its answer would keep the code.
Result<http::Response> vouch_for(auth::Context& c)
{
    auto form = c.body<VouchForm>();
    if (!form) return form.error();
    if (!account::is_login(form->login)) return refuse_field("login", messages::ask_login);
    ledger::Act act(c.platform.database, c.platform.keys, c.author(), c.now);
    auto ask = for_decision(act.connection(), c, form->version);
    if (!ask) return ask.error();
    Contact contact = contact_of(act.connection(), c.platform.keys, ask->id);
    Look look = look_at(act.connection(), *ask, contact, reviewer_of(c));
    for (const auto& flag : look.flags)
        if (flag.blocks) return refuse(ErrorKind::conflict, messages::ask_blocked, {flag.text});
    auto done = vouch(act, c.platform.keys, *ask, contact, look, form->login, form->checked, c.actor.account_id);
    if (!done) return done.error();
    act.commit();
    return http::answer(fields::write(VouchedAnswer{done->unit, done->login, done->code}));
}

Result<http::Response> refuse_ask(auth::Context& c)
{
    auto form = c.body<RefuseForm>();
    if (!form) return form.error();
    auto act = c.act();
    auto ask = for_decision(act.connection(), c, form->version);
    if (!ask) return ask.error();
    auto decided = act.update(unit_ask_table, ask->id,
                              {{"state", db::Value("refused")},
                               {"decided_at", db::Value(to_text(act.now()))},
                               {"decided_by", c.actor.account_id},
                               {"reason", db::Value(form->reason)}},
                              ask->version);
    if (!decided) return decided.error();
    act.append({"units.ask_refused/1", "unit_ask", ask->public_id, {}, form->reason});
    act.commit();
    return http::no_content();
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

constexpr std::string_view contact = "联系人姓名、手机";

const auth::Route table[] = {
    {get,
     "/api/v1/public/unit-asks/choices",
     {P::anyone, Scope::nothing},
     choices,
     {"申请登记单位时可选的项", nullptr, auth::table_of<ChoicesAnswer>}},
    {post,
     "/api/v1/public/unit-asks",
     {P::anyone, Scope::nothing},
     submit,
     {"单位申请登记", auth::table_of<AskForm>, auth::table_of<ReceiptAnswer>}},
    {get,
     "/api/v1/unit-asks",
     {P::unit_vouch, Scope::own_charge},
     list,
     {"向本部门提出的单位登记申请", nullptr, auth::table_of<AsksAnswer>, "", {"state", "page", "size"}}},
    {get,
     "/api/v1/unit-asks/{id}",
     {P::unit_vouch, Scope::own_charge},
     show,
     {"单位登记申请；每次留痕", nullptr, auth::table_of<AskAnswer>, contact}},
    {post,
     "/api/v1/unit-asks/{id}/vouch",
     {P::unit_vouch, Scope::own_charge},
     vouch_for,
     {"认可：单位入库，联系人得到一次性代码", auth::table_of<VouchForm>, auth::table_of<VouchedAnswer>}},
    {post,
     "/api/v1/unit-asks/{id}/refuse",
     {P::unit_vouch, Scope::own_charge},
     refuse_ask,
     {"不予认可，说明理由", auth::table_of<RefuseForm>, nullptr}},
};

} // namespace

std::span<const auth::Route> ask_routes()
{
    return table;
}

} // namespace registry
