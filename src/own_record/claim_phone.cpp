#include "own_record/own_record.h"

#include "account/account.h"
#include "base/identity.h"
#include "notify/notify.h"
#include "own_record/claim.h"
#include "own_record/messages.h"

// 认领档案: an expert who was imported proves to be the person by the telephone that the record holds (C6). Whether there is a record,
// and what of it was typed wrongly, nobody learns: the same rows are written and the same words answered (T19).
namespace own_record {

namespace {

const fields::Rule phone_rule{.label = "手机号", .required = true, .max = 20, .check = identity::check(identity::parse_phone)};
const fields::Rule number_rule{.label = "身份证号", .required = true, .max = 40, .check = identity::check(identity::parse_citizen_id)};
const fields::Rule name_rule{.label = "姓名", .required = true, .max = 60};

struct PersonForm {
    std::string name, citizen_id, phone;
};
const fields::Table& fields_of(const PersonForm*)
{
    static const fields::Table table{fields::field<&PersonForm::name>("name", name_rule),
                                     fields::field<&PersonForm::citizen_id>("citizen_id", number_rule),
                                     fields::field<&PersonForm::phone>("phone", phone_rule)};
    return table;
}

struct CodeForm {
    std::string name, citizen_id, phone, code;
};
const fields::Table& fields_of(const CodeForm*)
{
    static const fields::Table table{fields::field<&CodeForm::name>("name", name_rule),
                                     fields::field<&CodeForm::citizen_id>("citizen_id", number_rule),
                                     fields::field<&CodeForm::phone>("phone", phone_rule),
                                     fields::field<&CodeForm::code>("code", {.label = "验证码", .required = true, .min = 6, .max = 6})};
    return table;
}

struct OfferAnswer {
    bool offered = false, demonstration = false;
};
const fields::Table& fields_of(const OfferAnswer*)
{
    static const fields::Table table{
        fields::field<&OfferAnswer::offered>("offered", {.label = "可以用手机验证码认领"}),
        fields::field<&OfferAnswer::demonstration>("demonstration", {.label = "演示库：短信不真发，页面展示"})};
    return table;
}

struct JoinAnswer {
    std::string code;
};
const fields::Table& fields_of(const JoinAnswer*)
{
    static const fields::Table table{
        fields::field<&JoinAnswer::code>("code", {.label = "开通账号的一次性代码", .note = "只在这一次回答里出现"})};
    return table;
}

// What is typed as it is stored; the fields were checked.
std::string phone_of(const std::string& typed)
{
    return *identity::parse_phone(typed);
}

// The record of exactly this person, if nobody has claimed it.
std::optional<expert::Record> find_record(db::Connection& connection, const crypto::Keyring& keys, const std::string& name,
                                          const std::string& citizen_id, const std::string& phone)
{
    auto number = crypto::bytes_of(keys.lookup_hash("citizen_id", crypto::Secret(identity::parse_citizen_id(citizen_id)->number)));
    auto found =
        connection.one("SELECT public_id, name, phone_hash FROM expert WHERE citizen_id_hash = $1 AND status NOT IN ('merged', 'erased')",
                       {number}, [](const db::Row& row) { return std::tuple(row.text(0), row.text(1), row.maybe_bytes(2)); });
    if (!found || std::get<1>(*found) != name || std::get<2>(*found) != notify::phone_hash(keys, phone)) return std::nullopt;
    auto record = expert::load_record(connection, keys, {.scope = auth::Scope::all}, std::get<0>(*found));
    return record && claim_of(connection, record->id).state != Claimed::yes ? record : std::nullopt;
}

Result<http::Response> offer(auth::Context& c)
{
    return http::answer(fields::write(OfferAnswer{notify::can_send(c.platform), c.platform.instance == "demonstration"}));
}

Result<http::Response> send_code(auth::Context& c)
{
    auto form = c.body<PersonForm>();
    if (!form) return form.error();
    std::string phone = phone_of(form->phone);
    bool somebody = [&] {
        auto snapshot = c.platform.database.read();
        return find_record(snapshot->connection(), c.platform.keys, form->name, form->citizen_id, phone).has_value();
    }();
    if (auto sent = notify::send_code(c, notify::to_claim, phone, somebody); !sent) return sent.error();
    return http::no_content();
}

// Gives the code that opens the account: from there on it is opened as every other one is.
Result<http::Response> claim(auth::Context& c)
{
    auto form = c.body<CodeForm>();
    if (!form) return form.error();
    std::string phone = phone_of(form->phone);
    if (auto right = notify::test_code(c, notify::to_claim, phone, form->code); !right) return right.error();
    ledger::Act act(c.platform.database, c.platform.keys, {"system", "claim", std::nullopt, c.request.peer}, c.now);
    auto record = find_record(act.connection(), c.platform.keys, form->name, form->citizen_id, phone);
    if (!record) return refuse_field("code", messages::claim_changed);
    auto made = claim_code(act, c.platform.keys, *record, c.today);
    act.commit();
    auto response = http::answer(fields::write(JoinAnswer{made.code}));
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

const auth::Route table[] = {
    {get, "/api/v1/claim", {P::anyone, Scope::nothing}, offer, {"能不能用手机验证码认领档案", nullptr, auth::table_of<OfferAnswer>}},
    {post,
     "/api/v1/claim/code",
     {P::anyone, Scope::nothing},
     send_code,
     {"认领档案：向档案里登记的手机发验证码；有没有这份档案，回答都一样", auth::table_of<PersonForm>}},
    {post,
     "/api/v1/claim",
     {P::anyone, Scope::nothing},
     claim,
     {"认领档案：凭验证码得到开通账号的一次性代码", auth::table_of<CodeForm>, auth::table_of<JoinAnswer>}},
};

} // namespace

std::span<const auth::Route> claim_phone_routes()
{
    return table;
}

} // namespace own_record
