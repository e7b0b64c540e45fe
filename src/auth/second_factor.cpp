#include "auth/second_factor.h"

#include "auth/session.h"
#include "rulebook/rulebook.h"

#include <algorithm>
#include <deque>

namespace auth {

namespace {

constexpr std::string_view rule_prefix = "12.second_factor.";

constexpr RuleChoice totp{static_cast<std::int64_t>(SecondFactor::totp), "动态口令（TOTP）"};
constexpr RuleChoice sms{static_cast<std::int64_t>(SecondFactor::sms), "短信验证码或动态口令；没有绑定手机的用动态口令"};
constexpr RuleChoice none{static_cast<std::int64_t>(SecondFactor::none), "不用第二因素"};

bool administers(const Role& role)
{
    return role.code.ends_with("_administrator");
}

DatedRule rule_of(const Role& role)
{
    static std::deque<std::string> texts; // the rules are views into it
    std::string_view code = texts.emplace_back(std::string(rule_prefix) + std::string(role.code));
    std::string_view question = texts.emplace_back("“" + std::string(role.name) + "”登录用什么第二因素");
    const RuleChoice& standard = role.second_factor ? totp : none;
    DatedRule rule{code,
                   "第十二条",
                   "X6",
                   question,
                   standard.value,
                   standard.words,
                   administers(role)    ? "短信验证码（1）；管理员不能不用第二因素"
                   : role.second_factor ? "短信验证码（1）；不用（0）"
                                        : "短信验证码（1）；动态口令（2）",
                   "2026-01-01",
                   by_default,
                   {},
                   {}};
    rule.choices = administers(role) ? std::array<RuleChoice, 3>{totp, sms} : std::array<RuleChoice, 3>{totp, sms, none};
    return rule;
}

} // namespace

std::string_view to_text(SecondFactor factor)
{
    return factor == SecondFactor::totp ? "totp" : factor == SecondFactor::sms ? "sms" : "none";
}

SecondFactor second_factor_of(const std::string& text)
{
    return text == "totp" ? SecondFactor::totp : text == "sms" ? SecondFactor::sms : SecondFactor::none;
}

std::span<const DatedRule> second_factor_rules()
{
    static const std::vector<DatedRule> rules = [] {
        std::vector<DatedRule> list;
        for (const auto& role : roles()) list.push_back(rule_of(role));
        return list;
    }();
    return rules;
}

SecondFactor asked_of(const Role& role, const RuleBook& book, Day today)
{
    return static_cast<SecondFactor>(book.value(second_factor_rules(), std::string(rule_prefix) + std::string(role.code), today));
}

SecondFactor asked_of(db::Connection& connection, std::int64_t account_id, Day today)
{
    const RuleBook book = rulebook::load(connection);
    SecondFactor strictest = SecondFactor::none;
    for (const Role* role : roles_of(connection, account_id, today)) strictest = std::max(strictest, asked_of(*role, book, today));
    return strictest;
}

bool sms_leaves(const Platform& platform)
{
    return platform.instance == "demonstration";
}

Factors factors_of(const Platform& platform, db::Connection& connection, std::int64_t account_id, Day today)
{
    auto factors = connection
                       .one("SELECT CASE WHEN totp_secret IS NULL THEN 0 ELSE 1 END, CASE WHEN phone_hash IS NULL THEN 0 ELSE 1 END "
                            "FROM account WHERE id = $1",
                            {account_id},
                            [&](const db::Row& row) {
                                return Factors{SecondFactor::none, row.integer(0) == 1, row.integer(1) == 1 && sms_leaves(platform)};
                            })
                       .value_or(Factors{});
    factors.asked = asked_of(connection, account_id, today);
    return factors;
}

Factors factors_of(const Context& c, std::int64_t account_id)
{
    auto snapshot = c.platform.database.read();
    return factors_of(c.platform, snapshot->connection(), account_id, c.today);
}

} // namespace auth
