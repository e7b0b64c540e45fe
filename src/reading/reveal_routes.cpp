#include "alert/alert.h"
#include "base/faults.h"
#include "catalog/catalog.h"
#include "consent/consent.h"
#include "crypto/random.h"
#include "expert/expert.h"
#include "ledger/act.h"
#include "reading/messages.h"
#include "reading/reveal.h"
#include "rulebook/rulebook.h"

// 查看完整信息: one field of one expert at a time (Art. 12; A4).
namespace reading {

namespace {

constexpr std::int64_t shown_seconds = 60;
constexpr std::string_view other = "other";

struct ReasonView {
    std::string code, name;
};
const fields::Table& fields_of(const ReasonView*)
{
    static const fields::Table table{fields::field<&ReasonView::code>("code"), fields::field<&ReasonView::name>("name")};
    return table;
}

struct AllowanceAnswer {
    std::int64_t used, limit, left, seconds;
    std::string role_name;
    bool named = false;
    std::vector<ReasonView> reasons;
};
const fields::Table& fields_of(const AllowanceAnswer*)
{
    static const fields::Table table{
        fields::field<&AllowanceAnswer::used>("used", {.label = "今天已看次数"}),
        fields::field<&AllowanceAnswer::limit>("limit", {.label = "每日上限"}),
        fields::field<&AllowanceAnswer::left>("left", {.label = "还可看次数"}),
        fields::field<&AllowanceAnswer::seconds>("seconds", {.label = "每次显示几秒"}),
        fields::field<&AllowanceAnswer::role_name>("role_name", {.label = "以什么角色查看"}),
        fields::field<&AllowanceAnswer::named>("named", {.label = "专家是否看到查看者的姓名"}),
        fields::field<&AllowanceAnswer::reasons>("reasons", {.label = "事由"}),
    };
    return table;
}

struct RevealForm {
    std::string field, reason;
    std::optional<std::string> words;
};
const fields::Table& fields_of(const RevealForm*)
{
    static const fields::Table table{
        fields::field<&RevealForm::field>(
            "field", {.label = "信息", .required = true, .choices = {"citizen_id", "passport", "phone", "email", "bank_account"}}),
        fields::field<&RevealForm::reason>("reason", {.label = "为什么要看", .required = true, .max = 40, .note = "代码表 reveal_reason"}),
        fields::field<&RevealForm::words>("words", {.label = "具体事由", .max = 200}),
    };
    return table;
}

struct RevealAnswer {
    std::string value;
    std::int64_t seconds, left;
};
const fields::Table& fields_of(const RevealAnswer*)
{
    static const fields::Table table{
        fields::field<&RevealAnswer::value>("value", {.label = "完整信息", .personal = "按所填事由使用"}),
        fields::field<&RevealAnswer::seconds>("seconds", {.label = "显示几秒"}),
        fields::field<&RevealAnswer::left>("left", {.label = "今天还可看次数"}),
    };
    return table;
}

Result<http::Response> allowance(auth::Context& c)
{
    const auth::Role& role = role_of_reader(c.actor);
    auto snapshot = c.platform.database.read();
    auto own = allowance_of(snapshot->connection(), c.actor.account_id, std::string(role.code), c.today);
    AllowanceAnswer answer{own.used,
                           own.limit,
                           own.left(),
                           shown_seconds,
                           std::string(role.name),
                           rulebook::load(snapshot->connection()).value(dated_rules, "21.reader_named", c.today) == 1,
                           {}};
    const auto& reasons = catalog::table("reveal_reason");
    for (const auto* entry : reasons.children(nullptr)) answer.reasons.push_back({entry->code, entry->name});
    return http::answer(fields::write(answer));
}

std::optional<Error> fault_of(const RevealForm& form)
{
    Faults faults;
    if (!catalog::table("reveal_reason").find(form.reason)) faults.add("reason", messages::unknown_reason);
    if (auto fault = fault_of_words(form.words.value_or(""), form.reason == other)) faults.add("words", *fault);
    return faults.error();
}

bool needs_step_up(const RuleBook& book, const SensitiveField& field, Day day)
{
    auto which = book.value(dated_rules, "12.reveal_step_up", day);
    return which == 2 || (which == 1 && field.identifying);
}

std::optional<std::int64_t> expert_id_of(db::Connection& connection, const auth::Filter& filter, const std::string& public_id)
{
    if (filter.scope != auth::Scope::all) return std::nullopt;
    return connection.one("SELECT id FROM expert WHERE public_id = $1", {public_id}, [](const db::Row& row) { return row.integer(0); });
}

// The value itself; nothing when none is registered.
std::optional<crypto::Secret> value_of(db::Connection& connection, const crypto::Keyring& keys, std::int64_t expert_id,
                                       std::string_view field)
{
    auto stored = connection.one("SELECT " + std::string(field) + " FROM expert WHERE id = $1", {expert_id},
                                 [](const db::Row& row) { return row.maybe_bytes(0); });
    if (!stored || !*stored) return std::nullopt;
    return keys.decrypt("expert", field, std::to_string(expert_id), **stored);
}

// What is above a limit leaves an alert instead of a value.
Error refuse_over_limit(auth::Context& c, ledger::Act& act, const Allowance& allowance, const auth::Role& role, const RevealForm& form)
{
    bool own = allowance.used >= allowance.limit;
    std::string used = std::to_string(own ? allowance.used : allowance.role_used);
    act.append({"expert.reveal_refused/1", "expert", c.parameter("id"),
                json::Object{{"field", form.field}, {"limit", own ? "person" : "role"}},
                reason_in_words(form.reason, form.words.value_or(""))});
    std::string details = own ? "每人每天 " + std::to_string(allowance.limit) + " 次，今天已看 " + used + " 次，还要再看。"
                              : std::string(role.name) + "合计每天 " + std::to_string(allowance.role_limit) + " 次，今天已看 " + used +
                                    " 次，此人还要再看（其本人今天看了 " + std::to_string(allowance.used) + " 次）。";
    alert::raise(act, {"reveal_limit", c.actor.account_id, c.actor.public_id, details});
    act.commit();
    return own ? refuse(ErrorKind::too_many, messages::own_limit, {used})
               : refuse(ErrorKind::too_many, messages::role_limit, {std::string(role.name), used});
}

// Under no idempotency key: the answer to a repeated request would be kept, and with it the value. Each answer that leaves is an entry
// of its own and counts.
Result<http::Response> reveal(auth::Context& c)
{
    auto form = c.body<RevealForm>();
    if (!form) return form.error();
    if (auto fault = fault_of(*form)) return *fault;
    const SensitiveField& field = *find_field(form->field);
    const auth::Role& role = role_of_reader(c.actor);
    c.acted = true;
    ledger::Act act(c.platform.database, c.platform.keys, c.author(), c.now);
    auto expert_id = expert_id_of(act.connection(), c.filter, c.parameter("id"));
    if (!expert_id) return auth::not_found("专家");
    if (needs_step_up(rulebook::load(act.connection()), field, c.today))
        if (auto fault = c.need_step_up()) return *fault;
    if (form->field == "bank_account" && consent::refuses_sensitive(act.connection(), *expert_id))
        return refuse_field("field", messages::refused_by_owner);
    auto value = value_of(act.connection(), c.platform.keys, *expert_id, field.name);
    if (!value) return refuse_field("field", messages::nothing_there, {std::string(field.label)});
    auto allowance = allowance_of(act.connection(), c.actor.account_id, std::string(role.code), c.today);
    if (allowance.left() == 0) return refuse_over_limit(c, act, allowance, role, *form);
    std::string words = form->words.value_or("");
    act.insert(reveal_table, {{"public_id", db::Value(crypto::random_id())},
                              {"expert_id", *expert_id},
                              {"field", db::Value(form->field)},
                              {"account_id", c.actor.account_id},
                              {"role", db::Value(std::string(role.code))},
                              {"unit_id", db::value_of(c.actor.unit_id)},
                              {"reason", db::Value(form->reason)},
                              {"words", words.empty() ? db::Value(nullptr) : db::Value(words)},
                              {"at", db::Value(to_text(act.now()))},
                              {"day", db::Value(to_text(c.today))}});
    act.append({"expert.revealed/1", "expert", c.parameter("id"), json::Object{{"field", form->field}, {"reason", form->reason}},
                reason_in_words(form->reason, words)});
    act.commit();
    auto response = http::answer(fields::write(RevealAnswer{value->reveal(), shown_seconds, allowance.left() - 1}));
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

const auth::Route table[] = {
    {get,
     "/api/v1/reveals/allowance",
     {P::personal_reveal, Scope::self},
     allowance,
     {"今天还可查看几次完整信息，可选的事由", nullptr, auth::table_of<AllowanceAnswer>}},
    {post,
     "/api/v1/experts/{id}/reveal",
     {P::personal_reveal, Scope::all},
     reveal,
     {"查看专家的一项完整信息；每次留痕并计入每日上限", auth::table_of<RevealForm>, auth::table_of<RevealAnswer>,
      "所看的一项：身份证号、护照等证件号、手机、邮箱或银行账号"}},
};

} // namespace

std::span<const auth::Route> reveal_routes()
{
    return table;
}

} // namespace reading
