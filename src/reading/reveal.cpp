#include "reading/reveal.h"

#include "base/text.h"
#include "catalog/catalog.h"
#include "reading/messages.h"
#include "rulebook/rulebook.h"

#include <algorithm>

namespace reading {

const ledger::Table reveal_table{
    "reveal",
    {{"public_id"}, {"expert_id"}, {"field"}, {"account_id"}, {"role"}, {"unit_id"}, {"reason"}, {"words"}, {"at"}, {"day"}, {"round_id"}}};
const ledger::Table reveal_allowance_table{"reveal_allowance", {{"account_id"}, {"day"}, {"more"}, {"reason"}, {"allowed_by"}, {"at"}}};

namespace {

constexpr SensitiveField list[] = {
    {"citizen_id", "身份证号", true}, {"passport", "护照等证件号", true}, {"phone", "手机", false},
    {"email", "邮箱", false},         {"bank_account", "银行账号", true},
};
constexpr std::size_t fewest_characters = 6, longest_number = 6;
// What people write when they write nothing.
constexpr std::string_view empty_words[] = {"工作需要", "因工作需要", "工作需要查看", "业务需要", "因业务需要", "工作要求"};

bool has_long_number(std::string_view text)
{
    std::size_t run = 0;
    for (char c : text) {
        run = c >= '0' && c <= '9' ? run + 1 : c == ' ' || c == '-' ? run : 0;
        if (run > longest_number) return true;
    }
    return false;
}

std::int64_t sum_of(db::Connection& connection, std::string_view sql, const db::Values& values)
{
    return *connection.one(sql, values, [](const db::Row& row) { return row.integer(0); });
}

} // namespace

std::span<const SensitiveField> sensitive_fields()
{
    return list;
}

const SensitiveField* find_field(std::string_view name)
{
    const auto* found = std::find_if(std::begin(list), std::end(list), [&](const SensitiveField& field) { return field.name == name; });
    return found == std::end(list) ? nullptr : found;
}

const auth::Role& role_of_reader(const auth::Actor& actor)
{
    for (const auto& code : actor.roles)
        if (const auto* role = auth::find_role(code); role && role->permissions.has(auth::Permission::personal_reveal)) return *role;
    for (const auto& code : actor.roles) // the right was lent (Art. 2)
        if (const auto* role = auth::find_role(code)) return *role;
    throw std::logic_error("no role reveals");
}

Allowance allowance_of(db::Connection& connection, std::int64_t account_id, const std::string& role, Day day)
{
    const RuleBook book = rulebook::load(connection);
    std::string today = to_text(day);
    auto count = [&](std::string_view column, db::Value value) {
        return sum_of(connection, "SELECT count(*) FROM reveal WHERE " + std::string(column) + " = $1 AND day = $2",
                      {std::move(value), today});
    };
    std::int64_t own =
        sum_of(connection, "SELECT CAST(COALESCE(sum(more), 0) AS BIGINT) FROM reveal_allowance WHERE account_id = $1 AND day = $2",
               {account_id, today});
    std::int64_t all = sum_of(
        connection,
        "SELECT CAST(COALESCE(sum(w.more), 0) AS BIGINT) FROM reveal_allowance w WHERE w.day = $2 AND EXISTS (SELECT 1 FROM account_role r "
        "WHERE r.account_id = w.account_id AND r.role = $1)",
        {role, today});
    return {count("account_id", account_id), book.value(dated_rules, "12.reveal_person", day) + own, count("role", role),
            book.value(dated_rules, "12.reveal_role", day) + all};
}

std::optional<Error> fault_of_words(const std::string& words, bool needed)
{
    std::string least = std::to_string(fewest_characters);
    if (words.empty()) return needed ? std::optional(refuse_field("words", messages::words_needed, {least})) : std::nullopt;
    if (std::find(std::begin(empty_words), std::end(empty_words), words) != std::end(empty_words))
        return refuse_field("words", messages::words_empty, {words});
    if (characters(words) < fewest_characters) return refuse_field("words", messages::words_short, {least});
    if (has_long_number(words)) return refuse_field("words", messages::words_number);
    return std::nullopt;
}

std::string reason_in_words(const std::string& code, const std::string& words)
{
    const auto* entry = catalog::table("reveal_reason").find(code);
    std::string name = entry ? entry->name : code;
    return words.empty() ? name : name + "：" + words;
}

} // namespace reading
