#include "account/invitation.h"
#include "account/messages.h"
#include "account/password.h"
#include "auth/account.h"
#include "base/messages.h"
#include "crypto/password.h"
#include "rulebook/rulebook.h"

// Opening one's account with a code: whoever has it sees whose it is, chooses a password, and signs in as everybody does (Art. 12).
namespace account {

namespace {

struct CodeForm {
    std::string code;
};
const fields::Table& fields_of(const CodeForm*)
{
    static const fields::Table table{fields::field<&CodeForm::code>("code", {.label = "一次性代码", .required = true, .max = 60})};
    return table;
}

struct InvitedAnswer {
    std::string name;
    std::optional<std::string> display_name; // nothing: the person writes it
    std::vector<std::string> roles;
    Instant until{};
    std::string password_rule;
};
const fields::Table& fields_of(const InvitedAnswer*)
{
    static const fields::Table table{
        fields::field<&InvitedAnswer::name>("name", {.label = "用户名"}),
        fields::field<&InvitedAnswer::display_name>("display_name", {.label = "姓名", .note = "没有的由本人填写"}),
        fields::field<&InvitedAnswer::roles>("roles", {.label = "角色"}),
        fields::field<&InvitedAnswer::until>("until", {.label = "有效至"}),
        fields::field<&InvitedAnswer::password_rule>("password_rule", {.label = "密码须满足什么"}),
    };
    return table;
}

struct OpenForm {
    std::string code, password;
    std::optional<std::string> display_name;
};
const fields::Table& fields_of(const OpenForm*)
{
    static const fields::Table table{
        fields::field<&OpenForm::code>("code", {.label = "一次性代码", .required = true, .max = 60}),
        fields::field<&OpenForm::display_name>("display_name", {.label = "姓名", .max = 60}),
        fields::field<&OpenForm::password>("password", {.label = "密码", .required = true, .max = 128, .verbatim = true}),
    };
    return table;
}

Result<http::Response> show_invitation(auth::Context& c)
{
    auto form = c.body<CodeForm>();
    if (!form) return form.error();
    auto snapshot = c.platform.database.read();
    auto invited = find_invitation(snapshot->connection(), c.platform.keys, form->code, c.now);
    if (!invited) return refuse_field("code", messages::code);
    const RuleBook book = rulebook::load(snapshot->connection());
    std::optional<std::string> name;
    if (!invited->display_name.empty()) name = invited->display_name;
    return http::answer(fields::write(InvitedAnswer{invited->login, name, invited->roles, invited->until,
                                                    std::string(book.on(dated_rules, "12.password", c.today).words)}));
}

// The password is hashed outside the transaction: that takes its time.
Result<http::Response> open_account(auth::Context& c)
{
    auto form = c.body<OpenForm>();
    if (!form) return form.error();
    crypto::Secret password(std::move(form->password));
    auto look = [&](db::Connection& connection) { return find_invitation(connection, c.platform.keys, form->code, c.now); };
    auto [invited, book] = [&] {
        auto snapshot = c.platform.database.read();
        return std::pair(look(snapshot->connection()), rulebook::load(snapshot->connection()));
    }();
    if (!invited) return refuse_field("code", messages::code);
    std::string name = invited->display_name.empty() ? form->display_name.value_or("") : invited->display_name;
    if (name.empty()) return refuse_field("display_name", ::messages::field_required, {"姓名"});
    if (auto fault = fault_of_password(password, invited->login, name, by_kinds(book, c.today))) return *fault;
    std::string hash = crypto::hash_password(c.platform.keys, password);

    ledger::Act act(c.platform.database, c.platform.keys, {"account", invited->public_id, std::nullopt, c.request.peer}, c.now);
    invited = look(act.connection());
    if (!invited) return refuse_field("code", messages::code);
    (void)*act.update(account_invitation_table, invited->invitation_id,
                      {{"ended_at", db::Value(to_text(act.now()))}, {"used", std::int64_t{1}}}, invited->version);
    (void)*act.update(auth::account_table, invited->account_id,
                      {{"display_name", db::Value(name)},
                       {"password_hash", db::Value(hash)},
                       {"password_on", db::Value(to_text(c.today))},
                       {"state", db::Value("active")}});
    act.append({"accounts.opened/1", "account", invited->public_id, {}});
    act.commit();
    return http::no_content();
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

const auth::Route table[] = {
    {post,
     "/api/v1/invitation",
     {P::anyone, Scope::nothing},
     show_invitation,
     {"凭一次性代码看是谁的账号", auth::table_of<CodeForm>, auth::table_of<InvitedAnswer>, "被邀请人的姓名"}},
    auth::queued({post,
                  "/api/v1/invitation/account",
                  {P::anyone, Scope::nothing},
                  open_account,
                  {"凭一次性代码开通账号", auth::table_of<OpenForm>, nullptr}}),
};

} // namespace

std::span<const auth::Route> invitation_routes()
{
    return table;
}

} // namespace account
