#pragma once

#include "auth/route.h"
#include "base/rule.h"

// What stands beside the password (Art. 12; X6): a dated rule for each role says what is asked of whoever holds it.
namespace auth {

// From the weakest to the strictest: values of the rules "12.second_factor.<role>".
enum class SecondFactor : std::int64_t { none = 0, sms = 1, totp = 2 };
std::string_view to_text(SecondFactor factor);
SecondFactor second_factor_of(const std::string& text);

// One rule a role; those of administrators cannot be set to none.
std::span<const DatedRule> second_factor_rules();
SecondFactor asked_of(const Role& role, const RuleBook& book, Day today);
// Of the account: the strictest of its roles.
SecondFactor asked_of(db::Connection& connection, std::int64_t account_id, Day today);

// Whether short messages reach anybody; notify:: hands them over.
bool sms_leaves(const Platform& platform);

// What an account can give and what its roles ask for together: the strictest holds.
struct Factors {
    SecondFactor asked = SecondFactor::none;
    bool has_totp = false, has_phone = false;

    // A code to the telephone is enough. Never where the telephone may be the first factor and an authenticator the second.
    bool sms_serves() const { return has_phone && (asked == SecondFactor::sms || (asked == SecondFactor::none && !has_totp)); }
    SecondFactor strictest_held() const { return has_totp ? SecondFactor::totp : sms_serves() ? SecondFactor::sms : SecondFactor::none; }
    // What comes after the first factor: totp, totp_setup, sms, done. Who lacks the telephone sets up an authenticator.
    std::string_view next_stage() const
    {
        if (has_totp) return "totp";
        if (asked == SecondFactor::none) return "done";
        return sms_serves() ? "sms" : "totp_setup";
    }
};
// A telephone that no message reaches counts as none.
Factors factors_of(const Platform& platform, db::Connection& connection, std::int64_t account_id, Day today);
Factors factors_of(const Context& c, std::int64_t account_id);

} // namespace auth
