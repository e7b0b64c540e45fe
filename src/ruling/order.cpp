#include "ruling/order.h"

#include "crypto/random.h"
#include "rulebook/rulebook.h"
#include "ruling/catalogue.h"
#include "ruling/messages.h"

namespace ruling {

namespace {

const std::string select = select_orders("rule_order", "o.code, o.value, o.words");

Order order_of(const db::Row& row)
{
    return {course_of(row), row.text(own_column), row.integer(own_column + 1), row.text(own_column + 2)};
}

std::string allowed(const DatedRule& rule)
{
    if (rule.choices[0].words.empty())
        return "请填 " + std::to_string(rule.range.least) + " 至 " + std::to_string(rule.range.most) + " 的整数";
    std::string text = "请从列出的几种中选择：";
    for (const auto& choice : rule.choices)
        if (!choice.words.empty()) text += std::string(text.ends_with("：") ? "" : "、") + std::to_string(choice.value);
    return text;
}

} // namespace

Matter Order::matter() const
{
    return {
        rulebook::rule_order_table, "rules", "rule", code, {{"value", value}, {"words", words}, {"from", from}, {"document", document}}};
}

std::vector<Order> orders(db::Connection& connection)
{
    return connection.all(select + " ORDER BY o.id DESC", {}, order_of);
}

std::optional<Order> find_order(db::Connection& connection, const std::string& public_id)
{
    return connection.one(select + " WHERE o.public_id = $1", {public_id}, order_of);
}

Result<std::string> judge(const RuleBook& book, const Proposal& proposal, Day today)
{
    const auto& rules = part_of(proposal.code)->rules;
    auto before = book.on(rules, proposal.code, proposal.from);
    std::string words = words_of(before, proposal.value);
    if (words.empty())
        return refuse_field("value", messages::value_unfit, {std::to_string(proposal.value), allowed(before), std::string(before.others)});
    if (proposal.from <= today) return refuse_field("from", messages::from_past, {to_text(today)});
    if (before.value == proposal.value)
        return refuse_field("value", messages::value_same, {to_text(proposal.from), std::string(before.words)});
    return words;
}

Result<std::string> propose(ledger::Act& act, const Proposal& proposal, std::int64_t account_id, Day today)
{
    auto words = judge(rulebook::load(act.connection()), proposal, today);
    if (!words) return words.error();
    bool waiting =
        act.connection()
            .one("SELECT 1 FROM rule_order WHERE state = 'proposed' AND code = $1", {proposal.code}, [](const db::Row&) { return true; })
            .has_value();
    if (waiting) return refuse(ErrorKind::conflict, messages::already_proposed);
    std::string public_id = crypto::random_id();
    auto row = proposed(act, public_id, proposal.from, proposal.document, account_id);
    row["code"] = db::Value(proposal.code);
    row["value"] = proposal.value;
    row["words"] = db::Value(*words);
    act.insert(rulebook::rule_order_table, row);
    act.append({"rules.proposed/1",
                "rule",
                proposal.code,
                {{"value", proposal.value}, {"words", *words}, {"from", to_text(proposal.from)}, {"document", proposal.document}}});
    return public_id;
}

} // namespace ruling
