#pragma once

#include "auth/route.h"
#include "jobs/jobs.h"
#include "rulebook/texts.h"

// Short messages (A6; T5, T18): what leaves is a row of the outbox in the transaction of the act that wants it, and a job that hands it to
// the gateway. There is no gateway yet: a demonstration shows what it would have sent, a real library sends nothing and offers nothing.
namespace notify {

// Whether messages reach anybody: ask before offering what needs one.
bool can_send(const Platform& platform);

// The templates: their texts are dated data (sms.sign_in_code, …), filled in with the value and for how long it holds.
struct Template {
    std::string_view name, title;

    std::string text() const { return "sms." + std::string(name); }
};
std::span<const Template> templates();
inline constexpr rulebook::Placeholder placeholders[] = {{"code", "验证码", "385126"}, {"minutes", "有效的分钟数", "5"}};

// A template's name and its one value, never a person's name, a project or an activity (T5).
struct Sms {
    crypto::Secret phone; // as identity::parse_phone gives it
    std::string_view sms_template;
    crypto::Secret value;
    bool to_somebody = true; // false: nobody is there; the same is written, and dropped instead of sent
};
void send(ledger::Act& act, const crypto::Keyring& keys, const Sms& sms);

// A code by message: six digits, once, five minutes, five tries. The purpose is the name of its template: a code for one opens no other.
inline constexpr std::string_view to_sign_in = "sign_in_code", to_bind = "bind_code", to_claim = "claim_code",
                                  to_pass = "second_factor_code", to_step_up = "step_up_code";
inline constexpr std::int64_t code_minutes = 5;
// Puts one on its way in an act of its own, or refuses because too many were asked for (dated rules). The same is done and answered
// whether anybody has the telephone or not: the caller says so in `somebody`, and answers alike.
Result<Done> send_code(auth::Context& c, std::string_view purpose, const std::string& phone, bool somebody);
// Whether it is the latest one sent for the purpose, which is used up when it is right; a refusal in the field `code` otherwise. Counts no
// failure of an account: the caller does (auth::count_failure).
Result<Done> test_code(auth::Context& c, std::string_view purpose, const std::string& phone, const std::string& code);

// Takes everything of this telephone out of the outbox and the codes: its owner was erased.
void forget(db::Connection& connection, const crypto::Keyring& keys, const std::string& phone);

// The keyed hash by which telephones are found; the same in every table.
Bytes phone_hash(const crypto::Keyring& keys, const std::string& phone);
// 138****0001
std::string mask_phone(const std::string& phone);
// 2001:db8:1:2::/64, 192.0.2.0/24: what one subscriber may hold.
std::string network_of(const std::string& address);

jobs::Kind outbox_job();
// /api/v1/messages, for the system administrator; /api/v1/session/messages, in a demonstration alone
std::span<const auth::Route> routes();

} // namespace notify
