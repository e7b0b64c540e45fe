#include "account/account.h"
#include "account/messages.h"
#include "auth/account.h"
#include "auth/factors.h"
#include "auth/opening.h"
#include "base/identity.h"
#include "notify/notify.h"

// Experts sign in with their telephone and a code (A6). Known and unknown telephones are answered alike in words and work (T19).
namespace account {

namespace {

struct PhoneForm {
    std::string phone;
};
const fields::Table& fields_of(const PhoneForm*)
{
    static const fields::Table table{fields::field<&PhoneForm::phone>(
        "phone", {.label = "手机号", .required = true, .max = 20, .check = identity::check(identity::parse_phone)})};
    return table;
}

struct PhoneCodeForm {
    std::string phone, code;
};
const fields::Table& fields_of(const PhoneCodeForm*)
{
    static const fields::Table table{
        fields::field<&PhoneCodeForm::phone>(
            "phone", {.label = "手机号", .required = true, .max = 20, .check = identity::check(identity::parse_phone)}),
        fields::field<&PhoneCodeForm::code>("code", {.label = "验证码", .required = true, .min = 6, .max = 6}),
    };
    return table;
}

struct BindForm {
    std::string phone, code, current;
};
const fields::Table& fields_of(const BindForm*)
{
    static const fields::Table table{
        fields::field<&BindForm::phone>("phone",
                                        {.label = "手机号", .required = true, .max = 20, .check = identity::check(identity::parse_phone)}),
        fields::field<&BindForm::code>("code", {.label = "验证码", .required = true, .min = 6, .max = 6}),
        fields::field<&BindForm::current>("current", {.label = "现在的密码", .required = true, .max = 128, .verbatim = true}),
    };
    return table;
}

struct OfferAnswer {
    bool offered = false, demonstration = false;
};
const fields::Table& fields_of(const OfferAnswer*)
{
    static const fields::Table table{
        fields::field<&OfferAnswer::offered>("offered", {.label = "可以用手机号登录"}),
        fields::field<&OfferAnswer::demonstration>("demonstration", {.label = "演示库：短信不真发，登录页展示"}),
    };
    return table;
}

struct SentAnswer {
    std::int64_t minutes = notify::code_minutes;
};
const fields::Table& fields_of(const SentAnswer*)
{
    static const fields::Table table{fields::field<&SentAnswer::minutes>("minutes", {.label = "几分钟内有效"})};
    return table;
}

// The account that a telephone opens: of somebody for whom one factor is enough by role.
struct Known {
    std::int64_t id;
    std::string public_id;
    auth::Factors factors;
};

std::optional<Known> whose(auth::Context& c, const std::string& phone)
{
    auto snapshot = c.platform.database.read();
    auto& connection = snapshot->connection();
    auto found = connection.one("SELECT id, public_id FROM account WHERE phone_hash = $1 AND state = 'active'",
                                {notify::phone_hash(c.platform.keys, phone)}, [](const db::Row& row) {
                                    return Known{row.integer(0), row.text(1), {}};
                                });
    if (!found) return std::nullopt;
    found->factors = auth::factors_of(c.platform, connection, found->id, c.today);
    return found->factors.asked == auth::SecondFactor::none ? found : std::nullopt;
}

Result<http::Response> offer(auth::Context& c)
{
    return http::answer(fields::write(OfferAnswer{notify::can_send(c.platform), c.platform.instance == "demonstration"}));
}

Result<http::Response> send_code(auth::Context& c)
{
    auto form = c.body<PhoneForm>();
    if (!form) return form.error();
    std::string phone = *identity::parse_phone(form->phone);
    if (auto sent = notify::send_code(c, notify::to_sign_in, phone, whose(c, phone).has_value()); !sent) return sent.error();
    return http::answer(fields::write(SentAnswer{}));
}

void forget_door(const Platform& platform, std::int64_t door)
{
    auto transaction = platform.database.write();
    auth::keep_tries(transaction->connection(), door, {});
    transaction->commit();
}

// What is said goes by the tries at the telephone, whosever it is; a lock of the account alone refuses in the words of a wrong code. So
// nobody learns by locking a sign-in name whose telephone this is.
Result<http::Response> sign_in(auth::Context& c)
{
    auto form = c.body<PhoneCodeForm>();
    if (!form) return form.error();
    const auto& keys = c.platform.keys;
    std::string phone = *identity::parse_phone(form->phone);
    std::int64_t door = auth::stranger_id(keys, phone, "phone_tried");
    if (auto locked = auth::still_locked(auth::tries_of(c.platform, door, c.now), c.now)) return *locked;
    auto known = whose(c, phone);
    std::int64_t id = known ? known->id : auth::stranger_id(keys, phone, "phone_of_nobody");
    auth::Tries tries = auth::tries_of(c.platform, id, c.now);
    bool locked = auth::still_locked(tries, c.now).has_value();
    bool right = static_cast<bool>(notify::test_code(c, notify::to_sign_in, phone, form->code));
    if (right && known && !locked) {
        forget_door(c.platform, door);
        if (known->factors.has_totp) return auth::ask_for(c, known->id, known->factors);
        return auth::open_session(c, known->id, known->public_id, tries, auth::SecondFactor::none);
    }
    if (!right) auth::count_failure(c, id, known ? known->public_id : "", "sms", door);
    return refuse_field("code", messages::phone_wrong);
}

Result<http::Response> send_code_to_bind(auth::Context& c)
{
    auto form = c.body<PhoneForm>();
    if (!form) return form.error();
    if (auto sent = notify::send_code(c, notify::to_bind, *identity::parse_phone(form->phone), true); !sent) return sent.error();
    return http::answer(fields::write(SentAnswer{}));
}

// Where a code to it is a second factor, a telephone is changed by whoever gives the second factor: the password alone would do otherwise.
std::optional<Error> need_step_up_where_it_serves(auth::Context& c)
{
    if (auth::factors_of(c, c.actor.account_id).asked != auth::SecondFactor::sms) return std::nullopt;
    return c.need_step_up();
}

Result<http::Response> bind(auth::Context& c)
{
    auto form = c.body<BindForm>();
    if (!form) return form.error();
    if (auto refused = need_step_up_where_it_serves(c)) return *refused;
    std::string phone = *identity::parse_phone(form->phone);
    crypto::Secret current(std::move(form->current));
    if (auto right = auth::test_password(c, current); !right) return right.error();
    if (auto right = notify::test_code(c, notify::to_bind, phone, form->code); !right) {
        auth::count_failure(c, c.actor.account_id, c.actor.public_id, "sms");
        return right.error();
    }
    auto act = c.act();
    if (auto bound = bind_phone(act, c.platform.keys, c.actor.account_id, phone); !bound) return bound.error();
    act.append({"auth.phone_bound/1", "account", c.actor.public_id, {}});
    act.commit();
    return http::no_content();
}

Result<http::Response> unbind(auth::Context& c)
{
    if (auto refused = need_step_up_where_it_serves(c)) return *refused;
    auto act = c.act();
    auto bound = act.connection().one("SELECT 1 FROM account WHERE id = $1 AND phone_hash IS NOT NULL", {c.actor.account_id},
                                      [](const db::Row&) { return true; });
    if (!bound) return refuse(ErrorKind::conflict, messages::no_phone);
    (void)*act.update(auth::account_table, c.actor.account_id, {{"phone", db::Value(nullptr)}, {"phone_hash", db::Value(nullptr)}});
    act.append({"auth.phone_unbound/1", "account", c.actor.public_id, {}});
    act.commit();
    return http::no_content();
}

using auth::Scope;
using enum http::Method;
using P = auth::Permission;

const auth::Route table[] = {
    {get, "/api/v1/session/sms", {P::anyone, Scope::nothing}, offer, {"能不能用手机号登录", nullptr, auth::table_of<OfferAnswer>}},
    {post,
     "/api/v1/session/sms",
     {P::anyone, Scope::nothing},
     send_code,
     {"把登录验证码发到手机", auth::table_of<PhoneForm>, auth::table_of<SentAnswer>}},
    {post,
     "/api/v1/session/sms/code",
     {P::anyone, Scope::nothing},
     sign_in,
     {"专家用手机号和验证码登录", auth::table_of<PhoneCodeForm>, auth::table_of<auth::StageAnswer>}},
    {post,
     "/api/v1/account/phone/code",
     {P::signed_in, Scope::self},
     send_code_to_bind,
     {"把绑定手机的验证码发到手机", auth::table_of<PhoneForm>, auth::table_of<SentAnswer>}},
    auth::queued({put, "/api/v1/account/phone", {P::signed_in, Scope::self}, bind, {"绑定自己的手机", auth::table_of<BindForm>, nullptr}}),
    {remove, "/api/v1/account/phone", {P::signed_in, Scope::self}, unbind, {"解除绑定的手机"}},
};

} // namespace

Result<Done> bind_phone(ledger::Act& act, const crypto::Keyring& keys, std::int64_t account_id, const std::string& phone)
{
    Bytes hash = notify::phone_hash(keys, phone);
    auto taken = act.connection().one("SELECT 1 FROM account WHERE phone_hash = $1 AND id <> $2", {hash, account_id},
                                      [](const db::Row&) { return true; });
    if (taken) return refuse_field("phone", messages::phone_taken);
    return act.update(auth::account_table, account_id, {{"phone", crypto::Secret(phone)}, {"phone_hash", db::Value(hash)}});
}

std::span<const auth::Route> phone_routes()
{
    return table;
}

} // namespace account
